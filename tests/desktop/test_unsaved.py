"""While the store cannot be written the session goes on, and lands in the store as it was: in order, once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import Opened, Told, banner, hear, live, work
from tests.small_disk import SmallDisk, small_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock
    from tests.postgres import PostgresServer

ACTIVE, COMPLETED, CANCELLED = SessionStatus

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch, answers_at_once: None) -> None:
    """Nobody waits long for what is refused anyway."""
    monkeypatch.setattr("focus_desktop.desktop.store_thread.ACTION_LIMIT_S", 0.3)
    monkeypatch.setattr("focus_desktop.desktop.store_thread.LOCK_LIMIT_S", 0.1)
    monkeypatch.setattr("focus_desktop.desktop.session_saver.FIRST_RETRY_MS", 50)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk for the store; the settings are on another one."""
    with small_disk(tmp_path / "small") as disk:
        yield disk


@pytest.fixture
def sqlite_url(disk: SmallDisk) -> str:
    """A store on the small disk."""
    return f"sqlite:///{disk.folder / 'focus.db'}"


@contextmanager
def full(disk: SmallDisk) -> Iterator[None]:
    disk.fill()
    yield
    disk.make_room()


@contextmanager
def locked(disk: SmallDisk) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(disk.folder / "focus.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        yield
        holder.communicate("\n")


@contextmanager
def gone(disk: SmallDisk) -> Iterator[None]:
    file = disk.folder / "focus.db"
    away = file.rename(file.with_name("away.db"))
    yield
    away.rename(file)


FAILURES = {"full disk": full, "locked": locked, "gone": gone}


def active_id(app: Application) -> UUID:
    assert app.timer.active is not None
    return app.timer.active.id


STEPS: list[Callable[[Application], object]] = [
    lambda app: app.user_actions.start_as_planned(),
    lambda app: app.user_actions.pause(),
    lambda app: app.user_actions.resume(),
    lambda app: app.user_actions.extend(5),
    lambda app: app.user_actions.rename(active_id(app), "Chapter three"),
    lambda app: app.user_actions.end(COMPLETED),
    lambda app: app.user_actions.start_minutes(15),
    lambda app: app.user_actions.end(CANCELLED),
    lambda app: app.user_actions.start_minutes(1),
    lambda app: live(app, app._services.clock, 2),  # type: ignore[arg-type] # it is the test's
    lambda app: app.user_actions.start_minutes(50),
    lambda app: app.user_actions.pause(),
]


def do_all(app: Application, clock: SettableClock, at: Callable[[int], object] = lambda _: None) -> None:
    for number, step in enumerate(STEPS):
        at(number)
        step(app)
        hear(app)
        live(app, clock, 1)
        hear(app)


def stored(controller: Controller, began: datetime) -> list[object]:
    """The sessions, oldest first: status, target, description, and the minutes of their intervals."""

    def minutes(moment: datetime | None) -> float | None:
        return None if moment is None else (moment - began) / timedelta(minutes=1)

    return [
        (
            one.session.status.value,
            one.session.duration_minutes,
            one.session.description,
            [(minutes(at.started_at), minutes(at.ended_at)) for at in one.intervals],
        )
        for one in reversed(controller.history())
    ]


def sign(app: Application) -> QPushButton:
    buttons = app.window.findChildren(QPushButton)
    return next(one for one in buttons if one.accessibleName() == "Not saved yet")


def saved(app: Application, qtbot: QtBot) -> None:
    controller = app.store.controller
    assert controller is not None
    qtbot.waitUntil(lambda: not controller.has_unsaved)


@pytest.mark.parametrize("first", [*range(len(STEPS)), None])
@pytest.mark.parametrize("why", FAILURES)
def test_nothing_is_lost_at_whichever_action_the_store_begins_to_fail(
    app: Application,
    controller: Controller,
    disk: SmallDisk,
    clock: SettableClock,
    qtbot: QtBot,
    why: str,
    first: int | None,
) -> None:
    began = clock.now()
    failure = FAILURES[why](disk)
    do_all(app, clock, lambda number: failure.__enter__() if number == first else None)
    assert app.timer.active is not None
    assert app.timer.active.is_paused
    if first is not None:
        failure.__exit__(None, None, None)
    saved(app, qtbot)
    assert stored(controller, began) == [
        ("completed", 30, "Chapter three", [(0, 1), (2, 5)]),
        ("cancelled", 15, None, [(6, 7)]),
        ("completed", 1, None, [(8, 9)]),
        ("active", 50, None, [(12, 13)]),
    ]
    assert app.timer.active.id == controller.history()[0].id
    assert not sign(app).isVisible()


@pytest.mark.parametrize("why", FAILURES)
def test_that_something_waits_is_told_once_and_a_sign_stays_until_it_is_saved(
    app: Application, disk: SmallDisk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.store_trouble.TOLD_AFTER_S", 0.0)
    assert not sign(app).isVisible()
    with FAILURES[why](disk):
        app.user_actions.start_as_planned()
        hear(app)
        assert app.timer.active is not None
        assert banner(app)[0] == "Saved as soon as that is possible"
        assert sign(app).isVisible()
        app.window.banner.dismiss()
        app.user_actions.pause()
        hear(app)
        qtbot.wait(300)
        assert app.timer.active.is_paused
        assert banner(app) == []
        sign(app).click()
        qtbot.waitUntil(lambda: banner(app)[:1] == ["Saved as soon as that is possible"])
    saved(app, qtbot)
    qtbot.waitUntil(lambda: not sign(app).isVisible())
    assert banner(app) == []


def test_the_days_total_and_the_history_show_what_waits(
    app: Application, disk: SmallDisk, clock: SettableClock, qtbot: QtBot
) -> None:
    with full(disk):
        app.user_actions.start_as_planned()
        hear(app)
        live(app, clock, 10)
        hear(app)
        app.user_actions.pause()
        hear(app)
        live(app, clock, 10)
        assert app.daily_total._work is not None
        assert app.daily_total._work.total(clock.now()) == timedelta(minutes=10)
        app.user_actions.end(CANCELLED)
        hear(app)
        app.history.reload()
        assert [one.session.status for one in app.history_page.model.records] == [CANCELLED]


def test_a_session_whose_time_is_up_is_complete_though_that_cannot_be_saved(
    app: Application,
    working_elsewhere: None,
    disk: SmallDisk,
    clock: SettableClock,
    notified: Told,
    qtbot: QtBot,
) -> None:
    work(app, clock, 20)
    with full(disk):
        live(app, clock, 5)
        hear(app)
        assert app.timer.active is None
        assert ("Session complete", "25 min") in notified
    saved(app, qtbot)
    live(app, clock, 1)
    assert [title for title, _ in notified].count("Session complete") == 1


def test_what_waits_when_the_app_is_quit_is_there_again_when_it_is_opened(
    open_app: Opened, controller: Controller, disk: SmallDisk, clock: SettableClock, qtbot: QtBot
) -> None:
    began = clock.now()
    app = open_app()
    with full(disk):
        app.user_actions.start_as_planned()
        hear(app)
        live(app, clock, 10)
        hear(app)
        app.quit()
        assert controller.history() == []
        clock.advance(seconds=30)
        again = open_app()
        hear(again)
        assert again.timer.active is not None
        assert sign(again).isVisible()
        again.user_actions.pause()
        hear(again)
    saved(again, qtbot)
    assert stored(controller, began) == [("active", 25, None, [(0, 10.5)])]


def test_what_waits_is_saved_while_the_app_quits_if_there_is_room_again(
    open_app: Opened, controller: Controller, disk: SmallDisk, clock: SettableClock
) -> None:
    app = open_app()
    with full(disk):
        app.user_actions.start_as_planned()
        hear(app)
    app.quit()
    assert [one.status for one in controller.list_sessions()] == [ACTIVE]


def test_editing_the_history_is_still_refused(app: Application, disk: SmallDisk) -> None:
    app.user_actions.add_quest("Read")
    with full(disk):
        app.user_actions.add_quest("Write")
        assert banner(app)[0] == "The quest could not be saved"
        app.user_actions.start_as_planned()
        hear(app)
        app.user_actions.add_quest("Write")
        assert banner(app)[0] == "The quest could not be saved"


class TestOnAServer:
    """The store is on a server that goes away."""

    @pytest.fixture
    def sqlite_url(self, postgres: PostgresServer) -> str:
        """A database on the server."""
        return postgres.new_database()

    @pytest.mark.asynchronous
    def test_the_timer_goes_on_without_the_server_which_gets_everything_when_it_is_back(
        self, app: Application, postgres: PostgresServer, clock: SettableClock, qtbot: QtBot
    ) -> None:
        app.user_actions.start_as_planned()
        qtbot.waitUntil(lambda: app.timer.active is not None)
        with postgres.down():
            clock.advance(seconds=30)
            app.user_actions.pause()
            qtbot.waitUntil(lambda: app.timer.active is not None and app.timer.active.is_paused)
            qtbot.waitUntil(sign(app).isVisible)
            app.user_actions.end(COMPLETED)
            qtbot.waitUntil(lambda: app.timer.active is None)
            clock.advance(seconds=30)
            app.user_actions.start_minutes(50)
            qtbot.waitUntil(lambda: app.timer.active is not None)
        saved(app, qtbot)
        qtbot.waitUntil(lambda: not sign(app).isVisible())
        controller = app.store.controller
        assert controller is not None
        assert stored(controller, clock.now()) == [
            ("completed", 25, None, [(-1, -0.5)]),
            ("active", 50, None, [(0, None)]),
        ]
