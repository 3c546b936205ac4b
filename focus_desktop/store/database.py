"""The open store: its transactions, and what other processes have done to it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import engines, inspection, schema, time_limit
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.problems import explained
from focus_desktop.store.running_calls import RunningCalls
from focus_desktop.store.unreadable import UnreadableRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from focus_desktop.model.unreadable_row import UnreadableRow
    from focus_desktop.store.engines import Connections
    from focus_desktop.store.watch import Watch

_OPEN_AGAIN_AFTER = {
    # SQLite opens a file for reading only if it cannot be written, and keeps it so.
    StoreProblem.READ_ONLY,
    StoreProblem.MISSING,
    StoreProblem.CANNOT_OPEN,
    StoreProblem.DISK_ERROR,
    StoreProblem.DAMAGED,
    StoreProblem.NOT_A_DATABASE,
}


_ONLY_A_MARK = "focus_desktop_only_a_mark"
_LARGEST_USER_VERSION = 2**31 - 1


class Commits(Enum):
    """What other processes have committed meanwhile."""

    NONE = auto()
    PERHAPS_ONLY_MARKS = auto()
    """Marks of the running session, or what another program than ours has changed."""
    ANYTHING = auto()


@dataclass(frozen=True)
class _Versions:
    """SQLite's `data_version`, which counts others' commits, and `user_version`, which counts our changes."""

    data: int
    user: int


def commit_only_a_mark(work: Session) -> None:
    """Say that this transaction does nothing but mark the running session as seen: no view cares."""
    work.info[_ONLY_A_MARK] = True


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
        parsed = engines.parsed(url)
        self.place = engines.place(parsed)
        """Where the data is, for people."""
        self._name = uuid4().hex
        """Tells this process's commits from others' on PostgreSQL."""
        self._is_postgresql = parsed.get_backend_name() == "postgresql"
        self._calls = RunningCalls(self.place)
        self._readers, self._writer = engines.readers_and_writer(parsed, self._calls)
        has_file = not self._is_postgresql and not engines.is_in_memory(parsed)
        self._file = Path(parsed.database or "") if has_file else None
        self._opened: tuple[int, int] | None = None
        """Which file that is, as it was opened; None if it has to be opened again."""
        self._opening = threading.Lock()
        self._seen: _Versions | None = None
        """As of the last `commits_elsewhere`; used only by the thread whose turn it is to write."""
        self._watch: Watch | None = None
        self._unreadable = UnreadableRows()
        try:
            with self._errors_explained():
                self._open()
        except BaseException:
            self.close()
            raise
        if self._opened is None:
            self._file = None  # Its name is a URI, which only SQLite understands.

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state. Raises StoreUnavailable."""
        with self._using(self._readers) as engine, self._session(engine) as work:
            yield work

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that holds the write lock from its first statement and commits at the end.

        Raises StoreUnavailable for everything that is the environment's fault. What else the database
        refuses is raised as it comes: the caller knows which rule of the schema was broken.
        """
        with self._using(self._writer) as engine:
            with self._session(engine.execution_options(writing=True)) as work, work.begin():
                yield work
                count = self._count_change(work)
            if count is not None and self._seen is not None and self._seen.user == count - 1:
                self._seen = replace(self._seen, user=count)

    @contextmanager
    def time_limit(self, seconds: float) -> Iterator[None]:
        """Let all calls that this thread makes inside the block wait no longer than that in all.

        After an `interrupt` of this thread, what is left of the block is refused as well.
        """
        with time_limit.time_limit(seconds), self._calls.running():
            yield

    def interrupt(self, thread_id: int) -> None:
        """Abort the call that another thread is just making; it raises StoreUnavailable. Never blocks."""
        self._calls.interrupt(thread_id)

    def commits_elsewhere(self) -> Commits:
        """What other processes may have committed since the last call; anything at the first.

        Raises StoreUnavailable.
        """
        if self._is_postgresql:
            return Commits.ANYTHING  # It keeps no such counts.
        with self._using(self._writer) as engine, engine.connect() as connection:
            # The first of them takes the lock that keeps others from committing in between.
            user = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            # Counts the commits of all connections but this one, by which we write.
            data = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
            before, self._seen = self._seen, _Versions(data, user)
        if before is None or before.user != user:
            return Commits.ANYTHING
        return Commits.NONE if before.data == data else Commits.PERHAPS_ONLY_MARKS

    def watch(self, on_commit: Callable[[], None]) -> None:
        """Call `on_commit`, on a thread of its own, now and at once after another process has committed.

        After our own commits it may be called as well: `commits_elsewhere` knows. What is needed is
        imported first, which takes some time. Raises StoreUnavailable if the store cannot be watched just
        now; it may be tried again.
        """
        self._stop_watching()
        if self._is_postgresql:
            from focus_desktop.store.postgresql_watch import PostgresqlWatch  # noqa: PLC0415

            with self._errors_explained():
                self._watch = PostgresqlWatch(self._readers.engine, self._name, on_commit)
        elif self._file is not None:
            from focus_desktop.store.file_watch import FileWatch  # noqa: PLC0415

            with self._using(self._readers) as engine, engine.connect() as connection:
                journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            self._watch = FileWatch(self._file.resolve(), on_commit, deletes_journal=journal == "delete")

    def check(self) -> StoreFacts:
        """Look through all of it. Raises StoreUnavailable if it is damaged as a whole.

        What cannot be read in it is among the `unreadable_rows` afterwards.
        """
        with self.reading() as work:
            inspection.find_unreadable(work)
            unreadable = self._unreadable.still_unreadable(work)
        with self._using(self._readers) as engine, engine.connect() as connection:
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
            if self._is_postgresql:
                return StoreFacts(self.place, f"PostgreSQL {version}", HEAD)
            if not inspection.is_sound(connection, except_for_rows=bool(unreadable)):
                raise StoreUnavailable(StoreProblem.DAMAGED, place=self.place)
        return StoreFacts(self.place, f"SQLite {version}", HEAD)

    def close(self) -> None:
        """Close every connection, and watch no longer."""
        self._stop_watching()
        self._readers.engine.dispose()
        self._writer.engine.dispose()

    def unreadable_rows(self) -> list[UnreadableRow]:
        """The rows that were left out so far and still cannot be read. Raises StoreUnavailable."""
        with self.reading() as work:
            return self._unreadable.still_unreadable(work)

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, info=dict(self._unreadable.session_info))

    def _count_change(self, work: Session) -> int | None:
        """Let other processes know, with the commit, whether it is more than a mark; SQLite's new count."""
        only_a_mark = work.info.get(_ONLY_A_MARK, False)
        if self._is_postgresql:
            from focus_desktop.store import postgresql_watch  # noqa: PLC0415 — psycopg is there by now

            postgresql_watch.notify(work.connection(), self._name, only_a_mark=only_a_mark)
        if self._is_postgresql or only_a_mark:
            return None
        connection = work.connection()
        count = (
            int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) % _LARGEST_USER_VERSION + 1
        )
        connection.exec_driver_sql(f"PRAGMA user_version = {count}")
        return count

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _open(self) -> None:
        schema.prepare(self._writer.engine.execution_options(writing=True))
        if self._file is not None:
            self._opened = _identity(self._file)

    @contextmanager
    def _using(self, connections: Connections) -> Iterator[Engine]:
        """A call of this thread to the file that is there now, with a free connection."""
        with self._calls.running(), self._errors_explained(), connections.turn() as engine:
            self._open_if_replaced()
            yield engine

    def _open_if_replaced(self) -> None:
        if self._file is None:
            return
        with self._opening_alone():
            found = _identity(self._file)
            if found is None:
                raise StoreUnavailable(StoreProblem.MISSING, place=self.place)
            if found != self._opened:
                self._readers.engine.dispose()
                self._writer.engine.dispose()
                self._seen = None
                self._open()

    @contextmanager
    def _opening_alone(self) -> Iterator[None]:
        if not time_limit.acquire(self._opening):
            raise engines.busy(self.place)
        try:
            yield
        finally:
            self._opening.release()

    @contextmanager
    def _errors_explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = explained(error, self.place)
            if told is None:
                raise
            self._calls.check()  # It is the interrupt that must be told, and not what it has broken.
            if told.reason in _OPEN_AGAIN_AFTER:
                self._opened = None
            raise told from error


def _identity(file: Path) -> tuple[int, int] | None:
    """Tells a file from another of the same name; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
