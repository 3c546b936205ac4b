"""Signals when the computer goes to sleep and when it wakes. On Linux only, with the help of logind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from focus_desktop.desktop.system.async_thread import AsyncThread, Job


class SleepWatch(QObject):
    """Listens in the background; its signals are emitted on the thread of this object."""

    falling_asleep = Signal()
    """The computer is about to sleep. It does not wait for slots, so they may run after it has woken."""
    woken = Signal()
    """The computer has woken."""

    _announced = Signal(bool)

    def __init__(self, background: AsyncThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._job: Job | None = None
        self._announced.connect(self._emit)

    def start(self) -> None:
        """Start to listen; returns at once. Without a system bus nothing is ever signalled."""
        if sys.platform == "linux" and self._job is None:
            self._job = self._background.run(self._listen)

    def _listen(self) -> Coroutine[Any, Any, None]:
        from focus_desktop.desktop.system.logind import Logind  # noqa: PLC0415 — never on the GUI thread

        return Logind(on_sleep=self._announced.emit).listen()

    @Slot(bool)
    def _emit(self, is_near: bool) -> None:
        (self.falling_asleep if is_near else self.woken).emit()
