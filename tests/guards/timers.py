"""Finds the active timers of a process."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator


def active_timers(application: QObject) -> list[tuple[str, int]]:
    """The active timers of this thread: which object has it, and its milliseconds."""
    dispatcher = QAbstractEventDispatcher.instance()
    return sorted(
        (_owner(one), timer.interval)
        for one in _objects(application)
        for timer in dispatcher.registeredTimers(one)
    )


def _objects(application: QObject) -> Iterator[QObject]:
    """All objects of Qt that can be found: those of Python, and the children of all."""
    known: dict[int, QObject] = {}
    gc.unfreeze()  # What is frozen is not listed.
    found = [one for one in gc.get_objects() if isinstance(one, QObject)]
    qt = QCoreApplication.instance()
    assert isinstance(qt, QApplication)
    left: list[QObject] = [application, qt, *qt.topLevelWidgets(), *qt.topLevelWindows(), *found]
    while left:
        one = left.pop()
        if id(one) not in known:
            known[id(one)] = one
            left += one.children()
    return iter(known.values())


def _owner(timed: QObject) -> str:
    """The names of its class and of that of its parent."""
    parent = timed.parent()
    name = type(timed).__name__
    return name if parent is None else f"{name} of {type(parent).__name__}"
