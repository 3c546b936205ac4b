"""Shows messages where the user can see them: in the window, as a notification, or by the tray."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from focus_desktop import refusals
from focus_desktop.desktop.notifications.notification import Notification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from focus_desktop.desktop.notifications.notification import Action
    from focus_desktop.desktop.notifications.notifier import Notifier
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.errors import FocusError

log = logging.getLogger(__name__)
BRIEF_MS = 6000
"""Milliseconds for which a message is shown that needs no answer."""


class Message(Protocol):
    """A message that was shown."""

    def withdraw(self) -> None:
        """Hide the message, wherever it is shown."""


class _SentMessage:
    """A message that was sent to the notification server; if that fails, the banner may show it."""

    def __init__(self, notifier: Notifier, notification: Notification) -> None:
        self.notification = notification
        self.banner_message: Message | None = None
        self.is_withdrawn = False
        self._notifier = notifier

    def withdraw(self) -> None:
        """Hide the message, wherever it is shown."""
        self.is_withdrawn = True
        self._notifier.withdraw(self.notification)
        if self.banner_message is not None:
            self.banner_message.withdraw()


class MessageRouter(QObject):
    """Tries the notification server, then the tray's own messages, then the banner and a task-bar alert."""

    def __init__(self, qt: QApplication, window: MainWindow, tray: TrayIcon, notifier: Notifier) -> None:
        super().__init__()
        self._qt = qt
        self._window = window
        self._tray = tray
        self._notifier = notifier
        self._sent: dict[str, _SentMessage] = {}
        """Messages that are neither delivered nor undelivered yet, by the notification's ident."""
        self._brief: Message | None = None
        self._brief_end = QTimer(window)  # It ends with the window, which shows what it is about.
        self._brief_end.setSingleShot(True)
        self._brief_end.timeout.connect(self._withdraw_brief)
        notifier.delivered.connect(self._forget)
        notifier.undelivered.connect(self._show_otherwise)

    def tell(self, title: str, message: str, actions: Sequence[Action] = ()) -> Message:
        """Show a message in the window if that can be seen, otherwise as a notification."""
        if self._window.is_watched:
            return self._window.banner.tell(title, message, actions)
        return self.notify(title, message, actions)

    def tell_briefly(self, title: str, message: str) -> None:
        """Show for some seconds that something is done."""
        self._brief = self.tell(title, message)
        # Not `QTimer.singleShot`: PySide keeps no reference to the object of a method that it is given.
        self._brief_end.start(BRIEF_MS)

    def _withdraw_brief(self) -> None:
        if self._brief is not None:
            self._brief.withdraw()
            self._brief = None

    def notify(self, title: str, message: str, actions: Sequence[Action] = ()) -> Message:
        """Show a message as a notification, even if the window can be seen."""
        notification = Notification(title, message, tuple(actions))
        sent = self._sent[notification.ident] = _SentMessage(self._notifier, notification)
        self._notifier.notify(notification)
        return sent

    def tell_error(self, error: FocusError, actions: Sequence[Action] = (), *, title: str = "") -> Message:
        """Log the error, and show what cannot be done and what to do about it; by default with its title."""
        log.warning("%s (cause: %s)", error, error.__cause__)
        return self.tell(title or refusals.title(error), refusals.sentence(error), actions)

    def _forget(self, notification: Notification) -> None:
        self._sent.pop(notification.ident, None)

    def _show_otherwise(self, notification: Notification) -> None:
        sent = self._sent.pop(notification.ident, None)
        if sent is None or sent.is_withdrawn:
            return  # It was withdrawn; or the alarm sent it, which itself shows it in another way.
        title, message = notification.title, notification.message
        if not self._tray.show_message(title, message):
            sent.banner_message = self._window.banner.tell(title, message, notification.actions)
            self._qt.alert(self._window)
