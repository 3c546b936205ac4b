"""Collects Python's cyclic garbage on the GUI thread only.

Python itself collects it on the thread that happens to create enough objects. On another thread than the
GUI thread this destroys Qt objects, which Qt does not allow: timers go on, and the process may crash.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 30_000


class GarbageCollector(QObject):
    """Replaces Python's own collector. Also call `collect_if_due` when there is little else to do."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_if_due)

    def start(self) -> None:
        """Start the timer. What exists now stays, so only objects that are made later are examined."""
        gc.freeze()
        self._timer.start()

    def collect_if_due(self) -> None:
        """Collect the oldest generation that Python itself would collect now, if there is one."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Stop the timer and let Python collect its garbage itself again."""
        self._timer.stop()
        gc.enable()
