"""Keeps the time of a session that cannot be stored as it was, because of what was done elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from focus_desktop.model import timing
from focus_desktop.model.errors import NotSavedAsDone, Refusal
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.session_times import left_over
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unsaved_session import worked
from focus_desktop.store import focus_sessions, quests, statistics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.session_times import Stretch
    from focus_desktop.model.unsaved_session import UnsavedSession


def store(
    work: Session, unsaved: UnsavedSession, stored: SessionRecord | None, now: datetime
) -> NotSavedAsDone | None:
    """Store what was worked and is not stored yet as an ended session, unless another took place then.

    `stored` is what the store has of this session. Returns what the person has to know, if anything.
    """
    record, ours = unsaved.record, {unsaved.record.id, unsaved.rest_id}
    stretches = worked(record, now)
    found = statistics.intervals_within(work, stretches[0][0], stretches[-1][1])
    taken = [(one.session_id in ours, (one.started_at, one.ended_at or now)) for one in found]
    missing = left_over(stretches, [stretch for is_ours, stretch in taken if is_ours])
    left = left_over(missing, [stretch for _is_ours, stretch in taken])
    if not missing:
        return None
    if left:
        session_id = record.id if stored is None else unsaved.rest_id
        is_free = focus_sessions.get(work, session_id) is None
        _add(work, record, session_id if is_free else uuid4(), left)
    return _problem(record, stored, missing, left)


def _add(work: Session, record: SessionRecord, session_id: UUID, left: Sequence[Stretch]) -> None:
    session = record.session
    is_completed = session.status is SessionStatus.COMPLETED
    known = session.quest_id is not None and quests.get(work, session.quest_id) is not None
    ended = FocusSession(
        id=session_id,
        quest_id=session.quest_id if known else None,
        description=session.description,
        duration_minutes=timing.whole_minutes(_length(left)),
        status=SessionStatus.COMPLETED if is_completed else SessionStatus.CANCELLED,
        started_at=left[0][0],
        completed_at=left[-1][1] if is_completed else None,
    )
    focus_sessions.add_ended(work, ended, left)


def _problem(
    record: SessionRecord, stored: SessionRecord | None, missing: Sequence[Stretch], left: Sequence[Stretch]
) -> NotSavedAsDone:
    start, end = (f"{moment.astimezone():%H:%M}" for moment in (missing[0][0], missing[-1][1]))
    if not left:
        code = Refusal.NOT_KEPT
    elif stored is None:
        code = Refusal.KEPT_BESIDE_ANOTHER
    else:
        code = Refusal.KEPT_AFTER_END
    minutes = timing.whole_minutes(_length(left or missing))
    return NotSavedAsDone(code, name=record.name or "–", minutes=minutes, start=start, end=end)


def _length(stretches: Sequence[Stretch]) -> timedelta:
    return sum((end - start for start, end in stretches), timedelta())
