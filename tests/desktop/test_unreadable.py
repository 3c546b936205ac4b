"""A row that cannot be read leaves the window usable; a dialog shows it, repairs it or sets it aside."""

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.history.unreadable_dialog import UnreadableDialog
from focus_desktop.model.status import SessionStatus
from tests.conftest import SettableClock
from tests.desktop.conftest import Opened
from tests.homes import Home
from tests.unreadable import spoil, spoil_past_null
from virtual_desktop import wait_until

BAD_SESSIONS = [
    ("duration_minutes", "many"),
    ("duration_minutes", 2**62),
    ("started_at", "9999-12-31T23:59:59.000000Z"),
    ("started_at", b"\x00\xff"),
    ("status", "Active"),
    ("quest_id", "no UUID"),
    ("description", b"\x00\xff"),
    ("id", "no UUID"),
]
NULLS = ["started_at", "status", "duration_minutes", "id"]
BAD_OTHERS = [
    ("focus_interval", "started_at", "never"),
    ("focus_interval", "session_id", b"\xff"),
    ("focus_interval", "ended_at", "2026-03-02T08:00:00.000000Z"),
    ("session_clock", "seen_at", 7),
    ("session_clock", "kept", "perhaps"),
    ("quest", "title", b"\xff"),
    ("quest", "id", "no UUID"),
    ("quest_details", "colour", "blue"),
]
Spoil = Callable[[str], None]


def shown(app: Application) -> UnreadableDialog:
    """The dialog, opened as a person does."""
    app.window.pages.setCurrentIndex(1)
    assert app.history_page.unreadable.isVisible()
    app.history_page.unreadable.click()
    (dialog,) = app.window.findChildren(UnreadableDialog)
    assert dialog.isVisible()
    return dialog


def is_idle(app: Application) -> bool:
    """Whether no session is shown."""
    return app.timer.active is None


def use_everything(app: Application) -> None:
    """Look at each page, and use what there is of the tray."""
    for page in range(app.window.pages.count()):
        app.window.pages.setCurrentIndex(page)
    app.tray.menu.aboutToShow.emit()
    app.tray.menu.aboutToHide.emit()
    app.user_actions.start_as_planned()
    app.user_actions.pause()
    app.user_actions.resume()
    app.history_page.filters.search.setText("a")
    app.history_page.filters.changed.emit()
    app.user_actions.end(SessionStatus.COMPLETED)


def live_with(open_app: Opened, controller: Controller, clock: SettableClock, url: str, bad: Spoil) -> None:
    """A store with a good session, and one that is spoiled; the app is opened, used and quit."""
    controller.new_quest("Read", colour=3)
    (quest,) = controller.list_quests()
    for _ in range(2):
        clock.advance(minutes=1)
        session = controller.start_session(25, quest.id, "Chapter")
        clock.advance(minutes=5)
        controller.update_session(session.id, status=SessionStatus.COMPLETED)
    clock.advance(minutes=1)
    controller.start_session(25, quest.id, "Bad")
    controller.close()
    bad(url)
    app = open_app()
    use_everything(app)
    assert len(app.history_page.model.records) >= 2
    app.quit()


@pytest.mark.parametrize(("column", "value"), BAD_SESSIONS)
@pytest.mark.parametrize("which", ["active", "completed"])
def test_the_window_works_beside_a_session_that_cannot_be_read(
    open_app: Opened,
    controller: Controller,
    clock: SettableClock,
    sqlite_url: str,
    column: str,
    value: object,
    which: str,
) -> None:
    where = (
        f"status = '{which}' AND started_at IN (SELECT max(started_at) FROM focus_session GROUP BY status)"
    )
    live_with(
        open_app, controller, clock, sqlite_url, lambda url: spoil(url, "focus_session", column, value, where)
    )


@pytest.mark.parametrize("column", NULLS)
def test_the_window_works_beside_a_session_with_null_where_none_may_be(
    open_app: Opened, controller: Controller, clock: SettableClock, sqlite_url: str, column: str
) -> None:
    where = "status = 'active'"
    live_with(
        open_app,
        controller,
        clock,
        sqlite_url,
        lambda url: spoil_past_null(url, "focus_session", column, where),
    )


