"""Tells people of the app's own faults, and gives them what a report of one needs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication

from focus_desktop import crash_trace, wording
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.window.banner import Banner

log = logging.getLogger(__name__)


class BugReport(QObject):
    """Shows that something went wrong, with buttons that copy the details and open the log."""

    def __init__(
        self, messages: MessageRouter, banner: Banner, copy: Callable[[str], object], log_file: Path
    ) -> None:
        super().__init__()
        self._messages = messages
        self._banner = banner
        self._copy = copy
        self._log_file = log_file

    def tell(self, trace: str) -> None:
        """Tell of an unhandled exception that was logged; `trace` is its traceback."""
        self._messages.tell(_("Something went wrong"), wording.bug(str(self._log_file)), self._actions(trace))

    def tell_of_crash(self, crash_file: Path) -> None:
        """Tell once that the app crashed the last time, if it did and nothing else is being told.

        Only in the window: it is no news that has to interrupt anybody.
        """
        trace = "" if self._banner.shown is not None else crash_trace.take(crash_file)
        for line in trace.splitlines():
            log.critical("crashed the last time: %s", line)
        if trace:
            words = wording.bug(str(self._log_file))
            self._banner.tell(_("Focus Desktop crashed the last time"), words, self._actions(trace))

    def _actions(self, trace: str) -> tuple[Action, ...]:
        return (
            Action("copy-details", _("Copy details"), lambda: self._copy_details(trace)),
            Action("open-log", _("Open log"), self._open_log),
        )

    def _copy_details(self, trace: str) -> None:
        self._copy(details(trace))
        self._banner.tell(_("Details copied"), "", self._actions(trace)[1:])

    def _open_log(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file))):
            words = _("{folder} cannot be opened from here; open it in your file manager.")
            self._banner.tell("", words.format(folder=self._log_file.parent))


def details(trace: str) -> str:
    """What a report of a fault needs, in English: versions, system and traceback, and no text of people."""
    import platform  # noqa: PLC0415 — rarely needed, as all of these
    import sqlite3  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    lines = (
        f"Focus Desktop {version('focus-desktop')}",
        f"Python {platform.python_version()}, Qt {qVersion()}, SQLite {sqlite3.sqlite_version}",
        f"{platform.platform()}, {QGuiApplication.platformName()}",
        "",
        trace.strip().replace(str(Path.home()), "~"),
    )
    return "\n".join(lines) + "\n"
