"""What a timer shows: the same in the window, the tray, the break screen and the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model.status import TimeUp

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.breaks import RunningBreak
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


class Kind(Enum):
    """What the time belongs to. Views show each kind differently."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    BREAK = auto()


@dataclass(frozen=True)
class TimerDisplay:
    """What a timer shows at one moment."""

    kind: Kind
    seconds: int
    """Seconds left, 0 to `total`."""
    total: int
    """Planned seconds; 1 for a flow session, which has no planned time."""
    number: str
    """The time to the second: `24:59`, or `+03:12` for overtime."""
    caption: str
    """The text below the number: `of 25 min`, `Paused 7 min`."""
    ticking: str
    """The time to the second, in words: `24:59 left`."""
    words: str
    """The time to the minute, for places that change once a minute: `25 min left`."""
    summary: str
    """`words`, preceded by `Paused` while the session is paused: `Paused, 25 min left`."""

    @property
    def fraction(self) -> float:
        """The part of the time that is left, 0 to 1."""
        return self.seconds / self.total


def idle_display(minutes: int, *, flow: bool) -> TimerDisplay:
    """What is shown while nothing runs: the length of the session that can be started, in minutes."""
    if flow:
        return TimerDisplay(Kind.IDLE, 1, 1, wording.countdown(0), wording.flow(), "", "", "")
    seconds = minutes * 60
    return TimerDisplay(Kind.IDLE, seconds, seconds, wording.countdown(seconds), "", "", "", "")


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
    seconds = wording.whole_seconds(running.remaining(reading))
    minutes = running.earned.minutes
    number, words = wording.countdown(seconds), wording.minutes_left(seconds)
    return TimerDisplay(
        Kind.BREAK, seconds, minutes * 60, number, _of_planned(minutes), _left(number), words, words
    )


def _flow_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    focused = record.focused(now)
    number, length = wording.countdown(int(focused.total_seconds())), wording.duration(focused)
    # Translators: A flow session and how long it has been running, as in "Flow, 1 h 5 min".
    words = _("Flow, {duration}").format(duration=length)
    summary = _("Paused, flow, {duration}").format(duration=length) if record.is_paused else words
    # Translators: How long a flow session has been running, as in "42:00 of flow".
    ticking = _("{time} of flow").format(time=number)
    caption = _paused_caption(record, now) or wording.flow()
    return TimerDisplay(_kind(record), 1, 1, number, caption, ticking, words, summary)


def _overtime_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    overtime, minutes = record.overtime(now), record.session.duration_minutes
    number, length = f"+{wording.countdown(int(overtime.total_seconds()))}", wording.duration(overtime)
    # Translators: What goes beyond the planned time, as in "3 min over".
    words = _("{duration} over").format(duration=length)
    summary = _("Paused, {duration} over").format(duration=length) if record.is_paused else words
    # Translators: What goes beyond the planned time, as in "+03:12 over 25 min".
    ticking = _("{time} over {minutes} min").format(time=number, minutes=minutes)
    # Translators: Stands below the overtime, which is a number as in "+03:12"; so, "over 25 min".
    caption = _paused_caption(record, now) or _("over {minutes} min").format(minutes=minutes)
    return TimerDisplay(_kind(record), 0, minutes * 60, number, caption, ticking, words, summary)


def _countdown_display(record: SessionRecord, now: datetime) -> TimerDisplay:
    seconds, minutes = wording.whole_seconds(record.remaining(now)), record.session.duration_minutes
    number, caption = wording.countdown(seconds), _paused_caption(record, now) or _of_planned(minutes)
    words = wording.minutes_left(seconds)
    summary = wording.minutes_left(seconds, is_paused=record.is_paused)
    return TimerDisplay(_kind(record), seconds, minutes * 60, number, caption, _left(number), words, summary)


def _kind(record: SessionRecord) -> Kind:
    return Kind.PAUSED if record.is_paused else Kind.RUNNING


def _paused_caption(record: SessionRecord, now: datetime) -> str | None:
    paused_at = record.paused_at()
    return None if paused_at is None else wording.paused(now - paused_at)


def _of_planned(minutes: int) -> str:
    # Translators: Stands below the time that is left, a number as in "24:59"; so, "of 25 min".
    return _("of {minutes} min").format(minutes=minutes)


def _left(number: str) -> str:
    # Translators: The time that is left, as in "24:59 left".
    return _("{time} left").format(time=number)
