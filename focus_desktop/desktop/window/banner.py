"""A quiet strip at the top of the window: one sentence, until it is dismissed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from focus_desktop import wording


class Banner(QFrame):
    """Shows a title and a message as plain text; hidden until it has something to say."""

    dismissed = Signal()
    """A person has read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._title, self._message = _plain_label(), _plain_label()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._message.setWordWrap(True)
        dismiss = QPushButton("Dismiss")
        dismiss.clicked.connect(self.hide)
        dismiss.clicked.connect(self.dismissed)

        layout = QHBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._message, stretch=1)
        layout.addWidget(dismiss)
        self.hide()

    def tell(self, title: str, message: str) -> None:
        """Show a message in place of the one before."""
        self._title.setText(title)
        self._message.setText(wording.breakable(message))
        self.setAccessibleName(title)
        self.setAccessibleDescription(message)
        self.show()

    def withdraw(self, title: str) -> None:
        """Hide what was told under this title: it holds no more."""
        if title == self._title.text():
            self.hide()


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
