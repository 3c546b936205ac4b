"""The app inside a measured process, which ends with the process whatever goes wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from focus_desktop import app as services
from focus_desktop.launch import Launch
from tests.benchmarks.event_loop import wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from focus_desktop.desktop.application import Application

LONGEST_S, SETTLE_S = 30, 3


@contextmanager
def opened_app() -> Iterator[Application]:
    """Open the app, wait until it is ready and has come to rest, and quit it at the end."""
    app = services.build_desktop()
    app.show(Launch())
    try:
        wait(LONGEST_S, lambda: app.store.controller is not None)
        wait(SETTLE_S)
        yield app
    finally:
        app.quit()
        app.window.hide()
