"""The file of a SQLite store as a whole: a new one, one that is put aside, one that takes its place."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from focus_desktop import atomic_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

JOURNALS = "-journal", "-wal", "-shm"
"""What SQLite appends to a file's name for the files that belong to it."""

_creating = threading.Lock()
"""Alembic, which makes the tables, is not safe on two threads at once."""


def create(store: Path, fill: Callable[[Path], object]) -> None:
    """Let a new store appear when `fill` has made its tables; one that was made meanwhile stays.

    Raises OSError, and what `fill` raises.
    """
    with _creating:
        if store.exists():
            return
        new = temporary(store, "new")
        new.touch(mode=0o600)
        try:
            fill(new)
            atomic_file.add(new, store)
        finally:
            discard(new)


def has_journal(store: Path) -> bool:
    """Whether a process writes to the store, or was ended while it did."""
    journal = beside(store, JOURNALS[0])
    return journal.exists() and journal.stat().st_size > 0


def replace(store: Path, new: Path, now: datetime) -> Path | None:
    """Let a new store take the place of a file that cannot be used, if one is there.

    That one is kept as it is, with its journal, under a name with the date. Returns its place. Raises
    OSError.
    """
    aside = _kept(store, now) if os.path.lexists(store) else None
    atomic_file.move(new, store)
    return aside


def _kept(store: Path, now: datetime) -> Path:
    aside = _free_name(store, f"{store.stem}-broken-{now.astimezone():%Y-%m-%d-%H%M%S}")
    for ending in JOURNALS:  # First: SQLite would change the new store by what is in them.
        journal = beside(store, ending)
        if journal.exists():
            journal.replace(beside(aside, ending))
    try:
        os.link(store, aside)
    except OSError:  # It is no file, or the disk knows no links.
        store.replace(aside)
    return aside


def temporary(store: Path, purpose: str) -> Path:
    """A file beside the store that is not there now, of this thread alone."""
    file = store.with_name(f".{store.name}.{os.getpid()}-{threading.get_ident()}.{purpose}")
    discard(file)
    return file


def discard(file: Path) -> None:
    """Delete a file and what SQLite has left with it."""
    for ending in ("", *JOURNALS):
        beside(file, ending).unlink(missing_ok=True)


def beside(file: Path, ending: str) -> Path:
    """The file that has `ending` appended to its name."""
    return file.with_name(file.name + ending)


def _free_name(store: Path, stem: str) -> Path:
    """Two may be set aside within a second."""
    aside, number = store.with_name(stem + store.suffix), 2
    while os.path.lexists(aside):
        aside, number = store.with_name(f"{stem}-{number}{store.suffix}"), number + 1
    return aside
