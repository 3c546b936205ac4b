"""Session, break, session: in the whole app, with a clock that is set by hand."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop import wording
from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.window.focus.break_screen import BreakScreen
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.launch import Launch
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.settings_file import SettingsFile
from tests.conftest import SettableClock
from tests.desktop.conftest import Opened, Told, click, hear, live, oversleep, press, work
from tests.desktop.records import texts

ACTIVE, COMPLETED, CANCELLED = SessionStatus
LookAway = Callable[[Application], None]
Notified = Told
Rung = list[tuple[Sound, int]]


def prefer(tmp_path: Path, **settings: object) -> None:
    SettingsFile(tmp_path / "settings.json").change(**settings)


def shown(app: Application) -> set[str]:
    """The words that can be read on the Focus page."""
    panel = app.session_panel
    parts: list[QLabel | QPushButton] = [*panel.findChildren(QLabel), *panel.findChildren(QPushButton)]
    return {one.text() for one in parts if one.isVisible()}


def entries(app: Application) -> list[str]:
    actions = app.tray.menu.actions()
    return [entry.text() for entry in actions if entry.isVisible() and not entry.isSeparator()]


def open_preferences(app: Application) -> PreferencesDialog:
    app.preferences.open()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog


def test_a_completion_rings_tells_and_offers_the_break(
    app: Application, working_elsewhere: None, clock: SettableClock, notified: Notified, rung: Rung
) -> None:
    work(app, clock)
    assert notified == [("Session complete", "25 min")]
    assert rung == [(Sound.SESSION_END, 70)]
    assert "Start break, 5 min" in shown(app)
    press(app, "Start break")
    assert {"Break", "Skip break"} <= shown(app)
    assert "Start next" not in shown(app)
    assert entries(app)[:2] == ["5 min left", "Skip break"]
    assert app.tray.icon.toolTip() == "5 min left · Break"

    live(app, clock, 5)
    assert rung[1:] == [(Sound.BREAK_END, 70)]
    assert notified[1:] == [("Break is over", "Ready for the next session?")]
    assert {"Start", "Break is over · Ready for the next session?"} <= shown(app)
    press(app, "Start next")
    assert app.timer.active is not None


def test_a_break_can_be_skipped_and_a_session_ends_it(
    app: Application, clock: SettableClock, rung: Rung
) -> None:
    work(app, clock)
    app.break_cycle.take_break()
    app.tray.skip_break_requested.emit()
    assert "Start" in shown(app)
    assert entries(app)[1] == "Start 25 min"
    work(app, clock)
    app.break_cycle.take_break()
    app.session_panel.start_next_requested.emit()
    assert app.timer.active is not None
    assert app.timer.running_break is None
    assert "Complete" in shown(app)
    assert Sound.BREAK_END not in {sound for sound, _ in rung}


def test_a_session_completed_by_hand_earns_its_break_without_an_alarm(
    app: Application, clock: SettableClock, notified: Notified, rung: Rung
) -> None:
    work(app, clock, 10)
    app.session_panel.complete_requested.emit()
    assert "Start break, 5 min" in shown(app)
    assert (notified, rung) == ([], [])


def test_a_session_completed_in_the_tray_is_told_without_an_alarm(
    app: Application, clock: SettableClock, notified: Notified, rung: Rung
) -> None:
    app.window.hide()
    work(app, clock, 10)
    app.tray.complete_requested.emit()
    assert (notified, rung) == ([("Session complete", "10 of 25 min")], [])


def test_a_session_completed_in_a_terminal_is_told_without_an_alarm(
    app: Application,
    working_elsewhere: None,
    controller: Controller,
    qtbot: QtBot,
    notified: Notified,
    rung: Rung,
) -> None:
    app.user_actions.start_as_planned()
    controller.update_session(controller.list_sessions()[0].id, status=COMPLETED)
    qtbot.waitUntil(lambda: notified == [("Session complete", "0 of 25 min")])
    assert rung == []
    assert "Start break, 5 min" in shown(app)


def test_a_warning_that_no_daemon_takes_is_told_in_the_window(
    open_app: Opened, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer(tmp_path, warn_minutes=5)
    app = open_app()
    monkeypatch.setattr(app.notifier, "notify", app.notifier.undelivered.emit)
    work(app, clock, 21)
    assert {"5 min left", "25 min"} <= {one.text() for one in app.window.banner.findChildren(QLabel)}
    assert app.window.banner.isVisible()
    app.session_panel.pause_requested.emit()
    assert not app.window.banner.isVisible()


def test_a_cancelled_session_earns_no_break(app: Application, clock: SettableClock) -> None:
    work(app, clock, 10)
    app.session_panel.cancel_requested.emit()
    assert app.session_panel.is_idle
    assert not [one for one in {*shown(app), *entries(app)} if "break" in one]


def test_every_fourth_break_is_a_long_one(app: Application, clock: SettableClock) -> None:
    for count in range(1, 9):
        work(app, clock)
        assert ("Start long break, 15 min" if count % 4 == 0 else "Start break, 5 min") in shown(app)
        app.break_cycle.take_break()
        name = "Long break" if count % 4 == 0 else "Break"
        assert name in shown(app)
        live(app, clock, 15 if count % 4 == 0 else 5)
        assert "Start" in shown(app)


def test_breaks_and_sessions_begin_by_themselves_if_preferred(
    open_app: Opened, tmp_path: Path, clock: SettableClock, notified: Notified, look_away: LookAway
) -> None:
    prefer(tmp_path, auto_start_break=True, auto_start_session=True)
    app = open_app()
    look_away(app)
    work(app, clock)
    assert "Break" in shown(app)
    live(app, clock, 5)
    assert app.timer.active is not None
    assert notified == [("Session complete", "25 min"), ("Break is over", "The next session has begun.")]


def test_nothing_begins_by_itself_long_after_what_went_before(
    open_app: Opened, tmp_path: Path, clock: SettableClock
) -> None:
    prefer(tmp_path, auto_start_break=True, auto_start_session=True)
    app = open_app()
    work(app, clock, 10)
    oversleep(app, clock, 20)
    assert app.timer.running_break is None
    assert "Start break, 5 min" in shown(app)

    work(app, clock)
    assert "Break" in shown(app)
    oversleep(app, clock, 480)
    assert "Start" in shown(app)


def test_a_break_is_not_offered_long_after_its_session(app: Application, clock: SettableClock) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 480)
    assert app.session_panel.is_idle
    assert not [one for one in {*shown(app), *entries(app)} if "break" in one]


def test_preferences_hold_from_the_next_session_on(
    app: Application, clock: SettableClock, rung: Rung, notified: Notified, look_away: LookAway
) -> None:
    app.user_actions.start_as_planned()
    dialog = open_preferences(app)
    dialog.changed.emit({"volume": 30})
    dialog.changed.emit({"auto_start_break": True})
    dialog.changed.emit({"time_up": "overtime"})
    dialog.changed.emit({"warn_minutes": 5})
    dialog.close()
    look_away(app)
    live(app, clock, 25)
    assert rung == [(Sound.SESSION_END, 70)]
    assert app.timer.running_break is None
    assert [title for title, _ in notified] == ["Session complete"]

    work(app, clock)
    assert rung[1:] == [(Sound.SESSION_END, 30)]
    assert app.timer.active is not None
    assert [title for title, _ in notified][1:] == ["5 min left", "Time is up"]


def test_overtime_is_told_once_and_shown_apart(
    open_app: Opened,
    tmp_path: Path,
    clock: SettableClock,
    controller: Controller,
    notified: Notified,
    look_away: LookAway,
) -> None:
    prefer(tmp_path, time_up="overtime")
    app = open_app()
    look_away(app)
    work(app, clock, 28)
    assert app.session_panel.ring.accessibleDescription() == "+03:00, over 25 min"
    assert app.tray.icon.toolTip() == "3 min over · Focus session"
    assert [title for title, _ in notified] == ["Time is up"]
    press(app, "Extend by 5 min")
    assert (
        app.session_panel.ring.accessibleDescription()
        == f"02:00, ends {wording.clock_time(clock.now() + timedelta(minutes=2))}"
    )
    live(app, clock, 4)
    assert [title for title, _ in notified] == ["Time is up", "Time is up"]
    press(app, "Complete")
    assert controller.list_sessions()[0].status is COMPLETED
    assert texts(app.history_page.model, Column.FOCUSED) == ["30 min + 2 min of 30 min"]


@pytest.mark.parametrize("wish", ["extend", "pause"])
def test_who_extends_or_pauses_overtime_has_heard_the_alarm(
    open_app: Opened, tmp_path: Path, clock: SettableClock, wish: str
) -> None:
    prefer(tmp_path, time_up="overtime")
    app = open_app()
    work(app, clock, 26)
    app.alarm._show_strip()
    assert app.alarm._strip.isVisible()
    if wish == "extend":
        app.session_panel.extend_requested.emit(5)
    else:
        app.session_panel.pause_requested.emit()
    assert not app.alarm._strip.isVisible()


def test_the_end_is_announced_once_and_again_after_an_extension(
    open_app: Opened, tmp_path: Path, clock: SettableClock, notified: Notified
) -> None:
    prefer(tmp_path, warn_minutes=5)
    app = open_app()
    work(app, clock, 22)
    assert notified == [("5 min left", "25 min")]
    app.session_panel.extend_requested.emit(5)
    live(app, clock, 5)
    assert [title for title, _ in notified] == ["5 min left", "5 min left"]


def test_what_was_announced_is_withdrawn_when_it_holds_no_more(
    open_app: Opened, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer(tmp_path, warn_minutes=5)
    app = open_app()
    withdrawn: list[str] = []
    monkeypatch.setattr(app.notifier, "withdraw", lambda notification: withdrawn.append(notification.title))
    work(app, clock, 22)
    app.session_panel.extend_requested.emit(5)
    assert withdrawn == ["5 min left"]
    live(app, clock, 5)
    app.session_panel.complete_requested.emit()
    assert withdrawn == ["5 min left"] * 2


def test_the_stage_tells_of_the_session_then_of_the_break_then_that_it_is_over(
    app: Application, clock: SettableClock
) -> None:
    panel = app.session_panel
    over = "Break is over · Ready for the next session?"
    work(app, clock)
    assert panel.is_done
    press(app, "Start break")
    assert panel.break_page.isVisible()
    assert over not in shown(app)
    live(app, clock, 5)
    assert panel.is_idle
    assert over in shown(app)
    panel.start_requested.emit()
    assert panel.running.isVisible()
    panel.complete_requested.emit()
    app.break_cycle.leave()
    assert over not in shown(app)
    assert not app.window.banner.isVisible()


def test_a_break_begun_in_the_window_is_a_reaction_to_the_alarm(
    app: Application, clock: SettableClock
) -> None:
    work(app, clock)
    app.alarm._show_strip()
    click(app.window, "Start break, 5 min")
    assert app.timer.running_break is not None
    assert not [one for one in app.alarm._strip.findChildren(QPushButton) if one.isVisible()]


def test_a_button_of_a_notification_that_alarms_nobody_works_once(
    open_app: Opened, tmp_path: Path, clock: SettableClock, sent: list[Notification]
) -> None:
    prefer(tmp_path, warn_minutes=5)
    app = open_app()
    work(app, clock, 21)
    assert app.timer.active is not None
    for _ in range(2):
        app.notifier.chosen.emit(sent[0], "extend")
    assert app.timer.active.session.duration_minutes == 30


def test_flow_counts_up_and_rings_for_nobody(
    app: Application, clock: SettableClock, controller: Controller, notified: Notified
) -> None:
    app.session_panel.form.presets.chosen.emit(None)
    assert entries(app)[1] == "Start flow"
    work(app, clock, 100)
    assert app.session_panel.ring.accessibleDescription() == "1:40:00, Flow"
    assert "Extend by 5 min" not in entries(app)
    app.session_panel.complete_requested.emit()
    assert controller.list_sessions()[0].duration_minutes == 100
    assert notified == []


def test_the_quest_advances_from_the_notification(
    app: Application,
    working_elsewhere: None,
    clock: SettableClock,
    controller: Controller,
    notified: Notified,
) -> None:
    quest = controller.add_quest("Read 12 Books", 12)
    app.user_actions.start_for_quest(quest.id)
    live(app, clock, 25)
    press(app, "+1 on the quest")
    assert controller.list_quests()[0].current_value == 1
    assert notified[1:] == [("Quest", "Read 12 Books: 1 of 12")]


def test_the_other_buttons_are_still_there_when_the_quest_has_advanced(
    app: Application, clock: SettableClock, controller: Controller, sent: list[Notification]
) -> None:
    app.user_actions.start_for_quest(controller.add_quest("Read 12 Books", 12).id)
    live(app, clock, 25)
    press(app, "+1 on the quest")
    assert [choice.label for choice in sent[-1].actions] == ["Start break", "Start next"]
    app.notifier.chosen.emit(sent[-1], "start-break")
    assert app.timer.running_break is not None


def test_full_hours_are_told_if_preferred(
    open_app: Opened, tmp_path: Path, clock: SettableClock, notified: Notified
) -> None:
    prefer(tmp_path, milestones=True, minutes=90)
    app = open_app()
    app.window.hide()
    work(app, clock, 61)
    assert notified == [("Milestone", "1 h of focus today")]


def test_a_break_fills_the_screen_until_escape(
    open_app: Opened, tmp_path: Path, clock: SettableClock, qtbot: QtBot
) -> None:
    prefer(tmp_path, break_screen=True)
    app = open_app()
    work(app, clock)
    app.break_cycle.take_break()
    screen = app.break_cycle._break_screen
    assert isinstance(screen, BreakScreen)
    assert screen.isFullScreen()
    app.alarm.raise_alarm(Notification("Session complete", ""), lambda: None, repeat=False)
    app.alarm._show_strip()
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    assert screen.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()
    assert not app.alarm._strip.isVisible()
    assert app.timer.running_break is not None

    screen.show()
    live(app, clock, 5)
    assert not screen.isVisible()


def test_one_key_starts_the_last_session_again(
    app: Application, controller: Controller, qtbot: QtBot
) -> None:
    app.session_panel.form.minutes.setValue(50)
    app.window.pages.setCurrentIndex(1)
    for _ in range(2):  # A second press is one too many.
        app.window.commands.start_again.trigger()
    (session,) = controller.list_sessions()
    assert session.duration_minutes == 50


def test_the_last_session_is_started_again_unless_something_is_written(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    def started() -> tuple[int, str | None, UUID | None]:
        live(app, clock, 1)
        (newest,) = controller.list_sessions(limit=1)
        app.user_actions.end(CANCELLED)
        app.plan.change(description="")  # It is kept for the next session, as if it had been typed.
        return newest.duration_minutes, newest.description, newest.quest_id

    form = app.session_panel.form
    app.user_actions.add_quest("Read 12 Books")
    form.description.setText("Chapter three")
    app.session_panel.start_requested.emit()
    app.session_panel.extend_requested.emit(5)
    assert started() == (30, "Chapter three", app.plan.planned.quest_id)

    app.plan.change(quest_id=None)
    app.plan.change(minutes=52, break_minutes=17, flow=False)
    app.window.commands.start_again.trigger()
    (quest,) = controller.list_quests()
    assert started() == (25, "Chapter three", quest.id)
    assert (form.minutes.value(), app.session_panel.lengths_card.break_length.box.value()) == (25, 5)

    form.description.setText("Chapter four")
    app.plan.change(quest_id=None)
    app.user_actions.launch(Launch(start_last=True))
    assert started() == (25, "Chapter four", None)


def test_the_last_session_may_have_been_started_elsewhere(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    assert app.store.controller is not None
    session = app.store.controller.start_session(52, description="Chapter five")
    hear(app)
    app.store.controller.update_session(session.id, status=COMPLETED)
    hear(app)
    assert "Start break, 17 min" in shown(app)
    app.window.commands.start_again.trigger()
    assert controller.list_sessions(status=ACTIVE)[0].description == "Chapter five"
    app.user_actions.end(CANCELLED)
    app.plan.change(description="")  # It is kept for the next session, as if it had been typed.

    clock.advance(minutes=1)
    app.store.controller.start_session(1, time_up=TimeUp.FLOW)
    hear(app)
    app.user_actions.end(CANCELLED)
    app.window.commands.start_again.trigger()
    assert app.session_panel.ring.accessibleDescription() == "00:00, Flow"
    app.user_actions.end(CANCELLED)

    clock.advance(minutes=1)
    app.announcements.session_started.disconnect()  # as if no window had been open
    session = app.store.controller.start_session(90)
    hear(app)
    app.store.controller.update_session(session.id, status=COMPLETED)
    hear(app)
    app.user_actions.start_last()
    assert controller.list_sessions(status=ACTIVE)[0].duration_minutes == 90


def test_what_was_told_goes_when_somebody_reacts_elsewhere(
    open_app: Opened,
    tmp_path: Path,
    clock: SettableClock,
    controller: Controller,
    withdrawn: list[str],
    look_away: LookAway,
) -> None:
    prefer(tmp_path, auto_start_break=True)
    app = open_app()
    look_away(app)
    work(app, clock)
    app.alarm._show_strip()
    app.tray.skip_break_requested.emit()
    assert withdrawn == ["Session complete"]
    assert not app.alarm._strip.isVisible()
    assert not app.window.banner.isVisible()

    work(app, clock)
    app.alarm._show_strip()
    app.user_actions.delete(controller.list_sessions()[0].id)
    assert not app.alarm._strip.isVisible()
    assert "Start break, 5 min" not in shown(app)

    dialog = open_preferences(app)
    dialog.changed.emit({"time_up": "overtime"})
    dialog.close()
    work(app, clock)
    app.alarm._show_strip()
    app.user_actions.delete(controller.list_sessions()[0].id)
    assert not app.alarm._strip.isVisible()

    app.user_actions.start_as_planned()  # A script completes it before its time: no alarm, but buttons.
    live(app, clock, 10)
    session = controller.list_sessions()[0]
    assert app.store.controller is not None
    app.store.controller.update_session(session.id, status=COMPLETED)
    hear(app)
    app.timer.skip_break()
    withdrawn.clear()
    app.user_actions.start_as_planned()
    assert withdrawn == ["Session complete"]


def test_no_button_stays_behind_that_nobody_answers(
    app: Application, clock: SettableClock, withdrawn: list[str]
) -> None:
    app.window.hide()
    work(app, clock, 1)
    app.user_actions.end(CANCELLED)
    app.quit()
    assert withdrawn == ["Session cancelled"]


def test_no_button_of_an_ended_session_stays_behind_that_nobody_answers(
    app: Application, working_elsewhere: None, clock: SettableClock, withdrawn: list[str]
) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 8)
    live(app, clock, 15)
    withdrawn.clear()
    app.quit()
    assert set(withdrawn) == {"A gap in your session", "Session complete"}
