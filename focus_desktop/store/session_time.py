"""SQL on the active session's clock and on gaps. Every function works inside the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select, update

from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.store import focus_sessions
from focus_desktop.store.unreadable import checked, readable


def keep(work: Session, clock: SessionClock) -> None:
    """Store a session's clock in place of the one before."""
    forget(work, clock.session_id)  # Not updated: what is stored may be unreadable.
    work.exec(insert(SessionClock).values(clock.model_dump()))


def move(work: Session, known: SessionClock, moved: SessionClock) -> bool:
    """Store `moved` in place of `known`, if that is what is stored; whether it was."""
    is_known = (
        col(SessionClock.session_id) == known.session_id,
        col(SessionClock.boot_id) == known.boot_id,
        col(SessionClock.up_us) == known.up_us,
    )
    change = update(SessionClock).where(*is_known).values(moved.model_dump())
    return work.exec(change, execution_options={"synchronize_session": False}).rowcount == 1


def forget(work: Session, session_id: UUID) -> None:
    """An ended session needs no clock."""
    work.exec(delete(SessionClock).where(col(SessionClock.session_id) == session_id))


def cut(work: Session, session_id: UUID, started_at: datetime, ended_at: datetime) -> FocusGap:
    """End the open interval where a gap starts, and remember the gap."""
    focus_sessions.pause(work, session_id, started_at)
    gap = FocusGap(session_id=session_id, started_at=started_at, ended_at=ended_at)
    work.add(gap)
    work.flush()
    return gap


def gap(work: Session, gap_id: UUID) -> FocusGap | None:
    """The gap with this id."""
    return checked(work, work.get(FocusGap, gap_id))


def newest_gap(work: Session) -> FocusGap | None:
    """The gap that was found last, of those that are not answered."""
    found = work.exec(select(FocusGap).order_by(col(FocusGap.ended_at).desc()))
    return next(iter(readable(work, found)), None)


def count(work: Session, counted: FocusGap, until: datetime) -> None:
    """Take the gap for work, up to `until`."""
    end = max(until, counted.started_at)
    work.add(FocusInterval(session_id=counted.session_id, started_at=counted.started_at, ended_at=end))
    work.flush()


def answer(work: Session, answered: FocusGap) -> None:
    """The person has said what the gap was."""
    work.delete(answered)
    work.flush()


def answer_all(work: Session) -> None:
    """What was not answered stays cut."""
    work.exec(delete(FocusGap))
