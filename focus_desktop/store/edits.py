"""SQL that reads all rows in the scope of an edit, and writes them. Runs inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, insert, inspect, select, update

from focus_desktop.model.columns import Unreadable
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.session_original import OriginalInterval, SessionOriginal
from focus_desktop.model.unreadable_row import UnreadableRow
from focus_desktop.store.engines import place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from sqlalchemy import Column, Table
    from sqlmodel import Session, SQLModel

    from focus_desktop.model.edit import Edit, Rows, Scope

PARENTS_FIRST: tuple[type[SQLModel], ...] = (
    Quest,
    QuestDetails,
    FocusSession,
    SessionOriginal,
    OriginalInterval,
    FocusInterval,
    FocusGap,
)
MOST_IDS = 500
"""Ids in one statement."""


def read(work: Session, scope: Scope) -> Rows:
    """All rows in the scope, which nobody else can change before the transaction ends.

    Raises StoreUnavailable if one of them cannot be read.
    """
    work.flush()
    rows: dict[tuple[type[SQLModel], UUID], dict[str, Any]] = {}
    for table, column, ids in (
        (Quest, "id", scope.quests),
        (QuestDetails, "quest_id", scope.quests),
        (FocusSession, "id", scope.sessions | scope.sessions_of_quests),
        (SessionOriginal, "session_id", scope.sessions),
        (OriginalInterval, "session_id", scope.sessions),
        (FocusInterval, "session_id", scope.sessions),
        (FocusGap, "session_id", scope.sessions),
    ):
        for row in _rows(work, table, column, ids):
            rows[table, row[_key(table).key]] = row
    return rows


def apply(work: Session, edit: Edit) -> bool:
    """Write the rows after the edit; False, and nothing is written, unless those before it are stored.

    A quest that was deleted meanwhile is left out of the sessions that come back.
    """
    if read(work, edit.scope) != edit.before:
        return False
    for table in reversed(PARENTS_FIRST):
        for key in [key for kind, key in edit.before if kind is table and (kind, key) not in edit.after]:
            work.connection().execute(delete(table).where(_key(table) == key))
    for table in PARENTS_FIRST:
        _insert(work, table, edit)
        _update(work, table, edit)
    work.expire_all()
    return True


def sessions_of_quest(work: Session, quest_id: UUID) -> frozenset[UUID]:
    """The ids of all sessions that are for this quest."""
    found = work.connection().execute(select(_table(FocusSession).c.id).where(_is_for(quest_id)))
    return frozenset(found.scalars())


def _insert(work: Session, table: type[SQLModel], edit: Edit) -> None:
    """Store the rows that come back."""
    is_session = table is FocusSession  # Its first values may name a quest that was deleted.
    for key, row in ((key, row) for (kind, key), row in edit.after.items() if kind is table):
        if (table, key) not in edit.before:
            values = _with_known_quest(work, row) if is_session else dict(row)
            work.connection().execute(insert(table).values(values))


def _update(work: Session, table: type[SQLModel], edit: Edit) -> None:
    """Store what is different in rows that stay, all those in one statement that change alike.

    A quest that is deleted, or comes back, changes all its sessions alike, and these may be thousands.
    """
    alike: dict[tuple[tuple[str, Any], ...], list[UUID]] = defaultdict(list)
    for (kind, key), row in edit.after.items():
        before = edit.before.get((kind, key))
        if kind is table and before is not None and before != row:
            alike[tuple((column, row[column]) for column in row if row[column] != before[column])].append(key)
    is_session = table is FocusSession  # Its first values may name a quest that was deleted.
    for changed, keys in alike.items():
        values = _with_known_quest(work, dict(changed)) if is_session else dict(changed)
        for first in range(0, len(keys), MOST_IDS):
            of_these = _key(table).in_(keys[first : first + MOST_IDS])
            work.connection().execute(update(_table(table)).where(of_these).values(values))


def _is_for(quest_id: UUID) -> Any:
    return _table(FocusSession).c.quest_id == quest_id


def _rows(
    work: Session, table: type[SQLModel], column: str, ids: Collection[UUID]
) -> Iterator[dict[str, Any]]:
    """The rows as plain values, because the objects of the transaction may hold older ones."""
    known = list(ids)
    for first in range(0, len(known), MOST_IDS):
        of_these = _table(table).c[column].in_(known[first : first + MOST_IDS])
        query = select(_table(table)).where(of_these).with_for_update()
        for row in work.connection().execute(query).mappings():
            yield _checked(work, table, dict(row))


def _checked(work: Session, table: type[SQLModel], row: dict[str, Any]) -> dict[str, Any]:
    for column, value in row.items():
        if isinstance(value, Unreadable):
            key = str(row[_key(table).key])
            raise UnreadableRow(_table(table).name, key, column).problem(place(work.connection().engine.url))
    return row


def _with_known_quest(work: Session, row: Any) -> dict[str, Any]:
    """The values of a session, without its quest if that is deleted."""
    values = dict(row)
    quest_id = values.get("quest_id")
    if quest_id is not None:
        quest = _table(Quest)
        known = work.connection().execute(select(quest.c.id).where(quest.c.id == quest_id)).first()
        values["quest_id"] = None if known is None else quest_id
    return values


def _table(table: type[SQLModel]) -> Table:
    return cast("Table", inspect(table).local_table)


def _key(table: type[SQLModel]) -> Column[Any]:
    (key,) = _table(table).primary_key.columns
    return key
