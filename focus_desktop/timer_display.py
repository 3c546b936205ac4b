"""What a timer shows: the same in the window, the tray, the break screen and the terminal."""

from __future__ import annotations

import math
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model.status import TimeUp

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.breaks import RunningBreak
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


FLOW_LAP = timedelta(hours=1)
"""The time in which the ring of a flow session goes round once."""


class Kind(Enum):
    """What the time belongs to. Views show each kind differently."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    BREAK = auto()
    DONE = auto()


class TimerDisplay(NamedTuple):
    """What a timer shows at one moment."""

    kind: Kind
    number: str
    """The time to the second: `24:59`, or `+03:12` for overtime; of a session that is done, its length."""
    caption: str = ""
    """The text below the number: `ends 14:05`, `Paused 7 min`."""
    seconds: int = 0
    """Seconds left, 0 to `total`."""
    total: int = 1
    """Planned seconds; 1 for a flow session, which has no planned time."""
    lap: float = 0.0
    """The part of the ring that is filled, 0 to 1: what is left, or how far overtime or flow have come."""
    is_overtime: bool = False
    """Whether `lap` is the second lap of the ring, which is full."""
    counts_up: bool = False
    """Whether the time grows, so that the ring fills clockwise, as the hand of a clock goes."""
    ticking: str = ""
    """The time to the second, in words: `24:59 left`."""
    words: str = ""
    """The time to the minute, for places that change once a minute: `25 min left`."""
    summary: str = ""
    """`words`, preceded by `Paused` while the session is paused: `Paused, 25 min left`."""
    minutes: str = ""
    """The time to the minute, as short as `number`: `25 min`; empty in the last minute."""

    @property
    def fraction(self) -> float:
        """The part of the planned time that is left, 0 to 1."""
        return self.seconds / self.total

    def at(self, seconds: int) -> TimerDisplay:
        """Return what is shown of a countdown when so many seconds of the same minute are left."""
        number = wording.countdown(seconds)
        lap = seconds / self.total
        return self._replace(number=number, seconds=seconds, lap=lap, ticking=_left(number))

    def by_minutes(self) -> TimerDisplay:
        """Return what is shown without seconds; in the last minute of a countdown, this display."""
        if not self.minutes:
            return self
        seconds = min(self.total, math.ceil(self.seconds / 60) * 60)
        lap = self.lap if self.counts_up else seconds / self.total
        return self._replace(number=self.minutes, seconds=seconds, lap=lap, ticking=self.words)


def idle_display(minutes: int, now: datetime, *, flow: bool) -> TimerDisplay:
    """What is shown while nothing runs: the session of so many minutes that can be started at `now`."""
    if flow:
        return TimerDisplay(Kind.IDLE, wording.countdown(0), wording.flow(), seconds=1)
    ends_at = now + timedelta(minutes=minutes)
    seconds = minutes * 60
    return TimerDisplay(
        Kind.IDLE, wording.countdown(seconds), wording.ends(ends_at, now), seconds=seconds, total=seconds
    )


def done_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    """What is shown of a completed session."""
    number = wording.worked_minutes(record.focused(now))
    caption = wording.kept(record, now) or wording.done(record, now)
    return TimerDisplay(Kind.DONE, number, caption, seconds=1, lap=1.0)


def session_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    """What is shown of the active session at `now`, the time that `SessionRecord.time` returns."""
    if record.time_up is TimeUp.FLOW:
        return _flow_display(record, now)
    overtime = record.overtime(now)
    if overtime > timedelta() or (record.time_up is TimeUp.OVERTIME and not record.remaining(now)):
        return _overtime_display(record, now)
    return _countdown_display(record, now)


def break_display(running: RunningBreak, reading: Reading) -> TimerDisplay:
    """What is shown of the break at this reading."""
    left = running.remaining(reading)
    seconds, total = wording.whole_seconds(left), running.earned.minutes * 60
    number, words = wording.countdown(seconds), wording.minutes_left(seconds)
    return TimerDisplay(
        Kind.BREAK,
        number,
        wording.ends(reading.wall + left, reading.wall),
        seconds=seconds,
        total=total,
        lap=seconds / total,
        ticking=_left(number),
        words=words,
        summary=words,
        minutes=_whole_minutes(seconds),
    )


def _flow_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    focused = record.focused(now)
    number, length = wording.countdown(int(focused.total_seconds())), wording.duration(focused)
    # Translators: A flow session and how long it has been running, as in "Flow, 1 h 5 min".
    words = _("Flow, {duration}").format(duration=length)
    summary = _("Paused, flow, {duration}").format(duration=length) if record.is_paused else words
    # Translators: How long a flow session has been running, as in "42:00 of flow".
    ticking = _("{time} of flow").format(time=number)
    return TimerDisplay(
        _kind(record),
        number,
        _paused_caption(record, now) or wording.flow(),
        seconds=1,
        lap=focused % FLOW_LAP / FLOW_LAP,
        counts_up=True,
        ticking=ticking,
        words=words,
        summary=summary,
        minutes=wording.worked_minutes(focused),
    )


def _overtime_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    overtime, minutes = record.overtime(now), record.session.duration_minutes
    planned = timedelta(minutes=minutes)
    number, length = f"+{wording.countdown(int(overtime.total_seconds()))}", wording.duration(overtime)
    # Translators: What goes beyond the planned time, as in "3 min over".
    words = _("{duration} over").format(duration=length)
    summary = _("Paused, {duration} over").format(duration=length) if record.is_paused else words
    # Translators: What goes beyond the planned time, as in "+03:12 over 25 min".
    ticking = _("{time} over {minutes} min").format(time=number, minutes=minutes)
    return TimerDisplay(
        _kind(record),
        number,
        # Translators: Stands below the overtime, which is a number as in "+03:12"; so, "over 25 min".
        _paused_caption(record, now) or _("over {minutes} min").format(minutes=minutes),
        total=minutes * 60,
        lap=overtime % planned / planned,
        is_overtime=True,
        counts_up=True,
        ticking=ticking,
        words=words,
        summary=summary,
        minutes=f"+{wording.worked_minutes(overtime)}",
    )


def _countdown_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    left = record.remaining(now)
    seconds, total = wording.whole_seconds(left), record.session.duration_minutes * 60
    number = wording.countdown(seconds)
    return TimerDisplay(
        _kind(record),
        number,
        _paused_caption(record, now) or wording.ends(now + left, now),
        seconds=seconds,
        total=total,
        lap=seconds / total,
        ticking=_left(number),
        words=wording.minutes_left(seconds),
        summary=wording.minutes_left(seconds, is_paused=record.is_paused),
        minutes=_whole_minutes(seconds),
    )


def _whole_minutes(seconds: int) -> str:
    return wording.duration(timedelta(minutes=math.ceil(seconds / 60))) if seconds > 60 else ""


def _kind(record: SessionRecord) -> Kind:
    return Kind.PAUSED if record.is_paused else Kind.RUNNING


def _paused_caption(record: SessionRecord, now: datetime) -> str | None:
    paused_at = record.paused_at()
    return None if paused_at is None else wording.paused(now - paused_at)


def _left(number: str) -> str:
    # Translators: The time that is left, as in "24:59 left".
    return _("{time} left").format(time=number)
