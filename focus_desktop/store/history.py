"""SQL that searches, sorts and sums up the history. Every function works inside the caller's transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import select

from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import NEWEST_FIRST, HistoryFilter, HistoryOrder, HistorySummary
from focus_desktop.model.limits import LONGEST_PAGE
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_clock import MICROSECOND
from focus_desktop.store import history_statements, read_rows
from focus_desktop.store.history_statements import Asked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session


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
    query = history_statements.page(_asked(work, wanted), order, is_further=before is not None)
    values: dict[str, object] = {"limit": limit, "offset": offset}
    if before is not None:
        values |= {"started_at": before.started_at, "session_id": before.id}
    return read_rows.selected(work, FocusSession, query, values)


def whole_days(
    work: Session,
    wanted: HistoryFilter,
    start_of_day: Callable[[datetime], datetime],
    *,
    limit: int,
    offset: int = 0,
    before: FocusSession | None = None,
) -> list[FocusSession]:
    """At most `limit` sessions, newest first, and those after them that are of the same day as the last one.

    `start_of_day` tells when the day of a moment begins.
    """
    found = page(work, wanted, limit=limit, offset=offset, before=before)
    if len(found) < limit:
        return found
    day = start_of_day(found[-1].started_at)
    start = day if wanted.start is None else max(day, wanted.start)
    return found + page(work, replace(wanted, start=start), limit=LONGEST_PAGE, before=found[-1])


def summary(work: Session, wanted: HistoryFilter) -> HistorySummary:
    """What these sessions add up to, without the interval that is still open."""
    query = history_statements.summary(_asked(work, wanted))
    sessions, completed, total, short = work.connection().execute(query).one()
    return HistorySummary(sessions, completed, int(total or 0) * MICROSECOND, short)


def conditions(work: Session, wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    """What holds for the sessions that a filter lets through, in SQL on `session_total`."""
    return history_statements.conditions(_asked(work, wanted))


def _asked(work: Session, wanted: HistoryFilter) -> Asked:
    dialect = work.get_bind().dialect.name
    if not wanted.text:
        return Asked(dialect, wanted)
    titled = select(Quest.id).where(history_statements.contains(dialect, Quest.title, wanted.text))
    return Asked(dialect, wanted, frozenset(work.exec(titled)))
