"""Exports and imports for the user, each in a dialog, on a thread of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from focus_desktop import wording
from focus_desktop.desktop.long_task import LongTask
from focus_desktop.desktop.window.exchange.export_dialog import ExportDialog
from focus_desktop.desktop.window.exchange.import_dialog import ImportDialog
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.language import gettext as _
from focus_desktop.wording import imports as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from focus_desktop.controller import Controller
    from focus_desktop.controller.import_plan import ImportEdit, ImportPlan
    from focus_desktop.desktop.long_task import Report
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.undo_history import Done, Refused, UndoHistory
    from focus_desktop.exchange.format import Format
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.history_query import HistoryFilter
    from focus_desktop.model.importing import ExportResult, ImportPreview
    from focus_desktop.model.quest import Quest

    Work = Callable[[Controller, Report], object]

TOLD_AFTER_MS = 400
"""Milliseconds that an undo may take before it is told."""


class ExchangeActions(QObject):
    """One export or import at a time."""

    imported = Signal(object)
    """The argument is the ImportEdit that was done."""
    undone = Signal()
    """An import was undone."""
    undo_refused = Signal(object)
    """An import cannot be undone. The argument is the FocusError."""

    def __init__(self, store: StoreThread, undo_history: UndoHistory, messages: MessageRouter) -> None:
        super().__init__()
        self._undo_history = undo_history
        self._messages = messages
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
        chooser = FileDialog(parent, _("Import"))
        chooser.setFileMode(FileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: self.preview(parent, Path(file)))
        chooser.open()

    def preview(self, parent: QWidget, file: Path) -> ImportDialog:
        """Show what an import of this file would do."""
        dialog = ImportDialog(parent, file.name)
        dialog.cancel_requested.connect(self.task.cancel)
        dialog.format_chosen.connect(partial(self._read, dialog, file))
        dialog.another_requested.connect(dialog.reject)
        dialog.another_requested.connect(partial(self.open_import, parent))
        self.task.progressed.connect(dialog.show_progress)
        dialog.open()
        self._read(dialog, file)
        return dialog

    def _read(self, dialog: ImportDialog, file: Path, chosen: Format | None = None) -> None:
        def read(controller: Controller, report: Report) -> tuple[ImportPlan, ImportPreview, list[Quest]]:
            plan = controller.preview_import(file, chosen, on_progress=report)
            return plan, plan.preview, controller.list_quests()

        dialog.show_reading()
        self.task.begin(
            read,
            done=lambda found: self._show_preview(dialog, *found),
            refused=partial(self._show_refusal, dialog),
        )

    def _show_preview(
        self, dialog: ImportDialog, plan: ImportPlan, preview: ImportPreview, quests: list[Quest]
    ) -> None:
        if not isValid(dialog):  # It was closed just now.
            plan.close()
            return
        dialog.show_preview(preview, quests)
        dialog.import_requested.connect(partial(self._import, dialog, plan))
        dialog.rejected.connect(plan.close)

    def _import(self, dialog: ImportDialog, plan: ImportPlan, wanted: Mapping[str, UUID | None]) -> None:
        plan.wanted = wanted
        dialog.rejected.disconnect(plan.close)  # The import is undone from the plan.

        def refuse(error: FocusError) -> None:
            if isValid(dialog):
                dialog.rejected.connect(plan.close)
                dialog.show_refusal(error)

        self.task.begin(
            lambda controller, report: controller.import_sessions(plan, report),
            done=lambda edit: self._tell_imported(dialog, edit),
            refused=refuse,
            cancelled=plan.close,
            writes=True,
        )

    def _tell_imported(self, dialog: ImportDialog, edit: ImportEdit) -> None:
        told = words.imported(edit.preview)
        self._undo_history.push(_("Import"), partial(self._undo, edit), partial(self._redo, edit))
        self._undo_history.offer(told[0], " ".join(told[1:]))
        self.imported.emit(edit)
        if isValid(dialog):
            dialog.show_imported(" ".join(told))
            dialog.undo_requested.connect(self._undo_history.undo)
            self.undone.connect(dialog.show_undone)
            self.undo_refused.connect(dialog.show_undo_refused)
            self._undo_history.changed.connect(dialog.forget_undo)  # It would undo something else now.

    @staticmethod
    def _show_refusal(dialog: ExportDialog | ImportDialog, error: FocusError) -> None:
        if isValid(dialog):
            dialog.show_refusal(error)

    def _undo(self, edit: ImportEdit, done: Done, refused: Refused) -> None:
        def tell(answer: object) -> None:
            done(answer)
            self.undone.emit()

        def tell_refusal(error: FocusError) -> None:
            refused(error)
            self.undo_refused.emit(error)

        self._move(
            words.undoing(), lambda controller, report: controller.undo(edit, report), tell, tell_refusal
        )

    def _redo(self, edit: ImportEdit, done: Done, refused: Refused) -> None:
        self._move(
            words.importing_again(), lambda controller, report: controller.redo(edit, report), done, refused
        )

    def _move(self, title: str, work: Work, done: Done, refused: Refused) -> None:
        """Undo an import or do it again; if that takes time, a message says so until it is done."""
        shown: list[Message] = []
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.timeout.connect(lambda: shown.append(self._messages.tell(title, "")))
        wait.start(TOLD_AFTER_MS)

        def end() -> None:
            wait.stop()
            wait.deleteLater()
            for message in shown:
                message.withdraw()

        def finish(answer: object) -> None:
            end()
            done(answer)

        def refuse(error: FocusError) -> None:
            end()
            self._messages.tell_error(error)
            refused(error)

        self.task.begin(work, done=finish, refused=refuse, cancelled=end, writes=True)

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
