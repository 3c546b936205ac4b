"""The only ticking timer. It ticks when the time that is shown changes, and not more often."""

from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

# A Qt timer stands still while the machine sleeps, and a minute in which the session's time is not kept is a
# gap: both ask for a second look within each minute.
LONGEST_INTERVAL = timedelta(seconds=30)
LONGEST_IDLE_INTERVAL = timedelta(minutes=5)
# A timer that fires a moment early would find the old number still shown and have to fire again.
MARGIN = timedelta(milliseconds=4)
COARSE_MARGIN = timedelta(milliseconds=600)
"""For a coarse timer, which Qt moves by up to half a second to wake the computer less often."""


class TickTimer(QObject):
    """Ticks when the shown number changes: each second if somebody watches it, else each minute."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.ticked)

    def schedule(self, remaining: timedelta | None, *, watched: bool) -> None:
        """Tick next when another number is to be shown for `remaining`; None while no session runs."""
        wait = interval(remaining, watched=watched)
        self.schedule_in(wait, exact=remaining is not None and (watched or remaining <= wait))

    def schedule_in(self, length: timedelta, *, exact: bool = True) -> None:
        """Tick next after `length`; if that need not be exact, up to a second later."""
        if self._is_stopped:
            return
        kind = Qt.TimerType.PreciseTimer if exact else Qt.TimerType.VeryCoarseTimer
        self._timer.setTimerType(kind)
        length += MARGIN if exact else COARSE_MARGIN
        self._timer.start(round(length / timedelta(milliseconds=1)))

    def stop(self) -> None:
        """Stop for good: later calls of `schedule` do nothing."""
        self._is_stopped = True
        self._timer.stop()


def interval(remaining: timedelta | None, *, watched: bool) -> timedelta:
    """How long it takes until another number is to be shown, or another look is needed."""
    if remaining is None:
        return LONGEST_IDLE_INTERVAL
    if remaining <= timedelta():
        return SECOND  # The session is due and not completed yet.
    step = SECOND if watched else MINUTE
    return min(remaining % step or step, LONGEST_INTERVAL)
