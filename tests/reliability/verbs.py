"""What the children do: one verb after the other on a real store, each told before and after.

A call is told as `("begin", verb, key, after)` and then `("done", verb, key, after)`: `key` is the thing
that it changes, and `after` the state which that has then.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.reliability.children import tell
from tests.reliability.migrating import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

GARBAGE = b"neither a database nor a journal\n" * 500
IMPORTED, IMPORTED_SESSIONS = "import.csv", 400
OLD_STORES = 4


class Place:
    """The files of one round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "data" / "focus.db"
        self.backup_folder = folder / "backups"

    @property
    def url(self) -> str:
        """The URL of the store."""
        return f"sqlite:///{self.store}"

    def backups(self) -> Backups:
        """The backups of the store."""
        return Backups(self.url, lambda: self.backup_folder, self.backup_folder, SystemClock())

    def open(self) -> Controller:
        """Open the store as the app does."""
        kept = self.backups()
        return Controller(Database(self.url, kept.make_before_update), SystemClock(), kept)

    def backup_to_restore(self, name: str) -> Path:
        """A backup that is restored, which is not in the folder for backups."""
        return self.folder / "restored" / f"{name}.db"

    def old_store(self, number: int) -> Path:
        """A store that is migrated."""
        return self.folder / f"old-{number}" / "focus.db"

    def old_backups(self, number: int) -> Path:
        """The folder for the backups of a store that is migrated."""
        return self.folder / f"old-{number}" / "backups"


class Teller:
    """Calls verbs, and tells of it."""

    def __init__(self, told: Connection) -> None:
        self._told = told

    def call(
        self,
        verb: str,
        key: str,
        after: str | None,
        action: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """Call what brings something to a state."""
        tell(self._told, "begin", verb, key, after)
        result = action(*arguments, **named)
        tell(self._told, "done", verb, key, after)
        return result


def start_and_end(told: Connection, folder: Path) -> None:
    """Start sessions, and complete or cancel each, for ever."""
    call, controller = Teller(told).call, Place(folder).open()
    for number in itertools.count():
        key = f"new {number}"
        session = call("start", key, "active", controller.start_session, 25, description=key)
        status = SessionStatus.CANCELLED if number % 4 == 3 else SessionStatus.COMPLETED
        verb = "complete" if status is SessionStatus.COMPLETED else "cancel"
        call(verb, key, status.value, controller.update_session, session.id, status=status)


def delete_and_undo(told: Connection, folder: Path) -> None:
    """Delete the sessions that are there, and bring three of four back."""
    call, controller = Teller(told).call, Place(folder).open()
    for number, record in enumerate(controller.history(limit=1000)):
        key, status = str(record.session.description), record.session.status.value
        if number % 2:
            edit = call("delete", key, None, controller.delete_sessions, [record.id])
            call("undo", key, status, controller.undo, edit)
        else:
            snapshot = call("delete", key, None, controller.discard_session, record.id)
            if number % 4:
                call("undo", key, status, controller.restore_session, snapshot)


def import_and_undo(told: Connection, folder: Path) -> None:
    """Import a file and undo that, for ever."""
    call, controller = Teller(told).call, Place(folder).open()
    while True:
        plan = controller.preview_import(folder / IMPORTED)
        edit = call("import", "file", "there", controller.import_sessions, plan)
        assert edit.preview.added == IMPORTED_SESSIONS
        call("undo import", "file", None, controller.undo, edit)


def back_up(told: Connection, folder: Path) -> None:
    """Add a quest and make a backup, for ever."""
    place = Place(folder)
    call, controller, backups = Teller(told).call, place.open(), place.backups()
    for number in itertools.count():
        call("add", f"new {number}", "there", controller.add_quest, f"new {number}")
        call("backup", f"backup {number}", "there", backups.make, BackupReason.REQUEST)


def restore(told: Connection, folder: Path) -> None:
    """Restore two backups in turn, for ever; every third time the store is no database."""
    place = Place(folder)
    call, backups = Teller(told).call, place.backups()
    for number in itertools.count():
        if number % 3 == 2:
            call("spoil", "store", "garbage", _spoil, place.store)
        name = "ab"[number % 2]
        call("restore", "store", name, backups.restore, place.backup_to_restore(name))


def _spoil(store: Path) -> None:
    """Put something else in its place, in one step."""
    part = store.with_name("garbage")
    part.write_bytes(GARBAGE)
    part.replace(store)


def migrate(told: Connection, folder: Path) -> None:
    """Open one store of an older schema after the other."""
    place, call = Place(folder), Teller(told).call
    for number in range(OLD_STORES):
        url, kept = f"sqlite:///{place.old_store(number)}", place.old_backups(number)
        call("migrate", str(number), "migrated", open_store, url, kept)
