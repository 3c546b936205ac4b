"""Tells what the environment has done from what is our bug, by the codes of SQLite and PostgreSQL."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Dialect

# Sources: https://sqlite.org/rescode.html and PostgreSQL's Appendix A, "Error Codes".
_OF_SQLITE = {
    sqlite3.SQLITE_READONLY_DBMOVED: StoreProblem.MISSING,
    sqlite3.SQLITE_PERM: StoreProblem.CANNOT_OPEN,
    sqlite3.SQLITE_BUSY: StoreProblem.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreProblem.LOCKED,
    sqlite3.SQLITE_READONLY: StoreProblem.READ_ONLY,
    sqlite3.SQLITE_INTERRUPT: StoreProblem.NO_ANSWER,
    sqlite3.SQLITE_IOERR: StoreProblem.DISK_ERROR,
    sqlite3.SQLITE_CORRUPT: StoreProblem.DAMAGED,
    sqlite3.SQLITE_FULL: StoreProblem.DISK_FULL,
    sqlite3.SQLITE_CANTOPEN: StoreProblem.CANNOT_OPEN,
    sqlite3.SQLITE_PROTOCOL: StoreProblem.LOCKED,
    sqlite3.SQLITE_NOLFS: StoreProblem.CANNOT_OPEN,
    sqlite3.SQLITE_NOTADB: StoreProblem.NOT_A_DATABASE,
}
"""By the extended result code or its primary one, the lowest eight bits."""
_NEWER_FORMAT = "unsupported file format"
"""SQLite has no code for it: the header names a format of the schema that there is none of yet."""
_OF_POSTGRESQL = {
    "25006": StoreProblem.READ_ONLY,
    "40001": StoreProblem.LOCKED,  # serialization failure
    "40P01": StoreProblem.LOCKED,  # deadlock
    "42501": StoreProblem.CANNOT_OPEN,  # insufficient privilege
    "53100": StoreProblem.DISK_FULL,
    "55P03": StoreProblem.LOCKED,  # lock_timeout
    "57014": StoreProblem.NO_ANSWER,  # somebody has cancelled the query
    "08": StoreProblem.NO_CONNECTION,
    "53": StoreProblem.BUSY,  # insufficient resources
    "57": StoreProblem.NO_CONNECTION,  # the server shuts down or starts
    "58": StoreProblem.DISK_ERROR,
    "XX001": StoreProblem.DAMAGED,
    "XX002": StoreProblem.DAMAGED,
    "XX": StoreProblem.UNKNOWN,
}
"""By the SQLSTATE or its class, the first two characters."""
_PASSWORD_WANTED = ("no password supplied", "password authentication failed")
"""A connection that is refused has no SQLSTATE."""


_OF_SYSTEM = {
    errno.ENOSPC: StoreProblem.DISK_FULL,
    errno.EDQUOT: StoreProblem.DISK_FULL,
    errno.EROFS: StoreProblem.READ_ONLY,
    errno.EACCES: StoreProblem.CANNOT_OPEN,
    errno.EPERM: StoreProblem.CANNOT_OPEN,
    errno.ELOOP: StoreProblem.CANNOT_OPEN,
}
"""By the system's error number."""


def of_system(error: OSError, place: str) -> StoreUnavailable:
    """What the person can do about an error with a file."""
    problem = _OF_SYSTEM.get(error.errno or 0, StoreProblem.DISK_ERROR)
    return StoreUnavailable(problem, place=place, cause=error.strerror or str(error))


def explained(error: DBAPIError, place: str) -> StoreUnavailable | None:
    """What the person can do about this error; None if it is our bug."""
    problem = problem_of(error)
    if problem is None:
        return None
    if problem is StoreProblem.NO_CONNECTION and any(words in str(error.orig) for words in _PASSWORD_WANTED):
        problem = StoreProblem.OTHER_PASSWORD
    lines = str(error.orig).strip().splitlines()
    return StoreUnavailable(problem, place=place, cause=lines[0] if lines else type(error.orig).__name__)


def problem_of(error: DBAPIError) -> StoreProblem | None:
    """Why the environment has refused; None if it is our bug: wrong SQL, a rule that was broken."""
    if isinstance(error.orig, sqlite3.Error):
        return problem_of_sqlite(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2])
    if error.connection_invalidated or isinstance(error, OperationalError):
        return StoreProblem.NO_CONNECTION  # Without a state it is the connection that fails.
    return None


def problem_of_sqlite(error: sqlite3.Error) -> StoreProblem | None:
    """Why the environment has refused what SQLite was to do; None if it is our bug."""
    if str(error) == _NEWER_FORMAT:
        return StoreProblem.DAMAGED
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return _OF_SQLITE.get(code) or _OF_SQLITE.get(code & 0xFF)


def breaks_unique_index(error: IntegrityError, index: str, columns: str) -> bool:
    """Whether a row was refused by this unique index on these columns, as `table.column, table.column`."""
    if isinstance(error.orig, sqlite3.Error):
        # SQLite names the columns of an index, and not the index.
        is_unique = error.orig.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE
        return is_unique and str(error.orig).endswith(f": {columns}")
    return getattr(getattr(error.orig, "diag", None), "constraint_name", None) == index


@contextmanager
def raised_as_sqlalchemys(dialect: Dialect, statement: str = "") -> Iterator[None]:
    """Raise the errors of the database's driver as SQLAlchemy raises them from its own calls."""
    base = dialect.loaded_dbapi.Error
    try:
        yield
    except base as error:
        raise DBAPIError.instance(statement, None, error, base, dialect=dialect) from error
