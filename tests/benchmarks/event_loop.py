"""Waits inside a measured process that has Qt's event loop, and measures by how much that was late."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_MS = 5
POLL_MS = 20


class Stalls:
    """The longest time, in milliseconds, that the event loop stood still in each step.

    The time in which threads of this process waited for a processor is left out: other programs cause
    that on a busy machine.
    """

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        self.step = ""
        self._last, self._queued = time.monotonic(), queued_ms()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, queued = time.monotonic(), queued_ms()
        late = (now - self._last) * 1000 - TICK_MS - (queued - self._queued)
        self.longest[self.step] = max(self.longest.get(self.step, 0.0), late)
        self._last, self._queued = now, queued


class Stopwatch:
    """Milliseconds since it was made, without those in which one of its threads waited for a processor.

    They are this one and those named. It is the one that waited longest: they may wait at the same time.
    """

    def __init__(self, *threads: str) -> None:
        known = {one.name: one.native_id for one in threading.enumerate()}
        self._ids = {threading.get_native_id(), *(known[name] for name in threads)}
        self._start, self._queued = time.monotonic(), self._queued_ms()

    def read(self) -> float:
        """The time now."""
        waited = (now - then for now, then in zip(self._queued_ms(), self._queued, strict=True))
        return (time.monotonic() - self._start) * 1000 - max(waited)

    def _queued_ms(self) -> list[float]:
        return [_queued_ms(Path(f"/proc/self/task/{one}")) for one in self._ids]


def queued_ms() -> float:
    """Milliseconds that the threads of this process have waited for a processor so far.

    Source: the kernel's Documentation/scheduler/sched-stats.rst, `/proc/<pid>/schedstat`.
    """
    return sum(map(_queued_ms, Path("/proc/self/task").iterdir()))


def _queued_ms(thread: Path) -> float:
    try:
        return int((thread / "schedstat").read_text().split()[1]) / 1_000_000
    except OSError:  # The thread may just have ended.
        return 0.0


def wait(seconds: float, until: Callable[[], bool] = lambda: False) -> float:
    """Let the event loop run for so long, or until `until` returns True; return the seconds that it ran."""
    loop, start = QEventLoop(), time.monotonic()
    polling = QTimer(interval=POLL_MS)
    polling.timeout.connect(lambda: loop.quit() if until() else None)
    polling.start()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    if not until():
        loop.exec()
    return time.monotonic() - start
