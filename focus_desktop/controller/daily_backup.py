"""Makes a backup every day, for as long as the window or `serve` is open."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from focus_desktop.model.errors import FocusError
from focus_desktop.model.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller.backups import Backups
    from focus_desktop.model.progress import Progress

FIRST_AFTER_S, EVERY_S = 60.0, 3600.0
"""Seconds from the start until it is first looked whether a backup is due, and between two looks."""


class DailyBackup:
    """Works on a thread of its own."""

    def __init__(self, backups: Backups, on_refused: Callable[[FocusError], object]) -> None:
        """`on_refused` is called on that thread if a backup cannot be made."""
        self._backups = backups
        self._on_refused = on_refused
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily-backup")

    def start(self) -> None:
        """Look soon whether a backup is due, and then every hour."""
        self._thread.start()

    def stop(self) -> None:
        """End it; a backup that is just being made is given up."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = FIRST_AFTER_S
        while not self._stopped.wait(pause):
            pause = EVERY_S
            try:
                self._backups.make_if_due(self._check)
            except FocusError as error:
                self._on_refused(error)
            except Cancelled:
                return

    def _check(self, _progress: Progress) -> None:
        if self._stopped.is_set():
            raise Cancelled
