"""Tells to which table a row of a broken store belongs, and where its values go in a new one."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

from focus_desktop.model.columns import Id, Status, UtcDateTime, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column

    from focus_desktop.store.sqlite_pages import Value

_COLUMN_NAMES = "SELECT c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ORDER BY c.cid"
TABLES = (
    "quest",
    "focus_session",
    "focus_interval",
    "session_clock",
    "focus_gap",
    "quest_details",
    "session_original",
    "original_interval",
    "session_total",
)
"""Each after those that it refers to. Of tables with equal columns a lost page is taken for the first one."""
_PLAIN_TABLE = re.compile(r"CREATE TABLE \W?\w+\W?\s*\(")
_HEX = re.compile("[0-9a-f]{32}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_USUAL: dict[str, Value] = {"status": "active", "current_value": 0, "target_value": 1}
"""What a quest has at first: for a column that is not there."""


@dataclass(frozen=True)
class Place:
    """Where the rows of a table are in the file, and where they go to."""

    root: int | None
    """The page that the table begins at; None if it is not there."""
    insert: str
    columns: tuple[str, ...]
    places: tuple[int | None, ...]
    """For each of the columns its place in a row of the file."""

    def values(self, row: list[Value]) -> list[Value]:
        """The values of a row of the file, in the order of the columns."""
        found = [None if at is None or at >= len(row) else row[at] for at in self.places]
        return [
            _USUAL.get(name) if value is None else value
            for name, value in zip(self.columns, found, strict=True)
        ]


def schema(rows: Iterable[list[Value]]) -> dict[str, tuple[int, str]]:
    """The first page and the SQL of each table and index, by name."""
    found = {}
    for row in rows:
        match row:
            case ["table" | "index", str(name), str(), int(root), str() | None as sql]:
                found[name] = root, sql or ""
    return found


def place(table: str, theirs: tuple[int, str] | None, ours: str) -> Place:
    """Where a table is in the file, and how a row of it is written to the new store.

    `theirs` is the first page and the SQL of the table in the file, None if it has none; `ours` the SQL in
    the new store.
    """
    root, sql = theirs or (None, ours)
    columns, there = _column_names(ours), _column_names(sql) or _column_names(ours)
    places = [there.index(name) if name in there else None for name in columns]
    others = [at for at, name in enumerate(there) if name not in columns]
    if len(others) == 1 and places.count(None) == 1:  # It was given another name.
        places[places.index(None)] = others[0]
    goes_to = "kept_total" if table == "session_total" else table
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {goes_to} ({', '.join(columns)}) VALUES ({marks})"
    return Place(root, insert, columns, tuple(places))


def _column_names(sql: str) -> tuple[str, ...]:
    """The columns of a table that this SQL makes; none if it is damaged."""
    if _PLAIN_TABLE.match(sql) is None:
        return ()
    with suppress(sqlite3.Error), closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(sql)
        return tuple(name for (name,) in memory.execute(_COLUMN_NAMES))
    return ()


def table_of(row: list[Value]) -> str | None:
    """The table whose row this may be."""
    return next((table for table in TABLES if fits(row, table)), None)


def fits(row: list[Value], table: str) -> bool:
    """Whether each value is of the kind of its column."""
    columns = SQLModel.metadata.tables[table].columns
    return len(row) == len(columns) and all(
        column.nullable if value is None else _is_of(value, column)
        for value, column in zip(row, columns, strict=True)
    )


def is_id(value: Value) -> bool:
    """Whether it may be the id of a row."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def _is_of(value: Value, column: Column[Any]) -> bool:
    match column.type:
        case Id():
            return is_id(value)
        case UtcDateTime():
            return isinstance(value, str) and _TIME.fullmatch(value) is not None
        case Status(statuses=statuses):
            return value in list(statuses)
        case Words():
            return isinstance(value, str)
        case _:
            return isinstance(value, int)
