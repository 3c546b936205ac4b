"""The verbs that bring the sessions of a file into the store."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from focus_desktop.controller.import_plan import ImportEdit, ImportPlan
from focus_desktop.controller.undoable_edits import UndoableEdits
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.exchange import formats, source
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.changes import ChangedElsewhere, SessionRestored
from focus_desktop.model.errors import ChangedMeanwhile, InvalidField, Refusal, UnusableFile
from focus_desktop.model.importing import Progress, reason_against
from focus_desktop.model.transfer import QuestCopy, moment_text
from focus_desktop.store import exports, focus_sessions, import_clashes, imports
from focus_desktop.store.import_stage import BATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from uuid import UUID

    from focus_desktop.exchange.format import Format
    from focus_desktop.exchange.source import Source
    from focus_desktop.model.edit import Edit

    OnProgress = Callable[[Progress], object]


WRITTEN = 2
"""Rows for each session of an import: the session and, usually, an interval."""
LOOKED_AT_AND_DELETED = len(imports.TABLES) + 1
"""Rows for each session when an import is undone."""


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
        found = chosen or formats.detected(path)
        read = formats.reader(found)
        plan = ImportPlan(path.name, found.value, dict(wanted or {}))
        tell = _Teller(on_progress)
        try:
            with source.opened(path) as file:
                self._stage(file, read, plan, tell)
            plan.of_file += plan.told(import_clashes.find_in_file(plan.stage))
            clashes = import_clashes.find_in_store(self._database.reading, plan.stage, tell.check)
            plan.of_store = plan.told(clashes)
            with self._database.reading() as work:
                plan.match_quests(exports.all_quests(work))
            plan.measure()
        except BaseException:
            plan.close()
            raise
        return plan

    def match_import(self, plan: ImportPlan, wanted: Mapping[str, UUID | None]) -> None:
        """Choose other quests for the projects of a planned import."""
        plan.wanted = dict(wanted)
        with self._database.reading() as work:
            plan.match_quests(exports.all_quests(work))

    @one_at_a_time
    def import_sessions(self, plan: ImportPlan, on_progress: OnProgress | None = None) -> ImportEdit:
        """Add what the plan says, in one transaction; what the store has got meanwhile is left out.

        The store is backed up before. An exception of `on_progress` ends it, and nothing has changed. Raises
        UnusableFile, StoreUnavailable.
        """
        tell = _Teller(on_progress)
        if self._backups is not None:
            self._backups.make(BackupReason.IMPORT)
        try:
            with self._database.writing() as work:
                clashes = import_clashes.find_in_store(lambda: nullcontext(work), plan.stage, tell.check)
                plan.of_store = plan.told(clashes)
                plan.match_quests(exports.all_quests(work))
                preview = plan.preview
                with imports.large_cache(work):
                    imports.add(work, plan.stage, lambda count: tell.rows(count, preview.added, WRITTEN))
        except IntegrityError as error:
            raise UnusableFile(Refusal.IDS_TAKEN, name=plan.name) from error
        self._announce_import()
        return ImportEdit(preview, plan)

    @one_at_a_time
    def undo(self, edit: Edit | ImportEdit, on_progress: OnProgress | None = None) -> None:
        """Also takes an import back, and tells how far it is, as `import_sessions` does.

        Raises ChangedMeanwhile if one of its sessions was changed since.
        """
        if not isinstance(edit, ImportEdit):
            super().undo(edit)
            return
        tell = _Teller(on_progress)
        stage, added = edit.plan.stage, edit.preview.added
        with self._database.writing() as work, imports.large_cache(work):

            def on_rows(count: int) -> None:
                tell.rows(count, added, LOOKED_AT_AND_DELETED)

            if not imports.is_as_added(work, stage, on_rows) or not imports.remove(work, stage, on_rows):
                raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE)
        self._announce_import()

    @one_at_a_time
    def redo(self, edit: Edit | ImportEdit, on_progress: OnProgress | None = None) -> None:
        """Also does an import again, and tells how far it is.

        Raises ChangedMeanwhile if what it needs is no longer there.
        """
        if not isinstance(edit, ImportEdit):
            super().redo(edit)
            return
        tell = _Teller(on_progress)
        try:
            with self._database.writing() as work, imports.large_cache(work):
                imports.add(
                    work, edit.plan.stage, lambda count: tell.rows(count, edit.preview.added, WRITTEN)
                )
        except IntegrityError as error:  # A session is there again, or a quest no longer.
            raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE) from error
        self._announce_import()

    def _stage(self, file: Source, read: formats.Read, plan: ImportPlan, tell: _Teller) -> None:
        now = moment_text(self._clock.now())
        for one in read(file):
            if isinstance(one, QuestCopy):
                if not plan.quests.add(one):
                    raise file.wrong(one.line, InvalidField(Refusal.ID_TWICE, id=one.id))
                continue
            reason = reason_against(one, now)
            if reason is not None:
                plan.leave_out(one, reason)
            else:
                plan.stage.add(one, plan.quests.number_of(one))
            if plan.stage.count % BATCH == 0:
                tell.read(file, plan.stage.count)
        plan.stage.flush()
        tell.read(file, plan.stage.count)
        if (unknown := plan.quests.unknown()) is not None:
            raise file.wrong(unknown[1], InvalidField(Refusal.QUEST_NOT_IN_FILE, id=unknown[0]))

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


class _Teller:
    """Tells how far an import has come."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._last = Progress(0, 0, 0)
        self._rows = 0

    def read(self, file: Source, sessions: int) -> None:
        self._tell(Progress(file.position, file.size, sessions))

    def rows(self, rows: int, total: int, times: int) -> None:
        """So many rows more are done; there are so many for each session of the total."""
        self._rows += rows
        self._tell(Progress(min(self._rows // times, total), total, total))

    def check(self) -> None:
        """Nothing new, but it may be cancelled."""
        self._tell(self._last)

    def _tell(self, progress: Progress) -> None:
        self._last = progress
        if self._on_progress is not None:
            self._on_progress(progress)
