"""SQL on focus sessions and their intervals. Every function works inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.session_times import Stretch
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import originals, read_rows, statistics
from focus_desktop.store.problems import breaks_unique_index
from focus_desktop.store.unreadable import checked, readable, refused


def add(work: Session, focus_session: FocusSession) -> None:
    """Store a new session and open its first interval.

    Raises IntegrityError if another session is active, StoreUnavailable if an interval is open all the same.
    """
    work.add(focus_session)
    work.flush()
    _check_none_open(work)
    work.add(FocusInterval(session_id=focus_session.id, started_at=focus_session.started_at))
    work.flush()


def add_ended(work: Session, focus_session: FocusSession, worked: Sequence[Stretch]) -> None:
    """Store a new session that has ended, with the stretches of time in which it was worked."""
    work.add(focus_session)
    work.flush()
    for started_at, ended_at in worked:
        work.add(FocusInterval(session_id=focus_session.id, started_at=started_at, ended_at=ended_at))
    work.flush()


def replace_intervals(work: Session, session_id: UUID, worked: Sequence[Stretch]) -> None:
    """Store these stretches of work in place of a session's intervals, in their rows where there are some."""
    query = select(FocusInterval).where(FocusInterval.session_id == session_id)
    stored = readable(work, work.exec(query.order_by(col(FocusInterval.started_at))))
    for interval, (started_at, ended_at) in zip(stored, worked, strict=False):
        interval.started_at, interval.ended_at = started_at, ended_at
    for interval in stored[len(worked) :]:
        work.delete(interval)
    for started_at, ended_at in worked[len(stored) :]:
        work.add(FocusInterval(session_id=session_id, started_at=started_at, ended_at=ended_at))
    work.flush()


def overlapping(work: Session, stretches: Sequence[Stretch], beside: UUID | None) -> FocusInterval | None:
    """An interval that lies partly in one of the stretches; those of the session `beside` do not count."""
    for start, end in stretches:
        for interval in statistics.intervals_within(work, start, end):
            if interval.session_id != beside and interval.started_at != interval.ended_at:
                return interval
    return None


def is_second_active(error: IntegrityError) -> bool:
    """Whether `add` was refused because another session is active."""
    return breaks_unique_index(error, "uq_focus_session_one_active", "focus_session.status")


def get(work: Session, session_id: UUID, *, locked: bool = False) -> FocusSession | None:
    """The session with this id; `locked` so that nobody else can change it meanwhile.

    Raises StoreUnavailable if it cannot be read.
    """
    return checked(work, work.get(FocusSession, session_id, with_for_update=locked or None))


def find(work: Session, session_id: UUID) -> FocusSession | None:
    """The session with this id, if there is one that can be read."""
    found = work.get(FocusSession, session_id)
    return None if found is None else next(iter(readable(work, [found])), None)


def edit(work: Session, focus_session: FocusSession, changes: dict[str, Any]) -> None:
    """Change what a session is about: `quest_id`, `description`."""
    focus_session.sqlmodel_update(changes)
    work.add(focus_session)
    work.flush()


def active(work: Session) -> FocusSession | None:
    """The one active session, if there is one that can be read."""
    return next(iter(readable(work, _active(work))), None)


def check_active(work: Session) -> None:
    """Raise StoreUnavailable if there is an active session that cannot be read."""
    for ident in work.exec(select(col(FocusSession.id)).where(FocusSession.status == SessionStatus.ACTIVE)):
        if ident is None:
            raise refused(work, FocusSession, ident, "id")
        checked(work, work.get(FocusSession, ident))


def end(work: Session, session_id: UUID, status: SessionStatus, ended_at: datetime) -> bool:
    """Complete or cancel an active session and close its open interval; return whether this call did it."""
    completed_at = ended_at if status is SessionStatus.COMPLETED else None
    outcome = work.exec(
        update(FocusSession)
        .where(col(FocusSession.id) == session_id, col(FocusSession.status) == SessionStatus.ACTIVE)
        .values(status=status, completed_at=completed_at)
    )
    if _rows(outcome) != 1:
        return False
    pause(work, session_id, ended_at)
    return True


