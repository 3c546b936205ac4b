"""What a timer shows: the same face in the window, the tray, the break screen and the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.model.status import TimeUp

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.breaks import RunningBreak
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


class Kind(Enum):
    """What the time belongs to; each looks different."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    BREAK = auto()


@dataclass(frozen=True)
class TimerDisplay:
    """A timer at one moment."""

    kind: Kind
    seconds: int
    """What is left, of `total`."""
    total: int
    number: str
    """The time to the second: `24:59`, or `+03:12` for overtime."""
    caption: str
    """What belongs to the number: `of 25 min`."""
    ticking: str
    """The time to the second, in words: `24:59 left`."""
    words: str
    """The time to the minute, for places that change once a minute: `25 min left`."""

    @property
    def fraction(self) -> float:
        """What is left, 0 to 1."""
        return self.seconds / self.total


def idle_display(minutes: int, *, flow: bool) -> TimerDisplay:
    """Nothing runs; a session of so many minutes can be started."""
    if flow:
        return TimerDisplay(Kind.IDLE, 1, 1, wording.countdown(0), wording.FLOW, "", "")
    seconds = minutes * 60
    return TimerDisplay(Kind.IDLE, seconds, seconds, wording.countdown(seconds), "", "", "")


def session_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    """The active session at `now`, in its own time."""
    paused_at = record.paused_at()
    kind = Kind.RUNNING if paused_at is None else Kind.PAUSED
    pause = None if paused_at is None else wording.paused(now - paused_at)
    if record.time_up is TimeUp.FLOW:
        focused = record.focused(now)
        words = f"{wording.FLOW}, {wording.duration(focused)}"
        number = wording.countdown(int(focused.total_seconds()))
        return TimerDisplay(kind, 1, 1, number, pause or wording.FLOW, f"{number} of flow", words)
    total = record.session.duration_minutes * 60
    overtime = record.overtime(now)
    if overtime > timedelta() or (record.time_up is TimeUp.OVERTIME and not record.remaining(now)):
        number = f"+{wording.countdown(int(overtime.total_seconds()))}"
        planned, words = f"over {record.session.duration_minutes} min", f"{wording.duration(overtime)} over"
        return TimerDisplay(kind, 0, total, number, pause or planned, f"{number} {planned}", words)
    seconds = wording.whole_seconds(record.remaining(now))
    number, caption = wording.countdown(seconds), pause or f"of {record.session.duration_minutes} min"
    return TimerDisplay(
        kind, seconds, total, number, caption, f"{number} left", wording.minutes_left(seconds)
    )


def break_display(running: RunningBreak, reading: Reading) -> TimerDisplay:
    """The break at this reading."""
    seconds = wording.whole_seconds(running.remaining(reading))
    total = running.earned.minutes * 60
    caption = f"of {running.earned.minutes} min"
    number = wording.countdown(seconds)
    words = wording.minutes_left(seconds)
    return TimerDisplay(Kind.BREAK, seconds, total, number, caption, f"{number} left", words)
