"""The break that was earned, what was done for it, and the way to the long one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from focus_desktop.desktop.timer.break_cycle import FRESH
from focus_desktop.model.status import QuestStatus
from tests.desktop.conftest import Opened, live, press, work

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.notifications.notification import Notification
    from tests.conftest import SettableClock

SHORT, LONG = "Start break, 5 min", "Start long break, 15 min"


def offered(app: Application) -> list[str]:
    """What the stage and the tray offer of a break."""
    buttons = [one for one in app.session_panel.findChildren(QPushButton) if one.isVisible()]
    texts = [
        *(one.text() for one in buttons),
        *(one.text() for one in app.tray.menu.actions() if one.isVisible()),
    ]
    return [text for text in texts if " break, " in text]


def restart(app: Application, open_app: Opened) -> Application:
    app.quit()
    return open_app()


# A restart


def test_a_break_is_fresh_for_half_an_hour() -> None:
    assert timedelta(minutes=30) == FRESH


@pytest.mark.parametrize(("minutes", "is_fresh"), [(1, True), (29, True), (31, False), (600, False)])
def test_an_earned_break_survives_a_restart_while_it_is_fresh(
    app: Application, open_app: Opened, clock: SettableClock, minutes: int, is_fresh: bool
) -> None:
    app.plan.change(description="Chapter three")
    work(app, clock)
    assert offered(app) == [SHORT, SHORT]
    app.quit()
    clock.restart(minutes=minutes)
    again = open_app()
    assert again.session_panel.is_done == is_fresh
    assert offered(again) == ([SHORT, SHORT] if is_fresh else [])
    assert "Start again: Chapter three" in [
        one.text() for one in again.tray.menu.actions() if one.isVisible()
    ]
    if is_fresh:
        assert "Chapter three" in [one.text() for one in again.session_panel.done.findChildren(QLabel)]
        again.tray.break_requested.emit()
        assert again.timer.running_break is not None


def test_a_long_break_is_still_the_long_one_after_a_restart(
    app: Application, open_app: Opened, clock: SettableClock
) -> None:
    for _ in range(4):
        work(app, clock)
    assert offered(app) == [LONG, LONG]
    again = restart(app, open_app)
    assert offered(again) == [LONG, LONG]
    assert again.session_panel.dots.accessibleName() == "4 of 4 sessions until the long break"


@pytest.mark.parametrize("settle", ["take", "leave", "skip", "delete"])
def test_a_break_that_was_settled_is_not_offered_again(
    app: Application, open_app: Opened, clock: SettableClock, controller: Controller, settle: str
) -> None:
    work(app, clock)
    if settle == "leave":
        app.break_cycle.leave()
    elif settle == "delete":
        app.user_actions.delete(controller.list_sessions()[0].id)
    else:
        app.break_cycle.take_break()
    if settle == "skip":
        app.break_cycle.skip_break()
    again = restart(app, open_app)
    assert again.session_panel.is_idle
    assert offered(again) == []


def test_a_session_that_runs_after_a_restart_offers_no_break_of_the_one_before(
    app: Application, open_app: Opened, clock: SettableClock
) -> None:
    work(app, clock)
    app.user_actions.start_next()
    again = restart(app, open_app)
    assert again.session_panel.running.isVisible()
    assert offered(again) == []


# While the app is open


def test_what_was_done_is_left_when_it_is_fresh_no_longer(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    live(app, clock, 29.5)
    assert app.session_panel.is_done
    live(app, clock, 1)
    assert app.session_panel.is_idle
    assert offered(app) == []


def test_done_for_now_shows_the_form(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    leave = next(one for one in app.session_panel.findChildren(QPushButton) if one.text() == "Done for now")
    assert leave.isVisible()
    leave.click()
    assert app.session_panel.is_idle
    assert offered(app) == []


def test_start_next_starts_the_same_again(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.plan.change(minutes=30, description="Chapter three")
    work(app, clock, 30)
    start_next = next(
        one for one in app.session_panel.findChildren(QPushButton) if one.text() == "Start next"
    )
    start_next.click()
    newest = controller.list_sessions()[0]
    assert app.timer.active is not None
    assert (newest.duration_minutes, newest.description) == (30, "Chapter three")


def test_without_a_break_the_next_session_comes_first(app: Application, clock: SettableClock) -> None:
    app.plan.change(break_minutes=0)
    work(app, clock)
    assert offered(app) == []
    start_next = next(
        one for one in app.session_panel.findChildren(QPushButton) if one.text() == "Start next"
    )
    assert start_next.property("look") == "primary"
    app.session_panel.done.press_first()
    assert app.timer.active is not None


# The dots


def test_the_dots_tell_the_way_to_the_long_break(app: Application, clock: SettableClock) -> None:
    def dots() -> str:
        return app.session_panel.dots.accessibleName().partition(" sessions")[0]

    seen = [dots()]
    for _ in range(5):
        work(app, clock)
        seen.append(dots())
        app.break_cycle.take_break()
        seen.append(f"break {dots()}")
        app.break_cycle.skip_break()
        seen.append(dots())
    assert seen == [
        *("0 of 4", "1 of 4", "break 1 of 4", "1 of 4", "2 of 4", "break 2 of 4", "2 of 4", "3 of 4"),
        *("break 3 of 4", "3 of 4", "4 of 4", "break 4 of 4", "0 of 4", "1 of 4", "break 1 of 4", "1 of 4"),
    ]


def test_a_cancelled_session_fills_no_dot_and_a_deleted_one_takes_its_dot_away(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock)
    work(app, clock, 5)
    app.session_panel.cancel_requested.emit()
    assert app.session_panel.dots.accessibleName().startswith("1 of 4")
    app.user_actions.delete(controller.list_sessions()[1].id)
    assert app.session_panel.dots.accessibleName().startswith("0 of 4")
    app.user_actions.undo_history.undo()
    assert app.session_panel.dots.accessibleName().startswith("1 of 4")


def test_the_dots_follow_the_preference(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    app.settings.save(long_break_every=6)
    assert app.session_panel.dots.accessibleName().startswith("1 of 6")
    app.settings.save(long_break_every=0)
    assert app.session_panel.dots.accessibleName() == ""


def test_another_day_begins_another_cycle(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    clock.advance(minutes=24 * 60)
    app.tick_timer.ticked.emit()
    assert app.session_panel.dots.accessibleName().startswith("0 of 4")


# The quest


@pytest.fixture
def quest(app: Application, controller: Controller) -> UUID:
    """A quest of two steps, which is planned."""
    quest = controller.add_quest("Read", 2)
    app.views.reload_everything()
    app.plan.change(quest_id=quest.id)
    return quest.id


def shown(app: Application) -> set[str]:
    done = app.session_panel.done
    parts: list[QLabel | QPushButton] = [*done.findChildren(QLabel), *done.findChildren(QPushButton)]
    return {one.text() for one in parts if one.isVisible()}


def press_on_stage(app: Application, text: str) -> None:
    next(one for one in app.session_panel.done.findChildren(QPushButton) if one.text() == text).click()


def test_a_quest_is_advanced_on_the_stage_up_to_its_target_and_then_marked_as_done(
    app: Application, clock: SettableClock, controller: Controller, quest: UUID
) -> None:
    work(app, clock)
    assert {"Read · 0 of 2", "+1"} <= shown(app)
    press_on_stage(app, "+1")
    assert {"Read · 1 of 2", "+1"} <= shown(app)
    assert "Mark as done" not in shown(app)
    press_on_stage(app, "+1")
    assert {"Read · 2 of 2", "Mark as done"} <= shown(app)
    assert "+1" not in shown(app)
    assert controller.list_quests()[0].status is QuestStatus.ACTIVE
    press_on_stage(app, "Mark as done")
    assert controller.list_quests()[0].status is QuestStatus.COMPLETED
    assert controller.list_quests()[0].current_value == 2
    assert not {"+1", "Mark as done"} & shown(app)
    assert "Read · 2 of 2" in shown(app)


def test_what_was_changed_of_a_quest_on_the_stage_is_undone(
    app: Application, clock: SettableClock, controller: Controller, quest: UUID
) -> None:
    work(app, clock)
    press_on_stage(app, "+1")
    app.window.commands.undo.trigger()
    assert controller.list_quests()[0].current_value == 0
    assert {"Read · 0 of 2", "+1"} <= shown(app)
    assert not app.window.commands.undo.isEnabled()
    controller.edit_quest(quest, current_value=2)
    app.views.quests.request()
    press_on_stage(app, "Mark as done")
    app.window.commands.undo.trigger()
    assert controller.list_quests()[0].status is QuestStatus.ACTIVE
    assert "Mark as done" in shown(app)


def test_a_session_without_a_quest_says_nothing_of_one(app: Application, clock: SettableClock) -> None:
    work(app, clock)
    assert not {"+1", "Mark as done"} & shown(app)


def labels(notification: Notification) -> list[str]:
    return [one.label for one in notification.actions]


def test_a_notification_advances_a_quest_up_to_its_target_and_then_marks_it_as_done(
    app: Application,
    working_elsewhere: None,
    clock: SettableClock,
    controller: Controller,
    quest: UUID,
    sent: list[Notification],
) -> None:
    work(app, clock)
    assert labels(sent[-1]) == ["Start break", "Start next", "+1 on the quest"]
    press(app, "+1 on the quest")
    assert (sent[-1].title, sent[-1].message) == ("Quest", "Read: 1 of 2")
    app.break_cycle.leave()

    app.user_actions.start_for_quest(quest)
    live(app, clock, 25)
    press(app, "+1 on the quest")
    assert (sent[-1].title, sent[-1].message) == ("Quest reached", "Read: 2 of 2")
    assert labels(sent[-1]) == ["Mark as done", "Start break", "Start next"]
    app.notifier.chosen.emit(sent[-1], "complete-quest")
    assert controller.list_quests()[0].status is QuestStatus.COMPLETED
    assert not {"+1", "Mark as done"} & shown(app)


def test_a_quest_that_was_reached_before_is_only_marked_as_done(
    app: Application,
    working_elsewhere: None,
    clock: SettableClock,
    controller: Controller,
    quest: UUID,
    sent: list[Notification],
) -> None:
    controller.edit_quest(quest, current_value=2)
    work(app, clock)
    assert labels(sent[-1]) == ["Start break", "Start next", "Mark as done"]
    assert "Mark as done" in shown(app)
    assert "+1" not in shown(app)


def test_what_a_notification_changes_is_shown_on_the_stage(
    app: Application, working_elsewhere: None, clock: SettableClock, quest: UUID
) -> None:
    work(app, clock)
    press(app, "+1 on the quest")
    assert "Read · 1 of 2" in shown(app)
