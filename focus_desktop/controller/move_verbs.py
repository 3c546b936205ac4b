"""Moves all data to another store: every row is copied and compared. What was copied stays as it is."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from focus_desktop import paths
from focus_desktop.controller.verb_base import VerbBase
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import store_file
from focus_desktop.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from focus_desktop.model.moved import Moved
    from focus_desktop.store.moving import OnProgress

BEFORE = "before-move"
"""Part of the name of a file that was set aside."""


class MoveVerbs(VerbBase):
    """This controller stays on the store that is moved; the caller opens the other one afterwards."""

    def move_to_server(self, url: str, on_progress: OnProgress | None = None) -> Moved:
        """Copy everything to a PostgreSQL database, which must be empty.

        Raises StoreUnavailable, and UnusableFile if there can be no backup. It is empty still then.
        """
        with closing(Database(url)) as target:
            if target.place == self._database.place:
                raise StoreUnavailable(StoreProblem.SAME_PLACE, place=target.place)
            return self._copied(target, on_progress)

    def move_to_file(self, file: Path, on_progress: OnProgress | None = None) -> Moved:
        """Copy everything to a SQLite file; a file of this name is kept under another one.

        Raises StoreUnavailable. Unless it succeeds the file is as it was.
        """
        if str(file) == self._database.place:
            raise StoreUnavailable(StoreProblem.SAME_PLACE, place=str(file))
        part = store_file.temporary(file, "moving")
        try:
            with closing(Database(paths.sqlite_url(part))) as target:
                moved = self._copied(target, on_progress)
            return replace(moved, set_aside=store_file.replace(file, part, self._clock.now(), BEFORE))
        except OSError as error:
            cause = error.strerror or str(error)
            raise StoreUnavailable(StoreProblem.NO_FOLDER, folder=file.parent, cause=cause) from error
        finally:
            store_file.discard(part)

    def _copied(self, target: Database, on_progress: OnProgress | None) -> Moved:
        from focus_desktop.model.moved import Moved  # noqa: PLC0415 — start-up would wait for them
        from focus_desktop.store import moving  # noqa: PLC0415

        made = None if self._backups is None else self._backups.make(BackupReason.MOVE)
        sessions = moving.copy(self._database, target, on_progress)
        return Moved(sessions, None if made is None else made.file, None)
