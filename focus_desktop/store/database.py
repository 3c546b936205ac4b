"""The open store: its transactions, and what other processes have done to it."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from focus_desktop import paths
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import commits, engines, inspection, problems, schema, store_file, time_limit
from focus_desktop.store.check_progress import CheckProgress
from focus_desktop.store.commits import CommitCounter, Commits
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.running_calls import RunningCalls
from focus_desktop.store.unreadable import UnreadableRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from focus_desktop.model.progress import Progress
    from focus_desktop.model.unreadable_row import RowContents, UnreadableRow
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
    StoreProblem.INCOMPLETE,
}


@dataclass(frozen=True)
class StoreFacts:
    """Where and what a store is, for people."""

    place: str
    engine: str
    """Name and version."""
    schema: str


class Database:
    """A store that is open and at the newest schema. Safe to use from any thread."""

    def __init__(
        self,
        url: str,
        before_update: Callable[[], object] = lambda: None,
        has_data: Callable[[], bool] = lambda: False,
    ) -> None:
        """Open the store at an SQLAlchemy `url` of SQLite or PostgreSQL; create or migrate it first.

        `before_update` is called before it is migrated. If there is no file, or an empty one, `has_data`
        tells whether there should be one, so that no new store is created. Raises what they raise, and
        StoreUnavailable if the store cannot be opened; nothing has been changed then.
        """
        parsed = engines.parsed(url)
        self.place = engines.place(parsed)
        """Where the data is, for people."""
        self._name = uuid4().hex
        """Tells this process's commits from others' on PostgreSQL."""
        self._is_postgresql = parsed.get_backend_name() == "postgresql"
        self._calls = RunningCalls(self.place)
        self._readers, self._writer = engines.readers_and_writer(parsed, self._calls)
        self._file = engines.file(parsed)
        self._opened: tuple[int, int] | None = None
        """Which file that is, as it was opened; None if it has to be opened again."""
        self._opening = threading.Lock()
        self._commits = CommitCounter()
        self._watch: Watch | None = None
        self._unreadable = UnreadableRows()
        self._before_update = before_update
        self._has_data = has_data
        self.was_interrupted = False
        """Whether a process was ended while it wrote, so that the file is worth a check."""
        try:
            with self._errors_explained():
                self._open()
        except BaseException:
            self.close()
            raise

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
                before = 0 if self._is_postgresql else commits.changes(work.connection())
                yield work
                count = self._tell_others(work, before)
            self._commits.note_own(count)

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
        """Return what other processes may have committed since the last call; `ANYTHING` at the first call.

        Raises StoreUnavailable.
        """
        if self._is_postgresql:
            return Commits.ANYTHING  # It keeps no such counts.
        with self._using(self._writer) as engine, engine.connect() as connection:
            return self._commits.since_last_call(connection)

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
            with self._using(self._readers) as engine, engine.connect() as connection:
                journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            self._watch = _watch_file(self._file.resolve(), on_commit, deletes_journal=journal == "delete")

    def check_writable(self) -> None:
        """Write without changing anything. Raises StoreUnavailable if that fails."""
        with self.writing() as work:
            commits.commit_only_a_mark(work)
            if not self._is_postgresql:
                commits.write_same_version(work.connection())

    def check(self, on_progress: Callable[[Progress], object] | None = None) -> StoreFacts:
        """Check all rows and the file. Raises StoreUnavailable if the file or the database is damaged.

        `on_progress` is called several times a second, and may raise, such as `Cancelled`, which ends the
        check. Rows that cannot be read are among the `unreadable_rows` afterwards.
        """
        with self.reading() as work:
            connection = work.connection()
            progress = CheckProgress(on_progress or (lambda _progress: None), connection)
            with progress.watching(connection):
                for _table in inspection.find_unreadable(work):
                    progress.end_table(connection)
            unreadable = self._unreadable.still_unreadable(work)
        with self._using(self._readers) as engine, engine.connect() as connection:
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
            if self._is_postgresql:
                progress.end()
                return StoreFacts(self.place, f"PostgreSQL {version}", HEAD)
            with progress.watching(connection):
                is_sound = inspection.is_sound(connection, except_for_rows=bool(unreadable))
            progress.end()
            if not is_sound:
                raise StoreUnavailable(StoreProblem.DAMAGED, place=self.place)
        return StoreFacts(self.place, f"SQLite {version}", HEAD)

    def close(self) -> None:
        """Close every connection, and watch no longer."""
        self._stop_watching()
        self._readers.engine.dispose()
        self._writer.engine.dispose()

    def unreadable_rows(self) -> list[UnreadableRow]:
        """The rows that were left out so far and still cannot be read. Raises StoreUnavailable."""
        return [row.found for row in self.unreadable_contents()]

    def unreadable_contents(self) -> list[RowContents]:
        """The same with all their values. Raises StoreUnavailable."""
        if self._unreadable.is_empty:
            return []
        with self.reading() as work:
            return self._unreadable.still_unreadable(work)

    @property
    def folder(self) -> Path | None:
        """Where the data is; None if it is on a server."""
        return None if self._file is None else self._file.parent

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, info=dict(self._unreadable.session_info))

    def _tell_others(self, work: Session, changes_before: int) -> int | None:
        """Tell other processes, as part of the commit, whether it is a mark; return SQLite's count if not."""
        if not self._is_postgresql:
            return self._commits.count(work, changes_before)
        from focus_desktop.store import postgresql_watch  # noqa: PLC0415 — psycopg is there by now

        only_a_mark = commits.is_only_a_mark(work)
        postgresql_watch.notify(work.connection(), self._name, only_a_mark=only_a_mark)
        return None

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _open(self) -> None:
        if self._file is not None:
            self._refuse_or_create(self._file)
            self.was_interrupted = store_file.has_journal(self._file)
        writer = self._writer.engine.execution_options(writing=True)
        schema.prepare(writer, self._before_update, self._has_data)
        if self._file is not None:
            self._opened = _identity(self._file)
            self._has_data = lambda: True

    def _refuse_or_create(self, file: Path) -> None:
        """What is empty is not taken for a new store where there was data before."""
        if not file.exists():
            if self._has_data():
                raise StoreUnavailable(StoreProblem.MISSING, place=self.place)
            store_file.create(file, lambda new: Database(paths.sqlite_url(new)).close())
        elif not file.is_file():
            raise StoreUnavailable(StoreProblem.NOT_A_FILE, place=self.place)
        elif file.stat().st_size == 0 and self._has_data():
            raise StoreUnavailable(StoreProblem.EMPTY, place=self.place)

    @contextmanager
    def _using(self, connections: Connections) -> Iterator[Engine]:
        """Yield the engine when a connection is free. If the file was replaced, open the new one first."""
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
                self._commits.forget()
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
        except UnicodeDecodeError as error:  # SQLite's message quotes what is damaged.
            raise StoreUnavailable(StoreProblem.DAMAGED, place=self.place) from error
        except DBAPIError as error:
            refusal = problems.explained(error, self.place)
            if refusal is None:
                raise
            self._calls.check()  # If this call was interrupted, that is the reason, not what it has broken.
            if refusal.reason in _OPEN_AGAIN_AFTER:
                self._opened = None
            raise refusal from error
        except OSError as error:
            raise problems.of_system(error, self.place) from error


def _identity(file: Path) -> tuple[int, int] | None:
    """Tells a file from another of the same name; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _watch_file(file: Path, on_commit: Callable[[], None], *, deletes_journal: bool) -> Watch:
    if deletes_journal and sys.platform == "linux":
        from focus_desktop.store.inotify_watch import InotifyWatch  # noqa: PLC0415

        return InotifyWatch(file, on_commit)
    from focus_desktop.store.file_watch import FileWatch  # noqa: PLC0415

    return FileWatch(file, on_commit)
