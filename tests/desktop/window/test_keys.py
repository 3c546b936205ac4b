"""Every key of the window, pressed as a person does: in the window that is active, wherever its focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollBar, QWidget

from focus_desktop.desktop.window.command_card import CommandMenu, KeySheet
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import live, work
from tests.desktop.window.keyboard import (
    CTRL,
    ENTER,
    ESCAPE,
    FOCUS,
    HISTORY,
    SPACE,
    focused,
    press,
    type_text,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock


@pytest.fixture
def running(app: Application, clock: SettableClock) -> Application:
    """The app, in which a session has been running for ten minutes."""
    work(app, clock, 10)
    return app


@pytest.fixture
def done(app: Application, clock: SettableClock) -> Application:
    """The app, which shows what was done."""
    work(app, clock)
    assert app.session_panel.is_done
    return app


# Enter, Space, Escape


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("part", ["description", "ring", "minutes", "pill", "start"])
def test_enter_starts_wherever_the_focus_is(app: Application, key: Qt.Key, part: str) -> None:
    panel = app.session_panel
    pill = next(one for one in panel.form.presets.findChildren(QPushButton) if one.isChecked())
    parts = {
        "description": panel.form.description,
        "ring": panel.ring,
        "minutes": panel.form.minutes,
        "pill": pill,
        "start": panel.form.start,
    }
    parts[part].setFocus()
    press(app, key)
    assert app.timer.active is not None


def test_enter_takes_the_minutes_that_were_typed(app: Application) -> None:
    app.session_panel.form.minutes.setFocus()
    type_text(app, "40")
    press(app, ENTER)
    assert app.timer.active is not None
    assert app.timer.active.session.duration_minutes == 40


def test_enter_on_the_quest_opens_its_list_and_starts_nothing(app: Application) -> None:
    chip = app.session_panel.form.quest_picker.choice
    chip.setFocus()
    press(app, ENTER)
    assert chip.view().isVisible()
    chip.hidePopup()
    assert app.timer.active is None


def test_space_dismisses_the_first_steps_and_the_description_takes_the_focus(app: Application) -> None:
    form = app.session_panel.form
    assert form.first_steps.isVisible()
    cross = next(
        one
        for one in form.first_steps.findChildren(QPushButton)
        if one.accessibleName() == "Dismiss the first steps"
    )
    cross.setFocus()
    press(app, SPACE)
    assert not form.first_steps.isVisible()
    assert focused() is form.description


def test_enter_on_minutes_that_are_no_length_says_so_and_starts_nothing(
    app: Application, controller: Controller
) -> None:
    form = app.session_panel.form
    form.minutes.setFocus()
    type_text(app, "1441")
    press(app, ENTER)
    assert controller.list_sessions() == []
    assert form.message.text().startswith("Give a length from 1 min")
    assert app.session_panel.ring.display.caption == ""  # What is no length has no end.
    assert not form.start.isEnabled()
    form.minutes.selectAll()
    type_text(app, "1 h")
    assert form.message.text() == ""
    press(app, ENTER)
    assert [one.duration_minutes for one in controller.list_sessions()] == [60]


@pytest.mark.parametrize("way", ["escape", "plan"])
def test_what_was_wrong_with_the_minutes_goes_with_them(app: Application, way: str) -> None:
    form = app.session_panel.form
    form.minutes.setFocus()
    before = form.minutes.text()
    type_text(app, "1441")
    press(app, ENTER)
    if way == "escape":
        press(app, ESCAPE)
    else:
        app.plan.change(description="Chapter three")
    assert form.minutes.text() == before
    assert form.message.text() == ""
    assert form.start.isEnabled()
    assert app.session_panel.ring.display.caption


def test_the_planned_end_follows_the_minutes_while_they_are_typed(app: Application) -> None:
    before = app.session_panel.display.caption
    app.session_panel.form.minutes.setFocus()
    type_text(app, "50")
    assert app.session_panel.display.caption != before
    assert app.plan.planned.minutes == 25


def test_after_a_new_quest_the_description_has_the_focus(app: Application) -> None:
    form = app.session_panel.form
    form.quest_picker.choice.activated.emit(form.quest_picker.choice.count() - 1)
    type_text(app, "write")
    press(app, ENTER)
    assert focused() is form.description
    form.quest_picker.choice.activated.emit(form.quest_picker.choice.count() - 1)
    type_text(app, "Write")
    press(app, ENTER)
    assert form.message.text() == "You have this quest already, and it is chosen now."
    type_text(app, "a")
    assert form.message.text() == ""


def test_down_and_up_go_through_the_presets(app: Application) -> None:
    pills = app.session_panel.form.presets._pills
    pills[0].setFocus()
    for expected in (1, 2):
        press(app, Qt.Key.Key_Down)
        assert (focused(), pills[expected].isChecked()) == (pills[expected], True)
    press(app, Qt.Key.Key_Up)
    assert (focused(), pills[1].isChecked()) == (pills[1], True)
    assert app.plan.planned.minutes == app.settings.current.presets[1].minutes


def test_the_history_has_the_focus_when_it_is_shown(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    app.window.commands.pages[1].trigger()
    assert focused() is app.history_page.table


def test_enter_in_the_name_of_a_new_quest_adds_the_quest_and_starts_nothing(
    app: Application, controller: Controller
) -> None:
    picker = app.session_panel.form.quest_picker
    picker.choice.activated.emit(picker.choice.count() - 1)
    type_text(app, "write")
    press(app, ENTER)
    assert [one.title for one in controller.list_quests()] == ["write"]
    assert app.timer.active is None


def test_enter_does_nothing_while_a_session_runs(running: Application) -> None:
    press(running, ENTER)
    assert running.session_panel.running.isVisible()
    assert running.timer.active is not None


def test_space_pauses_and_resumes(running: Application) -> None:
    for is_paused in (True, False):
        press(running, SPACE)
        assert running.timer.active is not None
        assert running.timer.active.is_paused == is_paused


def test_space_pauses_from_the_tabs_too(running: Application) -> None:
    running.window.pages.tabBar().setFocus()
    press(running, SPACE)
    assert running.timer.active is not None
    assert running.timer.active.is_paused


def test_space_in_a_text_is_a_space(app: Application) -> None:
    app.session_panel.form.description.setFocus()
    type_text(app, "chapter three?")
    assert app.session_panel.form.description.text() == "chapter three?"
    assert not [one for one in app.window.findChildren(KeySheet) if one.isVisible()]
    app.user_actions.start_as_planned()
    app.session_panel.running.title.edit()
    type_text(app, "one two")
    assert app.session_panel.running.title.line.text() == "one two"
    assert app.timer.active is not None
    assert not app.timer.active.is_paused


def test_space_does_nothing_while_nothing_runs(app: Application) -> None:
    app.session_panel.ring.setFocus()
    press(app, SPACE)
    assert app.timer.active is None


def test_enter_after_a_session_begins_the_break_and_then_does_not_end_it(done: Application) -> None:
    press(done, ENTER)
    assert done.timer.running_break is not None
    for key in (ENTER, SPACE, ESCAPE):
        press(done, key)
        assert done.timer.running_break is not None


def test_enter_after_a_session_without_a_break_starts_the_next(
    app: Application, clock: SettableClock
) -> None:
    app.plan.change(break_minutes=0)
    app.settings.save(break_minutes=0, long_break_every=0)
    work(app, clock)
    assert app.session_panel.is_done
    press(app, ENTER)
    assert app.timer.active is not None


def test_escape_leaves_what_was_done(done: Application) -> None:
    press(done, ESCAPE)
    assert done.session_panel.is_idle
    assert focused() is done.session_panel.form.description


@pytest.mark.parametrize("part", ["description", "ring", "tabs"])
def test_escape_dismisses_a_notice_wherever_the_focus_is(app: Application, part: str) -> None:
    panel = app.session_panel
    parts = {"description": panel.form.description, "ring": panel.ring, "tabs": app.window.pages.tabBar()}
    parts[part].setFocus()
    app.window.banner.tell("Trouble", "Something was wrong.")
    press(app, ESCAPE)
    assert not app.window.banner.isVisible()


def test_escape_dismisses_a_notice_first_and_then_leaves_what_was_done(done: Application) -> None:
    done.window.banner.tell("Trouble", "Something was wrong.")
    press(done, ESCAPE)
    assert (done.window.banner.isVisible(), done.session_panel.is_done) == (False, True)
    press(done, ESCAPE)
    assert done.session_panel.is_idle


def test_escape_on_another_page_leaves_nothing_there_that_is_not_seen(done: Application) -> None:
    press(done, Qt.Key.Key_2, CTRL)
    press(done, ESCAPE)
    assert done.session_panel.is_done


# Shortcuts


def test_ctrl_and_a_number_show_a_page(app: Application) -> None:
    for key, page in ((Qt.Key.Key_2, HISTORY), (Qt.Key.Key_1, FOCUS)):
        press(app, key, CTRL)
        assert app.window.pages.currentIndex() == page
    assert "Ctrl+2" in app.window.pages.tabToolTip(HISTORY)


def test_ctrl_n_shows_the_form_with_the_focus_in_it(done: Application) -> None:
    done.window.pages.setCurrentIndex(HISTORY)
    press(done, Qt.Key.Key_N, CTRL)
    assert done.window.pages.currentIndex() == FOCUS
    assert done.session_panel.is_idle
    assert focused() is done.session_panel.form.description


def test_ctrl_e_extends_on_every_page(running: Application) -> None:
    for page, minutes in ((FOCUS, 30), (HISTORY, 35)):
        running.window.pages.setCurrentIndex(page)
        press(running, Qt.Key.Key_E, CTRL)
        assert running.timer.active is not None
        assert running.timer.active.session.duration_minutes == minutes


def test_ctrl_enter_starts_the_last_session_again(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.plan.change(minutes=50, description="Chapter three")
    work(app, clock, 50)
    app.break_cycle.leave()
    app.window.pages.setCurrentIndex(HISTORY)
    press(app, ENTER, CTRL)
    first, second = controller.list_sessions()
    assert (first.status, first.description, first.duration_minutes) == (
        *(SessionStatus.ACTIVE, "Chapter three"),
        second.duration_minutes,
    )


def test_ctrl_f_goes_to_the_filters_of_the_history(app: Application) -> None:
    press(app, Qt.Key.Key_F, CTRL)
    assert app.window.pages.currentIndex() == HISTORY
    assert app.history_page.isAncestorOf(focused())


def test_ctrl_m_opens_and_closes_the_mini_window(running: Application) -> None:
    press(running, Qt.Key.Key_M, CTRL)
    assert running.mini.is_open
    running.window.activateWindow()
    press(running, Qt.Key.Key_M, CTRL)
    assert not running.mini.is_open


def test_the_mini_window_has_the_keys_of_what_is_about_no_page(running: Application) -> None:
    running.mini.open()
    assert running.mini._window is not None
    handle = running.mini._window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_E, CTRL)
    assert running.timer.active is not None
    assert running.timer.active.session.duration_minutes == 30
    QTest.keyClick(handle, Qt.Key.Key_M, CTRL)
    assert not running.mini.is_open


def test_ctrl_comma_opens_the_preferences(app: Application) -> None:
    press(app, Qt.Key.Key_Comma, CTRL)
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    assert dialog.isVisible()
    dialog.close()


def test_ctrl_q_quits(app: Application, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    quits: list[int] = []
    monkeypatch.setattr(qapp, "quit", lambda: quits.append(1))
    press(app, Qt.Key.Key_Q, CTRL)
    assert quits == [1]


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_f1_and_the_question_mark_show_all_keys_until_escape(app: Application, key: Qt.Key) -> None:
    app.session_panel.ring.setFocus()
    press(app, key)
    (sheet,) = app.window.findChildren(KeySheet)
    assert sheet.isVisible()
    listed = {label.text() for label in sheet.findChildren(QLabel)}
    for command in commands(app):
        if command.data():
            assert {command.data(), command.text()} <= listed
    press(app, ESCAPE)
    assert not sheet.isVisible()


@pytest.mark.parametrize("key", [ENTER, SPACE, Qt.Key.Key_X])
def test_any_key_closes_the_sheet_and_does_nothing_else(running: Application, key: Qt.Key) -> None:
    press(running, Qt.Key.Key_F1)
    press(running, key)
    (sheet,) = running.window.findChildren(KeySheet)
    assert not sheet.isVisible()
    assert running.timer.active is not None
    assert not running.timer.active.is_paused


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageDown])
def test_keys_scroll_a_sheet_that_is_too_high_and_close_one_that_is_whole(
    app: Application, key: Qt.Key
) -> None:
    app.window.resize(app.window.minimumSizeHint())
    press(app, Qt.Key.Key_F1)
    (sheet,) = app.window.findChildren(KeySheet)
    (bar,) = (one for one in sheet.findChildren(QScrollBar) if one.orientation() is Qt.Orientation.Vertical)
    last = sheet.findChildren(QLabel)[-1]
    if not bar.maximum():
        sheet.card.resize(sheet.card.width(), sheet.card.height() // 2)
        QApplication.processEvents()
    while bar.value() < bar.maximum():
        before = bar.value()
        press(app, key)
        assert bar.value() > before
    assert last.visibleRegion().boundingRect() == last.rect()
    sheet.close_card()
    app.window.resize(860, 640)
    press(app, Qt.Key.Key_F1)
    QApplication.processEvents()
    assert bar.maximum() == 0
    press(app, key)
    assert not sheet.isVisible()


def test_a_click_closes_the_sheet(app: Application, qtbot: QtBot) -> None:
    press(app, Qt.Key.Key_F1)
    (sheet,) = app.window.findChildren(KeySheet)
    qtbot.mouseClick(sheet.card, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not sheet.isVisible()


@pytest.mark.parametrize(("keys", "key"), [("Ctrl+E", Qt.Key.Key_E), ("Ctrl+Z", Qt.Key.Key_Z)])
def test_what_cannot_be_done_now_has_no_keys(
    app: Application, controller: Controller, keys: str, key: Qt.Key
) -> None:
    command = next(one for one in commands(app) if one.data() == keys)
    assert not command.isEnabled()
    press(app, key, CTRL)
    assert controller.list_sessions() == []
    assert not app.window.banner.isVisible()


def test_no_two_commands_have_the_same_keys(app: Application) -> None:
    keys = [one.data() for one in commands(app) if one.data()]
    assert len(keys) == len(set(keys))
    assert {*(f"Ctrl+{key}" for key in "12NEFZM,Q"), "F1"} <= set(keys)


# The menu


def commands(app: Application) -> list[QAction]:
    return [one for group in app.window.commands.groups() for one in group]


@pytest.fixture
def menu(running: Application) -> CommandMenu:
    """The menu of the app in which a session runs, opened."""
    button = next(one for one in running.window.findChildren(QPushButton) if one.accessibleName() == "Menu")
    button.click()
    (menu,) = running.window.findChildren(CommandMenu)
    assert menu.isVisible()
    return menu


def entry(menu: CommandMenu, text: str) -> QPushButton:
    return next(one for one in menu.findChildren(QPushButton) if one.text() == text)


def test_the_menu_has_every_command_with_its_keys(running: Application, menu: CommandMenu) -> None:
    labels = [label.text() for label in menu.findChildren(QLabel)]
    for command in commands(running):
        shown = entry(menu, command.text())
        assert shown.isEnabled() == command.isEnabled()
        assert shown.accessibleDescription() == command.data()
        assert command.data() in labels
    assert not entry(menu, "Start").isEnabled()
    assert entry(menu, "Complete").isEnabled()


def test_the_menu_is_used_by_keys_alone(running: Application, menu: CommandMenu) -> None:
    assert focused() is entry(menu, "Pause or resume")
    press(running, Qt.Key.Key_Down)
    assert focused() is entry(menu, "Extend by 5 min")
    press(running, ENTER)
    assert not menu.isVisible()
    assert running.timer.active is not None
    assert running.timer.active.session.duration_minutes == 30


@pytest.mark.parametrize(
    ("text", "status"), [("Complete", SessionStatus.COMPLETED), ("Cancel", SessionStatus.CANCELLED)]
)
def test_an_entry_of_the_menu_does_what_it_says(
    menu: CommandMenu, controller: Controller, text: str, status: SessionStatus
) -> None:
    entry(menu, text).click()
    assert controller.list_sessions()[0].status is status
    assert not menu.isVisible()


def test_a_flow_session_is_extended_by_no_key(app: Application, clock: SettableClock) -> None:
    app.plan.change(flow=True)
    work(app, clock, 1)
    assert not app.window.commands.extend.isEnabled()
    app.user_actions.end(SessionStatus.CANCELLED)
    assert not app.window.commands.pause.isEnabled()
    assert app.window.commands.start.isEnabled()


# The title of the window


def test_the_window_is_titled_by_the_time_and_what_it_is_spent_on(
    app: Application, clock: SettableClock
) -> None:
    assert app.window.windowTitle() == "Focus Desktop"
    app.plan.change(description="Chapter three")
    work(app, clock, 1)
    assert app.window.windowTitle() == "24 min left · Chapter three"
    clock.advance(seconds=18)
    app.tick_timer.ticked.emit()
    assert app.window.windowTitle() == "24 min left · Chapter three"
    live(app, clock, 24)
    assert app.window.windowTitle() == "Focus Desktop"
    app.break_cycle.take_break()
    assert app.window.windowTitle() == "5 min left · Break"
    app.break_cycle.skip_break()
    assert app.window.windowTitle() == "Focus Desktop"


def test_a_long_description_is_shortened_in_the_title(app: Application, clock: SettableClock) -> None:
    app.plan.change(description="x" * 100)
    work(app, clock, 1)
    assert app.window.windowTitle() == f"24 min left · {'x' * 59}…"


def test_tab_goes_from_the_ring_to_the_parts_of_a_page_that_was_made_later(
    running: Application, qtbot: QtBot
) -> None:
    panel = running.session_panel
    panel.ring.setFocus()
    reached: list[QWidget] = []
    for _ in range(4):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        reached.append(focused())
    assert reached[0] is panel.running.title.label
    assert [one.text() for one in reached[1:] if isinstance(one, QPushButton)] == [
        "Pause",
        "+5 min",
        "Complete",
    ]


def test_tab_goes_from_the_tabs_to_the_parts_of_the_history(app: Application, qtbot: QtBot) -> None:
    app.window.pages.setCurrentWidget(app.history_page)
    app.window.pages.tabBar().setFocus()
    reached: list[QWidget] = []
    for _ in range(2):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        reached.append(focused())
    assert reached == [app.history_page.filters.search, app.history_page.filters.range]