@pytest.mark.parametrize(("table", "column", "value"), BAD_OTHERS)
def test_the_window_works_beside_another_row_that_cannot_be_read(
    open_app: Opened,
    controller: Controller,
    clock: SettableClock,
    sqlite_url: str,
    table: str,
    column: str,
    value: object,
) -> None:
    where = f"rowid = (SELECT max(rowid) FROM {table})"
    live_with(open_app, controller, clock, sqlite_url, lambda url: spoil(url, table, column, value, where))


def test_without_such_rows_nothing_is_said(app: Application) -> None:
    app.window.pages.setCurrentIndex(1)
    assert not app.history_page.unreadable.isVisible()


def test_the_dialog_shows_raw_values_and_repairs_one(
    open_app: Opened, controller: Controller, clock: SettableClock, sqlite_url: str
) -> None:
    session = controller.start_session(25, description="Chapter")
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    spoil(sqlite_url, "focus_session", "duration_minutes", "<b>many</b>\n\x1b[31m")
    app = open_app()
    dialog = shown(app)
    assert app.history_page.unreadable.text() == "1 entry cannot be read…"
    model = dialog.values.model()
    cells = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert cells["description"] == "Chapter"
    assert cells["quest_id"] == "NULL"
    assert cells["duration_minutes (wrong)"] == "<b>many</b> �[31m"
    dialog.typed.setText("none")
    dialog.repair.click()
    assert dialog.told.text() == "This must be a whole number from 1 to 1,440."
    dialog.typed.setText("25")
    dialog.repair.click()
    assert "focus-set-aside-2026-03-02.json" in dialog.told.text().replace("\N{ZERO WIDTH SPACE}", "")
    assert dialog.headline.text() == "All entries can be read."
    assert not app.history_page.unreadable.isVisible()
    assert [record.session.id for record in app.history_page.model.records] == [session.id]
    dialog.leave.click()


def test_an_active_session_that_cannot_be_read_is_ended_in_the_dialog(
    open_app: Opened, controller: Controller, sqlite_url: str
) -> None:
    controller.start_session(25)
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    app = open_app()
    app.user_actions.start_as_planned()
    assert is_idle(app)
    assert "History" in " ".join(label.text() for label in app.window.banner.findChildren(QLabel))
    dialog = shown(app)
    assert dialog.end.isVisible()
    dialog.end.click()
    assert not dialog.end.isVisible()
    app.user_actions.start_as_planned()
    assert not is_idle(app)
    dialog.leave.click()


def test_an_entry_is_set_aside_in_the_dialog(
    open_app: Opened, controller: Controller, sqlite_url: str, tmp_path: Path
) -> None:
    controller.start_session(25)
    spoil(sqlite_url, "focus_session", "started_at", "never")
    dialog = shown(open_app())
    dialog.set_aside.click()
    assert (tmp_path / "data" / "focus-set-aside-2026-03-02.json").exists()
    assert dialog.headline.text() == "All entries can be read."
    dialog.leave.click()
    assert controller.list_sessions() == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("column", "value"), BAD_SESSIONS[:5:2])
def test_a_signal_ends_the_app_beside_an_active_session_that_cannot_be_read(
    home: Home, column: str, value: object
) -> None:
    assert home.run("start").returncode == 0
    spoil(f"sqlite:///{home.data / 'focus.db'}", "focus_session", column, value)
    home.environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(home.data.parent)}
    app = home.start()
    wait_until(lambda: catches(app.process.pid, signal.SIGTERM), "the app to be ready")
    assert app.signal(signal.SIGTERM) == 0


def catches(process: int, number: signal.Signals) -> bool:
    """Whether a process handles a signal."""
    status = Path(f"/proc/{process}/status").read_text()
    (caught,) = re.findall(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)
    return bool(int(caught, 16) >> (number - 1) & 1)
