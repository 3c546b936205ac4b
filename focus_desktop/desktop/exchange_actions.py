"""Exports and imports for the user, each in a dialog, on a thread of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from focus_desktop import wording
from focus_desktop.desktop.long_task import LongTask
from focus_desktop.desktop.window.exchange.export_dialog import ExportDialog
from focus_desktop.desktop.window.exchange.import_dialog import ImportDialog
from focus_desktop.language import gettext as _
from focus_desktop.wording import imports as words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from focus_desktop.controller.import_plan import ImportEdit, ImportPlan
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.undo_history import Done, Refused, UndoHistory
    from focus_desktop.exchange.format import Format
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.history_query import HistoryFilter
    from focus_desktop.model.importing import ExportResult
    from focus_desktop.model.quest import Quest


class ExchangeActions(QObject):
    """One export or import at a time."""

    imported = Signal(object)
    """The argument is the ImportEdit that was done."""

    def __init__(self, store: StoreThread, undo_history: UndoHistory) -> None:
        super().__init__()
        self._store = store
        self._undo_history = undo_history
        self.task = LongTask(store)

    def close(self) -> None:
        """Cancel what runs; nothing of it has changed anything."""
        self.task.close()

    def open_export(self, parent: QWidget, shown: HistoryFilter | None = None) -> ExportDialog:
        """Ask what is to be exported. `shown` is what the history shows, if the user comes from there.

        If that names sessions by their ids, they are those that are selected.
        """
        dialog = ExportDialog(parent, offers_shown=shown is not None)
        if shown is not None and shown.session_ids:
            dialog.shown.setText(_("The selected sessions"))
        dialog.export_requested.connect(partial(self._export, dialog, shown))
        dialog.cancel_requested.connect(self.task.cancel)
        self.task.progressed.connect(dialog.show_progress)
        dialog.open()
        return dialog

    def open_import(self, parent: QWidget) -> None:
        """Ask for a file, then show what an import of it would do."""
        chooser = QFileDialog(parent, _("Import"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: self.preview(parent, Path(file)))
        chooser.open()

    def preview(self, parent: QWidget, file: Path) -> ImportDialog:
        """Show what an import of this file would do."""
        dialog = ImportDialog(parent, file.name)
        dialog.cancel_requested.connect(self.task.cancel)
        self.task.progressed.connect(dialog.show_progress)
        dialog.open()
        self.task.begin(
            lambda controller, report: (
                controller.preview_import(file, on_progress=report),
                controller.list_quests(),
            ),
            done=lambda found: self._show_preview(dialog, *found),
            refused=partial(self._show_refusal, dialog),
        )
        return dialog

    def _show_preview(self, dialog: ImportDialog, plan: ImportPlan, quests: list[Quest]) -> None:
        if not isValid(dialog):  # It was closed just now.
            plan.close()
            return
        dialog.show_preview(plan.preview, quests)
        dialog.import_requested.connect(partial(self._import, dialog, plan))
        dialog.rejected.connect(plan.close)

    def _import(self, dialog: ImportDialog, plan: ImportPlan, wanted: Mapping[str, UUID | None]) -> None:
        plan.wanted = wanted
        dialog.rejected.disconnect(plan.close)  # The import is undone from the plan.
        self.task.begin(
            lambda controller, report: controller.import_sessions(plan, report),
            done=lambda edit: self._tell_imported(dialog, edit),
            refused=partial(self._show_refusal, dialog),
            cancelled=plan.close,
        )

    def _tell_imported(self, dialog: ImportDialog, edit: ImportEdit) -> None:
        told = words.imported(edit.preview)
        self._undo_history.push(_("Import"), partial(self._undo, edit), partial(self._redo, edit))
        self._undo_history.offer(told[0], " ".join(told[1:]))
        self.imported.emit(edit)
        if isValid(dialog):
            dialog.accept()

    @staticmethod
    def _show_refusal(dialog: ExportDialog | ImportDialog, error: FocusError) -> None:
        if isValid(dialog):
            dialog.show_refusal(error)

    def _undo(self, edit: ImportEdit, done: Done, refused: Refused) -> None:
        self.task.begin(lambda controller, _report: controller.undo(edit), done=done, refused=refused)

    def _redo(self, edit: ImportEdit, done: Done, refused: Refused) -> None:
        self.task.begin(lambda controller, _report: controller.redo(edit), done=done, refused=refused)

    def _export(
        self, dialog: ExportDialog, shown: HistoryFilter | None, file: Path, chosen: Format, only_shown: bool
    ) -> None:
        chosen_filter = {"wanted": shown} if only_shown and shown is not None else {}
        self.task.begin(
            lambda controller, report: controller.export_sessions(
                file, chosen, on_progress=report, **chosen_filter
            ),
            done=lambda result: _tell_exported(dialog, file, result),
            refused=partial(self._show_refusal, dialog),
        )


def _tell_exported(dialog: ExportDialog, file: Path, result: ExportResult) -> None:
    if not isValid(dialog):
        return
    told = words.exported(result.sessions, wording.shortened(file.name))
    if result.unreadable:
        told += f" {words.not_exported(result.unreadable)}"
    dialog.show_end(told)
