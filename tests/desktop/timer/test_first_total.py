"""Today's total is shown before the store is open: plain sqlite3 answers while SQLAlchemy is imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from focus_desktop.desktop.application import Application
from focus_desktop.launch import Launch
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.todays_work import DayDone
from tests.desktop.conftest import live
from tests.test_app import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

BEFORE_AND_AFTER = """
import sys
from focus_desktop.app import build_desktop
from focus_desktop.launch import Launch

application = build_desktop()
show, use = application.window.show_today, application.store.opened

def show_today(total, part):
    print(total, "sqlalchemy" in sys.modules, application.store.controller is not None, sep=", ")
    show(total, part)
    if application.store.controller is not None:
        application.quit()

application.window.show_today = show_today
application.show(Launch())
application.run()
"""


def total_of(app: Application) -> str:
    """What the window tells of today."""
    return app.window._goal._total.text()


@pytest.mark.asynchronous
def test_it_is_shown_while_the_store_is_being_opened(
    qapp: QApplication,
    services: AppServices,
    controller: Controller,
    clock: SettableClock,
    qtbot: QtBot,
) -> None:
    session = controller.start_session(duration_minutes=50)
    clock.advance(minutes=12)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    go_on = Event()

    def open_later() -> Controller:
        go_on.wait(30)
        return services.open_controller()

    app = Application(qapp, replace(services, open_controller=open_later))
    app.show(Launch())
    qtbot.waitUntil(lambda: total_of(app) == "12 min of 4 h")
    assert app.store.controller is None
    with qtbot.waitSignal(app.ready):
        go_on.set()
    qtbot.waitUntil(lambda: app.daily_total._work is not None)
    assert total_of(app) == "12 min of 4 h"
    app.quit()
    app.window.hide()


def test_nothing_slow_is_imported_for_it(tmp_path: Path) -> None:
    code = "import sys; from focus_desktop.app import main; sys.exit(main(['start', '--minutes', '1']))"
    assert run(code, tmp_path).returncode == 0
    assert run(code.replace("'start', '--minutes', '1'", "'cancel'"), tmp_path).returncode == 0
    first, *_others = run(BEFORE_AND_AFTER, tmp_path).stdout.splitlines()
    assert first == "0 min of 4 h, False, False"


def test_a_later_answer_is_not_replaced(open_app: Callable[[], Application], clock: SettableClock) -> None:
    app = open_app()
    app.session_panel.form.start.click()
    live(app, clock, minutes=5)
    shown = total_of(app)
    assert shown == "5 min of 4 h"
    app.daily_total._show_first(DayDone(timedelta(), 0))
    assert total_of(app) == shown
