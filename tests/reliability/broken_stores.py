"""Ways in which a store was found broken, or in which disks and people can break one."""

from __future__ import annotations

import os
import random
import shutil
import socket
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from focus_desktop.model.errors import StoreProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Spoil = Callable[[Path], object]

PAGE = 4096
OURS = 0x464F4355
RECIPES = "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('bread');"
VERSIONED = "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('{}');"


@dataclass(frozen=True)
class Broken:
    """A way to break a store."""

    spoil: Spoil
    problem: StoreProblem | None
    """What is said when the store is opened and checked; None if it can be used."""
    salvaged: float = 0.0
    """The part of the sessions that can be read at least, 0 to 1, if the store cannot be used."""


def overwritten(offset: int, data: bytes, file: Path) -> None:
    """Write bytes at a place of the file."""
    with file.open("r+b") as stream:
        stream.seek(offset)
        stream.write(data)


def cut(length: Callable[[int], int], file: Path) -> None:
    """Leave only the beginning of the file."""
    os.truncate(file, length(file.stat().st_size))


def replaced(data: bytes, file: Path) -> None:
    """Put something else into the file."""
    file.write_bytes(data)


def ran(statements: str, file: Path) -> None:
    """Let SQL change the store past all rules."""
    with closing(sqlite3.connect(file, isolation_level=None)) as shell:
        shell.execute("PRAGMA ignore_check_constraints = ON")
        shell.executescript(statements)


def made(statements: str, file: Path) -> None:
    """Put another database in its place."""
    file.unlink()
    ran(statements, file)


def zeroed(name: str, path: str, file: Path) -> None:
    """Overwrite a page of a table or index by zeros. The path is `f`irst or `l`ast child of the root."""
    overwritten((page_of(file, name, path) - 1) * PAGE, bytes(PAGE), file)


def scrambled(name: str, path: str, file: Path) -> None:
    """Overwrite a page of a table or index by noise."""
    noise = random.Random(name + path).randbytes(PAGE)  # noqa: S311 — always the same
    overwritten((page_of(file, name, path) - 1) * PAGE, noise, file)


def flipped(name: str, path: str, file: Path) -> None:
    """Flip bits of the header of a page and of its list of cells."""
    start = (page_of(file, name, path) - 1) * PAGE
    whole = bytearray(file.read_bytes())
    for at in (1, 3, 5, 8, 9, 10, 11, 14, 17):
        whole[start + at] ^= 0x55
    file.write_bytes(whole)


def page_of(file: Path, name: str, path: str) -> int:
    """The number of a page of a table or index."""
    with closing(sqlite3.connect(file)) as shell:
        (page,) = shell.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    whole = file.read_bytes()
    for step in path:
        start = (page - 1) * PAGE
        assert whole[start] in {0x02, 0x05}, f"{name} has no pages below page {page}"
        first = start + int.from_bytes(whole[start + 12 : start + 14], "big")
        at = start + 8 if step == "l" else first
        page = int.from_bytes(whole[at : at + 4], "big")
    return int(page)


def in_its_place(make: Spoil, file: Path) -> None:
    """Something that is no file has its name."""
    file.unlink()
    make(file)


def listening(file: Path) -> None:
    """Make a socket."""
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(file))


def with_journal(data: bytes, file: Path) -> None:
    """A journal of nobody is beside the store."""
    file.with_name("focus.db-journal").write_bytes(data)


def linked(file: Path) -> None:
    """The store is on another disk, and linked to."""
    elsewhere = file.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.move(file, elsewhere / "store")
    file.symlink_to(elsewhere / "store")


