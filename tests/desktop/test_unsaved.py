"""While the store cannot be written the session goes on, and lands in the store as it was: in order, once."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from focus_desktop.desktop.store_trouble import Purpose
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import Told, hear, live, work
from tests.small_disk import SmallDisk, small_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.model.record import SessionRecord
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

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


def active_id(app: Application) -> object:
    assert app.timer.active is not None
    return app.timer.active.id


STEPS: list[Callable[[Application], object]] = [
    lambda app: app.user_actions.start_as_planned(),
    lambda app: app.user_actions.pause(),
    lambda app: app.user_actions.resume(),
    lambda app: app.user_actions.extend(5),
    lambda app: app.timer.active and app.user_actions.rename(app.timer.active.id, "Chapter three"),
    lambda app: app.user_actions.end(COMPLETED),
    lambda app: app.user_actions.start_minutes(15),
    lambda app: app.user_actions.end(CANCELLED),
    lambda app: app.user_actions.start_minutes(1),
    lambda app: live(app, app._services.clock, 2),  # type: ignore[arg-type] # it is the test's
    lambda app: app.user_actions.start_minutes(50),
    lambda app: app.user_actions.pause(),
]


def values(records: list[SessionRecord]) -> list[object]:
    """What is stored, without ids."""
    return [
        (
            one.session.model_dump(exclude={"id"}),
            [(interval.started_at, interval.ended_at) for interval in one.intervals],
            one.time_up,
        )
        for one in records
    ]


def do_all(app: Application, clock: SettableClock, at: Callable[[int], object] = lambda _: None) -> None:
    for number, step in enumerate(STEPS):
        at(number)
        step(app)
        hear(app)
        live(app, clock, 1)
        hear(app)


@pytest.fixture(scope="module")
def expected() -> list[list[object]]:
    """What is stored at the end if nothing fails."""
    return []


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
    stored = controller.history()
    minutes = lambda moment: round((moment - began).total_seconds() / 60, 3)  # noqa: E731
    assert [
        (
            one.session.status.value,
            one.session.duration_minutes,
            one.session.description,
            [(minutes(at.started_at), at.ended_at and minutes(at.ended_at)) for at in one.intervals],
        )
        for one in reversed(stored)
    ] == [
        ("completed", 30, "Chapter three", [(0, 1), (2, 5)]),
        ("cancelled", 15, None, [(6, 7)]),
        ("completed", 1, None, [(8, 9)]),
        ("active", 50, None, [(12, 13)]),
    ]
    assert controller.active_session() == next(iter(stored)) or stored[0].is_active
    assert app.window._unsaved.isHidden()
