"""Export and import in the window: what the dialogs show, that they can be cancelled, and undo."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from focus_desktop.controller import Controller
from focus_desktop.desktop import exchange_actions
from focus_desktop.desktop.window.exchange.export_dialog import ExportDialog
from focus_desktop.desktop.window.exchange.import_dialog import ImportDialog
from focus_desktop.desktop.window.file_dialog import PICTURES, FileDialog
from focus_desktop.desktop.window.preferences.pages import DataPage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.exchange.format import Format
from focus_desktop.model.history_query import HistoryFilter
from tests.full_store import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from focus_desktop.model.errors import FocusError
    from tests.conftest import SettableClock

TOGGL = """Project,Description,Start date,Start time,End date,End time
Thesis,one,2026-02-02,09:00:00,2026-02-02,10:00:00
Reading,two,2026-02-02,10:00:00,2026-02-02,11:00:00
Reading,long,2026-02-03,09:00:00,2026-02-05,09:00:00
"""
LONGEST_STALL = 1 / 10  # Of the whole import.
BREAK = "\N{ZERO WIDTH SPACE}"


@pytest.fixture
def toggl(tmp_path: Path) -> Path:
    file = tmp_path / "toggl.csv"
    file.write_text(TOGGL)
    return file


def many(folder: Path, count: int) -> Path:
    """A file with many short sessions."""
    file = folder / "many.csv"
    with file.open("w") as stream:
        stream.write("started_at,completed_at\n")
        for number in range(count):
            day, rest = divmod(number, 40_000)
            at = f"2020-01-{day + 1:02d}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
            stream.write(f"{at}Z,{at}.5Z\n")
    return file


@contextmanager
def watched(parent: QWidget) -> Iterator[list[float]]:
    """Yields how long each turn of the event loop has taken, in seconds."""
    turns: list[float] = []
    last, waited = time.perf_counter(), _waited_for_processor()

    def note_turn() -> None:
        nonlocal last, waited
        now, waiting = time.perf_counter(), _waited_for_processor()
        turns.append(now - last - (waiting - waited))
        last, waited = now, waiting

    timer = QTimer(parent)
    timer.timeout.connect(note_turn)
    timer.start(1)
    yield turns
    timer.stop()


def _waited_for_processor() -> float:
    """Seconds in which this thread could have run, but other programs had the processors."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


def previewed(app: Application, qtbot: QtBot, file: Path) -> ImportDialog:
    """The dialog with the preview of a file."""
    dialog = app.exchange.preview(app.window, file)
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    return dialog


def test_the_preview_shows_what_would_be_added_and_what_is_left_out(
    app: Application, qtbot: QtBot, toggl: Path, controller: Controller
) -> None:
    dialog = previewed(app, qtbot, toggl)
    assert dialog.headline.text() == "2 sessions will be added. 2 quests will be added. 1 is left out."
    assert dialog.reasons.toPlainText() == "Line 4, “long”, 3 Feb 2026, 09:00: It takes longer than a day."
    assert dialog.about.text().replace(BREAK, "") == "toggl.csv · Toggl Track (CSV) · Mon 2 Feb 2026 · 2 h"
    assert dialog.act.isEnabled()
    assert controller.list_sessions() == []
    dialog.reject()


def test_an_import_is_done_told_and_undone(
    app: Application, qtbot: QtBot, toggl: Path, controller: Controller
) -> None:
    reading, art = controller.add_quest("reading"), controller.add_quest("Art")
    dialog = previewed(app, qtbot, toggl)
    assert dialog.headline.text() == "2 sessions will be added. 1 quest will be added. 1 is left out."
    boxes = dialog._boxes
    assert {title: box.currentText() for title, box in boxes.items()} == {
        "Thesis": "New quest",
        "Reading": "reading",
    }
    boxes["Thesis"].setCurrentIndex(boxes["Thesis"].findData(str(art.id)))
    with qtbot.waitSignal(app.exchange.imported):
        dialog.act.click()
    assert {one.quest_id for one in controller.list_sessions()} == {reading.id, art.id}
    assert app.window.banner.accessibleName() == "2 sessions were added."
    assert len(controller.list_quests()) == 2
    app.user_actions.undo_history.undo()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert controller.list_sessions() == []
    app.user_actions.undo_history.redo()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert len(controller.list_sessions()) == 2


def test_the_history_shows_what_was_imported(app: Application, qtbot: QtBot, toggl: Path) -> None:
    dialog = previewed(app, qtbot, toggl)
    with qtbot.waitSignal(app.announcements.changed_elsewhere):
        dialog.act.click()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)


