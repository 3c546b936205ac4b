"""The part of the tour that shows the dialogs of export and import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from focus_desktop.exchange.format import Format
from focus_desktop.model.errors import ChangedMeanwhile, Refusal
from focus_desktop.model.history_query import HistoryFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.exchange.import_dialog import ImportDialog

PROJECT = "Thesis"
FILE, WRITTEN, MISSING = "toggl.csv", "out.json", "no.csv"
TOGGL = f"""Project,Description,Start date,Start time,End date,End time
{PROJECT},,2026-01-02,09:00:00,2026-01-02,10:00:00
{PROJECT},,2026-01-03,09:00:00,2026-01-05,09:00:00
"""


class ExchangeTour:
    """A file goes out, and one of another program comes in."""

    def __init__(self, app: Application, qtbot: QtBot, folder: Path) -> None:
        self._app, self._qtbot, self._folder = app, qtbot, folder

    def stops(self) -> Iterator[str]:
        """Both dialogs, from their beginning to their end."""
        app = self._app
        selected = HistoryFilter(session_ids=frozenset({app.history_page.model.records[0].id}))
        dialog = app.exchange.open_export(app.window, selected)
        yield "the export of selected sessions"
        dialog.reject()
        dialog = app.exchange.open_export(app.window, app.history.wanted)
        yield "the export of what is shown"
        dialog._act()
        dialog.findChild(QFileDialog).reject()  # type: ignore[union-attr]  # it is there
        dialog.formats[Format.JSON].setChecked(True)
        dialog.export_to(str(self._folder / WRITTEN))
        yield "an export that runs"
        self._wait()
        yield "an export that is done"
        dialog.reject()
        yield from self._an_import()

    def _an_import(self) -> Iterator[str]:
        app, file = self._app, self._folder / FILE
        app.exchange.open_import(app.window)
        app.window.findChild(QFileDialog).reject()  # type: ignore[union-attr]  # it is there
        dialog = self._preview(self._folder / MISSING)
        yield "a file that cannot be imported"
        dialog.reject()
        file.write_text("of no known format")
        dialog = self._preview(file)
        yield "a file whose program is asked for"
        dialog.reject()
        file.write_text(TOGGL)
        dialog = app.exchange.preview(app.window, file)
        yield "a file that is read"
        self._wait()
        yield "the preview of an import"
        dialog.act.click()
        self._wait()
        yield "an import that is done"
        dialog.undo.click()
        self._wait()
        yield "an import that was undone"
        dialog.show_undo_refused(ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE))
        yield "an import that cannot be undone"
        dialog.reject()
        app.user_actions.undo_history.redo()
        self._wait()
        dialog = self._preview(file)
        yield "an import of nothing new"
        dialog.reject()
        app.user_actions.undo_history.undo()
        self._wait()

    def _preview(self, file: Path) -> ImportDialog:
        dialog = self._app.exchange.preview(self._app.window, file)
        self._wait()
        return dialog

    def _wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self._app.exchange.task.is_running)
