"""The desktop door as a whole, on a real store, with a clock that is set by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.launch import Launch
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile
from tests.conftest import SettableClock
from tests.desktop.conftest import Opened, Told, banner, live
from tests.desktop.records import texts

ACTIVE, COMPLETED, CANCELLED = SessionStatus


def start(app: Application) -> None:
    app.session_panel.form.start.click()


def shows_running(app: Application) -> bool:
    tray = "Complete" in [entry.text() for entry in app.tray.menu.actions() if entry.isVisible()]
    assert tray == app.session_panel.running.isVisible() == app.window.commands.complete.isEnabled()
    return tray


def todays_total(app: Application) -> str:
    corner = app.window.pages.cornerWidget().findChild(QLabel)
    assert isinstance(corner, QLabel)
    return corner.text()


def statuses_shown(app: Application) -> list[str]:
    return [text.split(" · ")[0] for text in texts(app.history_page.model, Column.STATUS)]


def descriptions_shown(app: Application) -> list[str]:
    return texts(app.history_page.model, Column.SESSION)


def test_a_start_is_stored_and_shown_everywhere(app: Application, controller: Controller) -> None:
    app.session_panel.form.description.setText("Chapter three")
    app.session_panel.form.minutes.setValue(50)
    start(app)
    session = controller.list_sessions()[0]
    assert (session.status, session.description, session.duration_minutes) == (ACTIVE, "Chapter three", 50)
    assert shows_running(app)
    assert statuses_shown(app) == ["Running"]
    assert app.session_panel.ring.value() == 50 * 60


@pytest.mark.parametrize("status", [COMPLETED, CANCELLED])
def test_an_end_is_stored_and_shown_without_a_notification(
    app: Application,
    controller: Controller,
    clock: SettableClock,
    notified: Told,
    status: SessionStatus,
) -> None:
    start(app)
    live(app, clock, 10)
    user_actions = {
        COMPLETED: app.session_panel.complete_requested,
        CANCELLED: app.session_panel.cancel_requested,
    }
    user_actions[status].emit()
    assert controller.list_sessions()[0].status is status
    assert not shows_running(app)
    assert statuses_shown(app) == [status.capitalize()]
    assert notified == []


def test_a_due_session_is_completed_and_told_once(
    app: Application, working_elsewhere: None, controller: Controller, clock: SettableClock, notified: Told
) -> None:
    start(app)
    live(app, clock, 26)
    assert controller.list_sessions()[0].status is COMPLETED
    assert not shows_running(app)
    assert statuses_shown(app) == ["Completed"]
    assert notified == [("Session complete", "25 min")]


def test_a_session_that_became_due_while_the_app_was_closed_is_told_at_the_start(
    open_app: Opened, controller: Controller, clock: SettableClock, notified: Told
) -> None:
    controller.start_session(25, description="Read")
    clock.advance(minutes=60)
    app = open_app()
    assert not shows_running(app)
    assert not app.session_panel.is_done  # That is too long ago.
    assert len(notified) == 1
    assert notified[0][1].startswith("25 min · Read (ended today, ")


def test_a_session_that_was_completed_just_before_the_app_was_opened_is_shown_on_its_stage(
    open_app: Opened, controller: Controller, clock: SettableClock, notified: Told
) -> None:
    controller.start_session(25, description="Read")
    clock.advance(minutes=40)
    app = open_app()
    assert app.session_panel.is_done
    assert app.session_panel.ring.accessibleDescription().startswith("25 min, done at ")
    assert notified == []


def test_a_running_session_is_counted_on_after_a_restart(
    open_app: Opened, controller: Controller, clock: SettableClock, notified: Told
) -> None:
    controller.start_session(25)
    clock.advance(minutes=10)
    app = open_app()
    assert shows_running(app)
    assert app.session_panel.ring.value() == 15 * 60
    assert notified == []


def test_a_due_session_that_another_process_ended_is_noticed(
    app: Application, controller: Controller, clock: SettableClock, qtbot: QtBot
) -> None:
    start(app)
    clock.advance(minutes=26)
    controller.complete_due_session()
    app.tick_timer.ticked.emit()
    qtbot.waitUntil(lambda: not shows_running(app))
    assert statuses_shown(app) == ["Completed"]


def test_a_refused_start_is_told_in_the_window(app: Application, controller: Controller) -> None:
    controller.start_session(25, description="elsewhere")
    start(app)
    assert banner(app) == [
        "A session is already running",
        "“elsewhere” is running; complete or cancel it first.",
    ]


def test_a_refused_start_from_the_tray_is_told_by_a_notification(
    app: Application, controller: Controller, notified: Told
) -> None:
    controller.start_session(25, description="elsewhere")
    app.window.hide()
    app.tray.start_requested.emit()
    assert [title for title, _ in notified] == ["A session is already running"]


def test_what_no_daemon_takes_is_told_in_the_window(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.notifier, "notify", app.notifier.undelivered.emit)
    app.messages.notify("Session complete", "25 min")
    assert banner(app) == ["Session complete", "25 min"]


def test_what_others_sent_in_vain_is_left_to_them(app: Application) -> None:
    app.notifier.undelivered.emit(Notification("Session complete", "25 min"))
    assert banner(app) == []


def test_time_that_cannot_be_kept_is_told_once(
    app: Application, clock: SettableClock, notified: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(app)
    app.window.hide()

    def refuse() -> None:
        raise StoreUnavailable(StoreProblem.DISK_FULL, place="focus.db")

    assert app.store.controller is not None
    monkeypatch.setattr(app.store.controller._database, "writing", refuse)
    for _ in range(5 * 60):
        clock.advance(seconds=1)
        app.tick_timer.ticked.emit()
    assert notified == [
        ("The data cannot be used", "The disk with focus.db is full; make room and try again.")
    ]


def test_a_new_quest_is_chosen_and_a_failed_one_stays_to_be_mended(
    app: Application, controller: Controller
) -> None:
    picker = app.session_panel.form.quest_picker
    picker.new_quest_requested.emit("   ")
    assert banner(app)[1] == "A quest's title is text of 1 to 200 characters."
    picker.new_quest_requested.emit("Write the thesis")
    assert picker.choice.currentText() == "Write the thesis"
    assert banner(app) == []
    start(app)
    record = controller.active_session()
    assert record is not None
    assert record.quest is not None
    assert record.quest.title == "Write the thesis"


def test_a_new_quest_that_was_typed_but_not_added_is_not_lost_by_a_start(
    app: Application, controller: Controller
) -> None:
    picker = app.session_panel.form.quest_picker
    picker.choice.activated.emit(picker.choice.count() - 1)
    picker.title.setText("Write the thesis")
    start(app)
    record = controller.active_session()
    assert record is not None
    assert record.quest is not None
    assert record.quest.title == "Write the thesis"


def test_a_start_waits_while_the_new_quest_is_refused(app: Application, controller: Controller) -> None:
    picker = app.session_panel.form.quest_picker
    picker.choice.activated.emit(picker.choice.count() - 1)
    picker.title.setText("a\0b")
    start(app)
    assert controller.list_sessions() == []
    assert app.plan.planned.new_quest
    assert banner(app)[0] == "Please check your input"


def test_a_pause_stops_the_time_everywhere_until_it_is_resumed(
    app: Application, controller: Controller, clock: SettableClock
) -> None:
    start(app)
    live(app, clock, 10)
    app.session_panel.pause_requested.emit()
    clock.advance(minutes=12)
    app.tick_timer.ticked.emit()
    assert app.session_panel.ring.value() == 15 * 60
    assert app.session_panel.ring.accessibleDescription() == "15:00, Paused 12 min"
    record = controller.active_session()
    assert record is not None
    assert record.is_paused
    app.tray.resume_requested.emit()
    live(app, clock, 15)
    assert not shows_running(app)
    assert controller.list_sessions()[0].completed_at == clock.now()


def test_what_another_process_starts_edits_and_completes_is_shown_and_told(
    app: Application,
    controller: Controller,
    qtbot: QtBot,
    notified: Told,
    look_away: Callable[[Application], None],
) -> None:
    look_away(app)
    session = controller.start_session(25, description="elsewhere")
    qtbot.waitUntil(lambda: shows_running(app))
    assert statuses_shown(app) == ["Running"]

    controller.update_session(session.id, description="over there")
    qtbot.waitUntil(lambda: descriptions_shown(app) == ["over there"])
    assert notified == []

    controller.update_session(session.id, status=COMPLETED)
    qtbot.waitUntil(lambda: not shows_running(app))
    assert statuses_shown(app) == ["Completed"]
    assert notified == [("Session complete", "0 of 25 min · over there")]


def test_what_another_process_cancels_or_deletes_is_shown_and_not_told(
    app: Application, controller: Controller, qtbot: QtBot, notified: Told, clock: SettableClock
) -> None:
    start(app)
    first = controller.list_sessions()[0]
    clock.advance(minutes=1)
    controller.update_session(first.id, status=CANCELLED)
    qtbot.waitUntil(lambda: not shows_running(app))
    assert statuses_shown(app) == ["Cancelled"]
    controller.delete_session(first.id)
    qtbot.waitUntil(lambda: statuses_shown(app) == [])
    assert notified == []


def test_a_quest_that_another_process_adds_can_be_chosen(
    app: Application, controller: Controller, qtbot: QtBot
) -> None:
    quest = controller.add_quest("Read 12 Books")
    qtbot.waitUntil(lambda: app.session_panel.form.quest_picker.choice.count() == 3)
    app.plan.change(quest_id=quest.id)
    start(app)
    assert controller.list_sessions()[0].quest_id == quest.id


def test_an_end_that_comes_too_late_is_refused_and_what_is_true_is_shown(
    app: Application, controller: Controller, qtbot: QtBot, clock: SettableClock
) -> None:
    start(app)
    clock.advance(minutes=1)
    controller.update_session(controller.list_sessions()[0].id, status=CANCELLED)
    app.session_panel.complete_requested.emit()  # The announcement has not reached this thread yet.
    assert banner(app)[0] == "The session has already ended"
    qtbot.waitUntil(lambda: not shows_running(app))
    assert statuses_shown(app) == ["Cancelled"]


def test_a_banner_goes_with_the_next_wish(app: Application) -> None:
    app.messages.tell("Trouble", "Something was wrong.")
    start(app)
    assert banner(app) == []


def test_a_completion_is_shown_on_the_stage_and_not_in_the_banner(
    app: Application, clock: SettableClock
) -> None:
    app.session_panel.form.description.setText("Chapter three")
    start(app)
    live(app, clock, 25)
    assert app.session_panel.is_done
    assert app.session_panel.ring.accessibleDescription().startswith("25 min, done at ")
    assert "Chapter three" in [label.text() for label in app.session_panel.done.findChildren(QLabel)]
    assert banner(app) == []


def test_a_deleted_session_leaves_the_table_and_the_panel(app: Application, controller: Controller) -> None:
    start(app)
    app.history_page.delete_requested.emit(app.history_page.model.records[:1])
    assert controller.list_sessions() == []
    assert statuses_shown(app) == []
    assert not shows_running(app)


def test_the_history_is_filtered(app: Application, clock: SettableClock) -> None:
    panel = app.session_panel
    for end in (panel.complete_requested, panel.cancel_requested):
        start(app)
        clock.advance(minutes=1)
        end.emit()
    assert statuses_shown(app) == ["Cancelled", "Completed"]
    app.history_page.filters.choose(DateRange.ALL, None, "cancelled")
    app.history_page.filters_changed.emit()
    assert statuses_shown(app) == ["Cancelled"]


def test_todays_total_grows_with_the_session(app: Application, clock: SettableClock) -> None:
    app.settings.save(daily_goal_minutes=0)
    assert todays_total(app) == "Today: 0 min"
    start(app)
    live(app, clock, 7)
    assert todays_total(app) == "Today: 7 min"
    clock.advance(minutes=24 * 60)
    app.tick_timer.ticked.emit()
    assert todays_total(app) == "Today: 0 min"


def test_another_start_of_the_day_counts_at_once(app: Application, clock: SettableClock) -> None:
    app.plan.change(minutes=120)
    start(app)
    live(app, clock, 70)
    assert todays_total(app) == "1 h 10 min of 4 h"
    app.settings.save(day_start_hour=clock.now().astimezone().hour)
    assert todays_total(app) == "10 min of 4 h"


def test_the_last_choices_are_there_after_a_restart(app: Application, open_app: Opened) -> None:
    app.session_panel.form.quest_picker.new_quest_requested.emit("Read")
    app.session_panel.form.minutes.setValue(50)
    start(app)
    app.session_panel.cancel_requested.emit()
    app.history_page.filters.choose(DateRange.ALL, None, "cancelled")
    app.history_page.filters_changed.emit()
    app.window.pages.setCurrentIndex(1)
    app.window.resize(720, 640)
    app.quit()

    again = open_app()
    assert again.session_panel.form.minutes.value() == 50
    assert again.session_panel.form.quest_picker.choice.currentText() == "Read"
    assert again.history_page.filters.session_status is CANCELLED
    assert statuses_shown(again) == ["Cancelled"]
    assert again.window.pages.currentIndex() == 1
    assert (again.window.width(), again.window.height()) == (720, 640)


def test_closing_the_window_quits_where_there_is_no_tray(
    app: Application, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[int] = []
    monkeypatch.setattr(qapp, "quit", lambda: quits.append(1))
    app.window.close()
    assert quits == [1]


def test_closing_the_window_keeps_the_tray_and_is_explained_once(
    app: Application, notified: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    for _ in range(2):
        app.window.show()
        app.window.close()
        assert not app.window.isVisible()
    assert [title for title, _ in notified] == ["Still here"]


def test_a_store_that_cannot_be_opened_is_told_and_nothing_can_be_started(
    qapp: QApplication, qtbot: QtBot, services: AppServices
) -> None:
    def refuse() -> Controller:
        raise StoreUnavailable(StoreProblem.CANNOT_OPEN, place="/data/focus.db")

    app = Application(qapp, replace(services, open_controller=refuse))
    app.show(Launch())
    qtbot.waitUntil(lambda: not app.window.pages.isVisible())
    assert app.repair.page.headline.text() == "The data cannot be used"
    assert "cannot be opened" in app.repair.page.sentence.text()
    assert not app.session_panel.form.start.isVisible()
    app.quit()
    app.window.hide()


def test_damaged_settings_are_told(open_app: Opened, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    assert banner(open_app())[0] == "Settings"


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_appearance_is_a_preference(
    qapp: QApplication, open_app: Opened, tmp_path: Path, appearance: str
) -> None:
    SettingsFile(tmp_path / "settings.json").change(appearance=appearance)
    app = open_app()
    assert (app.window.palette().window().color().lightness() < 128) == (appearance == "dark")


def test_the_keyboard_reaches_everything_needed_to_start(qtbot: QtBot, app: Application) -> None:
    panel = app.session_panel
    form = panel.form
    form.description.setFocus()
    presets = [one for one in form.presets.findChildren(QPushButton) if one.property("shape") == "pill"]
    chosen = next(one for one in presets if one.isChecked())
    stops = [form.quest_picker.choice, chosen, form.presets.more, form.start]
    for expected in stops:
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is expected
    others: list[QWidget] = []
    while focused() is not form.description and len(others) < 20:
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        others.append(focused())
    assert {panel.ring, form.minutes, app.window.pages.tabBar()} <= set(others)
    assert not {*presets, form.start} & set(others)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_session_that_begins_leaves_the_keyboard_on_the_page_that_is_shown(app: Application) -> None:
    app.window.pages.setCurrentWidget(app.history_page)
    app.history_page.filters.quest.setFocus()
    app.window.commands.start_again.trigger()
    assert app.timer.active is not None
    assert app.window.focusWidget() is app.history_page.filters.quest
    app.window.pages.setCurrentWidget(app.session_panel)
    app.user_actions.end(SessionStatus.CANCELLED)
    assert app.window.focusWidget() is app.session_panel.form.description


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_first_day_of_the_week_here_is_noted_for_commands(
    open_app: Opened, services: AppServices, is_damaged: bool
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    services.settings_file.write_text("{" if is_damaged else "{}")
    try:
        open_app()
    finally:
        QLocale.setDefault(before)
    assert SettingsFile(services.settings_file).current.system_week_start == (0 if is_damaged else 6)
