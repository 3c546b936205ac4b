"""One line of text from people, shortened with "…" where there is no room for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from focus_desktop import wording


class ElidedLabel(QLabel):
    """A plain label as narrow as it must be, centred unless told; its tooltip has the whole text."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_text(self, text: str) -> None:
        """Show `text` on one line; line breaks become spaces."""
        self.setText(" ".join(text.split()))
        self.setToolTip(wording.tooltip(text))

    def minimumSizeHint(self) -> QSize:
        """Any width will do: the text is shortened to fit."""
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The height of a line, and no claim on the width."""
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        room = self.contentsRect()
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment(), fits)
        painter.end()
