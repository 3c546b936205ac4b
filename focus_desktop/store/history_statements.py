"""Builds the SQL of the history; executes nothing. A statement is built once, and asked with other values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    and_,
    bindparam,
    case,
    func,
    inspect,
    literal_column,
    not_,
    or_,
    select,
    true,
    tuple_,
    type_coerce,
    union_all,
)
from sqlmodel import col

from focus_desktop.model.columns import Id, UtcDateTime
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import NEWEST_FIRST, SHORT, HistoryFilter, HistoryOrder, SortBy
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_clock import MICROSECOND
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.statistics import touching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select

    from focus_desktop.model.history_query import Hours

SQLITE = "sqlite"
SHORT_US = SHORT // MICROSECOND
MOST_CASES = 4
"""Letters beyond ASCII that are searched for in both cases; with more, the whole text is in one case."""
_SORTED_BY: dict[SortBy, Any] = {
    SortBy.DESCRIPTION: SessionTotal.description,
    SortBy.QUEST: Quest.title,
    SortBy.FOCUSED: SessionTotal.focused_us,
    SortBy.STATUS: SessionTotal.status,
}
"""What the sessions are sorted by before their start."""


@dataclass(frozen=True)
class Asked:
    """Which sessions are asked for, of which database."""

    dialect: str
    wanted: HistoryFilter
    titled: frozenset[UUID] = frozenset()
    """The quests in whose title the text is."""


def page(asked: Asked, order: HistoryOrder, *, is_further: bool) -> Select[Any]:
    """The sessions of a page in this order. Its values are `limit` and `offset`.

    `is_further`, only for the newest first: without the session of the values `started_at` and `session_id`,
    and all newer ones. Statements for what is asked again and again are kept.
    """
    wanted = asked.wanted
    is_asked_once = wanted.session_ids or wanted.text or wanted.hours or wanted.start or wanted.end
    return (_page if is_asked_once else _kept_page)(asked, order, is_further=is_further)


def _page(asked: Asked, order: HistoryOrder, *, is_further: bool) -> Select[Any]:
    places = _places(asked, order, is_further=is_further).subquery("page")
    sessions = inspect(FocusSession).local_table
    is_there = and_(sessions.c.started_at == places.c.started_at, sessions.c.id == places.c.session_id)
    in_order = _order(asked.dialect, order, lambda one: places.c[one.key])
    return select(sessions).join(places, is_there).order_by(*in_order)


_kept_page = lru_cache(maxsize=32)(_page)


def _places(asked: Asked, order: HistoryOrder, *, is_further: bool) -> Select[Any]:
    """What the sessions of the page are found by and sorted by: only of those the rest is read."""
    total, column = SessionTotal, _column(asked)
    shown: list[Any] = [total.started_at, total.session_id]
    if order.by in _SORTED_BY:
        shown.append(_SORTED_BY[order.by])
    query = select(*map(col, shown)).where(*conditions(asked, order))
    if order.by is SortBy.QUEST:
        query = query.join(Quest, col(Quest.id) == col(total.quest_id), isouter=True)
    if is_further:
        last = bindparam("started_at", type_=UtcDateTime), bindparam("session_id", type_=Id)
        query = query.where(tuple_(column(total.started_at), col(total.session_id)) < tuple_(*last))
    query = query.order_by(*_order(asked.dialect, order, column))
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


def summary(asked: Asked) -> Select[int, int, Any, int]:
    """How many sessions there are, how many are completed, their microseconds, and how many are left out."""
    is_shown = _is_shown(asked.wanted)
    is_completed = col(SessionTotal.status) == SessionStatus.COMPLETED
    focused = type_coerce(col(SessionTotal.focused_us), BigInteger)
    return select(
        func.count(case((is_shown, 1))),
        func.count(case((is_completed, 1))),  # Those are always shown.
        func.sum(case((is_shown, focused), else_=0)),
        func.count(case((not_(is_shown), 1))),
    ).where(*_conditions(asked, _column(asked)))


def conditions(asked: Asked, order: HistoryOrder = NEWEST_FIRST) -> list[ColumnElement[bool]]:
    """What holds for the sessions that a filter lets through, in SQL on `session_total`."""
    # An order by descriptions is that of their index, which holds all that is filtered by.
    is_of_index = order.by is SortBy.DESCRIPTION and asked.dialect == SQLITE
    column = _unindexed if is_of_index else _column(asked)
    return [*_conditions(asked, column), _is_shown(asked.wanted)]


def _conditions(asked: Asked, column: Callable[[Any], Any]) -> Iterator[ColumnElement[bool]]:
    """All but whether short cancelled sessions are left out."""
    total, wanted = SessionTotal, asked.wanted
    if wanted.start is not None:
        yield column(total.started_at) >= wanted.start
    if wanted.end is not None:
        yield column(total.started_at) < wanted.end
    for own, value in (
        (total.quest_id, wanted.quest_id),
        (total.status, wanted.status),
        (total.duration_minutes, wanted.planned_minutes),
    ):
        if value is not None:
            yield column(own) == value
    if wanted.session_ids:
        yield col(total.session_id).in_(wanted.session_ids)
    if wanted.text:
        yield _has_text(asked)
    if wanted.hours:
        yield col(total.session_id).in_(_worked_within(asked.dialect, wanted.hours))


def _worked_within(dialect: str, hours: Hours) -> Any:
    """The sessions whose intervals touch one of these, each found by an index."""
    started_at, ended_at = col(FocusInterval.started_at), col(FocusInterval.ended_at)
    found: list[Any] = []
    for start, end in hours:
        *closed, _open = touching(dialect, start, end)
        began = started_at >= start, started_at < end, ended_at.is_(None)
        found += (select(col(FocusInterval.session_id)).where(*touches) for touches in (*closed, began))
    return union_all(*found)


def _is_shown(wanted: HistoryFilter) -> ColumnElement[bool]:
    """Whether a session is no short cancelled one, or those are asked for."""
    if wanted.with_short_cancelled:
        return true()
    is_cancelled = col(SessionTotal.status) == SessionStatus.CANCELLED
    return not_(and_(col(SessionTotal.focused_us) < SHORT_US, is_cancelled))  # What is rarer first.


def _has_text(asked: Asked) -> ColumnElement[bool]:
    in_description = contains(asked.dialect, SessionTotal.description, asked.wanted.text)
    is_titled = col(SessionTotal.quest_id).in_(asked.titled)
    return or_(in_description, is_titled) if asked.titled else in_description


def contains(dialect: str, column: Any, text: str) -> ColumnElement[bool]:
    """Whether a text is a part of what is in the column, upper and lower case alike."""
    # SQLite's LIKE takes upper and lower case of ASCII as equal anyway.
    has = col(column).contains if dialect == SQLITE else col(column).icontains
    return or_(*(has(one, autoescape=True) for one in _variants(text)))


def _variants(text: str) -> Sequence[str]:
    """The text in all cases that the database itself may not take as equal: SQLite knows those of ASCII."""
    letters = [sorted({one.lower(), one.upper()}) if not one.isascii() else [one] for one in text]
    if sum(len(one) > 1 for one in letters) > MOST_CASES:
        return sorted({text, text.lower(), text.upper()})
    return ["".join(one) for one in product(*letters)]


def _order(dialect: str, order: HistoryOrder, column: Callable[[Any], Any]) -> list[Any]:
    """The order, in SQL on what `column` makes of columns."""
    columns = [column(SessionTotal.started_at), column(SessionTotal.session_id)]
    if order.by in _SORTED_BY:
        by = column(_SORTED_BY[order.by])
        columns.insert(0, _in_one_case(dialect, order, by))
    return [one.desc() if order.is_descending else one.asc() for one in columns]


def _in_one_case(dialect: str, order: HistoryOrder, by: Any) -> Any:
    match order.by:
        case SortBy.DESCRIPTION:
            return by.collate("NOCASE") if dialect == SQLITE else func.lower(by)
        case SortBy.QUEST:
            return func.lower(by)
        case _:
            return by


def _column(asked: Asked) -> Callable[[Any], Any]:
    """Returns a column of `session_total`, so that SQLite uses no index of it for a text or for hours.

    Rows found by such an index would have to be looked up one by one. Reading all descriptions in turn is ten
    times as fast, and the sessions of some hours are few.
    """
    wanted = asked.wanted
    return _unindexed if (wanted.text or wanted.hours) and asked.dialect == SQLITE else col


def _unindexed(column: Any) -> ColumnElement[Any]:
    """The same values, but SQLite does not look for an index of them: see "The SQLite Query Optimizer"."""
    return literal_column(f"+{column.class_.__tablename__}.{column.key}", column.type)
