"""Stores of every schema that was released, as SQL, and what writes them: `python -m tests.store.old_stores`.

A file is written once, when its schema is released, by the migrations of that time. It must not change
afterwards: people have such stores.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from focus_desktop.store.migrations.upgrade import config
from focus_desktop.store.schema import APPLICATION_ID
from tests.store.old_stores.content import CONTENT

FOLDER = Path(__file__).parent
USER_VERSION = 41
"""The store has seen as many transactions."""


def revisions() -> list[str]:
    """The schemas of which there is a store, the oldest first."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


def load(revision: str, file: Path) -> None:
    """Make a SQLite store of this schema."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))


def dump(revision: str, folder: Path) -> str:
    """Migrate an empty store up to this schema, fill it, and return it as SQL."""
    file = folder / f"{revision}.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)
        for table, rows in CONTENT.items():
            if engine.dialect.has_table(connection, table):
                columns = {column["name"] for column in engine.dialect.get_columns(connection, table)}
                for row in rows:
                    known = {name: value for name, value in row.items() if name in columns}
                    names, marks = ", ".join(known), ", ".join(f":{name}" for name in known)
                    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), known)
    engine.dispose()
    with closing(sqlite3.connect(file)) as written:
        lines = [
            "PRAGMA foreign_keys = OFF;",
            f"PRAGMA application_id = {APPLICATION_ID};",
            f"PRAGMA user_version = {USER_VERSION};",
            *written.iterdump(),
        ]
    return "\n".join(lines) + "\n"
