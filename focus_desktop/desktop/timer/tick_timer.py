"""The only ticking timer: says when it is time to look at the clock again, and no oftener."""

from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

# A timer stands still while the machine sleeps, so no beat is far away: waking is noticed soon.
LONGEST_PAUSE = timedelta(seconds=20)
LONGEST_IDLE_PAUSE = timedelta(minutes=5)
# A timer that fires a moment early would find the old number still showing and have to fire again.
MARGIN = timedelta(milliseconds=4)


class TickTimer(QObject):
    """Beats when what a countdown shows changes: each second if it is watched, else each minute."""

    beat = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)

    def schedule(self, remaining: timedelta | None, *, watched: bool) -> None:
        """Beat next when `remaining` shows another number; None while no session runs."""
        self.rest(pause(remaining, watched=watched))

    def rest(self, length: timedelta) -> None:
        """Beat next after `length`."""
        self._timer.start(round(length / timedelta(milliseconds=1)))

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()


def pause(remaining: timedelta | None, *, watched: bool) -> timedelta:
    """How long to rest before the next beat."""
    if remaining is None:
        return LONGEST_IDLE_PAUSE
    if remaining <= timedelta():
        return LONGEST_PAUSE  # It was due and could not be completed: try again.
    step = SECOND if watched or remaining <= MINUTE else MINUTE
    until_change = remaining % step or step
    return min(until_change + MARGIN, LONGEST_PAUSE)
