"""A check box whose text may take several lines."""

from PySide6.QtCore import QMargins, QPoint, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy

MARGINS = QMargins(30, 5, 2, 5)
"""Around the text, in pixels; the left one has room for the indicator."""


class WrappingCheckBox(QCheckBox):
    """Draws only its indicator; the text is a label inside of it, since Qt draws it on one line."""

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

    def sizeHint(self) -> QSize:
        """The size of the label, and room for the indicator."""
        return self._label.sizeHint().grownBy(MARGINS)

    def minimumSizeHint(self) -> QSize:
        """The size with one word on each line, and room for the indicator."""
        return self._label.minimumSizeHint().grownBy(MARGINS)

    def hitButton(self, position: QPoint) -> bool:
        """Let a click on the text count, too."""
        return self.rect().contains(position)
