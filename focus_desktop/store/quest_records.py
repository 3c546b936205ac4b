"""SQL that reads all quests with the time spent on them: six statements, however many quests there are.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlmodel import Session, col

from focus_desktop.model.columns import Unreadable
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.quest_record import QuestRecord, RecentWork, Work, quest_record
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.store import quests, statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

NONE = timedelta()


def everything(
    work: Session, starts: Sequence[datetime], first_weekday: int, now: datetime
) -> list[QuestRecord]:
    """All quests that can be read, by title.

    `starts` are those of the last days, see `quest_record.RecentWork`. An open interval counts up to `now`.
    """
    found, details, sums = quests.everything(work), quests.details(work), _sums(work)
    recent: dict[UUID, list[Work]] = defaultdict(list)
    running: dict[UUID, timedelta] = defaultdict(timedelta)
    for quest_id, session_id, started_at, ended_at in _intervals_within(work, starts[0], starts[-1]):
        recent[quest_id].append(Work(session_id, started_at, ended_at or now))
        if ended_at is None:
            running[quest_id] = max(NONE, now - started_at)
    return [
        quest_record(
            quest,
            details.get(quest.id) or QuestDetails(quest_id=quest.id),
            sessions,
            total + running[quest.id],
            RecentWork(starts, first_weekday, recent[quest.id]),
        )
        for quest in found
        for sessions, total in [sums.get(quest.id, (0, NONE))]
    ]


def _sums(work: Session) -> dict[UUID, tuple[int, timedelta]]:
    """How many sessions each quest has, and their focused time without open intervals."""
    quest_id: Any = col(SessionTotal.quest_id)
    total = func.sum(type_coerce(col(SessionTotal.focused_us), BigInteger))
    query = select(quest_id, func.count(), total).where(quest_id.is_not(None)).group_by(quest_id)
    return {
        key: (count, timedelta(microseconds=int(us)))
        for key, count, us in work.connection().execute(query)
        if not isinstance(key, Unreadable)
    }


def _intervals_within(
    work: Session, start: datetime, end: datetime
) -> Iterator[tuple[UUID, UUID, datetime, datetime | None]]:
    """Quest, session, start and end of the intervals between two moments that are for a quest."""
    quest_id: Any = col(SessionTotal.quest_id)
    columns = (col(FocusInterval.session_id), col(FocusInterval.started_at), col(FocusInterval.ended_at))
    for touches in statistics.touching(work.get_bind().dialect.name, start, end):
        interval = select(*columns).where(*touches).subquery()
        query = (
            select(quest_id, *interval.c)
            .join_from(interval, SessionTotal, col(SessionTotal.session_id) == interval.c.session_id)
            .where(quest_id.is_not(None))
        )
        for row in work.connection().execute(query):
            if row[2] is not None and not any(isinstance(value, Unreadable) for value in row):
                yield row[0], row[1], row[2], row[3]
