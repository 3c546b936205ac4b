"""The engine and its transactions: SQLite as the design wants it, PostgreSQL as it comes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.store.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Connection as SqliteConnection

    from focus_desktop.store.watch import Watch

APPLICATION_ID = 0x464F4355
"""SQLite's `application_id` of our files: "FOCU"."""

BUSY_TIMEOUT_MS = 5000


@dataclass(frozen=True)
class StoreFacts:
    """Where and what a store is, for people."""

    place: str
    engine: str
    """Name and version."""
    schema: str


class Database:
    """A store that is open and at the newest schema. Safe to use from any thread."""

    def __init__(self, url: str) -> None:
        """Open the store at an SQLAlchemy `url` of SQLite or PostgreSQL; create or migrate it first.

        Raises StoreUnavailable if that cannot be done; nothing has been changed then.
        """
        self._url = _parsed(url)
        self._name = uuid4().hex
        """Tells this process's commits from others' on PostgreSQL."""
        self._is_postgresql = self._url.get_backend_name() == "postgresql"
        self._engine = _engine(self._url)
        self._writer = _writer(self._url, self._engine).execution_options(writing=True)
        self._file = None if self._is_postgresql or _in_memory(self._url) else Path(self._url.database or "")
        self._opened: tuple[int, int] | None = None
        """Which file that is, as it was opened; None if it has to be opened again."""
        self._opening = threading.Lock()
        self._seen: object = None
        self._watch: Watch | None = None
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        if self._opened is None:
            self._file = None  # Its name is a URI, which only SQLite understands.

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state."""
        with self._at_hand(), Session(self._engine, expire_on_commit=False) as work:
            yield work

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that holds the write lock from its first statement and commits at the end.

        Raises IntegrityError as it comes (a rule of the schema was broken: the caller knows which),
        StoreUnavailable for everything that is the environment's fault.
        """
        with (
            self._at_hand(),
            Session(self._writer, expire_on_commit=False) as work,
            work.begin(),
        ):
            yield work
            if self._is_postgresql:
                from focus_desktop.store import postgresql_watch  # noqa: PLC0415 — psycopg is there by now

                postgresql_watch.tell(work.connection(), self._name)

    def changed_elsewhere(self) -> bool:
        """Whether another process may have committed since the last call; true at the first.

        Raises StoreUnavailable.
        """
        if self._is_postgresql:
            return True  # It keeps no such mark.
        with self._at_hand(), self._writer.execution_options(writing=False).connect() as connection:
            # Counts the commits of all connections but this one, by which we write.
            version = connection.exec_driver_sql("PRAGMA data_version").scalar()
        before, self._seen = self._seen, version
        return version != before

    def watch(self, look: Callable[[], None]) -> None:
        """Call `look`, on a thread of its own, now and at once after another process has committed.

        After our own commits it may be called as well: `changed_elsewhere` knows. What is needed is
        imported first, which takes some time.
        """
        if self._is_postgresql:
            from focus_desktop.store.postgresql_watch import PostgresqlWatch  # noqa: PLC0415

            self._watch = PostgresqlWatch(self._engine, self._name, look)
        elif self._file is not None:
            from focus_desktop.store.file_watch import FileWatch  # noqa: PLC0415

            with self._at_hand(), self._engine.connect() as connection:
                journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            self._watch = FileWatch(self._file.resolve(), look, deletes_journal=journal == "delete")

    def check(self) -> StoreFacts:
        """Look through all of it. Raises StoreUnavailable if any of it is damaged."""
        with self._at_hand(), self._engine.connect() as connection:
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
            if self._is_postgresql:
                return StoreFacts(_place(self._url), f"PostgreSQL {version}", HEAD)
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if found != ["ok"] or orphans is not None:
            raise StoreUnavailable(_SENTENCES["malformed"].format(place=_place(self._url)))
        return StoreFacts(_place(self._url), f"SQLite {version}", HEAD)

    def close(self) -> None:
        """Let go of every connection, and watch no longer."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._engine.dispose()
        self._writer.dispose()

    def _open(self) -> None:
        with self._told_plainly():
            _prepare(self._writer)
        if self._file is not None:
            self._opened = _identity(self._file)

    @contextmanager
    def _at_hand(self) -> Iterator[None]:
        """What is open is the file that is there now. Raises StoreUnavailable if none is."""
        if self._file is not None:
            with self._opening:
                self._follow(self._file)
        with self._told_plainly():
            yield

    def _follow(self, file: Path) -> None:
        found = _identity(file)
        if found is None:
            raise StoreUnavailable(
                f"{file} cannot be found; put it back, or quit and open the app for an empty one."
            )
        if found != self._opened:
            self._engine.dispose()
            self._writer.dispose()
            self._seen = None
            self._open()

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            self._opened = None  # Where nothing can be written, SQLite opens for reading, and stays so.
            raise StoreUnavailable(_sentence(error, _place(self._url))) from error
        except PoolTimeout as error:
            raise StoreUnavailable(f"{_place(self._url)} is very busy; try again in a moment.") from error


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable(
            "FOCUS_DESKTOP_DATABASE_URL is not a database URL; "
            "it looks like sqlite:////folder/focus.db or postgresql://user@host/name."
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreUnavailable(
            f"FOCUS_DESKTOP_DATABASE_URL names {parsed.get_backend_name()}; "
            "only sqlite and postgresql are supported."
        )
    if parsed.drivername == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _place(url: URL) -> str:
    """Where the data is, for people: a path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})
        if _in_memory(url):
            # Each connection would have a memory of its own: all threads share a single one.
            return _sqlite(url, poolclass=StaticPool)
        _make_folder(Path(url.database or "").parent)
        return _sqlite(url)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreUnavailable(f"The driver for {url.drivername} is not installed.") from error


