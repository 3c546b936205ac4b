"""Cancel and Delete take effect at once and can be undone: by the notice, by Ctrl+Z, for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from focus_desktop.desktop import undo_history
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import banner, live, work
from tests.desktop.records import row_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Told

ACTIVE, COMPLETED, CANCELLED = SessionStatus
HISTORY = 1


def press_undo(app: Application) -> None:
    next(one for one in app.window.banner.findChildren(QPushButton) if one.text() == "Undo").click()


def press_ctrl_z(app: Application) -> None:
    handle = app.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def cancel(app: Application) -> None:
    app.session_panel.cancel_requested.emit()


@pytest.fixture
def short_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds."""
    monkeypatch.setattr(undo_history, "OFFERED_MS", 50)


def test_it_is_offered_for_ten_seconds() -> None:
    assert undo_history.OFFERED_MS == 10_000


def test_cancelling_asks_nothing_and_says_what_was_kept(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 8)
    cancel(app)
    assert controller.list_sessions()[0].status is CANCELLED
    assert banner(app) == ["Session cancelled", "8 of 25 min kept"]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    assert app.window.commands.undo.isEnabled()


@pytest.mark.parametrize("undo", [press_undo, press_ctrl_z])
def test_a_cancelled_session_goes_on_as_if_nothing_had_been(
    app: Application, clock: SettableClock, controller: Controller, undo: Callable[[Application], None]
) -> None:
    app.plan.change(description="Chapter three")
    work(app, clock, 8)
    before = controller.list_sessions()[0]
    cancel(app)
    clock.advance(seconds=7)
    undo(app)
    assert controller.list_sessions() == [before]
    assert before.status is ACTIVE
    assert app.session_panel.running.isVisible()
    assert app.session_panel.ring.value() == 17 * 60 - 7  # The seconds in between are worked.
    assert banner(app) == []
    assert not app.window.commands.undo.isEnabled()
    assert app.plan.planned.description == ""
    live(app, clock, 17)
    assert controller.list_sessions()[0].status is COMPLETED
    assert controller.list_sessions()[0].completed_at == before.started_at + timedelta(minutes=25)


def test_a_paused_session_comes_back_paused(app: Application, clock: SettableClock) -> None:
    work(app, clock, 8)
    app.user_actions.pause()
    cancel(app)
    press_undo(app)
    assert app.timer.active is not None
    assert app.timer.active.is_paused


def test_ctrl_z_in_an_empty_description_undoes_the_cancel(app: Application, clock: SettableClock) -> None:
    work(app, clock, 8)
    cancel(app)
    description = app.session_panel.form.description
    description.setFocus()
    assert (description.hasFocus(), description.text()) == (True, "")
    press_ctrl_z(app)
    assert app.timer.active is not None


def test_ctrl_z_in_a_description_that_was_kept_undoes_the_cancel(
    app: Application, clock: SettableClock
) -> None:
    app.plan.change(description="Chapter three")
    work(app, clock, 8)
    cancel(app)
    description = app.session_panel.form.description
    description.setFocus()
    assert description.text() == "Chapter three"
    press_ctrl_z(app)
    assert app.timer.active is not None


def test_ctrl_z_in_a_description_that_is_typed_undoes_the_typing(
    app: Application, clock: SettableClock, qtbot: QtBot
) -> None:
    work(app, clock, 8)
    cancel(app)
    description = app.session_panel.form.description
    description.setFocus()
    qtbot.keyClicks(description, "Chapter")
    press_ctrl_z(app)
    assert description.text() == ""
    assert app.timer.active is None
    press_ctrl_z(app)
    assert app.timer.active is not None


def test_after_a_while_a_cancelled_session_cannot_come_back(
    app: Application, short_offers: None, clock: SettableClock, controller: Controller, qtbot: QtBot
) -> None:
    work(app, clock, 8)
    cancel(app)
    assert banner(app) != []
    qtbot.waitUntil(lambda: banner(app) == [])
    assert not app.window.commands.undo.isEnabled()
    press_ctrl_z(app)
    assert controller.list_sessions()[0].status is CANCELLED


def test_a_deleted_session_can_come_back_after_its_notice_is_gone(
    app: Application, short_offers: None, clock: SettableClock, controller: Controller, qtbot: QtBot
) -> None:
    work(app, clock)
    (before,) = controller.list_sessions()
    app.user_actions.delete(before.id)
    assert controller.list_sessions() == []
    assert banner(app)[0] == "Session deleted"
    qtbot.waitUntil(lambda: banner(app) == [])
    press_ctrl_z(app)
    assert controller.list_sessions() == [before]
    assert len(app.history_page.model.records) == 1


