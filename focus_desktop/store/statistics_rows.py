"""SQL that reads what statistics are made of: plain tuples, since there may be a hundred thousand of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, func, or_, select, type_coerce
from sqlmodel import col
from sqlmodel import select as select_rows

from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.quest import Quest
from focus_desktop.model.statistics import SessionGroup
from focus_desktop.store.unreadable import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from focus_desktop.model.focus_count import QuestKey, Stretch

    Bounds = tuple[datetime, datetime]

_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)


def stretches(work: Session, start: datetime, end: datetime, now: datetime) -> list[Stretch]:
    """The intervals that touch the time from `start` to `end`; an open one goes on until `now`.

    Rows that cannot be read are left out.
    """
    started_at, ended_at = col(FocusInterval.started_at), col(FocusInterval.ended_at)
    touching = or_(ended_at > start, ended_at.is_(None)), started_at < end
    query = (
        select(_raw(FocusSession.quest_id), _raw(started_at), _raw(ended_at))
        .join_from(FocusInterval, FocusSession)
        .where(*touching)
    )
    keys = _QuestKeys()
    found: list[Stretch] = []
    is_complete = True
    for quest, begin, stop in work.connection().execute(query):
        try:
            found.append((keys[quest], _moment(begin), now if stop is None else _moment(stop)))
        except _UNREADABLE:
            is_complete = False
    if not is_complete:
        readable(work, work.exec(select_rows(FocusInterval).where(*touching)))
    return found


def session_groups(work: Session, rows: Sequence[Bounds], now: datetime) -> list[SessionGroup]:
    """The sessions that were started within each of some stretches of time, alike ones together.

    Rows that cannot be read are left out.
    """
    keys = _QuestKeys()
    found: list[SessionGroup] = []
    for number, (start, end) in enumerate(rows):
        started_at = col(FocusSession.started_at)
        query = (
            select(
                _raw(FocusSession.id),
                _raw(FocusSession.quest_id),
                FocusSession.status,
                FocusSession.duration_minutes,
                _raw(FocusInterval.started_at),
                _raw(FocusInterval.ended_at),
            )
            .outerjoin(FocusInterval)
            .where(started_at >= start, started_at < end)
        )
        sessions: dict[Any, tuple[Any, ...]] = {}
        worked: dict[Any, timedelta] = {}
        for ident, quest, status, planned, begin, stop in work.connection().execute(query):
            sessions[ident] = quest, status, planned
            if begin is not None:
                length = (now if stop is None else _moment(stop)) - _moment(begin)
                worked[ident] = worked.get(ident, timedelta()) + max(length, timedelta())
        groups: dict[tuple[Any, ...], tuple[int, timedelta]] = {}
        for ident, facts in sessions.items():
            count, length = groups.get(facts, (0, timedelta()))
            groups[facts] = count + 1, length + worked.get(ident, timedelta())
        for (quest, status, planned), (count, length) in groups.items():
            known = keys[quest]
            quest_id = None if known is None else UUID(known)
            found.append(SessionGroup(number, quest_id, status, planned, count, length))
    return found


def first_start(work: Session) -> datetime | None:
    """When the first session of all was started; None if there is none."""
    found: object = work.connection().execute(select(func.min(col(FocusSession.started_at)))).scalar_one()
    return found if isinstance(found, datetime) else None


def titles(work: Session) -> dict[UUID, str]:
    """The titles of all quests."""
    return {quest.id: quest.title for quest in readable(work, work.exec(select_rows(Quest)))}


class _QuestKeys(dict[Any, "QuestKey"]):
    """The key of each stored id of a quest."""

    def __missing__(self, stored: Any) -> QuestKey:
        known = stored if isinstance(stored, UUID) else parsed_id(stored)
        if known is None and stored is not None:
            raise ValueError("no id")
        self[stored] = key = None if known is None else known.hex
        return key


def _raw(column: Any) -> ColumnElement[Any]:
    """The column's values as the database's driver returns them: a type of ours would check each one."""
    return type_coerce(column, String)


def _moment(stored: Any) -> datetime:
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    if moment.tzinfo is UTC:
        return moment
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
