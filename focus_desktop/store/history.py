"""SQL that searches, sorts and sums up the history. Every function works inside the caller's transaction."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    and_,
    case,
    func,
    literal_column,
    not_,
    or_,
    true,
    tuple_,
    type_coerce,
    union_all,
)
from sqlmodel import Session, col, select

from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import (
    NEWEST_FIRST,
    SHORT,
    HistoryFilter,
    HistoryOrder,
    HistorySummary,
    SortBy,
)
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_clock import MICROSECOND
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.statistics import touching
from focus_desktop.store.unreadable import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import ColumnElement

    from focus_desktop.model.history_query import Hours

SHORT_US = SHORT // MICROSECOND
MOST_CASES = 4
"""Letters beyond ASCII that are searched for in both cases; with more, the whole text is in one case."""


def page(
    work: Session,
    wanted: HistoryFilter,
    order: HistoryOrder = NEWEST_FIRST,
    *,
    limit: int,
    offset: int = 0,
    before: FocusSession | None = None,
) -> list[FocusSession]:
    """At most `limit` sessions in this order, without the first `offset`; those that cannot be read left out.

    `before`, only for the newest first, leaves out that session and all newer ones: however far back it
    is, that takes no longer.
    """
    total = SessionTotal
    query = select(total.session_id).where(*conditions(work, wanted, order))
    if order.by is SortBy.QUEST:
        query = query.join(Quest, col(Quest.id) == col(total.quest_id), isouter=True)
    if before is not None:
        place = tuple_(_column(work, wanted)(total.started_at), col(total.session_id))
        query = query.where(place < (before.started_at, before.id))
    ids = work.exec(query.order_by(*_order(work, wanted, order)).limit(limit).offset(offset)).all()
    places = {found: place for place, found in enumerate(ids)}
    rows = work.exec(select(FocusSession).where(col(FocusSession.id).in_(ids)))
    return sorted(readable(work, rows), key=lambda session: places[session.id])


def summary(work: Session, wanted: HistoryFilter) -> HistorySummary:
    """What these sessions add up to, without the interval that is still open."""
    is_shown = _is_shown(wanted)
    is_completed = col(SessionTotal.status) == SessionStatus.COMPLETED
    focused = type_coerce(col(SessionTotal.focused_us), BigInteger)
    query = select(
        func.count(case((is_shown, 1))),
        func.count(case((is_completed, 1))),  # Those are always shown.
        func.sum(case((is_shown, focused), else_=0)),
        func.count(case((not_(is_shown), 1))),
    )
    sessions, completed, total, short = work.exec(
        query.where(*_conditions(work, wanted, _column(work, wanted)))
    ).one()
    return HistorySummary(sessions, completed, int(total or 0) * MICROSECOND, short)


def conditions(
    work: Session, wanted: HistoryFilter, order: HistoryOrder = NEWEST_FIRST
) -> list[ColumnElement[bool]]:
    """What holds for the sessions that a filter lets through, in SQL on `session_total`."""
    # An order by descriptions is that of their index, which holds all that is filtered by.
    is_of_index = order.by is SortBy.DESCRIPTION and _is_sqlite(work)
    column = _unindexed if is_of_index else _column(work, wanted)
    return [*_conditions(work, wanted, column), _is_shown(wanted)]


def _conditions(
    work: Session, wanted: HistoryFilter, column: Callable[[Any], Any]
) -> Iterator[ColumnElement[bool]]:
    """All but whether short cancelled sessions are left out."""
    total = SessionTotal
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
        yield _has_text(work, wanted.text)
    if wanted.hours:
        yield col(total.session_id).in_(_worked_within(work, wanted.hours))


def _worked_within(work: Session, hours: Hours) -> Any:
    """The sessions whose intervals touch one of these, each found by an index."""
    started_at, ended_at = col(FocusInterval.started_at), col(FocusInterval.ended_at)
    found: list[Any] = []
    for start, end in hours:
        *closed, _open = touching(work, start, end)
        began = started_at >= start, started_at < end, ended_at.is_(None)
        found += (select(FocusInterval.session_id).where(*touches) for touches in (*closed, began))
    return union_all(*found)


def _is_shown(wanted: HistoryFilter) -> ColumnElement[bool]:
    """Whether a session is no short cancelled one, or those are asked for."""
    if wanted.with_short_cancelled:
        return true()
    is_cancelled = col(SessionTotal.status) == SessionStatus.CANCELLED
    return not_(and_(col(SessionTotal.focused_us) < SHORT_US, is_cancelled))  # What is rarer first.


def _has_text(work: Session, text: str) -> ColumnElement[bool]:
    variants = _variants(text)
    found = work.exec(select(Quest.id).where(_contains(work, Quest.title, variants))).all()
    in_description = _contains(work, SessionTotal.description, variants)
    return or_(in_description, col(SessionTotal.quest_id).in_(found)) if found else in_description


def _contains(work: Session, column: Any, variants: Sequence[str]) -> ColumnElement[bool]:
    if _is_sqlite(work):  # Its LIKE takes upper and lower case of ASCII as equal anyway.
        return or_(*(col(column).contains(one, autoescape=True) for one in variants))
    return or_(*(col(column).icontains(one, autoescape=True) for one in variants))


def _variants(text: str) -> Sequence[str]:
    """The text in all cases that the database itself may not take as equal: SQLite knows those of ASCII."""
    letters = [sorted({one.lower(), one.upper()}) if not one.isascii() else [one] for one in text]
    if sum(len(one) > 1 for one in letters) > MOST_CASES:
        return sorted({text, text.lower(), text.upper()})
    return ["".join(one) for one in product(*letters)]


def _order(work: Session, wanted: HistoryFilter, order: HistoryOrder) -> list[Any]:
    total, column = SessionTotal, _column(work, wanted)
    description = column(total.description)
    by: dict[SortBy, Any] = {
        SortBy.DESCRIPTION: description.collate("NOCASE") if _is_sqlite(work) else func.lower(description),
        SortBy.QUEST: func.lower(col(Quest.title)),
        SortBy.FOCUSED: column(total.focused_us),
        SortBy.STATUS: column(total.status),
    }
    columns = [*([by[order.by]] if order.by in by else []), column(total.started_at), col(total.session_id)]
    return [one.desc() if order.is_descending else one.asc() for one in columns]


def _column(work: Session, wanted: HistoryFilter) -> Callable[[Any], Any]:
    """Returns a column of `session_total`, so that SQLite uses no index of it for a text or for hours.

    Rows found by such an index would have to be looked up one by one. Reading all descriptions in turn is ten
    times as fast, and the sessions of some hours are few.
    """
    return _unindexed if (wanted.text or wanted.hours) and _is_sqlite(work) else col


def _unindexed(column: Any) -> ColumnElement[Any]:
    """The same values, but SQLite does not look for an index of them: see "The SQLite Query Optimizer"."""
    return literal_column(f"+session_total.{column.key}", column.type)


def _is_sqlite(work: Session) -> bool:
    return work.get_bind().dialect.name == "sqlite"
