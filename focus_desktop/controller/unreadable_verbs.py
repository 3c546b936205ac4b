"""Rows that cannot be read: what is in them, and how they are repaired or set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from focus_desktop import paths
from focus_desktop.controller.session_time import SessionTime
from focus_desktop.controller.verb_base import one_at_a_time
from focus_desktop.model.changes import ChangedElsewhere, SessionDeleted, SessionStarted
from focus_desktop.model.errors import InvalidField, NotFound, Refusal
from focus_desktop.store import row_repair, set_aside

if TYPE_CHECKING:
    from pathlib import Path

    from focus_desktop.model.unreadable_row import RowContents, UnreadableRow


class UnreadableVerbs(SessionTime):
    """Nothing is lost by them: what is changed or taken out is kept in a file beside the data before."""

    def unreadable_rows(self) -> list[UnreadableRow]:
        """The rows that the calls so far have left out of their answers, and that still cannot be read."""
        return self._database.unreadable_rows()

    def unreadable_contents(self) -> list[RowContents]:
        """The same with all their values, as they are stored."""
        return self._database.unreadable_contents()

    def unreadable_row(self, row: str) -> UnreadableRow:
        """The row that cannot be read and has this id. Raises NotFound."""
        with self._database.reading() as work:
            found = row_repair.named(work, row)
        if found is None:
            raise NotFound(Refusal.NO_UNREADABLE_ROW, id=row)
        return found

    @one_at_a_time
    def repair_row(self, found: UnreadableRow, column: str, typed: str) -> Path:
        """Store what a person has typed in place of a value that is wrong; where the old row was kept.

        Raises InvalidField, UnusableFile.
        """
        try:
            with self._database.writing() as work:
                before = row_repair.raw(work, found)
                row_repair.change(work, found, column, typed)
                kept = self._keep(f"{column} was repaired", before)
        except IntegrityError:
            raise InvalidField(Refusal.ROW_RULE) from None
        self._announce_repair()
        return kept

    @one_at_a_time
    def end_unreadable(self, found: UnreadableRow) -> Path:
        """Cancel an active session that cannot be read, at its last known time; where the row was kept.

        Its other values stay as they are. Raises InvalidField, UnusableFile.
        """
        with self._database.writing() as work:
            before = row_repair.raw(work, found)
            row_repair.end(work, found)
            kept = self._keep("the session was ended", before)
        self._announce_repair()
        return kept

    @one_at_a_time
    def set_row_aside(self, found: UnreadableRow) -> Path:
        """Take a row out of its table, with all that belongs to it; where they are kept.

        Raises InvalidField, UnusableFile.
        """
        with self._database.writing() as work:
            taken = row_repair.take_out(work, found)
            kept = self._keep("set aside", taken)
        self._announce_repair()
        return kept

    def _keep(self, why: str, rows: set_aside.Rows) -> Path:
        """Keep the rows before the transaction commits: if that fails, the file has them once too often."""
        folder = self._database.folder or paths.data_dir()
        return set_aside.keep(folder, self._clock.now(), why, rows)

    def _announce_repair(self) -> None:
        known, active = self._tracker.active, self.active_session()
        if known is not None and (active is None or active.id != known.id):
            self._announce(SessionDeleted(known.id))
        if active is not None and (known is None or active.id != known.id):
            self._announce(SessionStarted(active))
        self._announce(ChangedElsewhere())
