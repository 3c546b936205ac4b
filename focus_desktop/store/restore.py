"""Puts a backup in the place of a SQLite store, whatever has become of that."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop import atomic_file
from focus_desktop.model.backup import Backup, BackupReason
from focus_desktop.model.errors import Refusal, StoreProblem, StoreUnavailable, UnusableFile
from focus_desktop.store import backups
from focus_desktop.store.database import Database
from focus_desktop.store.problems import problem_of_sqlite
from focus_desktop.store.time_limit import seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.store.backups import BackupFolder, OnProgress


@dataclass(frozen=True)
class Restored:
    """What was there before."""

    backup: Backup | None
    """The backup that was made of the store; None if there was none that could be used."""
    set_aside: Path | None
    """Where the file is now that could not be used; None if there was none."""


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
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        newest = backups.copy(file, store.with_name(f".{store.name}.restore"), on_progress)
        try:
            Database(f"sqlite:///{newest}").close()  # Brings it to the newest schema.
            if backups.is_ours(store):
                before = folder.make(store, BackupReason.RESTORE, now)
                _overwrite(store, newest)
                return Restored(before, None)
            aside = _set_aside(store, now)
            atomic_file.move(newest, store)
            return Restored(None, aside)
        finally:
            for left in (newest, backups.journal_of(newest)):
                left.unlink(missing_ok=True)


def _overwrite(store: Path, newest: Path) -> None:
    """Give the store all pages of another file, in one transaction of SQLite's."""
    with (
        closing(sqlite3.connect(newest)) as source,
        closing(sqlite3.connect(store, timeout=seconds_to_wait())) as target,
    ):
        target.execute("PRAGMA synchronous = EXTRA")
        source.backup(target, progress=backups.Steps(None), sleep=0.05)


def _set_aside(store: Path, now: datetime) -> Path | None:
    """Give a file that cannot be used another name, with its journal; its own place can be taken then."""
    name = f"{store.stem}-broken-{now.astimezone():%Y-%m-%d-%H%M%S}{store.suffix}"
    aside = store.with_name(name)
    for file, kept in ((store, aside), (backups.journal_of(store), backups.journal_of(aside))):
        if file.exists():
            try:
                kept.hardlink_to(file)  # So that there is a store at every moment.
            except OSError:
                file.replace(kept)  # Not every file system has such links.
    backups.journal_of(store).unlink(missing_ok=True)  # SQLite would roll the backup back by it.
    return aside if aside.exists() else None


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