P = StoreProblem
DAMAGED, FOREIGN, INCOMPLETE = P.DAMAGED, P.FOREIGN, P.INCOMPLETE
BROKEN: dict[str, Broken] = {
    # The header
    "header of zeros": Broken(partial(overwritten, 0, bytes(100)), P.NOT_A_DATABASE, 1),
    "header of noise": Broken(partial(overwritten, 0, bytes(range(100, 200))), P.NOT_A_DATABASE, 1),
    "one letter of the header": Broken(partial(overwritten, 3, b"X"), P.NOT_A_DATABASE, 1),
    "page size 0": Broken(partial(overwritten, 16, b"\0\0"), P.NOT_A_DATABASE, 1),
    "page size 3": Broken(partial(overwritten, 16, b"\0\3"), P.NOT_A_DATABASE, 1),
    "too many pages": Broken(partial(overwritten, 28, b"\0\1\0\0"), DAMAGED, 1),
    "format of the future": Broken(partial(overwritten, 18, b"\x09\x09"), P.NOT_A_DATABASE, 1),
    "free pages that are none": Broken(partial(overwritten, 32, b"\0\0\xff\0\0\0\0\x09"), DAMAGED, 1),
    "schema format of the future": Broken(partial(overwritten, 44, b"\0\0\0\x09"), DAMAGED, 1),
    # Cut off
    "nothing": Broken(partial(cut, lambda _size: 0), P.EMPTY),
    "a byte": Broken(partial(cut, lambda _size: 1), P.EMPTY),
    "a part of the header": Broken(partial(cut, lambda _size: 60), P.DAMAGED),
    "half a page": Broken(partial(cut, lambda _size: 2048), P.DAMAGED),
    "a page": Broken(partial(cut, lambda _size: PAGE), DAMAGED),
    "a third": Broken(partial(cut, lambda size: size // 3 // PAGE * PAGE), DAMAGED, 0.2),
    "half": Broken(partial(cut, lambda size: size // 2), DAMAGED, 0.4),
    "all but a page": Broken(partial(cut, lambda size: size - PAGE), DAMAGED, 0.9),
    "all but a byte": Broken(partial(cut, lambda size: size - 1), DAMAGED, 0.9),
    # Pages
    "the first page": Broken(partial(overwritten, 100, bytes(PAGE - 100)), DAMAGED, 1),
    "zeros for the root of the sessions": Broken(partial(zeroed, "focus_session", ""), DAMAGED, 0.9),
    "noise for the root of the sessions": Broken(partial(scrambled, "focus_session", ""), DAMAGED, 0.9),
    "noise for the last sessions": Broken(partial(scrambled, "focus_session", "l"), DAMAGED, 0.9),
    "bits of the first sessions": Broken(partial(flipped, "focus_session", "f"), DAMAGED, 0.9),
    "noise for the root of the intervals": Broken(partial(scrambled, "focus_interval", ""), DAMAGED, 1),
    "zeros for the last intervals": Broken(partial(zeroed, "focus_interval", "l"), DAMAGED, 1),
    "bits of the first intervals": Broken(partial(flipped, "focus_interval", "f"), DAMAGED, 1),
    "noise for an index": Broken(partial(scrambled, "ix_focus_session_started_at", ""), DAMAGED, 1),
    "zeros for the last page of an index": Broken(
        partial(zeroed, "ix_focus_session_status", "l"), DAMAGED, 1
    ),
    "bits of the ids of sessions": Broken(
        partial(flipped, "sqlite_autoindex_focus_session_1", "f"), DAMAGED, 1
    ),
    "noise for the totals": Broken(partial(scrambled, "session_total", "l"), DAMAGED, 1),
    "noise for the quests": Broken(partial(scrambled, "quest", ""), DAMAGED, 1),
    "noise for the version": Broken(partial(scrambled, "alembic_version", ""), DAMAGED, 1),
    # Other programs' and other versions'
    "text": Broken(partial(replaced, b"Dear diary\n" * 500), P.NOT_A_DATABASE),
    "a picture": Broken(partial(replaced, b"\x89PNG\r\n\x1a\n" + bytes(9000)), P.NOT_A_DATABASE),
    "recipes": Broken(partial(made, RECIPES), FOREIGN),
    "recipes of a first version": Broken(partial(made, RECIPES + VERSIONED.format("0001")), FOREIGN),
    "recipes of a hexadecimal version": Broken(partial(made, RECIPES + VERSIONED.format("ae10")), FOREIGN),
    "a database of another program's id": Broken(partial(ran, "PRAGMA application_id = 1"), FOREIGN),
    "a database without tables": Broken(partial(made, f"PRAGMA application_id = {OURS}"), P.EMPTY),
    "a newer version": Broken(partial(ran, "UPDATE alembic_version SET version_num = '9000'"), P.NEWER),
    "an unknown version": Broken(partial(ran, "UPDATE alembic_version SET version_num = 'x'"), FOREIGN),
    # Tables, columns and rules
    "no version": Broken(partial(ran, "DROP TABLE alembic_version"), INCOMPLETE, 1),
    "no row for the version": Broken(partial(ran, "DELETE FROM alembic_version"), INCOMPLETE, 1),
    "no intervals": Broken(partial(ran, "DROP TABLE focus_interval"), INCOMPLETE, 1),
    "no quests": Broken(partial(ran, "DROP TABLE quest"), INCOMPLETE, 1),
    "no totals": Broken(partial(ran, "DROP TABLE session_total"), INCOMPLETE, 1),
    "another name for a column": Broken(
        partial(ran, "ALTER TABLE quest_details RENAME COLUMN unit TO units"), INCOMPLETE, 1
    ),
    "no column": Broken(partial(ran, "ALTER TABLE session_clock DROP COLUMN kept"), INCOMPLETE, 1),
    "no index": Broken(partial(ran, "DROP INDEX ix_focus_session_status"), None),
    "no trigger": Broken(partial(ran, "DROP TRIGGER total_focus_interval_inserted"), None),
    "two active sessions": Broken(
        partial(
            ran,
            "DROP INDEX uq_focus_session_one_active; UPDATE focus_session SET status = 'active',"
            " completed_at = NULL WHERE rowid IN (SELECT rowid FROM focus_session LIMIT 2)",
        ),
        INCOMPLETE,
        1,
    ),
    "two open intervals": Broken(
        partial(
            ran,
            "DROP INDEX uq_focus_interval_one_open; UPDATE focus_interval SET ended_at = NULL"
            " WHERE rowid IN (SELECT rowid FROM focus_interval LIMIT 2)",
        ),
        INCOMPLETE,
        1,
    ),
    # Single rows
    "an unreadable number": Broken(
        partial(ran, "UPDATE focus_session SET duration_minutes = 'many' WHERE rowid = 3"), None
    ),
    "an unreadable time": Broken(
        partial(ran, "UPDATE focus_session SET started_at = 'noon' WHERE rowid = 3"), None
    ),
    "an unreadable title": Broken(partial(ran, "UPDATE quest SET title = x'ff' WHERE rowid = 1"), None),
    # Journals, links, and what is no file
    "a journal of zeros": Broken(partial(with_journal, bytes(2000)), None),
    "a journal of noise": Broken(partial(with_journal, bytes(range(256)) * 9), None),
    "a link": Broken(linked, None),
    "a link to itself": Broken(partial(in_its_place, lambda file: file.symlink_to(file)), P.MISSING),
    "a link to nowhere": Broken(
        partial(in_its_place, lambda file: file.symlink_to(file.parent / "gone" / "db")), P.MISSING
    ),
    "no file": Broken(lambda file: file.unlink(), P.MISSING),
    "a folder": Broken(partial(in_its_place, lambda file: file.mkdir()), P.NOT_A_FILE),
    "a pipe": Broken(partial(in_its_place, os.mkfifo), P.NOT_A_FILE),
    "a socket": Broken(partial(in_its_place, listening), P.NOT_A_FILE),
    "a link to a folder": Broken(partial(in_its_place, lambda file: file.symlink_to(".")), P.NOT_A_FILE),
}
