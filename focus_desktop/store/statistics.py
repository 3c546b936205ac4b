"""SQL that answers "how much" and "how many"."""

from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.unreadable import readable


def completed_within(work: Session, start: datetime, end: datetime) -> int:
    """How many of the sessions that were started from `start` to `end` are completed."""
    started_at = col(FocusSession.started_at)
    query = select(func.count()).where(
        FocusSession.status == SessionStatus.COMPLETED, started_at >= start, started_at < end
    )
    return work.exec(query).one()


def intervals_within(work: Session, start: datetime, end: datetime) -> list[FocusInterval]:
    """The intervals that touch the time from `start` to `end`, the open one included."""
    ended_at = col(FocusInterval.ended_at)
    query = select(FocusInterval).where(
        or_(ended_at > start, ended_at.is_(None)), col(FocusInterval.started_at) < end
    )
    return readable(work, work.exec(query))
