"""Tells people things where they will see them, and falls back until somebody can have."""

import logging

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from focus_desktop import wording
from focus_desktop.desktop.notice import Notice
from focus_desktop.desktop.notifier import Notifier
from focus_desktop.desktop.tray import Tray
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.model.errors import FocusError

log = logging.getLogger(__name__)


class Teller(QObject):
    """Notification daemon, then the tray's own message, then the window and its task-bar entry."""

    def __init__(self, qt: QApplication, window: MainWindow, tray: Tray, notifier: Notifier) -> None:
        super().__init__()
        self._qt = qt
        self._window = window
        self._tray = tray
        self._notifier = notifier
        self._on_their_way: set[Notice] = set()
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
        notice = Notice(title, message)
        self._on_their_way.add(notice)
        self._notifier.notify(notice)

    def tell_error(self, error: FocusError) -> None:
        """What cannot be done, and what to do about it."""
        log.warning("%s: %s", error.title, error.message, exc_info=error.__cause__)
        self.tell(error.title, error.message)

    def tell_bug(self, log_file: str) -> None:
        """Something failed that never should."""
        self.tell("Something went wrong", wording.bug(log_file))

    def _forget(self, notice: Notice) -> None:
        self._on_their_way.discard(notice)

    def _look_after(self, notice: Notice) -> None:
        if notice in self._on_their_way:  # Else whoever sent it sees to it.
            self._on_their_way.remove(notice)
            self.tell_without_daemon(notice)

    def tell_without_daemon(self, notice: Notice) -> None:
        """What no daemon took: by the tray's own message, or in the window and its task-bar entry."""
        if not self._tray.show_message(notice.title, notice.message):
            self._window.banner.tell(notice.title, notice.message)
            self._qt.alert(self._window)