def test_a_dismissed_notice_leaves_ctrl_z(app: Application, clock: SettableClock) -> None:
    work(app, clock, 8)
    cancel(app)
    app.window.banner.dismiss()
    press_ctrl_z(app)
    assert app.timer.active is not None


def test_delete_by_its_key_and_undo_by_ctrl_z_in_the_history(
    app: Application, clock: SettableClock, controller: Controller, qtbot: QtBot
) -> None:
    for description in ("one", "two", "three"):
        app.plan.change(description=description)
        work(app, clock)
    before = controller.list_sessions()
    app.window.pages.setCurrentIndex(HISTORY)
    page = app.history_page
    page.table.selectRow(row_of(page.model, 1))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert controller.list_sessions() == [before[0], before[2]]
    assert banner(app) == ["Session deleted", "two"]
    press_ctrl_z(app)
    assert controller.list_sessions() == before
    assert texts(page.model, Column.SESSION) == ["three", "two", "one"]


def test_deleting_the_running_session_ends_it_until_that_is_undone(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 8)
    (before,) = controller.list_sessions()
    app.user_actions.delete(before.id)
    assert app.session_panel.is_idle
    assert banner(app) == ["Session deleted", "Focus session"]
    press_undo(app)
    assert controller.list_sessions() == [before]
    assert app.session_panel.running.isVisible()


def test_todays_total_is_as_before_after_an_undo(app: Application, clock: SettableClock) -> None:
    app.settings.save(daily_goal_minutes=0)
    work(app, clock)
    app.user_actions.delete(app.history_page.model.records[0].id)
    assert app.window._goal._total.text() == "Today: 0 min"
    press_undo(app)
    assert app.window._goal._total.text() == "Today: 25 min"


def test_undo_is_refused_naming_the_session_that_has_started_meanwhile(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 8)
    cancel(app)
    app.plan.change(description="Chapter four")
    app.user_actions.start_as_planned()
    app.user_actions.undo_history.undo()
    first, second = controller.list_sessions()
    assert {first.status, second.status} == {ACTIVE, CANCELLED}
    assert "Chapter four" in banner(app)[1]
    assert app.timer.active is not None
    assert app.timer.active.session.description == "Chapter four"


