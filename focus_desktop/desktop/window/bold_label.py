"""Bold labels of plain text, for titles."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def bold_label(text: str = "") -> QLabel:
    """Return a bold label that shows its text as it is, never as HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
