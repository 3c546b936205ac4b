"""A line of text that can be selected and copied, with buttons beside it."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from focus_desktop.desktop.window import tokens


class ReadOnlyLine(QWidget):
    """`line` shows the text from its start; it has room for a few letters at least."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SMALL)
        layout.addWidget(self.line, stretch=1)
        for button in buttons:
            layout.addWidget(button)

    def show_text(self, text: str, *, is_secret: bool = False) -> None:
        """Show the text, as dots if it is secret."""
        self.line.setEchoMode(QLineEdit.EchoMode.Password if is_secret else QLineEdit.EchoMode.Normal)
        self.line.setText(text)
        self.line.setCursorPosition(0)
