"""A notice that shows one message until it is dismissed or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import more_button
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.desktop.notifications.notification import Action

WIDTH = 460
"""Pixels of a notice, unless its words need more."""
LONGEST_MESSAGE = 500
"""Characters: the name of a session or a quest in it may be long."""
READABLE = 160
"""Pixels that the words have beside the buttons at least; else the buttons are below them."""


class BannerMessage:
    """A message that was shown in the banner."""

    def __init__(self, banner: Banner) -> None:
        self._banner = banner

    def withdraw(self) -> None:
        """Hide the message, if the banner still shows it."""
        if self._banner.shown is self:
            self._banner.hide_message()


class Banner(QFrame):
    """Shows a title, a message and buttons as plain text; hidden while there is no message."""

    dismissed = Signal()
    """The user has pressed Dismiss."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.shown: BannerMessage | None = None
        """The message that is shown now."""
        self._title, self._message = bold_label(), QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._message.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._dismiss = more_button(_("Dismiss"), self.dismiss, sign="×")
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.addWidget(self._title)
        self._words.addWidget(self._message, stretch=1)
        self._actions = QWidget(self)
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(0)  # The room around their texts keeps them apart.
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.SMALL)
        self._row.addLayout(self._words, stretch=1)
        self._row.addWidget(self._dismiss)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.MEDIUM, tokens.TINY, tokens.TINY, tokens.TINY)
        self._column.setSpacing(0)
        self._column.addLayout(self._row)
        self.hide()

    def tell(self, title: str, message: str, actions: Sequence[Action] = ()) -> BannerMessage:
        """Show a message in place of the previous one. Pressing one of its buttons hides it."""
        self.shown = BannerMessage(self)
        message = wording.shortened(message, LONGEST_MESSAGE)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._message.setText(wording.breakable(message))
        self._message.setVisible(bool(message))
        self.setAccessibleName(title or message)
        self.setAccessibleDescription(message if title else "")
        self._show_buttons(actions)
        self._arrange()
        self.show()
        return self.shown

    def hide_message(self) -> None:
        """Hide the message that is shown."""
        self.shown = None
        self.hide()

    def dismiss(self) -> None:
        """Hide the message, as the user wishes."""
        self.hide_message()
        self.dismissed.emit()

    def _arrange(self) -> None:
        """Put all on one line if there is room, so that it covers less; else keep the words readable."""
        words = sum(one.fontMetrics().horizontalAdvance(one.text()) for one in (self._title, self._message))
        others = [*self._buttons, self._dismiss]
        around = sum(one.sizeHint().width() + tokens.SMALL for one in others) + tokens.WIDE
        fits = words + around <= WIDTH
        directions = QBoxLayout.Direction
        self._words.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        self._words.setSpacing(tokens.SMALL if fits else 0)
        self._title.setWordWrap(not fits)
        if fits or WIDTH - around >= READABLE:
            self._row.insertWidget(1, self._actions)
        else:
            self._column.addWidget(self._actions, alignment=Qt.AlignmentFlag.AlignRight)
        self._actions.setVisible(bool(self._buttons))

    def _show_buttons(self, actions: Sequence[Action]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()  # Not at once: a press of this very button may be the caller.
        self._buttons = []
        row = self._actions.layout()
        assert row is not None
        for action in actions:
            # A single & would underline the letter after it.
            button = QPushButton(action.label.replace("&", "&&"))
            button.setAutoDefault(True)  # Enter presses it, as Space does.
            button.setProperty("look", "link")
            button.clicked.connect(self.hide_message)
            button.clicked.connect(lambda _checked=False, run=action.run: run())
            row.addWidget(button)
            button.show()  # The layout would show it only later.
            self.setTabOrder(button, self._dismiss)
            self._buttons.append(button)
