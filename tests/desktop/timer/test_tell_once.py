"""The end of a session or break is told once: on the stage, or by a notification, or at last by the strip."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from focus_desktop.desktop.notifications.alarm import REACTION_S, STRIP_AFTER_S
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import Told, click, hear, live, oversleep, work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

HISTORY = 1
LookAway = Callable[["Application"], None]
Rung = list[tuple[Sound, int]]


@pytest.fixture
def soon(app: Application) -> Application:
    """The app, whose strip comes a moment after an end that nobody has reacted to."""
    app.alarm._reaction_s = app.alarm._strip_after_s = 0.05
    return app


def press_key(app: Application) -> None:
    handle = app.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F5)


def press_mouse(app: Application) -> None:
    """On a part of the window that does nothing."""
    handle = app.window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 300))


def is_alerting(app: Application) -> bool:
    return app.alarm.notification is not None


def strip_is_shown(app: Application) -> bool:
    return app.alarm._strip.isVisible()


def test_the_strip_waits_for_thirty_five_seconds() -> None:
    assert REACTION_S + STRIP_AFTER_S == 35


def test_a_person_who_sees_the_stage_is_told_there_and_by_the_bell(
    app: Application, clock: SettableClock, notified: Told, rung: Rung
) -> None:
    work(app, clock)
    assert app.window.shows_stage
    assert app.session_panel.is_done
    assert (notified, rung) == ([], [(Sound.SESSION_END, 70)])
    assert not app.window.banner.isVisible()
    assert not strip_is_shown(app)


def test_a_person_who_sees_another_page_is_told_by_a_notification(
    app: Application, clock: SettableClock, notified: Told, rung: Rung
) -> None:
    app.window.pages.setCurrentIndex(HISTORY)
    work(app, clock)
    assert [title for title, _ in notified] == ["Session complete"]
    assert rung == [(Sound.SESSION_END, 70)]
    assert not app.window.banner.isVisible()


def test_a_person_who_works_elsewhere_is_told_by_a_notification(
    app: Application, working_elsewhere: None, clock: SettableClock, notified: Told, rung: Rung
) -> None:
    work(app, clock)
    assert [title for title, _ in notified] == ["Session complete"]
    assert rung == [(Sound.SESSION_END, 70)]
    assert app.session_panel.is_done
    assert not app.window.banner.isVisible()


def test_a_hidden_or_minimised_window_tells_by_a_notification(
    app: Application, clock: SettableClock, notified: Told
) -> None:
    for number, hide in enumerate((app.window.hide, app.window.showMinimized), start=1):
        app.window.bring_to_front()
        hide()
        work(app, clock)
        assert len(notified) == number


def test_the_end_of_a_break_is_told_once_too(
    app: Application, clock: SettableClock, notified: Told, rung: Rung, look_away: LookAway
) -> None:
    for told in (0, 1):
        work(app, clock)
        app.break_cycle.take_break()
        notified.clear()
        rung.clear()
        if told:
            look_away(app)
        live(app, clock, 5)
        assert [title for title, _ in notified] == ["Break is over"] * told
        assert rung == [(Sound.BREAK_END, 70)]


def test_overtime_is_told_on_the_stage_if_that_is_seen(
    app: Application, clock: SettableClock, notified: Told, rung: Rung
) -> None:
    app.settings.save(time_up="overtime")
    work(app, clock, 26)
    assert app.session_panel.ring.accessibleDescription() == "+01:00, over 25 min"
    assert (notified, rung) == ([], [(Sound.SESSION_END, 70)])


def test_the_strip_comes_if_nobody_touches_the_app(
    soon: Application, clock: SettableClock, notified: Told, rung: Rung, qtbot: QtBot
) -> None:
    work(soon, clock)
    qtbot.waitUntil(lambda: strip_is_shown(soon))
    assert notified == []
    assert rung == [(Sound.SESSION_END, 70)] * 2
    click(soon.alarm._strip, "Start break")
    assert soon.timer.running_break is not None
    assert not strip_is_shown(soon)


@pytest.mark.parametrize("touch", [press_key, press_mouse])
def test_a_key_or_a_click_in_the_app_acknowledges(
    soon: Application, clock: SettableClock, rung: Rung, qtbot: QtBot, touch: Callable[[Application], None]
) -> None:
    work(soon, clock)
    assert is_alerting(soon)
    touch(soon)
    assert not is_alerting(soon)
    qtbot.wait(200)
    assert not strip_is_shown(soon)
    assert rung == [(Sound.SESSION_END, 70)]
    assert soon.session_panel.is_done  # It was acknowledged, and nothing else.


def test_a_touch_takes_back_the_notification_and_the_strip(
    soon: Application, working_elsewhere: None, clock: SettableClock, withdrawn: list[str], qtbot: QtBot
) -> None:
    work(soon, clock)
    qtbot.waitUntil(lambda: strip_is_shown(soon))
    press_key(soon)
    assert withdrawn == ["Session complete"]
    assert not strip_is_shown(soon)


def test_a_touch_before_the_end_is_no_reaction_to_it(
    soon: Application, clock: SettableClock, qtbot: QtBot
) -> None:
    press_key(soon)
    work(soon, clock)
    qtbot.waitUntil(lambda: strip_is_shown(soon))


def test_what_is_done_on_the_strip_is_done_by_its_own_buttons(
    soon: Application, clock: SettableClock, qtbot: QtBot
) -> None:
    for _ in range(2):  # The second time the strip is there from the beginning, though hidden.
        work(soon, clock)
        qtbot.waitUntil(lambda: strip_is_shown(soon))
        handle = soon.alarm._strip.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, Qt.Key.Key_F5)
        assert strip_is_shown(soon)


def test_the_app_is_watched_only_while_an_alert_waits(
    soon: Application, clock: SettableClock, qtbot: QtBot
) -> None:
    assert soon.activity_watch._watched == []
    work(soon, clock)
    assert soon.activity_watch._watched != []
    press_key(soon)
    assert soon.activity_watch._watched == []


# What is known already


def test_a_session_that_a_person_completes_in_the_window_is_told_nowhere_else(
    app: Application, clock: SettableClock, notified: Told, rung: Rung, look_away: LookAway
) -> None:
    work(app, clock, 8)
    app.session_panel.complete_requested.emit()
    assert app.session_panel.is_done
    assert app.session_panel.ring.accessibleDescription() == "8 min, 8 of 25 min kept"
    assert (notified, rung) == ([], [])


@pytest.mark.parametrize("sees_stage", [True, False])
def test_a_session_that_a_script_completes_is_told_once_and_without_the_bell(
    app: Application,
    clock: SettableClock,
    notified: Told,
    rung: Rung,
    look_away: LookAway,
    sees_stage: bool,
) -> None:
    work(app, clock, 8)
    if not sees_stage:
        look_away(app)
    assert app.store.controller is not None
    assert app.timer.active is not None
    app.store.controller.update_session(app.timer.active.id, status=SessionStatus.COMPLETED)
    hear(app)
    assert app.session_panel.is_done
    assert [message for _, message in notified] == ([] if sees_stage else ["8 of 25 min"])
    assert rung == []


def test_a_session_that_ended_long_ago_is_not_on_the_stage_and_so_is_notified(
    app: Application, clock: SettableClock, notified: Told, controller: Controller
) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 480)
    assert app.window.shows_stage
    assert app.session_panel.is_idle
    assert [title for title, _ in notified if title == "Session complete"] == ["Session complete"]


def test_the_next_session_ends_what_was_told(
    soon: Application, clock: SettableClock, qapp: QApplication, qtbot: QtBot
) -> None:
    work(soon, clock)
    soon.tray.start_requested.emit()
    assert soon.alarm.notification is None
    qtbot.wait(200)
    assert not strip_is_shown(soon)
