"""What an app keeps that runs all day: nothing more with each session and break."""

import gc
import weakref

from PySide6.QtCore import QObject

from focus_desktop.desktop.application import Application
from tests.conftest import SettableClock
from tests.desktop.conftest import live

WARM_UP, CYCLES = 4, 8
"""The fourth break is the first long one."""
MOST_OBJECTS = 48
"""Python's objects that a cycle may leave: what is known of today's sessions."""


def objects_now() -> int:
    """How many objects there are, without weak references: dead ones go by and by, some hundred at a time."""
    return sum(type(one) is not weakref.ReferenceType for one in gc.get_objects())


def test_sessions_and_breaks_leave_nothing_behind(app: Application, clock: SettableClock) -> None:
    app.settings.save(auto_start_break=True, auto_start_session=True)
    app.user_actions.start_as_planned()
    widgets = objects = 0
    for cycle in range(WARM_UP + CYCLES):
        live(app, clock, 30)
        gc.collect()
        if cycle < WARM_UP:
            widgets, objects = len(app.window.findChildren(QObject)), objects_now()
    assert app.store.controller is not None
    assert len(app.store.controller.list_sessions()) >= WARM_UP + CYCLES
    assert len(app.window.findChildren(QObject)) == widgets
    assert (objects_now() - objects) / CYCLES < MOST_OBJECTS
