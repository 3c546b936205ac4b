"""SQLite files of other programs: read only, and never trusted."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from focus_desktop.exchange.source import LONGEST_LINE
from focus_desktop.model.errors import InvalidField, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from focus_desktop.exchange.source import Source

MAGIC = b"SQLite format 3\0"


class ForeignDatabase:
    """An open file, and which tables it has."""

    def __init__(self, source: Source, connection: sqlite3.Connection) -> None:
        self._source = source
        self._connection = connection
        self.tables = {name for (name,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query. Raises MalformedFile if the file is damaged or has other columns."""
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise self._source.wrong(1, InvalidField(Refusal.NOT_OF_FORMAT, format="SQLite")) from error


@contextmanager
def opened(source: Source) -> Iterator[ForeignDatabase]:
    """Open the source as a database. Raises MalformedFile if it is none."""
    try:
        with closing(_connected(source.path)) as connection:
            yield ForeignDatabase(source, connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # The latter if SQLite's own message is no text.
        raise source.wrong(1, InvalidField(Refusal.NOT_OF_FORMAT, format="SQLite")) from error


def _connected(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?mode=ro"
    connection = sqlite3.connect(uri, uri=True)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # The other program's log of changes cannot be used in a folder that may not be written.
        connection.close()
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_LINE)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
