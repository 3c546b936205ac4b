"""Before the store is open: today's total is shown, which plain sqlite3 knows, and a start is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from focus_desktop.desktop.application import Application
from focus_desktop.launch import Launch
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.todays_work import DayDone
from tests.desktop.conftest import banner, live
from tests.test_app import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

WHAT_IS_READ = """
import sys
from focus_desktop.app import build_desktop
from focus_desktop.launch import Launch

application = build_desktop()
read = application.daily_total._day_done

def day_done(*day):
    found = read(*day)
    print(found.completed, "sqlalchemy" in sys.modules)
    return found

application.daily_total._day_done = day_done
application.ready.connect(application.quit)
application.show(Launch())
application.run()
"""


@pytest.fixture
def worked(controller: Controller, clock: SettableClock) -> None:
    """A session of twelve minutes."""
    session = controller.start_session(duration_minutes=50)
    clock.advance(minutes=12)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)


def total_of(app: Application) -> str:
    """What the window tells of today."""
    return app.window._goal._total.text()


@pytest.fixture
def go_on() -> Event:
    """Lets the store be opened."""
    return Event()


@pytest.fixture
def fails() -> Event:
    """Makes opening the store fail."""
    return Event()


@pytest.fixture
def early_app(qapp: QApplication, services: AppServices, go_on: Event, fails: Event) -> Iterator[Application]:
    """The app, whose store is being opened."""

    def open_later() -> Controller:
        go_on.wait(30)
        if fails.is_set():
            raise StoreUnavailable(StoreProblem.BUSY, place="focus.db")
        return services.open_controller()

    app = Application(qapp, replace(services, open_controller=open_later))
    app.show(Launch())
    yield app
    go_on.set()
    app.quit()
    app.window.hide()


@pytest.mark.asynchronous
def test_it_is_shown_while_the_store_is_being_opened(
    worked: None, early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: total_of(early_app) == "12 min of 4 h")
    assert early_app.store.controller is None
    with qtbot.waitSignal(early_app.ready):
        go_on.set()
    qtbot.waitUntil(lambda: early_app.daily_total._work is not None)
    assert total_of(early_app) == "12 min of 4 h"


@pytest.mark.asynchronous
def test_enter_starts_one_session_as_soon_as_the_store_is_open(
    early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    form = early_app.session_panel.form
    for _ in range(3):
        qtbot.keyClick(form.description, Qt.Key.Key_Return)
    assert (form.start.text(), form.start.isEnabled()) == ("Starting…", True)
    qtbot.keyClicks(form.description, "Chapter four")  # Before it has begun this is what it is about.
    go_on.set()
    qtbot.waitUntil(lambda: early_app.timer.active is not None)
    assert early_app.timer.active is not None
    assert early_app.timer.active.session.description == "Chapter four"
    qtbot.waitUntil(lambda: form.start.text() == "Start")
    assert not early_app.window.banner.isVisible()


@pytest.mark.asynchronous
def test_the_last_session_is_started_again_as_soon_as_the_store_is_open(
    worked: None, early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    qtbot.keyClick(early_app.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert early_app.session_panel.form.start.text() == "Starting…"
    go_on.set()
    qtbot.waitUntil(lambda: early_app.timer.active is not None)
    assert early_app.timer.active is not None
    assert early_app.timer.active.session.duration_minutes == 50


@pytest.mark.asynchronous
def test_start_is_not_offered_again_before_the_session_is_shown(
    early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    words: list[str] = []
    start = early_app.session_panel.form.start
    start.click()
    early_app.early_start.waiting_changed.connect(lambda: words.append(start.text()))
    early_app.store.opened.connect(lambda: words.append(start.text()))
    go_on.set()
    qtbot.waitUntil(lambda: early_app.timer.active is not None)
    assert words == ["Starting…"]


@pytest.mark.asynchronous
def test_a_start_is_refused_in_words_if_a_session_runs_already(
    controller: Controller, early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    running = controller.start_session(duration_minutes=50)
    early_app.session_panel.form.start.click()
    go_on.set()
    qtbot.waitUntil(early_app.window.banner.isVisible)
    assert banner(early_app)[0] == "A session is already running"
    assert early_app.timer.active is not None
    assert early_app.timer.active.id == running.id


@pytest.mark.asynchronous
def test_a_start_is_forgotten_if_the_store_cannot_be_opened(
    early_app: Application, go_on: Event, fails: Event, qtbot: QtBot
) -> None:
    fails.set()
    early_app.session_panel.form.start.click()
    with qtbot.waitSignal(early_app.failed):
        go_on.set()
    assert (early_app.early_start.waits, early_app.session_panel.form.start.text()) == (False, "Start")


@pytest.mark.asynchronous
def test_the_app_quits_when_the_session_has_started(
    controller: Controller, early_app: Application, go_on: Event, qtbot: QtBot
) -> None:
    early_app.session_panel.form.start.click()
    with qtbot.assertNotEmitted(early_app.quitting, wait=50):
        early_app.quit_by_user()
    with qtbot.waitSignal(early_app.quitting):
        go_on.set()
    assert controller.active_session() is not None


@pytest.mark.asynchronous
def test_who_asks_twice_need_not_wait(early_app: Application, qtbot: QtBot) -> None:
    early_app.session_panel.form.start.click()
    early_app.quit_by_user()
    with qtbot.waitSignal(early_app.quitting):
        early_app.quit_by_user()


def test_nothing_slow_is_imported_for_it(tmp_path: Path) -> None:
    code = "import sys; from focus_desktop.app import main; sys.exit(main(['start', '--minutes', '1']))"
    assert run(code, tmp_path).returncode == 0
    assert run(code.replace("'start', '--minutes', '1'", "'cancel'"), tmp_path).returncode == 0
    assert run(WHAT_IS_READ, tmp_path).stdout == "0 False\n"


def test_a_later_answer_is_not_replaced(open_app: Callable[[], Application], clock: SettableClock) -> None:
    app = open_app()
    app.session_panel.form.start.click()
    live(app, clock, minutes=5)
    shown = total_of(app)
    assert shown == "5 min of 4 h"
    app.daily_total._show_first(DayDone(timedelta(), 0))
    assert total_of(app) == shown
