"""Puts a backup in the place of a SQLite store, whatever has become of that."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from focus_desktop import paths, private_files
from focus_desktop.model.backup import BackupReason, Restored
from focus_desktop.model.errors import Refusal, StoreProblem, StoreUnavailable, UnusableFile
from focus_desktop.store import backups, store_file
from focus_desktop.store.database import Database
from focus_desktop.store.problems import problem_of_sqlite
from focus_desktop.store.time_limit import seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.store.backups import BackupFolder, OnProgress


def restore(
    store: Path, file: Path, folder: BackupFolder, now: datetime, on_progress: OnProgress | None = None
) -> Restored:
    """Put the data of a backup in the place of the store's.

    Programs that have the store open see the other data at their next call. What was there is backed up
    first; a file that cannot be used is kept as it is, under another name. Raises UnusableFile,
    StoreUnavailable; the store is unchanged then.
    """
    if not backups.is_ours(file):
        raise UnusableFile(Refusal.NO_BACKUP, name=file.name)
    with _explained(store):
        private_files.make_folder(store.parent)
        store_file.discard_unfinished(store.parent, f".*{store.name}.*", now)
        newest = backups.copy(file, store_file.temporary(store, "restore"), on_progress)
        try:
            Database(paths.sqlite_url(newest)).close()  # Brings it to the newest schema.
            if backups.is_ours(store):
                before = folder.make(store, BackupReason.RESTORE, now)
                _overwrite(store, newest)
                return Restored(before, None)
            return Restored(None, store_file.replace(store, newest, now))
        finally:
            store_file.discard(newest)


def _overwrite(store: Path, newest: Path) -> None:
    """Give the store all pages of another file, in one transaction of SQLite's."""
    with (
        closing(sqlite3.connect(newest)) as source,
        closing(sqlite3.connect(store, timeout=seconds_to_wait())) as target,
    ):
        target.execute("PRAGMA synchronous = EXTRA")
        source.backup(target, progress=backups.Steps(None), sleep=0.05)


@contextmanager
def _explained(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=store.parent, cause=cause) from error
    except sqlite3.Error as error:
        problem = problem_of_sqlite(error) or StoreProblem.LOCKED  # Of `Steps`.
        raise StoreUnavailable(problem, place=str(store), cause=str(error)) from error
