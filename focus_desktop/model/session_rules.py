"""What an action does to a session: pure functions from one record to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from focus_desktop.model import timing
from focus_desktop.model.errors import (
    AnotherSessionActive,
    InvalidField,
    Refusal,
    SessionAlreadyEnded,
)
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.limits import LONGEST_MINUTES
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.model.unset_clock import time_of
from focus_desktop.model.validation import validated

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from focus_desktop.model.focus_gap import FocusGap
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading


def new_session(
    session_id: UUID,
    reading: Reading,
    *,
    duration_minutes: int,
    quest_id: UUID | None,
    description: str | None,
    time_up: TimeUp,
) -> FocusSession:
    """The session that starts at this reading. Raises InvalidField."""
    from focus_desktop.model.session_shapes import FocusSessionCreate  # noqa: PLC0415 — start-up would wait for it

    wanted = validated(
        FocusSessionCreate,
        duration_minutes=LONGEST_MINUTES if time_up is TimeUp.FLOW else duration_minutes,
        quest_id=quest_id,
        description=description,
    )
    return FocusSession(id=session_id, started_at=reading.wall, **wanted.model_dump())


def started(session: FocusSession, quest: Quest | None, time_up: TimeUp, reading: Reading) -> SessionRecord:
    """A new session, whose time this process keeps from this reading on."""
    clock = SessionClock.set_to(session.id, reading, reading.wall)
    clock.time_up, clock.kept = time_up, True
    first = FocusInterval(session_id=session.id, started_at=session.started_at)
    return SessionRecord(session, (first,), quest, clock)


def paused(record: SessionRecord, reading: Reading) -> SessionRecord:
    """The session without its open interval."""
    return seen(_closed(record, record.time(reading)), reading)


def resumed(record: SessionRecord, reading: Reading) -> SessionRecord:
    """The paused session with its next interval."""
    now = time_of(record, reading)
    resumed_at = max(now, record.paused_at() or now)  # A clock that was set back must let none overlap.
    opened = FocusInterval(session_id=record.id, started_at=resumed_at)
    return seen(replace(record, intervals=(*record.intervals, opened)), reading, resumed_at)


def without(record: SessionRecord, gap: FocusGap) -> SessionRecord:
    """The running session, whose open interval ends where the gap begins."""
    return _closed(record, gap.started_at)


def going_on_after(record: SessionRecord, gap: FocusGap, reading: Reading) -> SessionRecord:
    """The session that was cut off at a gap, running again from the gap's end."""
    opened = FocusInterval(session_id=record.id, started_at=gap.ended_at)
    return seen(replace(record, intervals=(*record.intervals, opened)), reading)


def extended(record: SessionRecord, minutes: int) -> SessionRecord:
    """The session with so many minutes more. Raises InvalidField."""
    if minutes < 1:
        raise InvalidField(Refusal.EXTENSION_TOO_SHORT)
    if record.time_up is TimeUp.FLOW:
        raise InvalidField(Refusal.FLOW_HAS_NO_END)
    duration = record.session.duration_minutes + minutes
    if duration > LONGEST_MINUTES:
        raise InvalidField(Refusal.SESSION_TOO_LONG, highest=LONGEST_MINUTES)
    return _with(record, duration_minutes=duration)


def described(record: SessionRecord, description: str | None) -> SessionRecord:
    """The session with another description, which is valid."""
    return _with(record, description=description)


def ended(record: SessionRecord, status: SessionStatus, ended_at: datetime) -> SessionRecord:
    """The session as it is completed or cancelled at `ended_at`, in its own time, but not before its start.

    A flow session gets the minutes worked as its target.
    """
    changes: dict[str, Any] = {"status": status}
    if record.time_up is TimeUp.FLOW:
        changes["duration_minutes"] = timing.whole_minutes(record.focused(ended_at))
    ended_at = max(ended_at, record.session.started_at)
    if status is SessionStatus.COMPLETED:
        changes["completed_at"] = ended_at
    return replace(_with(_closed(record, ended_at), **changes), clock=None)


def seen(record: SessionRecord, reading: Reading, moment: datetime | None = None) -> SessionRecord:
    """The session as seen at this reading; its time is `moment` then, if one is given."""
    if record.clock is None:
        clock = SessionClock.set_to(record.id, reading, moment or reading.wall)
    else:
        clock = record.clock.moved(reading, moment)
    clock.kept = True
    return replace(record, clock=clock)


def check_active(session: FocusSession) -> None:
    """Raise SessionAlreadyEnded unless the session is active."""
    if session.status is SessionStatus.COMPLETED:
        raise SessionAlreadyEnded(Refusal.SESSION_COMPLETED)
    if session.status is SessionStatus.CANCELLED:
        raise SessionAlreadyEnded(Refusal.SESSION_CANCELLED)


def another_active(
    record: SessionRecord,
    named: Refusal = Refusal.ANOTHER_ACTIVE,
    unnamed: Refusal = Refusal.ANOTHER_UNNAMED_ACTIVE,
) -> AnotherSessionActive:
    """Why no session can become active while this one is."""
    name = record.name
    return AnotherSessionActive(named, name=name) if name else AnotherSessionActive(unnamed)


def _with(record: SessionRecord, **changes: Any) -> SessionRecord:
    return replace(record, session=FocusSession(**record.session.model_dump() | changes))


def _closed(record: SessionRecord, moment: datetime) -> SessionRecord:
    """The session whose open interval ends at this moment, but not before its start."""
    intervals = (
        one
        if one.ended_at is not None
        else FocusInterval(**one.model_dump() | {"ended_at": max(moment, one.started_at)})
        for one in record.intervals
    )
    return replace(record, intervals=tuple(intervals))
