"""SQL that searches, sorts and sums up the history. Every function works inside the caller's transaction."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, case, func, not_, or_, true, tuple_, type_coerce
from sqlmodel import Session, col, select

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
from focus_desktop.store.unreadable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement

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
    session_id: UUID | None = None,
) -> list[FocusSession]:
    """At most `limit` sessions in this order, without the first `offset`; those that cannot be read left out.

    `before`, only for the newest first, leaves out that session and all newer ones: however far back it
    is, that takes no longer. `session_id` leaves out all other sessions.
    """
    query = select(FocusSession).where(*_conditions(work, wanted, FocusSession))
    if order.by is SortBy.QUEST:
        query = query.join(Quest, col(Quest.id) == col(FocusSession.quest_id), isouter=True)
    elif order.by is SortBy.FOCUSED:
        query = query.join(SessionTotal, col(SessionTotal.session_id) == col(FocusSession.id))
    if before is not None:
        place = tuple_(col(FocusSession.started_at), col(FocusSession.id))
        query = query.where(place < (before.started_at, before.id))
    if session_id is not None:
        query = query.where(FocusSession.id == session_id)
    query = query.order_by(*_order(order)).limit(limit).offset(offset)
    return readable(work, work.exec(query))


def summary(work: Session, wanted: HistoryFilter) -> HistorySummary:
    """What these sessions add up to, without the interval that is still open."""
    is_short = _is_short(SessionTotal)
    counts = true() if wanted.with_short_cancelled else not_(is_short)
    is_completed = col(SessionTotal.status) == SessionStatus.COMPLETED
    query = select(
        func.count(case((counts, 1))),
        func.count(case((and_(counts, is_completed), 1))),
        func.sum(case((counts, type_coerce(col(SessionTotal.focused_us), BigInteger)), else_=0)),
        func.count(case((not_(counts), 1))),
    ).where(*_conditions(work, wanted, SessionTotal))
    if wanted.text:
        query = query.join(FocusSession, col(FocusSession.id) == col(SessionTotal.session_id))
    sessions, completed, focused, short = work.exec(query).one()
    return HistorySummary(sessions, completed, int(focused or 0) * MICROSECOND, short)


def _conditions(
    work: Session, wanted: HistoryFilter, table: type[FocusSession | SessionTotal]
) -> Iterator[ColumnElement[bool]]:
    started_at = col(table.started_at)
    if wanted.start is not None:
        yield started_at >= wanted.start
    if wanted.end is not None:
        yield started_at < wanted.end
    if wanted.quest_id is not None:
        yield col(table.quest_id) == wanted.quest_id
    if wanted.status is not None:
        yield col(table.status) == wanted.status
    if table is FocusSession and not wanted.with_short_cancelled:
        yield not_(_is_short(FocusSession))
    if wanted.text:
        yield _has_text(work, wanted.text)


def _is_short(table: type[FocusSession | SessionTotal]) -> ColumnElement[bool]:
    """Whether a session was cancelled with less than a minute of focused time."""
    focused: Any = col(SessionTotal.focused_us)
    if table is FocusSession:  # Asked only for those that were cancelled.
        of_session = select(SessionTotal.focused_us).where(SessionTotal.session_id == FocusSession.id)
        focused = of_session.correlate(FocusSession).scalar_subquery()
    return and_(col(table.status) == SessionStatus.CANCELLED, focused < SHORT_US)


def _has_text(work: Session, text: str) -> ColumnElement[bool]:
    variants = _variants(text)
    quests = select(Quest.id).where(_contains(Quest.title, variants))
    found = work.exec(quests).all()
    in_description = _contains(FocusSession.description, variants)
    return or_(in_description, col(FocusSession.quest_id).in_(found)) if found else in_description


def _contains(column: Any, variants: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(col(column).icontains(one, autoescape=True) for one in variants))


def _variants(text: str) -> Sequence[str]:
    """The text in all cases that the database itself may not take as equal: SQLite knows those of ASCII."""
    letters = [sorted({one.lower(), one.upper()}) if not one.isascii() else [one] for one in text]
    if sum(len(one) > 1 for one in letters) > MOST_CASES:
        return sorted({text, text.lower(), text.upper()})
    return ["".join(one) for one in product(*letters)]


def _order(order: HistoryOrder) -> list[ColumnElement[Any]]:
    by: dict[SortBy, Any] = {
        SortBy.DESCRIPTION: func.lower(col(FocusSession.description)),
        SortBy.QUEST: func.lower(col(Quest.title)),
        SortBy.FOCUSED: col(SessionTotal.focused_us),
        SortBy.STATUS: col(FocusSession.status),
    }
    first = [by[order.by]] if order.by in by else []
    rest = [col(FocusSession.started_at), col(FocusSession.id)]
    if order.by is SortBy.FOCUSED:  # The columns of the index that is sorted like this.
        rest = [col(SessionTotal.started_at), col(SessionTotal.session_id)]
    columns = [*first, *rest]
    return [column.desc() if order.is_descending else column.asc() for column in columns]
