"""The verbs that bring the sessions of a file into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.controller.undoable_edits import UndoableEdits
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.changes import ChangedElsewhere, SessionRestored
from focus_desktop.model.edit import Edit
from focus_desktop.store import focus_sessions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from uuid import UUID

    from focus_desktop.controller.file_import import OnProgress
    from focus_desktop.controller.import_plan import ImportEdit, ImportPlan
    from focus_desktop.exchange.format import Format


class ImportVerbs(UndoableEdits):
    """First `preview_import`, which changes nothing, then `import_sessions`: all that is new, or nothing."""

    def preview_import(
        self,
        path: Path,
        chosen: Format | None = None,
        wanted: Mapping[str, UUID | None] | None = None,
        on_progress: OnProgress | None = None,
    ) -> ImportPlan:
        """Read a file, of the format that its content shows if none is chosen, and check what is in it.

        `wanted` names the quests for projects by their titles, None for no quest; the others become the quest
        of the same title, or a new one. `on_progress` is called often, and may raise, such as `Cancelled`.
        Raises UnusableFile (MalformedFile if a line is wrong), StoreUnavailable.
        """
        from focus_desktop.controller import file_import  # noqa: PLC0415 — start-up would wait for it

        return file_import.planned(
            self._database,
            path,
            self._clock.now(),
            chosen=chosen,
            wanted=wanted or {},
            on_progress=on_progress,
        )

    @one_at_a_time
    def import_sessions(self, plan: ImportPlan, on_progress: OnProgress | None = None) -> ImportEdit:
        """Add what the plan says, in one transaction; what the store has got meanwhile is left out.

        The store is backed up before. An exception of `on_progress` ends it, and nothing has changed. Raises
        UnusableFile, StoreUnavailable.
        """
        from focus_desktop.controller import file_import  # noqa: PLC0415

        if self._backups is not None:
            self._backups.make(BackupReason.IMPORT)
        edit = file_import.add(self._database, plan, on_progress)
        self._announce_import()
        return edit

    @one_at_a_time
    def undo(self, edit: Edit | ImportEdit, on_progress: OnProgress | None = None) -> None:
        """Also takes an import back, and tells how far it is, as `import_sessions` does.

        Raises ChangedMeanwhile if one of its sessions was changed since.
        """
        if isinstance(edit, Edit):
            super().undo(edit)
            return
        from focus_desktop.controller import file_import  # noqa: PLC0415

        file_import.take_back(self._database, edit, on_progress)
        self._announce_import()

    @one_at_a_time
    def redo(self, edit: Edit | ImportEdit, on_progress: OnProgress | None = None) -> None:
        """Also does an import again, and tells how far it is.

        Raises ChangedMeanwhile if what it needs is no longer there.
        """
        if isinstance(edit, Edit):
            super().redo(edit)
            return
        from focus_desktop.controller import file_import  # noqa: PLC0415

        file_import.add_again(self._database, edit, on_progress)
        self._announce_import()

    def _announce_import(self) -> None:
        """One change makes all views read again; the active session may have come or gone as well."""
        with self._database.reading() as work:
            session = focus_sessions.active(work)
            record = None if session is None else record_of(work, session)
        known = self._tracker.active
        if record is not None and (known is None or known.id != record.id):
            self._announce(SessionRestored(record))
        elif record is None and known is not None:
            self._announce(self._end_of(known))
        self._announce(ChangedElsewhere())
