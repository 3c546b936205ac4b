"""A refusal is told where it was asked for, stays until it is settled, and says only what is true."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import event

from focus_desktop.desktop import store_trouble
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.refused_action import ActionKind
from focus_desktop.launch import Launch
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import Told, banner, hear, live, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

    Failure = Callable[[Application, Path], AbstractContextManager[None]]

ACTIVE, COMPLETED, CANCELLED = SessionStatus


def buttons(app: Application) -> list[str]:
    return [one.text() for one in app.window.banner.findChildren(QPushButton) if one.isVisible()]


def press(app: Application, label: str) -> None:
    buttons = app.window.banner.findChildren(QPushButton)
    next(one for one in buttons if label in {one.text(), one.accessibleName()}).click()


NOT_DONE = {
    "add a quest": "The quest could not be saved",
    "delete": "The session could not be deleted",
    "complete": "The session could not be ended",
}

CHANGES = ("INSERT ON quest", "DELETE ON focus_session")
FILL = "PRAGMA max_page_count = 1;" + "".join(
    f"CREATE TEMP TRIGGER IF NOT EXISTS fill_{number} BEFORE {change} BEGIN"
    " INSERT INTO filler VALUES (randomblob(100000)); END;"
    for number, change in enumerate(CHANGES)
)
"""Each change needs more room than there is."""
MAKE_ROOM = "PRAGMA max_page_count = 1073741823;" + "".join(
    f"DROP TRIGGER fill_{number};" for number in range(len(CHANGES))
)


def data_file(folder: Path) -> Path:
    return folder / "data" / "focus.db"


@contextmanager
def each_transaction(app: Application, statements: str, undo: str) -> Iterator[None]:
    """SQLite itself refuses to write, as on a full disk or a read-only one."""
    assert app.store.controller is not None
    writer = app.store.controller._database._writer.engine

    def refuse(connection: sqlite3.Connection, *_: object) -> None:
        connection.executescript(statements)

    event.listen(writer, "checkout", refuse)
    yield
    event.remove(writer, "checkout", refuse)
    connection = writer.raw_connection()
    connection.driver_connection.executescript(undo)  # type: ignore[union-attr] # it is SQLite's own
    connection.close()


@contextmanager
def full(app: Application, folder: Path) -> Iterator[None]:
    with sqlite3.connect(data_file(folder)) as other:
        other.execute("CREATE TABLE filler (stuff)")
    other.close()
    with each_transaction(app, FILL, MAKE_ROOM):
        yield


@contextmanager
def read_only(app: Application, _folder: Path) -> Iterator[None]:
    with each_transaction(app, "PRAGMA query_only = ON", "PRAGMA query_only = OFF"):
        yield


@contextmanager
def locked(_app: Application, folder: Path) -> Iterator[None]:
    other = sqlite3.connect(data_file(folder), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("COMMIT")
    other.close()


FAILURES = {"full disk": full, "read-only": read_only, "locked": locked}
SENTENCES = {
    "full disk": "is full",
    "read-only": "cannot be written",
    "locked": "; try again in a moment.",  # Another program, or the file's watch that waits for it.
}


def add_quest(app: Application) -> None:
    app.user_actions.add_quest("Read")


def complete(app: Application) -> None:
    app.session_panel.complete_requested.emit()


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch, answers_at_once: None) -> None:
    """Nobody waits five seconds for what is refused anyway."""
    monkeypatch.setattr("focus_desktop.desktop.store_thread.ACTION_LIMIT_S", 0.3)
    monkeypatch.setattr("focus_desktop.desktop.store_thread.LOCK_LIMIT_S", 0.1)


@pytest.mark.parametrize("why", FAILURES)
@pytest.mark.parametrize("act", ["add a quest", "delete"])
def test_a_refusal_stays_in_the_window_and_can_be_tried_again(
    app: Application, controller: Controller, tmp_path: Path, qtbot: QtBot, why: str, act: str
) -> None:
    session = controller.start_session(25)
    controller.update_session(session.id, status=COMPLETED)
    with FAILURES[why](app, tmp_path):
        if act == "delete":
            app.user_actions.delete(session.id)
        else:
            add_quest(app)
        assert banner(app)[0] == NOT_DONE[act]
        assert SENTENCES[why] in banner(app)[1]
        qtbot.wait(300)  # What the failure leads to: reloads, and the file's watch.
        assert SENTENCES[why] in banner(app)[1]
        assert "Try again" in buttons(app)
    assert (len(controller.list_quests()), len(controller.list_sessions())) == (0, 1)
    qtbot.wait(100)
    press(app, "Try again")
    assert "could not" not in " ".join(banner(app))
    found = len(controller.list_quests()), len(controller.list_sessions())
    assert found == {"add a quest": (1, 1), "delete": (0, 0)}[act]


@pytest.fixture
def looks_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds until the app looks whether the store can be written again."""
    monkeypatch.setattr("focus_desktop.desktop.refused_action.LOOK_AGAIN_MS", 20)


