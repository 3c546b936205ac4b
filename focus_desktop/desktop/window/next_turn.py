"""Work that is done in two parts, so that the window can do something else between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

SHORTEST_MS = 1
"""Milliseconds. After 0 ms Qt calls before it looks for what the user does."""


def call_next(owner: QObject, act: Callable[[], object]) -> None:
    """Call `act`, a method of `owner`, in the next turn of the event loop, if `owner` is still there."""
    QTimer.singleShot(SHORTEST_MS, owner, act)
