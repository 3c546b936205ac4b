"""SQL that reads sessions and quests as they travel: page by page, so that no lock is held for long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, String, func, literal_column, select, tuple_, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.quest import Quest
from focus_desktop.model.session_total import SessionTotal
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import (
    MOMENT_LENGTH,
    OriginalCopy,
    QuestCopy,
    SessionCopy,
    SessionLine,
    StretchCopy,
    moment_of,
    moment_text,
)
from focus_desktop.store import history
from focus_desktop.store.plain_rows import MOST_VALUES, as_plain, fast_text, is_postgresql, rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from focus_desktop.model.history_query import HistoryFilter

    After: TypeAlias = "tuple[str, str] | None"
    """Start and id of the session after which a page begins."""
    Parts: TypeAlias = "dict[str, tuple[StretchCopy, ...]]"
    """What belongs to each session, oldest first."""

Copied = TypeVar("Copied", SessionCopy, SessionLine)

PAGE = 2000
_UNREADABLE = (ValueError, TypeError, AttributeError)
_ID = re.compile("[0-9a-f]{32}")
_STATUSES = frozenset(one.value for one in SessionStatus)
_SESSIONS = (
    "focus_session.id",
    "focus_session.quest_id",
    "focus_session.description",
    "focus_session.duration_minutes",
    "focus_session.status",
    "focus_session.started_at",
    "focus_session.completed_at",
    "quest.title",
)
_LINES = (
    "focus_session.id",
    "quest.title",
    "focus_session.description",
    "focus_session.status",
    "focus_session.duration_minutes",
    "focus_session.started_at",
    "focus_session.completed_at",
    "session_total.focused_us",
    (
        "(SELECT coalesce(group_concat(started_at || '/' || coalesce(ended_at, ''), ' '), '')"
        " FROM (SELECT started_at, ended_at FROM focus_interval WHERE session_id = focus_session.id"
        " ORDER BY started_at, id))"
    ),
    "focus_session.quest_id",
)
"""For SQLite only."""
_QUESTS = (
    "SELECT q.id, q.title, q.status, q.current_value, q.target_value, d.colour, d.unit,"
    " d.weekly_budget_minutes FROM quest q LEFT JOIN quest_details d ON d.quest_id = q.id"
)


@dataclass(frozen=True)
class Page(Generic[Copied]):
    """Some sessions, oldest first, and where the next page begins."""

    sessions: list[Copied]
    left_out: list[str]
    """The ids of the sessions that cannot be read, as they are stored."""
    last: tuple[str, str] | None
    """Start and id of the last one; None if there are no more."""


def page(work: Session, wanted: HistoryFilter, after: After) -> Page[SessionCopy]:
    """The next sessions after one of them, or the first."""
    found = _page(work, _SESSIONS, wanted, after)
    left_out: list[str] = []
    sessions = list(_copies(work, found, left_out))
    last = (found[-1][5], found[-1][0]) if len(found) == PAGE else None
    return Page(sessions, left_out, last)


def line_page(work: Session, wanted: HistoryFilter, after: After) -> Page[SessionLine]:
    """Like `page`, as lines of a table; on SQLite several times as fast."""
    lines = None if is_postgresql(work) else _sound_lines(work, wanted, after)
    if lines is None:
        slow = page(work, wanted, after)
        return Page([SessionLine.of(one) for one in slow.sessions], slow.left_out, slow.last)
    last = (lines[-1].started_at, lines[-1].id or "") if len(lines) == PAGE else None
    return Page(lines, [], last)


def _sound_lines(work: Session, wanted: HistoryFilter, after: After) -> list[SessionLine] | None:
    """The lines as the database makes them; None if one of them has to be looked at more closely."""
    try:
        with fast_text(work):
            found = _page(work, _LINES, wanted, after)
    except DBAPIError:
        return None
    lines = list(map(SessionLine._make, found))
    try:
        return lines if all(map(_is_sound, lines)) else None
    except _UNREADABLE:
        return None


def _page(
    work: Session, columns: Sequence[str], wanted: HistoryFilter, after: After
) -> list[tuple[Any, ...]]:
    ident, started_at = col(FocusSession.id), col(FocusSession.started_at)
    query: Any = (
        select(*map(literal_column, columns))
        .select_from(FocusSession)
        .join(SessionTotal, col(SessionTotal.session_id) == ident)
        .join(Quest, col(Quest.id) == col(FocusSession.quest_id), isouter=True)
        .where(*history.conditions(work, wanted))
        .order_by(started_at, ident)
        .limit(PAGE)
    )
    if after is not None:
        query = query.where(_is_after(work, *after))
    return as_plain(work, work.connection().execute(query).fetchall())


def _is_after(work: Session, start: str, ident: str) -> ColumnElement[bool]:
    place = (col(FocusSession.started_at), col(FocusSession.id))
    if is_postgresql(work):
        return tuple_(*place) > (moment_of(start), UUID(ident))
    # As it is stored: another program may have written the moment in another form.
    return tuple_(*(type_coerce(column, String) for column in place)) > (start, ident)


def _is_sound(line: SessionLine) -> bool:
    """Whether all values are as we write them. May raise if they are not."""
    _, title, description, status, minutes, started_at, completed_at, _, intervals, _ = line
    return (
        status in _STATUSES
        and type(line.id) is str
        and type(minutes) is int
        and SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES
        and (title is None or type(title) is str)
        and (description is None or type(description) is str)
        and _moment(started_at) is started_at
        and (completed_at is None or _moment(completed_at) is completed_at)
        and (intervals == f"{started_at}/{completed_at}" or _are_moments(intervals))
    )


def _are_moments(intervals: str) -> bool:
    return all(_moment(one) is one for one in intervals.replace("/", " ").split(" ") if one)


def count(work: Session, wanted: HistoryFilter) -> int:
    """How many sessions there are."""
    query = select(func.count()).select_from(SessionTotal).where(*history.conditions(work, wanted))
    return work.connection().execute(query).scalar_one()


def all_quests(work: Session) -> list[QuestCopy]:
    """All quests with their details."""
    return _quests(rows(work, f"{_QUESTS} ORDER BY q.title, q.id"))


def quests(work: Session, ids: Sequence[str]) -> list[QuestCopy]:
    """The quests with these ids."""
    found = (rows_of(work, f"{_QUESTS} WHERE q.id IN (?)", some) for some in _in_batches(ids))
    return _quests(row for batch in found for row in batch)


def _copies(work: Session, found: Sequence[tuple[Any, ...]], left_out: list[str]) -> Iterator[SessionCopy]:
    """The sessions; the ids of those that cannot be read are added to `left_out`."""
    ids = [row[0] for row in found]
    intervals, gaps = _parts(work, "focus_interval", ids), _parts(work, "focus_gap", ids)
    originals = _originals(work, ids)
    for row in found:
        try:
            yield _copy(row, intervals, gaps, originals)
        except _UNREADABLE:
            left_out.append(str(row[0]))


def _copy(
    row: tuple[Any, ...], intervals: Parts, gaps: Parts, originals: dict[str, OriginalCopy]
) -> SessionCopy:
    ident, quest_id, description, minutes, status, started_at, completed_at, title = row
    if status not in _STATUSES or type(minutes) is not int:
        raise ValueError(status)
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise ValueError(minutes)
    return SessionCopy(
        started_at=_moment(started_at),
        intervals=tuple([_checked(one) for one in intervals.get(ident, ())]),
        duration_minutes=minutes,
        status=status,
        completed_at=None if completed_at is None else _moment(completed_at),
        description=None if description is None else _text(description),
        quest_title=None if title is None else _text(title),
        quest_id=None if quest_id is None else _ident(quest_id),
        id=_ident(ident),
        gaps=_readable(gaps.get(ident, ())),
        original=originals.get(ident),
    )


def _checked(stretch: StretchCopy) -> StretchCopy:
    ident, start, end = stretch
    return StretchCopy(_ident(ident), _moment(start), None if end is None else _moment(end))


def _moment(value: Any) -> str:
    """A moment as we store it; one that another program has stored in another form is rewritten."""
    found = datetime.fromisoformat(value)
    return value if len(value) == MOMENT_LENGTH and value[-1] == "Z" else moment_text(found)


def _ident(value: Any) -> str:
    return value if _ID.fullmatch(value) else UUID(value).hex


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _parts(work: Session, table: str, ids: Sequence[str]) -> Parts:
    query = (
        f"SELECT session_id, id, started_at, ended_at FROM {table} WHERE session_id IN (?)"
        " ORDER BY started_at, id"
    )
    found: dict[str, list[StretchCopy]] = {}
    for some in _in_batches(ids):
        for session_id, *stretch in rows_of(work, query, some):
            found.setdefault(session_id, []).append(StretchCopy(*stretch))
    return {session_id: tuple(stretches) for session_id, stretches in found.items()}


def _readable(stretches: Iterable[StretchCopy]) -> tuple[StretchCopy, ...]:
    return tuple(found for found in map(_checked_or_none, stretches) if found is not None)


def _checked_or_none(stretch: StretchCopy) -> StretchCopy | None:
    try:
        return _checked(stretch)
    except _UNREADABLE:
        return None


def _originals(work: Session, ids: Sequence[str]) -> dict[str, OriginalCopy]:
    query = (
        "SELECT session_id, quest_id, description, duration_minutes, started_at, completed_at"
        " FROM session_original WHERE session_id IN (?)"
    )
    found = [row for some in _in_batches(ids) for row in rows_of(work, query, some)]
    intervals = _parts(work, "original_interval", [row[0] for row in found])
    originals = ((row[0], _original(row, intervals.get(row[0], ()))) for row in found)
    return {session_id: original for session_id, original in originals if original is not None}


def _original(row: tuple[Any, ...], intervals: tuple[StretchCopy, ...]) -> OriginalCopy | None:
    """A session's first values; None if they cannot be read."""
    _, quest_id, description, minutes, started_at, completed_at = row
    try:
        return OriginalCopy(
            quest_id=None if quest_id is None else _ident(quest_id),
            description=None if description is None else _text(description),
            duration_minutes=_whole(minutes),
            started_at=_moment(started_at),
            completed_at=None if completed_at is None else _moment(completed_at),
            intervals=_readable(intervals),
        )
    except _UNREADABLE:
        return None


def _quests(found: Iterable[tuple[Any, ...]]) -> list[QuestCopy]:
    """Without those that cannot be read."""
    kinds = (str, str, str, int, int)
    details = (int | None, str | None, int | None)
    return [QuestCopy(*row) for row in found if all(map(isinstance, row, (*kinds, *details)))]


def _in_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[first : first + MOST_VALUES] for first in range(0, len(ids), MOST_VALUES))
