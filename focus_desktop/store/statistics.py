"""SQL that answers "how much": sums over the interval ledger."""

from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from focus_desktop.model.focus_interval import FocusInterval


def intervals_within(work: Session, start: datetime, end: datetime) -> list[FocusInterval]:
    """The intervals that touch the time from `start` to `end`, the open one included."""
    ended_at = col(FocusInterval.ended_at)
    return list(
        work.exec(
            select(FocusInterval).where(
                or_(ended_at > start, ended_at.is_(None)),
                col(FocusInterval.started_at) < end,
            )
        )
    )
