"""Backups of a SQLite store: whole files in a folder of their own, each checked before it counts."""

from __future__ import annotations

import filecmp
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop import atomic_file, private_files
from focus_desktop.model.backup import BackedUpSession, Backup, BackupReason, superfluous
from focus_desktop.model.errors import Refusal, UnusableFile
from focus_desktop.model.progress import Progress
from focus_desktop.store import store_file
from focus_desktop.store.schema import APPLICATION_ID
from focus_desktop.store.time_limit import seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OnProgress = Callable[[Progress], object]

PAGES = 5000
"""Pages that are copied at once. In between others can write, and then it begins anew."""
STAMP = "%Y%m%dT%H%M%S%fZ"
PREFIX, ENDING, PART = "focus-", ".db", ".part"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_FOCUSED_S = "SELECT sum(julianday(ended_at) - julianday(started_at)) * 86400 FROM focus_interval"
_SUMMARY = f"SELECT count(*), ({_FOCUSED_S}), max(started_at) FROM focus_session"

_NEWEST = """SELECT started_at, description, title FROM focus_session
    LEFT JOIN quest ON quest.id = quest_id ORDER BY started_at DESC LIMIT 5"""


class BackupFolder:
    """The folder in which backups are kept. It is made when the first one is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(
        self, store: Path, reason: BackupReason, now: datetime, on_progress: OnProgress | None = None
    ) -> Backup:
        """Back up the store, and delete what is not kept any more.

        If nothing has changed since the newest backup, that is returned and no other one made.
        Raises UnusableFile; an exception of `on_progress` ends it, and there is no new backup.
        """
        name = f"{PREFIX}{now.astimezone(UTC).strftime(STAMP)}-{reason.value}{ENDING}"
        newest = self.newest()
        with _explained(store, self.folder):
            private_files.make_folder(self.folder)
            made = copy(store, self.folder / name, on_progress)
            if newest is not None and filecmp.cmp(newest.file, made, shallow=False):
                made.unlink()
                return newest
            for old in superfluous(self.all()):
                old.file.unlink(missing_ok=True)
            store_file.discard_unfinished(self.folder, f".{PREFIX}*{ENDING}{PART}*", now)
            return summary(made)

    def all(self) -> list[Backup]:
        """The backups that are there and can be read, the newest first."""
        return list(self._readable())

    def newest(self) -> Backup | None:
        """The newest of them; the others are not opened."""
        return next(self._readable(), None)

    def _readable(self) -> Iterator[Backup]:
        # Their names begin with the time at which they were made.
        for file in sorted(self.folder.glob(f"{PREFIX}*{ENDING}"), reverse=True):
            with suppress(ValueError, OSError, sqlite3.Error):
                yield summary(file)


def copy(store: Path, target: Path, on_progress: OnProgress | None = None) -> Path:
    """Copy a store that may be in use; the copy appears when it is complete, checked, and on the disk.

    Raises OSError, sqlite3.Error, and UnusableFile if the copy is damaged, as the store then is.
    """
    part = target.with_name(f".{target.name}{PART}")
    part.unlink(missing_ok=True)
    try:
        private_files.make_file(part)
        with closing(_opened(store)) as source, closing(sqlite3.connect(part)) as copied:
            source.backup(copied, pages=PAGES, progress=Steps(on_progress), sleep=0.05)
            _check(source, copied, store)
        store_file.discard_journals(target)
        atomic_file.move(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target


def write(store: Path, target: Path, on_progress: OnProgress | None = None) -> None:
    """Write a copy of the store to a file that may be there already. Raises UnusableFile."""
    with _explained(store, target.parent):
        if target.exists() and target.samefile(store):
            raise UnusableFile(Refusal.FILE_IS_DATABASE, name=target.name)
        copy(store, atomic_file.replaceable(target), on_progress)


def summary(file: Path) -> Backup:
    """What is in a backup. Raises ValueError if its name is none of a backup, OSError, sqlite3.Error."""
    stamp, _, reason = file.name.removeprefix(PREFIX).removesuffix(ENDING).partition("-")
    made_at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    with closing(_opened(file)) as connection:
        sessions, seconds, last = connection.execute(_SUMMARY).fetchone()
    return Backup(
        file=file,
        made_at=made_at,
        reason=BackupReason(reason),
        sessions=sessions,
        focused=timedelta(seconds=round(seconds or 0)),
        last_session_at=None if last is None else datetime.fromisoformat(last),
    )


def newest_sessions(file: Path) -> list[BackedUpSession]:
    """Some of the sessions of a backup, the newest first; none if it cannot be read any more."""
    with suppress(OSError, ValueError, sqlite3.Error), closing(_opened(file)) as connection:
        return [
            BackedUpSession(datetime.fromisoformat(started), description or "", quest or "")
            for started, description, quest in connection.execute(_NEWEST)
        ]
    return []


def is_ours(file: Path) -> bool:
    """Whether a file is a store of ours that can be opened."""
    try:
        if not file.is_file():
            return False  # SQLite would wait for what a pipe has to say.
        with closing(_opened(file)) as connection:
            (ident,) = connection.execute("PRAGMA application_id").fetchone()
            connection.execute(_SUMMARY).fetchone()
    except (OSError, sqlite3.Error, UnicodeDecodeError):  # The last if SQLite's own message is no text.
        return False
    return bool(ident == APPLICATION_ID)


class Steps:
    """Tells the progress of a copy, and gives up when the store is locked for too long."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._locked_since: float | None = None

    def __call__(self, status: int, remaining: int, total: int) -> None:
        if status not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            self._locked_since = None
        elif self._locked_since is None:
            self._locked_since = time.monotonic()
        elif time.monotonic() - self._locked_since > seconds_to_wait():
            raise sqlite3.OperationalError("database is locked")
        if self._on_progress is not None:
            self._on_progress(Progress(total - remaining, total, 0))


def _opened(file: Path) -> sqlite3.Connection:
    """A connection for reading, which makes no file."""
    # Not "ro": with that SQLite refuses a file whose last writer was killed, which has to be rolled back.
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=seconds_to_wait())
    connection.text_factory = lambda text: text.decode(errors="replace")
    return connection


def _check(source: sqlite3.Connection, copied: sqlite3.Connection, store: Path) -> None:
    """Rules that single rows break are left out: a store with such a row is backed up all the same."""
    copied.execute("PRAGMA ignore_check_constraints = 1")
    is_whole = copied.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    orphans, before = (len(one.execute("PRAGMA foreign_key_check").fetchall()) for one in (copied, source))
    if not is_whole or orphans > before:
        raise UnusableFile(Refusal.BACKUP_OF_DAMAGED, name=store.name)


@contextmanager
def _explained(store: Path, folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise UnusableFile(Refusal.BACKUP_OF_DAMAGED, name=store.name) from error
        cause = getattr(error, "strerror", None) or str(error)
        raise UnusableFile(Refusal.BACKUP_FAILED, folder=folder, cause=cause) from error
