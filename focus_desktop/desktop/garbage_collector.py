"""Collects Python's cyclic garbage on the GUI thread only.

Python itself collects it on the thread that happens to create enough objects. On another thread than the
GUI thread this destroys Qt objects, which Qt does not allow: timers go on, and the process may crash.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QDeadlineTimer, QObject

PAUSE_MS = 10_000
"""Milliseconds from one collection to the next, at least."""


class GarbageCollector(QObject):
    """Replaces Python's own collector: collects when the event loop has nothing to do, and never wakes it."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._pause = QDeadlineTimer(0)
        self._loop: QAbstractEventDispatcher | None = None

    def start(self) -> None:
        """Collect from now on. What exists now stays, so only objects that are made later are examined."""
        gc.freeze()
        if self._loop is None:
            self._loop = QAbstractEventDispatcher.instance()
            self._loop.aboutToBlock.connect(self.collect_if_due)

    def collect_if_due(self) -> None:
        """Collect the oldest generation that Python itself would collect now, if there is one."""
        if not self._pause.hasExpired():
            return
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold:
                gc.collect(generation)
                self._pause.setRemainingTime(PAUSE_MS)
                return

    def stop(self) -> None:
        """Let Python collect its garbage itself again."""
        if self._loop is not None:
            self._loop.aboutToBlock.disconnect(self.collect_if_due)
            self._loop = None
        gc.enable()