def test_one_action_after_the_other_is_undone_the_newest_first(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    for description in ("one", "two"):
        app.plan.change(description=description)
        work(app, clock)
    one, two = reversed(controller.list_sessions())
    app.user_actions.delete(one.id)
    app.user_actions.delete(two.id)
    press_ctrl_z(app)
    assert controller.list_sessions() == [two]
    press_ctrl_z(app)
    assert controller.list_sessions() == [two, one]
    assert not app.window.commands.undo.isEnabled()


def test_a_cancelled_session_that_can_come_back_no_longer_does_not_keep_others_from_it(
    app: Application, clock: SettableClock, controller: Controller, qtbot: QtBot, short_offers: None
) -> None:
    work(app, clock)
    (completed,) = controller.list_sessions()
    app.user_actions.delete(completed.id)
    work(app, clock, 8)
    app.session_panel.cancel_requested.emit()
    qtbot.waitUntil(lambda: not app.window.banner.isVisible())
    press_ctrl_z(app)
    assert completed in controller.list_sessions()


def test_a_session_cancelled_in_the_tray_is_offered_by_a_notification(
    app: Application, clock: SettableClock, notified: Told, withdrawn: list[str], controller: Controller
) -> None:
    app.window.hide()
    work(app, clock, 8)
    app.tray.cancel_requested.emit()
    assert notified == [("Session cancelled", "8 of 25 min kept")]
    app.user_actions.undo_history.undo()
    assert withdrawn == ["Session cancelled"]
    assert controller.list_sessions()[0].status is ACTIVE


def test_a_session_cancelled_elsewhere_is_not_offered(
    app: Application, clock: SettableClock, controller: Controller, qtbot: QtBot
) -> None:
    work(app, clock, 8)
    controller.update_session(controller.list_sessions()[0].id, status=CANCELLED)
    qtbot.waitUntil(lambda: app.timer.active is None)
    assert banner(app) == []
    assert not app.window.commands.undo.isEnabled()


def test_what_a_deleted_session_had_earned_is_not_offered_any_more(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock)
    app.user_actions.delete(controller.list_sessions()[0].id)
    assert app.session_panel.is_idle


def test_a_session_that_would_have_ended_meanwhile_is_completed_at_its_end(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 24)
    clock.advance(seconds=55)
    (before,) = controller.list_sessions()
    cancel(app)
    clock.advance(seconds=9)
    press_undo(app)
    live(app, clock, 1)
    (after,) = controller.list_sessions()
    assert after.status is COMPLETED
    assert after.completed_at == before.started_at + timedelta(minutes=25)


def test_a_rename_that_was_begun_when_the_time_ran_out_is_kept(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 24)
    title = app.session_panel.running.title
    app.window.activateWindow()
    title.edit()
    title.line.setText("Chapter four")
    live(app, clock, 1)
    assert app.session_panel.is_done
    (session,) = controller.list_sessions()
    assert session.description == "Chapter four"
    app.user_actions.rename(session.id, "Chapter five")
    assert app.session_panel.done._title.text() == "Chapter five"


def test_start_again_in_the_tray_leaves_what_is_planned_alone(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.plan.change(minutes=50, break_minutes=10, description="Chapter three")
    work(app, clock, 50)
    app.plan.change(minutes=25, break_minutes=5, description="Something else")
    app.tray.start_again_requested.emit()
    newest = controller.list_sessions()[0]
    assert (newest.duration_minutes, newest.description) == (50, "Chapter three")
    assert app.plan.planned.description == "Something else"


def press_redo(app: Application) -> None:
    app.window.commands.redo.trigger()


def test_a_rename_after_the_end_is_undone_and_done_again(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.plan.change(description="Chapter three")
    work(app, clock)
    (session,) = controller.list_sessions()
    app.user_actions.rename(session.id, "Chapter four")
    commands = app.window.commands
    assert commands.undo.toolTip() == "Rename the session"
    press_ctrl_z(app)
    assert controller.list_sessions()[0].description == "Chapter three"
    assert (commands.undo.isEnabled(), commands.redo.toolTip()) == (False, "Rename the session")
    press_redo(app)
    assert controller.list_sessions()[0].description == "Chapter four"
    assert (commands.undo.isEnabled(), commands.redo.isEnabled()) == (True, False)


def test_a_rename_of_the_running_session_is_undone_and_done_again(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.plan.change(description="Chapter three")
    work(app, clock, 3)
    (session,) = controller.list_sessions()
    app.user_actions.rename(session.id, "Chapter four")
    press_ctrl_z(app)
    assert controller.list_sessions()[0].description == "Chapter three"
    press_redo(app)
    assert controller.list_sessions()[0].description == "Chapter four"
    live(app, clock, 23)  # Also when it has ended meanwhile.
    press_ctrl_z(app)
    assert controller.list_sessions()[0].description == "Chapter three"


def test_a_rename_is_not_undone_after_another_one_elsewhere(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 3)
    (session,) = controller.list_sessions()
    app.user_actions.rename(session.id, "Chapter four")
    controller.update_session(session.id, description="Chapter five")
    press_ctrl_z(app)
    assert controller.list_sessions()[0].description == "Chapter five"
    assert app.window.banner.isVisible()


def test_what_was_undone_cannot_be_done_again_after_another_edit(
    app: Application, clock: SettableClock
) -> None:
    work(app, clock)
    session_id = app.history_page.model.records[0].id
    app.user_actions.rename(session_id, "one")
    press_ctrl_z(app)
    app.user_actions.rename(session_id, "two")
    assert not app.window.commands.redo.isEnabled()


def test_an_undo_that_would_overwrite_another_processs_change_is_refused_and_told(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock)
    (session,) = controller.list_sessions()
    app.user_actions.rename(session.id, "here")
    controller.update_session(session.id, description="elsewhere")
    press_ctrl_z(app)
    assert controller.list_sessions()[0].description == "elsewhere"
    assert banner(app) == [
        "Nothing was changed",
        "It was changed elsewhere in the meantime, and stays as it is now.",
    ]
    assert not app.window.commands.undo.isEnabled()


def test_progress_of_a_quest_is_undone_and_done_again(app: Application, controller: Controller) -> None:
    quest = controller.add_quest("Read", 12)
    app.user_actions.advance_quest(quest.id)
    press_ctrl_z(app)
    assert controller.list_quests()[0].current_value == 0
    press_redo(app)
    assert controller.list_quests()[0].current_value == 1


def test_what_was_undone_and_done_again_is_told(
    app: Application, controller: Controller, clock: SettableClock, qtbot: QtBot
) -> None:
    start = clock.moment - timedelta(hours=1)
    app.user_actions.edit(
        "Add the session", lambda it: it.add_session(SessionTimes(start, start + timedelta(minutes=20)), 25)
    )
    qtbot.waitUntil(lambda: app.user_actions.undo_history.undo_text is not None)
    app.user_actions.undo_history.undo()
    qtbot.waitUntil(lambda: banner(app) == ["Undone", "Add the session"])
    next(one for one in app.window.banner.findChildren(QPushButton) if one.text() == "Redo").click()
    qtbot.waitUntil(lambda: banner(app) == ["Done again", "Add the session"])
    assert len(controller.history()) == 1
    press_undo(app)
    qtbot.waitUntil(lambda: not controller.history())
