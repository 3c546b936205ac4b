"""Reads a file of sessions, and brings them into the store. Imported when somebody imports something."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from focus_desktop.controller.import_plan import ImportEdit, ImportPlan
from focus_desktop.exchange import formats, source
from focus_desktop.model.errors import ChangedMeanwhile, InvalidField, Refusal, UnusableFile
from focus_desktop.model.importing import reason_against
from focus_desktop.model.progress import Progress
from focus_desktop.model.transfer import QuestCopy, moment_text
from focus_desktop.store import exports, import_clashes, imports
from focus_desktop.store.import_stage import BATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from focus_desktop.exchange.format import Format
    from focus_desktop.exchange.source import Source
    from focus_desktop.store.database import Database

    OnProgress = Callable[[Progress], object]


WRITTEN = 2
"""Rows for each session of an import: the session and, usually, an interval."""
LOOKED_AT_AND_DELETED = len(imports.TABLES) + 1
"""Rows for each session when an import is undone."""


def planned(
    database: Database,
    path: Path,
    now: datetime,
    *,
    chosen: Format | None,
    wanted: Mapping[str, UUID | None],
    on_progress: OnProgress | None,
) -> ImportPlan:
    """What an import of this file would bring, as `ImportVerbs.preview_import` says."""
    found = chosen or formats.detected(path)
    read = formats.reader(found)
    plan = ImportPlan(path.name, found.value, dict(wanted))
    tell = _Teller(on_progress)
    try:
        with source.opened(path) as file:
            _stage(file, read, plan, tell, now)
        plan.of_file += plan.told(import_clashes.find_in_file(plan.stage))
        clashes = import_clashes.find_in_store(database.reading, plan.stage, tell.check)
        plan.of_store = plan.told(clashes)
        _match_quests(database, plan)
        plan.measure()
    except BaseException:
        plan.close()
        raise
    return plan


def _match_quests(database: Database, plan: ImportPlan) -> None:
    """Look in the store for the quests that the projects of the file become."""
    with database.reading() as work:
        plan.match_quests(exports.all_quests(work))


def add(database: Database, plan: ImportPlan, on_progress: OnProgress | None) -> ImportEdit:
    """Add what the plan says; what the store has got meanwhile is left out. Raises UnusableFile."""
    tell = _Teller(on_progress)
    try:
        with database.writing() as work:
            clashes = import_clashes.find_in_store(lambda: nullcontext(work), plan.stage, tell.check)
            plan.of_store = plan.told(clashes)
            plan.match_quests(exports.all_quests(work))
            preview = plan.preview
            with imports.large_cache(work):
                imports.add(work, plan.stage, lambda count: tell.rows(count, preview.added, WRITTEN))
    except IntegrityError as error:
        raise UnusableFile(Refusal.IDS_TAKEN, name=plan.name) from error
    return ImportEdit(preview, plan)


def take_back(database: Database, edit: ImportEdit, on_progress: OnProgress | None) -> None:
    """Remove what was imported. Raises ChangedMeanwhile if one of the sessions was changed since."""
    tell = _Teller(on_progress)
    stage, added = edit.plan.stage, edit.preview.added

    def on_rows(count: int) -> None:
        tell.rows(count, added, LOOKED_AT_AND_DELETED)

    with database.writing() as work, imports.large_cache(work):
        if not imports.is_as_added(work, stage, on_rows) or not imports.remove(work, stage, on_rows):
            raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE)


def add_again(database: Database, edit: ImportEdit, on_progress: OnProgress | None) -> None:
    """Add what was taken back. Raises ChangedMeanwhile if what it needs is no longer there."""
    tell = _Teller(on_progress)
    try:
        with database.writing() as work, imports.large_cache(work):
            imports.add(work, edit.plan.stage, lambda count: tell.rows(count, edit.preview.added, WRITTEN))
    except IntegrityError as error:  # A session is there again, or a quest no longer.
        raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE) from error


def _stage(file: Source, read: formats.Read, plan: ImportPlan, tell: _Teller, moment: datetime) -> None:
    now = moment_text(moment)
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
