"""Finds out, on SQLite, what other processes have committed: nothing, a mark of the running session, or more.

Every transaction of ours that writes more than a mark increases SQLite's `user_version` by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy import Connection
    from sqlmodel import Session

_ONLY_A_MARK = "focus_desktop_only_a_mark"
_LARGEST_VERSION = 2**31 - 1


class Commits(Enum):
    """What other processes have committed meanwhile."""

    NONE = auto()
    PERHAPS_ONLY_MARKS = auto()
    """Marks of the running session, or what another program than ours has changed."""
    ANYTHING = auto()


def commit_only_a_mark(work: Session) -> None:
    """Declare that this transaction only marks the running session as seen, which no view shows."""
    work.info[_ONLY_A_MARK] = True


def is_only_a_mark(work: Session) -> bool:
    """Whether `commit_only_a_mark` was called for this transaction."""
    return bool(work.info.get(_ONLY_A_MARK, False))


@dataclass(frozen=True)
class _Versions:
    data: int
    """SQLite's `data_version`, which changes with the commits of all connections but the asking one."""
    user: int


class CommitCounter:
    """Remembers both versions as the writing connection saw them last. For the thread that may write."""

    def __init__(self) -> None:
        self._seen: _Versions | None = None

    def forget(self) -> None:
        """Forget them, because the connection or the file was replaced: everything in it may be new."""
        self._seen = None

    def since_last_call(self, connection: Connection) -> Commits:
        """Return what others have committed since the last call; `ANYTHING` at the first call."""
        # The first of them takes the lock that keeps others from committing in between.
        user = _version(connection, "user_version")
        data = _version(connection, "data_version")
        before, self._seen = self._seen, _Versions(data, user)
        if before is None or before.user != user:
            return Commits.ANYTHING
        return Commits.NONE if before.data == data else Commits.PERHAPS_ONLY_MARKS

    def count(self, work: Session, changes_before: int) -> int | None:
        """Increase `user_version` if this transaction has changed more than a mark; return it, or None."""
        connection = work.connection()
        if is_only_a_mark(work) or changes(connection) == changes_before:
            return None
        count = _version(connection, "user_version") % _LARGEST_VERSION + 1
        connection.exec_driver_sql(f"PRAGMA user_version = {count}")
        return count

    def note_own(self, count: int | None) -> None:
        """Note that a transaction of ours, and not of others, has set `user_version` to this count."""
        if count is not None and self._seen is not None and self._seen.user == count - 1:
            self._seen = replace(self._seen, user=count)


def write_same_version(connection: Connection) -> None:
    """Write the `user_version` that is there: SQLite needs the lock, the journal and room for that."""
    connection.exec_driver_sql(f"PRAGMA user_version = {_version(connection, 'user_version')}")


def changes(connection: Connection) -> int:
    """How many rows this connection has changed so far."""
    return cast("SqliteConnection", connection.connection.dbapi_connection).total_changes


def _version(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
