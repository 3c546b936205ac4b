"""Changes are shown in the order in which they were committed, whichever thread or process made them."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest

from focus_desktop.controller import Controller
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import hear
from tests.desktop.records import texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

ACTIVE, COMPLETED, CANCELLED = SessionStatus


def on_a_thread(act: Callable[[], Any]) -> None:
    """As the local API does it; the GUI thread handles nothing meanwhile."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def statuses_shown(app: Application) -> list[str]:
    return texts(app.history_page.model, Column.STATUS)


@pytest.mark.asynchronous
def test_a_session_that_the_api_starts_and_the_window_completes_at_once_is_shown_as_ended(
    app: Application, qtbot: QtBot
) -> None:
    controller = app.store.controller
    assert controller is not None
    on_a_thread(lambda: controller.start_session(25))
    active = controller.active_session()
    assert active is not None
    app.user_actions.end_session(active.id, COMPLETED)  # Before the start was handled.
    qtbot.waitUntil(lambda: statuses_shown(app) == ["Completed"])
    qtbot.wait(300)
    assert statuses_shown(app) == ["Completed"]
    assert app.timer.active is None


@pytest.mark.asynchronous
def test_an_edit_by_the_api_and_an_extension_in_the_window_both_show(app: Application, qtbot: QtBot) -> None:
    controller = app.store.controller
    assert controller is not None
    app.user_actions.start_as_planned()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    assert app.timer.active is not None
    session_id = app.timer.active.id
    on_a_thread(lambda: controller.update_session(session_id, description="Chapter four"))
    app.user_actions.extend(5)

    def both_show() -> bool:
        shown = app.timer.active
        assert shown is not None
        return (shown.session.description, shown.session.duration_minutes) == ("Chapter four", 30)

    qtbot.waitUntil(both_show)
    qtbot.wait(200)
    assert both_show()


def test_what_another_process_starts_between_the_first_read_and_the_watch_is_shown(
    open_app: Opened, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_others = Controller.watch_others

    def start_just_before_it_watches(theirs: Controller, *arguments: Any) -> Any:
        watch = theirs._database.watch

        def start_and_watch(*watched: Any) -> None:
            controller.start_session(25, description="in between")
            watch(*watched)

        monkeypatch.setattr(theirs._database, "watch", start_and_watch)
        return watch_others(theirs, *arguments)

    monkeypatch.setattr(Controller, "watch_others", start_just_before_it_watches)
    app = open_app()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    assert app.timer.active is not None
    assert app.timer.active.session.description == "in between"


def test_a_watch_that_cannot_be_set_up_is_tried_again(
    open_app: Opened, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.application.OPEN_AGAIN_MS", 50)
    watch_others, fails = Controller.watch_others, [True, True]

    def fail_at_first(theirs: Controller, *arguments: Any) -> Any:
        if fails:
            fails.pop()
            raise StoreUnavailable(StoreProblem.NOT_WATCHED, place="focus.db", cause="no watch is left")
        return watch_others(theirs, *arguments)

    monkeypatch.setattr(Controller, "watch_others", fail_at_first)
    app = open_app()
    controller.start_session(25)
    qtbot.waitUntil(lambda: app.timer.active is not None)


def test_a_read_that_fails_leaves_the_history_as_it_was(
    app: Application,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    clock: SettableClock,
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.store_thread.LOCK_LIMIT_S", 0.05)
    app.user_actions.start_as_planned()
    clock.advance(minutes=1)
    app.user_actions.end(CANCELLED)
    assert statuses_shown(app) == ["Cancelled"]
    other = sqlite3.connect(tmp_path / "data" / "focus.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    app.history.reload()
    assert statuses_shown(app) == ["Cancelled"]
    other.execute("UPDATE focus_session SET description = 'edited elsewhere'")
    other.execute("COMMIT")
    other.close()
    qtbot.waitUntil(lambda: texts(app.history_page.model, Column.SESSION) == ["edited elsewhere"])


def test_the_minute_mark_of_another_process_causes_no_reload(
    open_app: Opened, open_controller: Callable[[], Controller], clock: SettableClock, qtbot: QtBot
) -> None:
    other = open_controller()
    other.watch_others()
    other.start_session(25)
    app = open_app()
    heard: list[object] = []
    app.announcements.changed_elsewhere.connect(heard.append)
    for _ in range(5):
        for _ in range(3):
            clock.advance(seconds=20)
            other.keep_time()
        qtbot.wait(80)  # The file's watch looks.
        hear(app)
    assert heard == []
    other.update_session(other.list_sessions()[0].id, description="a real change")
    qtbot.waitUntil(lambda: len(heard) == 1)
    other.close()
