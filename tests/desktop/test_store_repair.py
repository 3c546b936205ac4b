"""A store that cannot be used is a place to act: the history is back without a terminal."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from focus_desktop.desktop.window.preferences.pages import DataPage
from focus_desktop.desktop.window.repair.restore_dialog import RestoreDialog
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.store_repair import Remedy
from tests.benchmarks import long_history
from tests.desktop.conftest import banner, click, live
from tests.desktop.window.test_preferences import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from focus_desktop.desktop.application import Application
    from focus_desktop.model.progress import Progress
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

PLAN = "Plan the week"
LONG = 20_000
"""Sessions whose check takes some seconds."""
OF_INDEX = "FROM sqlite_schema WHERE name = 'ix_focus_gap_session_id'"


@pytest.fixture
def store(sqlite_url: str, open_controller: Callable[[], Controller], backups: Backups) -> Path:
    """A store with a session that is backed up; its header is broken."""
    controller = open_controller()
    session = controller.start_session(25, description=PLAN)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    controller.close()
    backups.make(BackupReason.DAILY)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    broken = bytearray(file.read_bytes())
    broken[:100] = os.urandom(100)
    file.write_bytes(broken)
    return file


@pytest.fixture
def broken_app(store: Path, open_app: Opened) -> Application:
    """The app, whose store cannot be used."""
    return open_app(can_be_used=False)


def descriptions(app: Application) -> list[str | None]:
    assert app.store.controller is not None
    return [one.description for one in app.store.controller.list_sessions()]


def kept(store: Path) -> list[bytes]:
    return [one.read_bytes() for one in store.parent.glob("focus-broken-*.db")]


def spoil_index(file: Path) -> None:
    """Let an index hold what its table does not."""
    with closing(sqlite3.connect(file)) as shell:
        (root,) = shell.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_focus_gap_session_id'"
        ).fetchone()
    whole = bytearray(file.read_bytes())
    start = (root - 1) * 4096
    whole[start + 3 : start + 5] = (1).to_bytes(2, "big")
    file.write_bytes(whole)


def choose(app: Application, remedy: Remedy, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.ready):
        app.repair.page.remedies[remedy].click()


def test_what_was_found_is_shown_in_place_of_the_pages(
    broken_app: Application, store: Path, qtbot: QtBot
) -> None:
    page = broken_app.repair.page
    assert page.isVisible()
    assert not broken_app.window.pages.isVisible()
    assert page.sentence.text().replace("\N{ZERO WIDTH SPACE}", "") == (
        f"{store} is not a database; restore a backup, or salvage what can be read."
    )
    assert " · last written " in page.facts.text()
    assert " · noticed at " in page.facts.text()
    assert all(one.isVisible() for one in page.remedies.values())
    assert page.remedies[Remedy.RESTORE].hasFocus()
    newest = page.effects[Remedy.RESTORE]
    qtbot.waitUntil(lambda: newest.text().endswith("1 session · 0 min · of the day"))


def test_without_a_backup_another_choice_comes_first(
    store: Path, backups: Backups, open_app: Opened, qtbot: QtBot
) -> None:
    store.write_text("no database")
    shutil.rmtree(backups.folder)
    page = open_app(can_be_used=False).repair.page
    qtbot.waitUntil(page.remedies[Remedy.SALVAGE].hasFocus)
    looks = {remedy: page.remedies[remedy].property("look") for remedy in Remedy}
    assert looks == {Remedy.RESTORE: "", Remedy.SALVAGE: "primary", Remedy.START_EMPTY: ""}


def test_salvage_brings_the_history_back(broken_app: Application, store: Path, qtbot: QtBot) -> None:
    before = store.read_bytes()
    choose(broken_app, Remedy.SALVAGE, qtbot)
    assert descriptions(broken_app) == [PLAN]
    assert kept(store) == [before]
    assert broken_app.window.pages.isVisible()
    assert banner(broken_app)[1].startswith("1 session was read. What was there before is in ")


def test_a_backup_brings_the_history_back(broken_app: Application, store: Path, qtbot: QtBot) -> None:
    before = store.read_bytes()
    broken_app.repair.page.remedies[Remedy.RESTORE].click()
    dialog = broken_app.window.findChild(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert dialog.list.item(0).text().endswith("1 session · 0 min · of the day")
    assert PLAN in dialog.newest.text()
    with qtbot.waitSignal(broken_app.ready):
        dialog.act.click()
    assert descriptions(broken_app) == [PLAN]
    assert kept(store) == [before]


def test_the_history_can_begin_anew(broken_app: Application, store: Path, qtbot: QtBot) -> None:
    before = store.read_bytes()
    broken_app.repair.page.remedies[Remedy.START_EMPTY].click()
    (question,) = broken_app.window.findChildren(QMessageBox)
    with qtbot.waitSignal(broken_app.ready):
        click(question, "Start empty")
    assert descriptions(broken_app) == []
    assert kept(store) == [before]


def test_nothing_is_lost_when_nothing_can_be_read(store: Path, open_app: Opened, qtbot: QtBot) -> None:
    store.write_bytes(os.urandom(20_000))
    before = store.read_bytes()
    app = open_app(can_be_used=False)
    app.repair.page.remedies[Remedy.SALVAGE].click()
    qtbot.waitUntil(app.repair.page.problem.isVisible)
    assert app.repair.page.problem.text() == "Nothing in focus.db can be read."
    assert app.repair.page.remedies[Remedy.RESTORE].isEnabled()
    assert (store.read_bytes(), kept(store)) == (before, [])


def test_the_folder_is_opened_and_the_app_quits(
    broken_app: Application, store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()))
    broken_app.repair.page.open_folder.click()
    assert folders == [str(store.parent)]
    with qtbot.waitSignal(broken_app.quitting):
        broken_app.repair.page.quit.click()


def test_damage_that_is_met_later_leads_to_the_same_choices(
    app: Application, sqlite_url: str, qtbot: QtBot
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    app.views.reload_everything()
    qtbot.waitUntil(app.window.banner.isVisible)
    click(app.window.banner, "What can be done…")
    assert app.repair.page.isVisible()
    file.write_bytes(whole)
    app.repair.page.try_again.click()
    qtbot.waitUntil(app.window.pages.isVisible)


def test_a_store_that_was_written_when_a_process_ended_is_checked(
    sqlite_url: str, open_controller: Callable[[], Controller], open_app: Opened, qtbot: QtBot
) -> None:
    open_controller().close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    spoil_index(file)
    file.with_name("focus.db-journal").write_bytes(bytes(512))
    app = open_app()
    qtbot.waitUntil(app.repair.page.isVisible)
    assert "is damaged" in app.repair.page.sentence.text()


def test_a_check_of_a_long_history_ends_when_the_app_quits(
    sqlite_url: str, open_app: Opened, qtbot: QtBot
) -> None:
    long_history.write(Path(sqlite_url.removeprefix("sqlite:///")), LONG)
    app = open_app()
    shown: list[Progress] = []
    app.repair._task.progressed.connect(shown.append, Qt.ConnectionType.DirectConnection)
    app.repair.check()
    qtbot.waitUntil(lambda: len(shown) >= 2)
    app.repair.close()
    assert shown[-1].done < shown[-1].total / 2
    assert "long task" not in {thread.name for thread in threading.enumerate()}


def test_a_backup_is_restored_from_the_preferences(
    app: Application, controller: Controller, backups: Backups, clock: SettableClock, qtbot: QtBot
) -> None:
    backups.make(BackupReason.DAILY)
    clock.advance(minutes=1)
    quest = controller.add_quest("Later")
    page = opened(app).show_page(DataPage)
    page.restore_button.click()
    (dialog,) = page.window().findChildren(RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(app.backups.restored):
        dialog.act.click()
    assert quest.id not in [one.id for one in controller.list_quests()]
    assert [one.reason for one in backups.all()] == [BackupReason.RESTORE, BackupReason.DAILY]


def test_what_is_done_while_the_store_is_damaged_is_in_the_one_that_is_restored(
    app: Application, sqlite_url: str, backups: Backups, clock: SettableClock, qtbot: QtBot
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    backups.make(BackupReason.DAILY)
    app.plan.change(description=PLAN)
    app.user_actions.start_as_planned()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    file.write_bytes(b"no database" * 1000)
    live(app, clock, 5)
    app.user_actions.end(SessionStatus.COMPLETED)
    qtbot.waitUntil(lambda: app.timer.active is None)
    qtbot.waitUntil(lambda: "What can be done…" in button_texts(app.window.banner))
    click(app.window.banner, "What can be done…")
    app.repair.page.remedies[Remedy.RESTORE].click()
    (dialog,) = app.window.findChildren(RestoreDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(app.saver.saved):
        dialog.act.click()
    assert app.store.controller is not None
    (record,) = app.store.controller.history()
    assert record.session.status is SessionStatus.COMPLETED
    assert (record.session.description, record.session.duration_minutes) == (PLAN, 25)
    assert record.focused(clock.now()) == timedelta(minutes=5)


def button_texts(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(QPushButton) if one.isVisible()]


def test_quitting_asks_when_nothing_of_what_waits_can_be_kept(
    app: Application, sqlite_url: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.user_actions.start_as_planned()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
    app.user_actions.pause()
    qtbot.waitUntil(lambda: app.saver.may_lose_something() is False)  # It is in a file.
    monkeypatch.setattr("focus_desktop.atomic_file.write", refuse)
    quits: list[None] = []
    app.quitting.connect(lambda: quits.append(None))
    app.quit_by_user()
    (question,) = app.window.findChildren(QMessageBox)
    click(question, "Cancel")
    assert quits == []
    app.quit_by_user()
    click(app.window.findChildren(QMessageBox)[-1], "Quit")
    assert quits == [None]


def refuse(_path: Path, _text: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
