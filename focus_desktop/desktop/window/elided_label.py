"""One line of the user's text, shortened with "…" if it does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from focus_desktop import wording


class ElidedLabel(QLabel):
    """A plain-text label that takes any width, centred by default. Its tooltip has the whole text."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_text(self, text: str) -> None:
        """Show `text` on one line; line breaks become spaces."""
        self.setText(wording.on_one_line(" ".join(text.split())))
        self.setToolTip(wording.tooltip(text))

    def minimumSizeHint(self) -> QSize:
        """The height of one line, and no width: the text is shortened to fit."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The same as the minimum."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text, shortened to the width of the label."""
        painter = QPainter(self)
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, self.alignment(), text)
        painter.end()
