"""Reads all rows of a store, of whatever schema, with the types of today's model."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, inspect, select
from sqlmodel import SQLModel

from focus_desktop.store import engines

Rows = dict[str, list[dict[str, Any]]]
"""By table; each row by column."""


@contextmanager
def connected(url: str) -> Iterator[Engine]:
    engine = create_engine(engines.parsed(url))
    try:
        yield engine
    finally:
        engine.dispose()


def read(url: str) -> Rows:
    """All rows of the tables of today's model, with those of their columns that are there."""
    found: Rows = {}
    with connected(url) as engine, engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if inspect(engine).has_table(table.name):
                there = {one["name"] for one in inspect(engine).get_columns(table.name)}
                wanted = select(*(column for column in table.columns if column.name in there))
                found[table.name] = [dict(row) for row in connection.execute(wanted).mappings()]
    return found


def differing_tables(before: Rows, after: Rows) -> list[str]:
    """The tables that have other rows than before, or other values in the columns that there were."""
    return [table for table, rows in before.items() if not _are_kept(rows, after.get(table, []))]


def _are_kept(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> bool:
    columns = before[0].keys() if before else ()
    kept = [{column: row[column] for column in columns} for row in after]
    return sorted(kept, key=repr) == sorted(before, key=repr)
