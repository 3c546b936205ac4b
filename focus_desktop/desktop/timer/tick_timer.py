"""The only ticking timer. It ticks when the time that is shown changes, and not more often."""

from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

# A Qt timer stands still while the machine sleeps. A short interval makes sure that waking is noticed soon.
LONGEST_INTERVAL = timedelta(seconds=20)
LONGEST_IDLE_INTERVAL = timedelta(minutes=5)
# A timer that fires a moment early would find the old number still shown and have to fire again.
MARGIN = timedelta(milliseconds=4)


class TickTimer(QObject):
    """Ticks when the shown number changes: each second if somebody watches it, else each minute."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.ticked)

    def schedule(self, remaining: timedelta | None, *, watched: bool) -> None:
        """Tick next when another number is to be shown for `remaining`; None while no session runs."""
        self.schedule_in(interval(remaining, watched=watched))

    def schedule_in(self, length: timedelta) -> None:
        """Tick next after `length`."""
        if not self._is_stopped:
            self._timer.start(round(length / timedelta(milliseconds=1)))

    def stop(self) -> None:
        """Stop for good: later calls of `schedule` do nothing."""
        self._is_stopped = True
        self._timer.stop()


def interval(remaining: timedelta | None, *, watched: bool) -> timedelta:
    """How long to wait before the next tick."""
    if remaining is None:
        return LONGEST_IDLE_INTERVAL
    if remaining <= timedelta():
        return SECOND  # The session is due and not completed yet.
    step = SECOND if watched or remaining <= MINUTE else MINUTE
    until_change = remaining % step or step
    return min(until_change + MARGIN, LONGEST_INTERVAL)
