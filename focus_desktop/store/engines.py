"""SQLAlchemy's engines for SQLite and PostgreSQL: how they connect, lock and lend connections to threads."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from focus_desktop import private_files
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.time_limit import is_limited, seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.pool import ConnectionPoolEntry

    from focus_desktop.store.running_calls import RunningCalls

MOST_CONNECTIONS = 15
_POOL = {"pool_size": 5, "max_overflow": MOST_CONNECTIONS + 1 - 5}  # One more: for the watch of PostgreSQL.
_KEEPALIVES = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 4}
"""Seconds after which a connection breaks that the network has lost; one that listens would never notice."""
_BUSY_TIMEOUT = "focus_desktop_busy_timeout"
_IS_NEW = "focus_desktop_is_new"
_DRIVERS = {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}
_OPTIONS_OF_SQLITE = {
    "cached_statements",
    "check_same_thread",
    "detect_types",
    "isolation_level",
    "timeout",
    "uri",
}
_SHOWN_OPTIONS = {"host", "port"}
"""What people are told of the part of a URL after the `?`: the rest may be secret."""


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
    except (ArgumentError, ValueError) as error:
        raise _bad_url() from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreUnavailable(StoreProblem.UNKNOWN_DATABASE, name=parsed.get_backend_name())
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    # After a password with an unescaped "@", the rest of the password is taken for a part of the host.
    parts = (parsed.username, parsed.password, parsed.host, parsed.database)
    if "@" in (parsed.host or "") or any("\0" in (part or "") for part in parts):
        raise _bad_url()
    return parsed


def place(url: URL) -> str:
    """Where the data is, for people: a path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    options = {name: value for name, value in url.query.items() if name in _SHOWN_OPTIONS}
    return url.set(query=options).render_as_string(hide_password=True)


def _bad_url() -> StoreUnavailable:
    return StoreUnavailable(StoreProblem.BAD_URL)


def is_in_memory(url: URL) -> bool:
    """Whether it is a SQLite database without a file."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def file(url: URL) -> Path | None:
    """The file of a SQLite database; None if it has none, or a name that only SQLite understands."""
    is_file = url.get_backend_name() == "sqlite" and not is_in_memory(url) and "uri" not in url.query
    return Path(url.database or "") if is_file else None


def readers_and_writer(url: URL, calls: RunningCalls) -> tuple[Connections, Connections]:
    """Return the connections for reading and those for writing; `calls` records which are in use.

    A SQLite file is written by one connection for all threads, so that its `data_version` is of use.
    """
    if url.drivername not in _DRIVERS:
        raise StoreUnavailable(StoreProblem.NO_DRIVER, name=url.drivername)
    try:
        if url.get_backend_name() == "postgresql":
            both = _connections(url, _postgresql(url, calls), MOST_CONNECTIONS)
            return both, both
        if is_in_memory(url):
            # Each connection would have a memory of its own: all threads take turns with a single one.
            both = _connections(url, _sqlite(url, calls, poolclass=StaticPool), 1)
            return both, both
        return _of_file(url, calls)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreUnavailable(StoreProblem.NO_DRIVER, name=url.drivername) from error
    except (ArgumentError, ValueError) as error:
        raise _bad_url() from error


def _of_file(url: URL, calls: RunningCalls) -> tuple[Connections, Connections]:
    readers = _connections(url, _sqlite(url, calls, **_POOL), MOST_CONNECTIONS)
    writer = _connections(url, _sqlite(url, calls, pool_size=1, max_overflow=0), 1)
    if (own := file(url)) is not None:
        _make_folder(own.parent)
    return readers, writer


def _connections(url: URL, engine: Engine, most: int) -> Connections:
    return Connections(engine, place(url), threading.Semaphore(most))


def _make_folder(folder: Path) -> None:
    try:
        private_files.make_folder(folder)
    except OSError as error:
        raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=folder, cause=error.strerror) from error


# SQLite


def _sqlite(url: URL, calls: RunningCalls, **pool: Any) -> Engine:
    if "uri" not in url.query and not _OPTIONS_OF_SQLITE.issuperset(url.query):
        raise _bad_url()
    engine = create_engine(url, connect_args={"check_same_thread": False}, **pool)
    engine.dialect.create_connect_args(url)
    calls.listen_to(engine)
    event.listen(engine, "do_connect", _connect_to_sqlite)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "commit", _set_busy_timeout)
    return engine


def _connect_to_sqlite(
    dialect: Dialect, _: ConnectionPoolEntry, arguments: list[Any], options: dict[str, Any]
) -> Any:
    options["timeout"] = seconds_to_wait()
    try:
        return dialect.connect(*arguments, **options)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # An option in a URI that SQLite does not know.
            raise _bad_url() from error
        raise


def _configure_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # Without this the sqlite3 module begins transactions by its own rules; _begin_sqlite does it instead.
    connection.isolation_level = None
    # Text that is no UTF-8 is shown as far as it can be; by default one such row fails the whole query.
    connection.text_factory = methodcaller("decode", "utf-8", "replace")
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
    _check_options(engine)

    def limit_connect(_: Dialect, __: ConnectionPoolEntry, ___: object, options: dict[str, Any]) -> None:
        calls.check()
        options["connect_timeout"] = max(2, round(seconds_to_wait()))  # psycopg takes no less than 2 s.
        for name, seconds in _KEEPALIVES.items():
            options.setdefault(name, seconds)

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


def _check_options(engine: Engine) -> None:
    """Raise StoreUnavailable for options that libpq does not know."""
    import psycopg  # noqa: PLC0415 — only if it is needed

    _, options = engine.dialect.create_connect_args(engine.url)
    try:
        psycopg.conninfo.make_conninfo(**{name: options[name] for name in engine.url.query})
    except psycopg.Error as error:
        raise _bad_url() from error


def _configure_postgresql(connection: Any, entry: ConnectionPoolEntry) -> None:
    from focus_desktop.store import postgresql_values  # noqa: PLC0415 — psycopg is there by now

    postgresql_values.register(connection)
    entry.info[_IS_NEW] = True


def _limit_postgresql_locks(connection: Connection) -> None:
    if is_limited():
        wait_ms = max(1, round(seconds_to_wait() * 1000))  # 0 would mean no limit.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
