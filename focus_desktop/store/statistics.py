"""SQL that answers "how much" and "how many"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, func, text, type_coerce
from sqlmodel import Session, col, select

from focus_desktop.model.focus_interval import OVER_A_DAY, FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.unreadable import readable


def completed_within(work: Session, start: datetime, end: datetime) -> int:
    """How many of the sessions that were started from `start` to `end` are completed."""
    started_at = col(FocusSession.started_at)
    query = select(func.count()).where(
        FocusSession.status == SessionStatus.COMPLETED, started_at >= start, started_at < end
    )
    return work.exec(query).one()


def quest_totals(work: Session) -> dict[UUID | None, timedelta]:
    """The focused time of all sessions by quest, without intervals that are still open."""
    total = func.sum(type_coerce(col(SessionTotal.focused_us), BigInteger))
    found = work.exec(select(SessionTotal.quest_id, total).group_by(col(SessionTotal.quest_id)))
    return {quest_id: timedelta(microseconds=int(us)) for quest_id, us in found}


def intervals_within(work: Session, start: datetime, end: datetime) -> list[FocusInterval]:
    """The intervals that touch the time from `start` to `end`, the open one included.

    However long the history is, only about those are read: see the indexes of `FocusInterval`.
    """
    found = (
        interval
        for touches in touching(work.get_bind().dialect.name, start, end)
        for interval in work.exec(select(FocusInterval).where(*touches))
    )
    return [interval for interval in readable(work, found) if interval.started_at < end]


def touching(dialect: str, start: datetime, end: datetime) -> tuple[Sequence[ColumnElement[Any]], ...]:
    """The conditions of three queries that find those intervals, each by an index of its own.

    The last one finds the open interval, whenever that began.
    """
    started_at, ended_at = col(FocusInterval.started_at), col(FocusInterval.ended_at)
    a_day_before = start - timedelta(days=1)
    is_over_a_day: Any = text(OVER_A_DAY[dialect])
    return (
        (started_at < end, started_at >= a_day_before, ended_at > start),
        (started_at < a_day_before, ended_at > start, is_over_a_day),
        (ended_at.is_(None),),
    )