@pytest.mark.parametrize("name", ["nothing.csv", "damaged.csv"])
def test_the_dialog_tells_why_a_file_cannot_be_used(
    app: Application, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    (tmp_path / "damaged.csv").write_text("started_at,completed_at\nyesterday,\n")
    dialog = previewed(app, qtbot, tmp_path / name)
    assert dialog.problem.isVisible()
    told = {
        "nothing.csv": "nothing.csv cannot be read (No such file or directory).",
        "damaged.csv": "damaged.csv, line 2: “yesterday” cannot be the value of “started_at”."
        " Nothing was imported.",
    }
    assert dialog.problem.text() == told[name]
    assert dialog.problem.objectName() == "wrong"
    assert dialog.headline.text().replace(BREAK, "") == f"{name} cannot be imported"
    assert not dialog.act.isVisible()
    assert not dialog.act.isEnabled()
    assert not dialog.formats.isVisible()
    assert dialog.leave.text() == "Close"
    dialog.reject()


def test_another_file_can_be_chosen_after_one_that_cannot_be_imported(
    app: Application, qtbot: QtBot, toggl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda chooser: chooser.fileSelected.emit(str(toggl)))
    dialog = previewed(app, qtbot, tmp_path / "nothing.csv")
    dialog.another.click()
    qtbot.waitUntil(lambda: not isValid(dialog))
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    (second,) = app.window.findChildren(ImportDialog)
    assert second.act.isEnabled()
    second.reject()


def test_the_program_is_asked_for_only_where_that_may_help(
    app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("Start_at,a\n")
    dialog = previewed(app, qtbot, file)
    assert dialog.formats.isVisible()
    assert "Pomotroid" not in [dialog.formats.itemText(row) for row in range(dialog.formats.count())]
    dialog.read.click()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert dialog.problem.text().startswith("mine.txt, line 1: The column “started_at” is missing.")
    file.write_text("# written by hand\n")
    dialog.formats.setCurrentIndex(dialog.formats.findData(Format.FLOWKEEPER))
    dialog.read.click()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert dialog.headline.text() == "0 sessions will be added."
    assert not dialog.formats.isVisible()
    assert not dialog.act.isEnabled()
    dialog.reject()
    (tmp_path / "all.ics").write_text("BEGIN:VCALENDAR\r\n")
    dialog = previewed(app, qtbot, tmp_path / "all.ics")
    assert not dialog.formats.isVisible()
    dialog.reject()


def test_the_dialog_itself_offers_to_undo_the_import(
    app: Application, qtbot: QtBot, toggl: Path, controller: Controller
) -> None:
    dialog = previewed(app, qtbot, toggl)
    assert not dialog.undo.isVisible()
    with qtbot.waitSignal(app.exchange.imported):
        dialog.act.click()
    assert dialog.headline.text() == "2 sessions were added. 2 quests were added. 1 is left out."
    assert not dialog.act.isVisible()
    dialog.undo.click()
    assert dialog.headline.text() == "Undoing the import…"
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert dialog.headline.text() == "The import was undone."
    assert not dialog.undo.isVisible()
    assert controller.list_sessions() == []
    dialog.reject()


def test_an_undo_that_is_refused_is_told(
    app: Application, qtbot: QtBot, toggl: Path, controller: Controller
) -> None:
    dialog = previewed(app, qtbot, toggl)
    with qtbot.waitSignal(app.exchange.imported):
        dialog.act.click()
    with qtbot.waitSignal(app.announcements.changed_elsewhere):
        controller.edit_session(controller.list_sessions()[0].id, description="changed")
    dialog.undo.click()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert dialog.headline.text() == "The import could not be undone"
    assert "changed elsewhere" in dialog.problem.text()
    assert app.window.banner.isVisible()
    dialog.reject()


def test_a_long_undo_is_told_until_it_is_done(
    app: Application, qtbot: QtBot, toggl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_actions, "TOLD_AFTER_MS", 0)
    dialog = previewed(app, qtbot, toggl)
    with qtbot.waitSignal(app.exchange.imported):
        dialog.act.click()
    dialog.reject()
    held = threading.Event()
    undo = Controller.undo
    monkeypatch.setattr(Controller, "undo", lambda *arguments: (held.wait(), undo(*arguments)))
    app.user_actions.undo_history.undo()
    qtbot.waitUntil(lambda: app.window.banner.accessibleName() == "Undoing the import…")
    held.set()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert app.window.banner.accessibleName() == "Undone"


def test_what_meets_the_locks_of_an_import_waits_for_it_or_says_so(
    app: Application, qtbot: QtBot, controller: Controller
) -> None:
    held, ready = threading.Event(), threading.Event()

    def hold(own: Controller, _report: object) -> None:
        with own._alone(), own._database.writing():
            ready.set()
            held.wait()

    told: list[object] = []
    app.exchange.task.begin(hold, done=told.append, refused=told.append, writes=True)
    assert ready.wait(5)
    refused: list[FocusError] = []
    app.store.query(lambda own: own.check_writable(), done=told.append, refused=refused.append)
    app.store.perform(
        lambda own: own.add_quest("Later"), kind="quest", done=told.append, refused=refused.append
    )
    qtbot.waitUntil(lambda: bool(refused), timeout=8000)
    assert [one.message for one in refused] == ["An import is under way; try again when it is done."]
    assert told == []
    held.set()
    qtbot.waitUntil(lambda: told == [None, None])
    assert len(refused) == 1
    assert controller.list_quests() == []


def test_a_file_dialog_opens_in_the_folder_that_was_used_last(app: Application, tmp_path: Path) -> None:
    first = FileDialog(app.window, "Import")
    first.fileSelected.emit(str(tmp_path / "all.csv"))
    second = FileDialog(app.window, "Export")
    assert Path(second.directory().path()) == tmp_path
    picture = FileDialog(app.window, "Save picture", PICTURES)
    assert Path(picture.directory().path()) != tmp_path
    for dialog in (first, second, picture):
        dialog.close()


def test_closing_the_dialog_cancels_what_it_does(
    app: Application, qtbot: QtBot, tmp_path: Path, controller: Controller
) -> None:
    file = many(tmp_path, 60_000)
    dialog = app.exchange.preview(app.window, file)
    qtbot.waitUntil(lambda: dialog.progress.bar.value() > 0)
    dialog.reject()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert controller.list_sessions() == []
    dialog = previewed(app, qtbot, file)
    dialog.act.click()
    qtbot.waitUntil(lambda: 0 < dialog.progress.bar.value() < 1000)
    dialog.reject()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert controller.list_sessions() == []


def test_everything_is_exported_from_the_preferences(
    app: Application,
    qtbot: QtBot,
    tmp_path: Path,
    controller: Controller,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(controller, clock)
    monkeypatch.setattr(QFileDialog, "open", lambda chooser: chooser.fileSelected.emit(str(tmp_path / "all")))
    app.preferences.open()
    preferences = app.window.findChild(PreferencesDialog)
    assert isinstance(preferences, PreferencesDialog)
    preferences.show_page(DataPage).export_button.click()
    dialog = preferences.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert not dialog.shown.isVisible()
    dialog.formats[Format.JSON].setChecked(True)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.headline.text() == "Exported 18 sessions to all.json.")
    assert (tmp_path / "all.json").is_file()
    assert dialog.leave.text() == "Close"
    assert not dialog.everything.isVisible()
    dialog.leave.click()
    preferences.close()


def test_only_what_is_shown_is_exported(
    app: Application, qtbot: QtBot, tmp_path: Path, controller: Controller, clock: SettableClock
) -> None:
    quests = fill(controller, clock)
    count = len(controller.find_sessions(HistoryFilter(quest_id=quests[1])))
    dialog = app.exchange.open_export(app.window, HistoryFilter(quest_id=quests[1]))
    assert dialog.shown.isChecked()
    dialog.export_to(str(tmp_path / "some.csv"))
    qtbot.waitUntil(lambda: dialog.headline.text().startswith(f"Exported {count} session"))
    dialog.reject()


def test_import_in_the_preferences_asks_for_a_file(
    app: Application, qtbot: QtBot, toggl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda chooser: chooser.fileSelected.emit(str(toggl)))
    app.preferences.open()
    preferences = app.window.findChild(PreferencesDialog)
    assert isinstance(preferences, PreferencesDialog)
    preferences.show_page(DataPage).import_button.click()
    qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    dialog = preferences.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert dialog.act.isEnabled()
    dialog.reject()
    preferences.close()


def test_the_window_answers_while_an_import_runs(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = previewed(app, qtbot, many(tmp_path, 30_000))
    with watched(app.window) as stalls:
        with qtbot.waitSignal(app.exchange.imported, timeout=60_000):
            dialog.act.click()
        app.exchange.preview(app.window, tmp_path / "many.csv").reject()
        qtbot.waitUntil(lambda: not app.exchange.task.is_running)
    assert len(stalls) > 50
    assert sorted(stalls)[-3] < LONGEST_STALL * sum(stalls)