def _writer(url: URL, engine: Engine) -> Engine:
    """What writes: on a SQLite file one connection for all threads, so that its `data_version` is of use."""
    if url.get_backend_name() == "postgresql" or _in_memory(url):
        return engine
    return _sqlite(url, pool_size=1, max_overflow=0)


def _identity(file: Path) -> tuple[int, int] | None:
    """Tells a file from another of the same name; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def _sqlite(url: URL, **pool: Any) -> Engine:
    wait = BUSY_TIMEOUT_MS / 1000
    engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False}, **pool)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # What people work on is theirs.
    except OSError as error:
        raise StoreUnavailable(
            f"The folder {folder} cannot be made ({error.strerror}); check its permissions."
        ) from error


def _configure(connection: SqliteConnection, _record: object) -> None:
    # Without this the sqlite3 module begins transactions by its own rules; _begin does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Not WAL: before SQLite 3.51.3 concurrent checkpoints can corrupt it, and writes are rare here.
    connection.execute("PRAGMA synchronous = EXTRA")


def _begin(connection: Connection) -> None:
    # A deferred transaction that starts to write late can fail at once with "database is locked".
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare(engine: Engine) -> None:
    """Bring the schema to HEAD, in one transaction that only one process at a time can hold."""
    with engine.execution_options(writing=False).connect() as connection:
        if _schema_version(connection) == HEAD:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        version = _schema_version(connection)
        if version == HEAD:
            return
        _refuse_what_is_not_ours(connection, version)
        # Alembic costs almost half a second to import, and is needed once per release.
        from focus_desktop.store.migrations import upgrade  # noqa: PLC0415

        upgrade.to_head(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _schema_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def _refuse_what_is_not_ours(connection: Connection, version: str | None) -> None:
    place = _place(connection.engine.url)
    if version is not None and version > HEAD:
        raise StoreUnavailable(
            f"The data in {place} was written by a newer Focus Desktop; please update the app."
        )
    if version is None and inspect(connection).get_table_names():
        raise StoreUnavailable(
            f"{place} belongs to another program; choose another file in FOCUS_DESKTOP_DATABASE_URL."
        )


_SENTENCES = {
    "database is locked": "{place} is in use by another program; try again in a moment.",
    "readonly database": "{place} cannot be written; check its permissions.",
    "read-only": "{place} cannot be written; check its permissions.",
    "disk is full": "The disk with {place} is full; make room and try again.",
    "not a database": "{place} is not a database; move it away, or restore a backup in its place.",
    "malformed": "{place} is damaged; move it away, or restore a backup in its place.",
    "unable to open": "{place} cannot be opened; check that it may be read and written.",
}


def _sentence(error: DBAPIError, place: str) -> str:
    cause = str(error.orig)
    for words, sentence in _SENTENCES.items():
        if words in cause:
            return sentence.format(place=place)
    first_line = cause.strip().splitlines()[0] if cause.strip() else type(error.orig).__name__
    return f"{place} cannot be used ({first_line})."
