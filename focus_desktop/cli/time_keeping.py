"""Keeps time in a command that goes on until it is stopped."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.headless_timer import HeadlessTimer


def headless_timer(controller: Controller, clock: Clock) -> HeadlessTimer:
    """A timer that follows the other processes, too, and is stopped by Ctrl-C and SIGTERM."""
    from focus_desktop.headless_timer import HeadlessTimer  # noqa: PLC0415 — SQLModel is slow to import

    timer = HeadlessTimer(controller, clock)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: timer.stop())
    controller.watch_others()
    return timer
