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
from focus_desktop.store.time_limit import seconds_to_wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.store.backups import BackupFolder, OnProgress

JOURNAL = "-journal"
"""What SQLite appends to a file's name for the journal that belongs to it."""


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
            aside = set_aside(store, now, "broken")
            atomic_file.move(newest, store)
            return Restored(None, aside)
        finally:
            newest.unlink(missing_ok=True)


def _overwrite(store: Path, newest: Path) -> None:
    """Give the store all pages of another file, in one transaction of SQLite's."""
    with (
        closing(sqlite3.connect(newest)) as source,
        closing(sqlite3.connect(store, timeout=seconds_to_wait())) as target,
    ):
        target.execute("PRAGMA synchronous = EXTRA")
        source.backup(target, progress=backups.Steps(None), sleep=0.05)


def set_aside(store: Path, now: datetime, why: str) -> Path | None:
    """Rename a store's file, with its journal; return its new place. `why` becomes part of the name."""
    if not store.exists():
        return None
    name = f"{store.stem}-{why}-{now.astimezone():%Y-%m-%d-%H%M%S}{store.suffix}"
    aside = store.with_name(name)
    journal = store.with_name(store.name + JOURNAL)
    if journal.exists():
        journal.replace(aside.with_name(aside.name + JOURNAL))
    return store.replace(aside)


@contextmanager
def _explained(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=store.parent, cause=cause) from error
    except sqlite3.Error as error:
        raise StoreUnavailable(StoreProblem.LOCKED, place=str(store), cause=str(error)) from error
