"""SQL that counts sessions for statistics."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlmodel import col
from sqlmodel import select as select_rows

from focus_desktop.model.columns import UtcDateTime
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.statistics import SessionGroup
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.unreadable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import TextClause
    from sqlmodel import Session

    Bounds = tuple[datetime, datetime]

AT_ONCE = 100
"""Stretches of time in one statement; SQLite takes 500."""
PART = """
SELECT {number}, {quest}, status, duration_minutes, count(*), sum(focused_us)
FROM session_total WHERE started_at >= :start_{number} AND started_at < :end_{number}
GROUP BY {group}status, duration_minutes
"""
"""To group all stretches at once would take longer: SQLite sorts what it groups."""
FEW = 100
_STATUSES = frozenset(map(str, SessionStatus))
_started_at = col(FocusSession.started_at)


def read(work: Session, parts: Sequence[Bounds], *, with_quests: bool = False) -> list[SessionGroup]:
    """The sessions that were started within each of some stretches of time, alike ones together.

    `SessionGroup.row` is the number of the stretch. Rows that cannot be read are left out. Without quests,
    which takes less time, each session is told as one of none.
    """
    found: list[SessionGroup] = []
    for first in range(0, len(parts), AT_ONCE):
        some = parts[first : first + AT_ONCE]
        rows = work.connection().execute(_statement(first, some, with_quests=with_quests)).all()
        groups = [_group(tuple(row)) for row in rows]
        found += [group for group in groups if group is not None]
        if None in groups:
            within = _started_at >= some[0][0], _started_at < some[-1][1]
            readable(work, work.exec(select_rows(FocusSession).where(*within)))
    return found


def first_start(work: Session) -> datetime | None:
    """When the first session of all was started; None if there is none."""
    found = work.connection().execute(select(_started_at).order_by(_started_at).limit(FEW)).scalars()
    moments: list[object] = list(found)
    return next((moment for moment in moments if isinstance(moment, datetime)), None)


def _statement(first: int, parts: Sequence[Bounds], *, with_quests: bool) -> TextClause:
    quest, group = ("quest_id", "quest_id, ") if with_quests else ("NULL", "")
    numbers = range(first, first + len(parts))
    statement = "UNION ALL".join(PART.format(number=number, quest=quest, group=group) for number in numbers)
    return text(statement).bindparams(*_parameters(first, parts))


def _parameters(first: int, parts: Sequence[Bounds]) -> Iterator[Any]:
    for number, (start, end) in enumerate(parts, first):
        yield bindparam(f"start_{number}", start, UtcDateTime)
        yield bindparam(f"end_{number}", end, UtcDateTime)


def _group(row: tuple[Any, ...]) -> SessionGroup | None:
    """The group that a row stands for; None if that cannot be read."""
    number, quest, status, planned, sessions, focused_us = row
    known = quest if isinstance(quest, UUID) else parsed_id(quest)
    is_length = type(planned) is int and SHORTEST_MINUTES <= planned <= LONGEST_MINUTES
    if status not in _STATUSES or not is_length or (known is None and quest is not None):
        return None
    focused = timedelta(microseconds=int(focused_us))
    return SessionGroup(number, known, SessionStatus(status), planned, sessions, focused)
