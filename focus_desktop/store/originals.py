"""SQL on the first values of edited sessions. Every function works inside the caller's transaction."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, select

from focus_desktop.model.original_session import OriginalSession
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_original import OriginalInterval, SessionOriginal
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.store import read_rows
from focus_desktop.store.unreadable import checked, readable

_KEPT = {"quest_id", "description", "duration_minutes", "started_at", "completed_at"}


def keep(work: Session, record: SessionRecord) -> None:
    """Store a session's values as its first ones, unless first ones are stored already."""
    if work.get(SessionOriginal, record.id) is not None:
        return
    work.add(SessionOriginal(session_id=record.id, **record.session.model_dump(include=_KEPT)))
    work.flush()
    for interval in record.intervals:
        stored = interval.model_dump()
        if work.get(OriginalInterval, interval.id) is not None:
            stored["id"] = uuid4()  # It is there for first values whose session's id was spoiled.
        work.add(OriginalInterval(**stored))
    work.flush()


def get(work: Session, session_id: UUID) -> OriginalSession | None:
    """A session's first values; None if it was never edited."""
    stored = checked(work, work.get(SessionOriginal, session_id))
    if stored is None:
        return None
    found = work.exec(select(OriginalInterval).where(OriginalInterval.session_id == session_id))
    worked = [(one.started_at, one.ended_at) for one in readable(work, found)]
    return OriginalSession(
        quest_id=stored.quest_id,
        description=stored.description,
        duration_minutes=stored.duration_minutes,
        times=SessionTimes.from_worked(worked, stored.completed_at or stored.started_at, stored.started_at),
    )


def edited(work: Session, session_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the sessions that were edited after they had ended."""
    return read_rows.known(work, SessionOriginal, "session_id", session_ids)


def forget(work: Session, session_id: UUID) -> None:
    """Delete a session's first values: it has them again."""
    work.exec(delete(SessionOriginal).where(col(SessionOriginal.session_id) == session_id))
