"""A check box whose text may take several lines."""

from PySide6.QtCore import QMargins, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QStyle, QStyleOptionButton

MARGINS = QMargins(30, 5, 2, 5)
"""Around the text, in pixels; the left one has room for the indicator."""


class WrappingCheckBox(QCheckBox):
    """Draws only its indicator; the text is a label inside of it, since Qt draws it on one line.

    The check mark is drawn here as well: a style sheet can only take it from a file, which has one colour.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("wrapping")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._label = QLabel(text)
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGINS)
        layout.addWidget(self._label)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the check mark on the filled indicator."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), 2))
        painter.translate(QRectF(box).center())
        painter.drawPolyline(QPolygonF([QPointF(-4, 0), QPointF(-1, 3), QPointF(4, -3)]))
        painter.end()

    def sizeHint(self) -> QSize:
        """The size of the label, and room for the indicator."""
        return self._label.sizeHint().grownBy(MARGINS)

    def minimumSizeHint(self) -> QSize:
        """The size with one word on each line, and room for the indicator."""
        return self._label.minimumSizeHint().grownBy(MARGINS)

    def hitButton(self, position: QPoint) -> bool:
        """Let a click on the text count, too."""
        return self.rect().contains(position)
