"""SQLAlchemy's engines for SQLite and PostgreSQL: how they connect, lock and lend connections to threads."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.time_limit import is_limited, seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy.pool import ConnectionPoolEntry

    from focus_desktop.store.running_calls import RunningCalls

MOST_CONNECTIONS = 15
_POOL = {"pool_size": 5, "max_overflow": MOST_CONNECTIONS + 1 - 5}  # One more: for the watch of PostgreSQL.
_BUSY_TIMEOUT = "focus_desktop_busy_timeout"
_IS_NEW = "focus_desktop_is_new"


@dataclass(frozen=True)
class Connections:
    """An engine, and as many turns as threads may use it at once: a pool itself would wait for 30 s."""

    engine: Engine
    place: str
    turns: threading.Semaphore

    @contextmanager
    def turn(self) -> Iterator[Engine]:
        """Wait for a free connection. Raises StoreUnavailable when the thread's time is over."""
        if not self.turns.acquire(timeout=seconds_to_wait()):
            raise busy(self.place)
        try:
            yield self.engine
        finally:
            self.turns.release()


def busy(place: str) -> StoreUnavailable:
    """Return the error that other threads were in the way for too long."""
    return StoreUnavailable(StoreProblem.BUSY, place=place)


def parsed(url: str) -> URL:
    """The URL of a SQLite or PostgreSQL database. Raises StoreUnavailable if it is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable(StoreProblem.BAD_URL) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreUnavailable(StoreProblem.UNKNOWN_DATABASE, name=parsed.get_backend_name())
    if parsed.drivername == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def place(url: URL) -> str:
    """Where the data is, for people: a path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.render_as_string(hide_password=True)


def is_in_memory(url: URL) -> bool:
    """Whether it is a SQLite database without a file."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def file(url: URL) -> Path | None:
    """The file of a SQLite database; None if it has none, or a name that only SQLite understands."""
    name = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and not is_in_memory(url) and not name.startswith("file:")
    return Path(name) if is_file else None


def readers_and_writer(url: URL, calls: RunningCalls) -> tuple[Connections, Connections]:
    """Return the connections for reading and those for writing; `calls` records which are in use.

    A SQLite file is written by one connection for all threads, so that its `data_version` is of use.
    """
    try:
        if url.get_backend_name() == "postgresql":
            both = _connections(url, _postgresql(url, calls), MOST_CONNECTIONS)
            return both, both
        if is_in_memory(url):
            # Each connection would have a memory of its own: all threads take turns with a single one.
            both = _connections(url, _sqlite(url, calls, poolclass=StaticPool), 1)
            return both, both
        _make_folder(Path(url.database or "").parent)
        readers = _connections(url, _sqlite(url, calls, **_POOL), MOST_CONNECTIONS)
        return readers, _connections(url, _sqlite(url, calls, pool_size=1, max_overflow=0), 1)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreUnavailable(StoreProblem.NO_DRIVER, name=url.drivername) from error


def _connections(url: URL, engine: Engine, most: int) -> Connections:
    return Connections(engine, place(url), threading.Semaphore(most))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # What people work on is theirs.
    except OSError as error:
        raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=folder, cause=error.strerror) from error


# SQLite


def _sqlite(url: URL, calls: RunningCalls, **pool: Any) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, **pool)
    calls.listen_to(engine)
    event.listen(engine, "do_connect", _limit_sqlite_connect)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "commit", _set_busy_timeout)
    return engine


def _limit_sqlite_connect(_: Dialect, __: ConnectionPoolEntry, ___: object, options: dict[str, Any]) -> None:
    options["timeout"] = seconds_to_wait()


def _configure_sqlite(connection: SqliteConnection, _: ConnectionPoolEntry) -> None:
    # Without this the sqlite3 module begins transactions by its own rules; _begin_sqlite does it instead.
    connection.isolation_level = None
    # Text that is no UTF-8 is shown as far as it can be; by default one such row fails the whole query.
    connection.text_factory = lambda text: text.decode(errors="replace")
    connection.execute("PRAGMA foreign_keys = ON")
    # Not WAL: before SQLite 3.51.3 concurrent checkpoints can corrupt it, and writes are rare here.
    connection.execute("PRAGMA synchronous = EXTRA")


def _begin_sqlite(connection: Connection) -> None:
    _set_busy_timeout(connection)
    # A deferred transaction that starts to write late can fail at once with "database is locked".
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _set_busy_timeout(connection: Connection) -> None:
    """Set how long this transaction waits for locks, when it begins and, if it reads, when it commits."""
    wait_ms = round(seconds_to_wait() * 1000)
    if connection.info.get(_BUSY_TIMEOUT) != wait_ms:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait_ms}")
        connection.info[_BUSY_TIMEOUT] = wait_ms


# PostgreSQL


def _postgresql(url: URL, calls: RunningCalls) -> Engine:
    engine = create_engine(url, **_POOL)

    def limit_connect(_: Dialect, __: ConnectionPoolEntry, ___: object, options: dict[str, Any]) -> None:
        calls.check()
        options["connect_timeout"] = max(2, round(seconds_to_wait()))  # psycopg takes no less than 2 s.

    def ping(connection: Any, entry: ConnectionPoolEntry, _: object) -> None:
        # In place of pool_pre_ping, which would ping before `calls` knows the connection.
        if entry.info.pop(_IS_NEW, False):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    calls.listen_to(engine)
    event.listen(engine, "do_connect", limit_connect)
    event.listen(engine, "connect", _configure_postgresql)
    event.listen(engine, "checkout", ping)
    event.listen(engine, "begin", _limit_postgresql_locks)
    return engine


def _configure_postgresql(connection: Any, entry: ConnectionPoolEntry) -> None:
    from focus_desktop.store import postgresql_values  # noqa: PLC0415 — psycopg is there by now

    postgresql_values.register(connection)
    entry.info[_IS_NEW] = True


def _limit_postgresql_locks(connection: Connection) -> None:
    if is_limited():
        wait_ms = max(1, round(seconds_to_wait() * 1000))  # 0 would mean no limit.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
