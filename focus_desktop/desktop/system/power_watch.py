"""Signals when the computer begins to save power, and when it no longer does. On Linux only.

Windows and macOS tell it only to parts that are not loaded here: a native window procedure, Objective-C.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from focus_desktop.desktop.system.async_thread import AsyncThread, Job


class PowerWatch(QObject):
    """Listens in the background; its signal is emitted on the thread that listens."""

    changed = Signal(bool)
    """Whether the computer saves power: the user wants that, or its battery is low."""

    def __init__(self, background: AsyncThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._job: Job | None = None

    def start(self) -> None:
        """Start to listen; returns at once. Without a system bus nothing is ever signalled."""
        if sys.platform == "linux" and self._job is None:
            self._job = self._background.run(self._listen)

    def _listen(self) -> Coroutine[Any, Any, None]:
        from focus_desktop.desktop.system.power_state import PowerState  # noqa: PLC0415 — not at start

        return PowerState(on_change=self.changed.emit).listen()