@pytest.mark.parametrize("why", ["read-only", "locked"])
def test_a_refusal_says_when_its_cause_is_over(
    looks_again_at_once: None,
    app: Application,
    controller: Controller,
    tmp_path: Path,
    qtbot: QtBot,
    why: str,
) -> None:
    with FAILURES[why](app, tmp_path):
        add_quest(app)
        qtbot.wait(300)
        assert SENTENCES[why] in banner(app)[1]
    qtbot.waitUntil(lambda: banner(app) == [NOT_DONE["add a quest"], "The data can be used again."])
    qtbot.wait(100)
    assert banner(app) == [NOT_DONE["add a quest"], "The data can be used again."]
    press(app, "Try again")
    assert len(controller.list_quests()) == 1
    assert banner(app) == []


def test_an_action_whose_outcome_is_unknown_is_not_told_as_not_done(app: Application) -> None:
    unknown = StoreUnavailable(StoreProblem.OUTCOME_UNKNOWN)
    app.user_actions.refused.show_refusal(ActionKind.START, unknown, lambda: None)
    assert banner(app)[0] == "The data cannot be used"
    assert "may still be done" in banner(app)[1]


def test_a_refusal_that_was_dismissed_does_not_come_back(
    looks_again_at_once: None, app: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    with read_only(app, tmp_path):
        add_quest(app)
        press(app, "Dismiss")
    qtbot.wait(200)
    assert banner(app) == []


def test_a_refused_pause_is_out_of_date_when_the_session_ends(
    app: Application, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.user_actions.start_as_planned()
    damage(app, monkeypatch)
    app.user_actions.pause()
    assert banner(app)[0] == "The session could not be paused"
    assert app.timer.active is not None
    controller.update_session(app.timer.active.id, status=CANCELLED)
    qtbot.waitUntil(lambda: app.timer.active is None)
    assert banner(app) == []


def damage(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store fails in a way that nobody knows, which does not pass."""

    def refuse(_action: object) -> None:
        raise StoreUnavailable(StoreProblem.UNKNOWN, place="focus.db", cause="none")

    monkeypatch.setattr(app.store.controller, "perform", refuse)


def test_that_an_active_session_is_in_the_way_stays_when_it_ends(
    app: Application, controller: Controller, qtbot: QtBot
) -> None:
    app.user_actions.start_as_planned()
    app.session_panel.start_requested.emit()
    assert banner(app)[0] == "A session is already running"
    assert app.timer.active is not None
    controller.update_session(app.timer.active.id, status=CANCELLED)
    qtbot.waitUntil(lambda: app.timer.active is None)
    assert banner(app)[0] == "A session is already running"


def test_a_refused_completion_does_not_silence_the_alarm(
    app: Application,
    working_elsewhere: None,
    monkeypatch: pytest.MonkeyPatch,
    clock: SettableClock,
    notified: Told,
    rung: list[object],
) -> None:
    work(app, clock, 20)
    damage(app, monkeypatch)
    complete(app)
    assert banner(app)[0] == NOT_DONE["complete"]
    live(app, clock, 5)
    assert notified == [("Session complete", "25 min")]
    assert len(rung) == 1


def test_a_data_file_that_is_gone_under_a_due_session_is_told_once(
    app: Application, tmp_path: Path, clock: SettableClock, notified: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_trouble, "TOLD_AFTER_S", 0.0)
    work(app, clock, 20)
    app.window.hide()
    away = data_file(tmp_path).with_name("away.db")
    data_file(tmp_path).rename(away)
    for _ in range(30):
        live(app, clock, 1)
        hear(app)
    told = [title for title, _ in notified]
    assert sorted(told) == ["Session complete", "The data cannot be used"]
    away.rename(data_file(tmp_path))
    live(app, clock, 1)
    assert len(notified) == 2


def test_trouble_is_logged_once_and_withdrawn_when_it_is_over(
    app: Application,
    tmp_path: Path,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(store_trouble, "TOLD_AFTER_S", 0.0)
    app.user_actions.start_as_planned()
    with read_only(app, tmp_path):
        live(app, clock, 10)
        assert "cannot be written" in banner(app)[1]
    logged = [one for one in caplog.records if "cannot be written" in one.getMessage()]
    assert len(logged) == 1
    live(app, clock, 2)
    assert banner(app) == []


def test_trouble_in_the_background_does_not_replace_a_refusal(
    app: Application, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(store_trouble, "TOLD_AFTER_S", 0.0)
    app.user_actions.start_as_planned()
    with read_only(app, tmp_path):
        add_quest(app)
        live(app, clock, 3)  # Recording the time fails as well.
        assert banner(app)[0] == NOT_DONE["add a quest"]
        press(app, "Dismiss")
        live(app, clock, 2)
        assert banner(app)[0] == "The data cannot be used"
    live(app, clock, 2)
    assert banner(app) == []


def test_a_lock_that_hinders_the_opening_is_told_at_once(
    waiting_app: Application, store: Store, qtbot: QtBot
) -> None:
    store.reason = StoreProblem.LOCKED
    with qtbot.waitSignal(waiting_app.failed):
        waiting_app.store.open()
    assert "in use by another program" in waiting_app.repair.page.sentence.text()


def test_a_short_lock_is_not_told(
    app: Application, tmp_path: Path, clock: SettableClock, notified: Told
) -> None:
    app.user_actions.start_as_planned()
    with locked(app, tmp_path):
        live(app, clock, 2)
    live(app, clock, 2)
    assert (banner(app), len(notified)) == ([], 0)


class Store:
    """Cannot be opened until it can."""

    def __init__(self, open_controller: Callable[[], Controller]) -> None:
        self._open = open_controller
        self.can_be_opened = False
        self.reason = StoreProblem.READ_ONLY
        self.tries = 0

    def __call__(self) -> Controller:
        self.tries += 1
        if not self.can_be_opened:
            raise StoreUnavailable(self.reason, place="focus.db")
        return self._open()


@pytest.fixture
def store(services: AppServices) -> Store:
    """A store that cannot be opened yet."""
    return Store(services.open_controller)


@pytest.fixture
def unshown_app(
    qapp: QApplication, services: AppServices, store: Store, sent: list[object]
) -> Iterator[Application]:
    """The app, whose store cannot be opened yet; it is not shown, so it has not tried."""
    app = Application(qapp, replace(services, open_controller=store))
    yield app
    app.quit()
    app.window.hide()
    app.window.deleteLater()


@pytest.fixture
def waiting_app(unshown_app: Application, qtbot: QtBot) -> Application:
    """The app, whose store cannot be opened yet."""
    with qtbot.waitSignal(unshown_app.failed):
        unshown_app.show(Launch())
    return unshown_app


def test_a_store_that_cannot_be_opened_is_tried_again_by_a_button(
    waiting_app: Application, store: Store, qtbot: QtBot
) -> None:
    assert waiting_app.repair.page.isVisible()
    store.can_be_opened = True
    with qtbot.waitSignal(waiting_app.ready):
        waiting_app.repair.page.try_again.click()
    assert not waiting_app.repair.page.isVisible()
    assert waiting_app.window.pages.isVisible()
    waiting_app.user_actions.start_as_planned()
    assert waiting_app.timer.active is not None


def test_a_store_that_cannot_be_opened_is_tried_again_by_itself(
    unshown_app: Application, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.application.OPEN_AGAIN_MS", 50)
    app = unshown_app
    app.show(Launch(start=5))
    qtbot.waitUntil(lambda: store.tries >= 3)
    store.can_be_opened = True
    with qtbot.waitSignal(app.ready):
        pass
    assert app.timer.active is not None
    assert app.timer.active.session.duration_minutes == 5


def test_a_second_launch_is_refused_while_the_store_cannot_be_used(
    waiting_app: Application, store: Store, qtbot: QtBot
) -> None:
    tries = store.tries
    assert waiting_app.take(Launch(start=5)) == "focus.db cannot be written; check its permissions."
    assert waiting_app.take(Launch()) == ""
    qtbot.waitUntil(lambda: store.tries > tries)


def test_a_start_that_had_to_wait_too_long_is_not_made_up(
    unshown_app: Application, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.launches.WAITS_S", 0.0)
    app = unshown_app
    with qtbot.waitSignal(app.failed):
        app.show(Launch(start=5))
    store.can_be_opened = True
    with qtbot.waitSignal(app.ready):
        app.store.open()
    assert app.timer.active is None
    assert banner(app)[0] == "Nothing was started"
