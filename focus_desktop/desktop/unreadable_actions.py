"""Finds entries that cannot be read, and does what the person wants to be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.desktop.refresh import Refresh
from focus_desktop.language import gettext as _
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.desktop.window.history.unreadable_dialog import UnreadableDialog
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.unreadable_row import RowContents, UnreadableRow


class UnreadableActions(QObject):
    """The History page tells how many there are; a dialog shows them."""

    def __init__(self, store: StoreThread, page: HistoryPage) -> None:
        super().__init__()
        self._store = store
        self._page = page
        self._rows: Sequence[RowContents] = ()
        self._dialog: UnreadableDialog | None = None
        self.refresh: Refresh[Sequence[RowContents]] = Refresh(
            store, lambda: lambda controller: controller.unreadable_contents(), self._show
        )
        page.unreadable_requested.connect(self.open_dialog)

    def open_dialog(self) -> None:
        """Show the entries that are known."""
        from focus_desktop.desktop.window.history.unreadable_dialog import (  # noqa: PLC0415 — rarely needed
            UnreadableDialog,
        )

        self._dialog = dialog = UnreadableDialog(self._page.window())
        dialog.show_rows(self._rows)
        dialog.repair_requested.connect(self.repair)
        dialog.end_requested.connect(self.end)
        dialog.set_aside_requested.connect(self.set_aside)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def repair(self, found: UnreadableRow, column: str, typed: str) -> None:
        """Store another value in place of one that is wrong."""
        self._perform(
            lambda controller: controller.repair_row(found, column, typed),
            # Translators: {file} is the path of a file that keeps what an unreadable entry was.
            _("Repaired. The entry as it was is kept in {file}."),
        )

    def end(self, found: UnreadableRow) -> None:
        """End an active session that cannot be read."""
        self._perform(
            lambda controller: controller.end_unreadable(found),
            _("The session has ended. The entry as it was is kept in {file}."),
        )

    def set_aside(self, found: UnreadableRow) -> None:
        """Take an entry out of the data."""
        self._perform(
            lambda controller: controller.set_row_aside(found),
            _("The entry was taken out of the data; it is kept in {file}."),
        )

    def _perform(self, action: Callable[[Controller], Path], sentence: str) -> None:
        dialog = self._dialog
        if dialog is None:
            return

        def tell(file: Path) -> None:
            self.refresh.request()
            if self._dialog is dialog:
                dialog.tell(sentence.format(file=file))

        def tell_problem(error: FocusError) -> None:
            self.refresh.request()
            if self._dialog is dialog:
                dialog.tell_problem(error)

        self._store.perform(action, kind="repair", done=tell, refused=tell_problem)

    def _show(self, rows: Sequence[RowContents]) -> None:
        self._rows = rows
        self._page.show_unreadable(words.unreadable(len(rows)) if rows else "")
        if self._dialog is not None:
            self._dialog.show_rows(rows)

    def _forget_dialog(self) -> None:
        self._dialog = None
