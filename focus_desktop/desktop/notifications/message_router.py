"""Tells people things where they will see them: in the window, by a notification, or by the tray."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from focus_desktop import refusals, wording
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from focus_desktop.desktop.notifications.notification import Action
    from focus_desktop.desktop.notifications.notifier import Notifier
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.errors import FocusError

log = logging.getLogger(__name__)


class Message(Protocol):
    """Something that was told."""

    def withdraw(self) -> None:
        """Take it back, wherever it is shown: it holds no longer."""


class _SentMessage:
    """A message that went to the notification server, and that may come to the banner instead."""

    def __init__(self, notifier: Notifier, notification: Notification) -> None:
        self.notification = notification
        self.instead: Message | None = None
        self.is_withdrawn = False
        self._notifier = notifier

    def withdraw(self) -> None:
        """Take it back, wherever it is shown."""
        self.is_withdrawn = True
        self._notifier.withdraw(self.notification)
        if self.instead is not None:
            self.instead.withdraw()


class MessageRouter(QObject):
    """Notification server, then the tray's own message, then the window and its task-bar entry."""

    def __init__(self, qt: QApplication, window: MainWindow, tray: TrayIcon, notifier: Notifier) -> None:
        super().__init__()
        self._qt = qt
        self._window = window
        self._tray = tray
        self._notifier = notifier
        self._sent: dict[str, _SentMessage] = {}
        """What is not delivered yet, by the notification's ident."""
        notifier.delivered.connect(self._forget)
        notifier.undelivered.connect(self._tell_otherwise)

    def tell(self, title: str, message: str, actions: Sequence[Action] = ()) -> Message:
        """Tell in the window if it can be seen, else by a notification."""
        if self._window.is_watched:
            return self._window.banner.tell(title, message, actions)
        return self.notify(title, message, actions)

    def notify(self, title: str, message: str, actions: Sequence[Action] = ()) -> Message:
        """Tell by a notification, wherever the window is."""
        notification = Notification(title, message, tuple(actions))
        sent = self._sent[notification.ident] = _SentMessage(self._notifier, notification)
        self._notifier.notify(notification)
        return sent

    def tell_error(self, error: FocusError, actions: Sequence[Action] = ()) -> Message:
        """Tell what cannot be done, and what to do about it."""
        log.warning("%s (%r)", error, error.__cause__)
        return self.tell(refusals.title(error), refusals.sentence(error), actions)

    def tell_bug(self, log_file: str) -> None:
        """Tell that something failed that never should."""
        self.tell(_("Something went wrong"), wording.bug(log_file))

    def _forget(self, notification: Notification) -> None:
        self._sent.pop(notification.ident, None)

    def _tell_otherwise(self, notification: Notification) -> None:
        sent = self._sent.pop(notification.ident, None)
        if sent is None or sent.is_withdrawn:
            return  # The alarm sent it, and has ways of its own; or it holds no longer.
        title, message = notification.title, notification.message
        if not self._tray.show_message(title, message):
            sent.instead = self._window.banner.tell(title, message, notification.actions)
            self._qt.alert(self._window)
