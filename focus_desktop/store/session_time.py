"""SQL on the active session's clock and on gaps. Every function works inside the caller's transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select, update

from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.store import focus_sessions
from focus_desktop.store.unreadable import checked, readable


def save_clock(work: Session, clock: SessionClock) -> None:
    """Store a session's clock in place of the one that is stored."""
    delete_clock(work, clock.session_id)  # Not updated: what is stored may be unreadable.
    work.exec(insert(SessionClock).values(clock.model_dump()))


def replace_clock(work: Session, known: SessionClock, moved: SessionClock) -> bool:
    """Store `moved` in place of `known`, if nobody has replaced that; return whether it was done."""
    is_known = (
        col(SessionClock.session_id) == known.session_id,
        col(SessionClock.boot_id) == known.boot_id,
        col(SessionClock.up_us) == known.up_us,
    )
    change = update(SessionClock).where(*is_known).values(moved.model_dump())
    return work.exec(change, execution_options={"synchronize_session": False}).rowcount == 1


def delete_clock(work: Session, session_id: UUID) -> None:
    """Delete a session's clock: an ended session has none."""
    work.exec(delete(SessionClock).where(col(SessionClock.session_id) == session_id))


def cut_gap(work: Session, session_id: UUID, started_at: datetime, ended_at: datetime) -> FocusGap:
    """End the open interval where a gap starts, and store the gap."""
    focus_sessions.pause(work, session_id, started_at)
    gap = FocusGap(session_id=session_id, started_at=started_at, ended_at=ended_at)
    work.add(gap)
    work.flush()
    return gap


def move(work: Session, session_id: UUID, by: timedelta) -> None:
    """Move a session, its intervals and its gaps to later. Raises StoreUnavailable if one cannot be read."""
    session = focus_sessions.get(work, session_id, locked=True)
    if session is None:
        return
    session.started_at += by
    intervals = work.exec(select(FocusInterval).where(FocusInterval.session_id == session_id))
    gaps = work.exec(select(FocusGap).where(FocusGap.session_id == session_id))
    for row in (*intervals, *gaps):
        checked(work, row)
        row.started_at += by
        row.ended_at = row.ended_at and row.ended_at + by
    work.flush()


def gap(work: Session, gap_id: UUID) -> FocusGap | None:
    """The gap with this id. Raises StoreUnavailable if it cannot be read."""
    return checked(work, work.get(FocusGap, gap_id))


def newest_gap(work: Session) -> FocusGap | None:
    """The gap that ended last."""
    found = work.exec(select(FocusGap).order_by(col(FocusGap.ended_at).desc()))
    return next(iter(readable(work, found)), None)


def count_gap(work: Session, gap: FocusGap, until: datetime) -> None:
    """Make an interval of the gap, up to `until`."""
    end = max(until, gap.started_at)
    work.add(FocusInterval(session_id=gap.session_id, started_at=gap.started_at, ended_at=end))
    work.flush()


def delete_gap(work: Session, gap: FocusGap) -> None:
    """Delete a gap: the person has said what it was."""
    work.delete(gap)
    work.flush()


def delete_gaps_of(work: Session, session_id: UUID) -> None:
    """Delete a session's gaps: a person has said when it was worked on."""
    work.exec(delete(FocusGap).where(col(FocusGap.session_id) == session_id))


def delete_gaps(work: Session) -> None:
    """Delete all gaps: they stay cut out of their sessions."""
    work.exec(delete(FocusGap))
