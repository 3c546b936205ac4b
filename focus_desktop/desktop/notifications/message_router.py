"""Tells people things where they will see them, and falls back until somebody can have."""

import logging

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from focus_desktop import refusals, wording
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.tray.tray_icon import TrayIcon
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.model.errors import FocusError

log = logging.getLogger(__name__)


class MessageRouter(QObject):
    """Notification daemon, then the tray's own message, then the window and its task-bar entry."""

    def __init__(self, qt: QApplication, window: MainWindow, tray: TrayIcon, notifier: Notifier) -> None:
        super().__init__()
        self._qt = qt
        self._window = window
        self._tray = tray
        self._notifier = notifier
        self._on_their_way: set[Notification] = set()
        notifier.delivered.connect(self._forget)
        notifier.undelivered.connect(self._look_after)

    def tell(self, title: str, message: str) -> None:
        """In the window if it can be seen, else by a notification."""
        if self._window.is_watched:
            self._window.banner.tell(title, message)
        else:
            self.notify(title, message)

    def notify(self, title: str, message: str) -> None:
        """By a notification, wherever the window is."""
        notification = Notification(title, message)
        self._on_their_way.add(notification)
        self._notifier.notify(notification)

    def tell_error(self, error: FocusError) -> None:
        """What cannot be done, and what to do about it."""
        log.warning("%s", error, exc_info=error.__cause__)
        self.tell(refusals.title(error), refusals.sentence(error))

    def tell_bug(self, log_file: str) -> None:
        """Something failed that never should."""
        self.tell("Something went wrong", wording.bug(log_file))

    def _forget(self, notification: Notification) -> None:
        self._on_their_way.discard(notification)

    def _look_after(self, notification: Notification) -> None:
        if notification in self._on_their_way:  # Else whoever sent it sees to it.
            self._on_their_way.remove(notification)
            self.tell_without_daemon(notification)

    def tell_without_daemon(self, notification: Notification) -> None:
        """What no daemon took: by the tray's own message, or in the window and its task-bar entry."""
        if not self._tray.show_message(notification.title, notification.message):
            self._window.banner.tell(notification.title, notification.message)
            self._qt.alert(self._window)
