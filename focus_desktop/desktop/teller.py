"""Tells people things where they will see them, and falls back until somebody can have."""

import logging

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from focus_desktop import wording
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
        notifier.undelivered.connect(self._tell_without_daemon)

    def tell(self, title: str, message: str) -> None:
        """In the window if it can be seen, else by a notification."""
        if self._window.is_watched:
            self._window.banner.tell(title, message)
        else:
            self._notifier.notify(title, message)

    def tell_error(self, error: FocusError) -> None:
        """What cannot be done, and what to do about it."""
        log.warning("%s: %s", error.title, error.message, exc_info=error.__cause__)
        self.tell(error.title, error.message)

    def tell_bug(self, log_file: str) -> None:
        """Something failed that never should."""
        self.tell("Something went wrong", wording.bug(log_file))

    def _tell_without_daemon(self, title: str, message: str) -> None:
        if not self._tray.show_message(title, message):
            self._window.banner.tell(title, message)
            self._qt.alert(self._window)
