"""What the counted programs share: marks at which Callgrind starts a new count, and the first paint."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

MARK = "getloadavg"
"""The function of the C library that is called as a mark. Nothing else calls it."""


def mark() -> None:
    """Let Callgrind write what it has counted since the last mark."""
    os.getloadavg()


def tell_modules() -> None:
    """Set a mark and print the names of all modules that are imported, in one line."""
    mark()
    print(*sorted(sys.modules), flush=True)


def after_first_paint(window: QWidget, act: Callable[[], object]) -> None:
    """Call `act` once when the window's first paint has ended, before anything else is done."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415 — the app imports it at the same place

    class FirstPaint(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, act)
            return False

    window.installEventFilter(FirstPaint(window))