def pause(work: Session, session_id: UUID, paused_at: datetime) -> bool:
    """Close the session's open interval; whether there was one.

    An interval never ends before its start, even if the clock was set back meanwhile.
    """
    running = _open_interval(work, session_id)
    if running is None:
        return False
    running.ended_at = max(paused_at, running.started_at)
    work.flush()
    return True


def resume(work: Session, session_id: UUID, resumed_at: datetime) -> None:
    """Open a session's next interval. Raises StoreUnavailable if one is open."""
    _open_interval(work, session_id)
    _check_none_open(work)
    work.add(FocusInterval(session_id=session_id, started_at=resumed_at))
    work.flush()


def remove(work: Session, session_id: UUID) -> bool:
    """Delete a session with its intervals; return whether there was one."""
    return _rows(work.exec(delete(FocusSession).where(col(FocusSession.id) == session_id))) == 1


def page(
    work: Session,
    *,
    quest_id: UUID | None,
    status: SessionStatus | None,
    limit: int,
    before: FocusSession | None = None,
) -> list[FocusSession]:
    """At most `limit` sessions, newest first, those older than `before`; None filters nothing.

    What cannot be read is left out, and does not count.
    """
    started_at, ident = col(FocusSession.started_at), col(FocusSession.id)
    query = select(FocusSession).order_by(started_at.desc(), ident.desc())
    if quest_id is not None:
        query = query.where(FocusSession.quest_id == quest_id)
    if status is not None:
        query = query.where(FocusSession.status == status)
    if before is not None:
        query = query.where(tuple_(started_at, ident) < (before.started_at, before.id))
    found: list[FocusSession] = []
    seen = 0
    while len(found) < limit:  # Once, unless some cannot be read.
        wanted = limit - len(found)
        rows = work.exec(query.limit(wanted).offset(seen)).all()
        found += readable(work, rows)
        seen += len(rows)
        if len(rows) < wanted:
            break
    return found


def records(work: Session, focus_sessions: Sequence[FocusSession]) -> list[SessionRecord]:
    """The sessions, in the same order, with what belongs to them: a few statements for all of them."""
    intervals: dict[UUID, list[FocusInterval]] = {}
    ids = [one.id for one in focus_sessions]
    for interval in read_rows.read(work, FocusInterval, "session_id", ids, "started_at"):
        intervals.setdefault(interval.session_id, []).append(interval)
    active_ids = [one.id for one in focus_sessions if one.status is SessionStatus.ACTIVE]
    clocks = {clock.session_id: clock for clock in _clocks(work, active_ids)}
    quest_ids = {one.quest_id for one in focus_sessions if one.quest_id is not None}
    quests: dict[UUID | None, Quest] = {
        quest.id: quest for quest in read_rows.read(work, Quest, "id", quest_ids)
    }
    edited = originals.edited(work, ids)
    return [
        SessionRecord(
            session=session,
            intervals=tuple(intervals.get(session_id, ())),
            quest=quests.get(session.quest_id),
            clock=clocks.get(session_id),
            is_edited=session_id in edited,
        )
        for session_id, session in zip(ids, focus_sessions, strict=True)
    ]


def _clocks(work: Session, session_ids: Sequence[UUID]) -> Sequence[SessionClock]:
    if not session_ids:
        return ()
    return read_rows.read(work, SessionClock, "session_id", session_ids)


def _active(work: Session) -> Sequence[FocusSession]:
    return work.exec(select(FocusSession).where(FocusSession.status == SessionStatus.ACTIVE)).all()


def _open_interval(work: Session, session_id: UUID) -> FocusInterval | None:
    query = select(FocusInterval).where(
        FocusInterval.session_id == session_id, col(FocusInterval.ended_at).is_(None)
    )
    return checked(work, work.exec(query).first())


def _check_none_open(work: Session) -> None:
    """Raise StoreUnavailable if an interval is open; it is of a session that cannot be read, or has ended."""
    ended_at, session_id = col(FocusInterval.ended_at), col(FocusInterval.session_id)
    for ident, owner in work.exec(select(col(FocusInterval.id), session_id).where(ended_at.is_(None))):
        if owner is not None:
            checked(work, work.get(FocusSession, owner))
        raise refused(work, FocusInterval, ident, "ended_at")


def _rows(outcome: Any) -> int:
    """How many rows an UPDATE or DELETE touched."""
    assert isinstance(outcome, CursorResult)
    return outcome.rowcount
