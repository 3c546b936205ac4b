"""Collects Python's cyclic garbage on the GUI thread only.

Python collects it on whichever thread has made enough of it. On another thread than the GUI's this would
destroy Qt objects there, which Qt does not allow: timers are not stopped, and the process may crash.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS = 30_000


class GarbageCollector(QObject):
    """Takes over from Python's own collector; `collect_if_due` is called at moments of low activity."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_if_due)

    def start(self) -> None:
        """Everything that stays has been built: look only at what is made from now on."""
        gc.freeze()
        self._timer.start()

    def collect_if_due(self) -> None:
        """Collect the oldest generation for which Python itself would do so now."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > threshold:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collection back to Python."""
        self._timer.stop()
        gc.enable()
