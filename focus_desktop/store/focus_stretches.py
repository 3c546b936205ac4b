"""SQL that reads intervals for statistics: plain tuples, since there may be a hundred thousand of them.

SQLite's driver takes longer to make the values of that many rows than SQLite takes to find them. So SQLite
joins the values of many rows to one text, which Python takes apart. If some value does not look as the app
writes it, or on another database, rows are read one by one, and those that cannot be read are left out.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import repeat
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, func, select, text, type_coerce
from sqlmodel import col
from sqlmodel import select as select_rows

from focus_desktop.model.focus_interval import OVER_A_DAY, FocusInterval
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.store.unreadable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlmodel import Session

    from focus_desktop.model.focus_count import QuestKey, Stretch

AT_ONCE = timedelta(days=100)
"""What is read at once, so that a long history needs little memory, and no other thread waits for long."""
DAY = timedelta(days=1)
SEPARATOR = ","
"""Stands in no id and no time. SQLite's `group_concat` puts it between values, slower if it is told to."""
UTC_ENDING = "Z"
"""Of a time as the app writes it."""
_started_at, _ended_at = col(FocusInterval.started_at), col(FocusInterval.ended_at)
_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)


def read(
    work: Session, start: datetime, end: datetime, now: datetime, *, with_quests: bool = True
) -> Iterator[Stretch]:
    """The intervals that touch the time from `start` to `end`, about in the order of their starts.

    An open one goes on until `now`, and is always among them. Rows that cannot be read are left out.
    Without quests, which takes less time, every interval is told as one of none.
    """
    quests = _Quests(work) if with_quests else _NoQuests()
    first = start - DAY
    is_over_a_day = text(OVER_A_DAY[work.get_bind().dialect.name])
    yield from _rows(work, quests, and_(_started_at < first, _ended_at > start, is_over_a_day), now)
    while first < end:
        last = min(first + AT_ONCE, end)
        quests.learn(first, last)
        yield from _piece(
            work, quests, and_(_started_at >= first, _started_at < last, _ended_at > start), now
        )
        first = last
    yield from _rows(work, quests, _ended_at.is_(None), now)  # At most one, and found by its index.


class _NoQuests(dict[Any, "QuestKey"]):
    """Knows no quests."""

    def learn(self, start: datetime, end: datetime) -> None:
        """Do nothing."""

    def __missing__(self, session_id: Any) -> QuestKey:
        return None


class _Quests(dict[Any, "QuestKey"]):
    """The quest of each session, by the session's stored id."""

    def __init__(self, work: Session) -> None:
        super().__init__()
        self._work = work

    def learn(self, start: datetime, end: datetime) -> None:
        """Forget others, and learn those of the sessions that were started about within this time."""
        self.clear()
        started_at = col(SessionTotal.started_at)
        self._learn(and_(started_at >= start - DAY, started_at < end))

    def __missing__(self, session_id: Any) -> QuestKey:
        self._learn(_raw(SessionTotal.session_id) == session_id)
        if session_id not in self:
            raise ValueError("no session")
        return self[session_id]

    def _learn(self, wanted: ColumnElement[bool]) -> None:
        session, quest = _raw(SessionTotal.session_id), _raw(SessionTotal.quest_id)
        joined = _joined(self._work, [session, func.coalesce(quest, "")], wanted)
        if joined is None:
            rows: Iterable[Any] = self._work.connection().execute(select(session, quest).where(wanted))
            self.update((session_id, _key(quest_id)) for session_id, quest_id in rows)
            return
        sessions, quests = map(_split, joined)
        keys = {quest_id: _key(quest_id) for quest_id in set(quests)}
        self.update(zip(sessions, map(keys.__getitem__, quests), strict=True))


def _key(quest_id: Any) -> QuestKey:
    """The key of a quest by its stored id; what is no id stands for no quest."""
    known = quest_id if isinstance(quest_id, UUID) else parsed_id(quest_id)
    return None if known is None else known.hex


def _piece(
    work: Session, quests: _Quests | _NoQuests, wanted: ColumnElement[bool], now: datetime
) -> Iterable[Stretch]:
    """The closed intervals that are wanted; `now` is not used."""
    found = _read_at_once(work, quests, wanted)
    return _rows(work, quests, wanted, now) if found is None else found


def _read_at_once(
    work: Session, quests: _Quests | _NoQuests, wanted: ColumnElement[bool]
) -> Iterable[Stretch] | None:
    """The intervals, made of one text; None if some value does not look as the app writes it."""
    times = [_raw(_started_at), _raw(_ended_at)]
    with_quests = isinstance(quests, _Quests)
    joined = _joined(work, [_raw(FocusInterval.session_id), *times] if with_quests else times, wanted)
    if joined is None:
        return None
    try:
        *sessions, starts, ends = joined
        moments = [
            list(map(datetime.fromisoformat, _split(texts, ending=UTC_ENDING))) for texts in (starts, ends)
        ]
        keys = (
            list(map(quests.__getitem__, _split(sessions[0]))) if sessions else repeat(None, len(moments[0]))
        )
    except _UNREADABLE:
        return None
    return zip(keys, *moments, strict=True)


def _joined(
    work: Session, columns: Sequence[ColumnElement[str]], wanted: ColumnElement[bool]
) -> list[str] | None:
    """The values of each column, joined by SQLite; None if some are missing, or it is not SQLite."""
    if not _is_sqlite(work):
        return None
    texts = [func.group_concat(column) for column in columns]
    count, *joined = work.connection().execute(select(func.count(), *texts).where(wanted)).one()
    are_all_there = all((text.count(SEPARATOR) + 1 if text else 0) == count for text in joined)
    return [text or "" for text in joined] if are_all_there else None


def _split(joined: str, ending: str = "") -> list[str]:
    """The values that were joined. Raises ValueError if one of them does not end so."""
    values = joined.split(SEPARATOR) if joined else []
    if values and (joined + SEPARATOR).count(ending + SEPARATOR) != len(values):
        raise ValueError(ending)
    return values


def _is_sqlite(work: Session) -> bool:
    return work.get_bind().dialect.name == "sqlite"


def _rows(
    work: Session, quests: _Quests | _NoQuests, wanted: ColumnElement[bool], now: datetime
) -> Iterator[Stretch]:
    query = select(_raw(FocusInterval.session_id), _raw(_started_at), _raw(_ended_at)).where(wanted)
    is_complete = True
    rows: Iterable[Any] = work.connection().execute(query)
    for session, start, end in rows:
        try:
            yield quests[session], _moment(start), now if end is None else _moment(end)
        except _UNREADABLE:
            is_complete = False
    if not is_complete:
        readable(work, work.exec(select_rows(FocusInterval).where(wanted)))


def _raw(column: Any) -> ColumnElement[str]:
    """The column's values as the database's driver returns them: a type of ours would check each one."""
    return type_coerce(column, String)


def _moment(stored: Any) -> datetime:
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
