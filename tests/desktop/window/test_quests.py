"""The Quests page: what it shows, and what can be done there by pointer and keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton

from focus_desktop.desktop.window.quests.sparkline import Sparkline
from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.desktop.window.sign_button import SignButton
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import QuestStatus, SessionStatus
from tests.desktop.conftest import click, hear, live

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.quests.quest_card import QuestCard
    from focus_desktop.desktop.window.quests.quest_list import QuestList
    from focus_desktop.desktop.window.quests.quests_page import QuestsPage
    from focus_desktop.model.edit import Edit
    from focus_desktop.model.quest_record import QuestRecord
    from tests.conftest import SettableClock

    Add = Callable[..., UUID]

MINUTE = timedelta(minutes=1)
Key = Qt.Key


@pytest.fixture
def page(app: Application) -> QuestsPage:
    """The page, shown."""
    app.window.pages.setCurrentWidget(app.quests_page)
    return app.quests_page


@pytest.fixture
def add(app: Application, page: QuestsPage) -> Add:
    """Adds a quest as another program would, and lets the app notice it."""

    def add(title: str, target: int = 12, **more: object) -> UUID:
        controller = app.store.controller
        assert controller is not None
        (quest_id,) = controller.new_quest(title, target, **more).scope.quests
        hear(app)
        return quest_id

    return add


def active(page: QuestsPage) -> QuestList:
    return page.lists[QuestStatus.ACTIVE]


def titles(page: QuestsPage, status: QuestStatus = QuestStatus.ACTIVE) -> list[str]:
    return [record.quest.title for record in page.lists[status].records]


def card(page: QuestsPage, title: str) -> QuestCard:
    for quests in page.lists.values():
        for record in quests.records:
            if record.quest.title == title:
                found = quests.card(record.id)
                assert found is not None
                return found
    raise AssertionError(title)


def press(page: QuestsPage, name: str) -> None:
    """Press the button with this accessible name."""
    buttons = [one for one in page.findChildren(SignButton) if one.accessibleName() == name]
    (button,) = [one for one in buttons if one.isVisible()]
    button.click()


def focused_title(page: QuestsPage) -> str:
    return page.window().focusWidget().accessibleName()


# What is shown


def test_a_page_without_quests_says_what_to_do(page: QuestsPage) -> None:
    assert "“New quest” adds one" in page._empty.text()
    assert page._empty.isVisible()


def test_a_card_tells_time_progress_and_names_the_quest(page: QuestsPage, add: Add) -> None:
    add("Billing rewrite", 40, current_value=12, unit="steps", weekly_budget_minutes=480)
    found = card(page, "Billing rewrite")
    assert found.accessibleName() == "Billing rewrite"
    assert found.accessibleDescription() == "0 min of 8 h this week · 0 min in all · 12 of 40 steps"
    names = {one.accessibleName() for one in found.findChildren(SignButton)}
    assert names == {
        "Start Billing rewrite",
        "One less: Billing rewrite",
        "One more: Billing rewrite",
        "More about Billing rewrite",
    }
    assert found.height() == 72


def test_the_progress_bar_and_the_days_can_be_read_by_assistive_technology(
    page: QuestsPage, add: Add
) -> None:
    add("Read", 12, current_value=13, unit="books")
    bar = QAccessible.queryAccessibleInterface(card(page, "Read")._bar)
    assert bar.text(QAccessible.Text.Name) == "Read · 13 of 12 books"
    assert bar.valueInterface().currentValue() == 12
    (days,) = card(page, "Read").findChildren(Sparkline)
    assert days.accessibleName() == "Last 14 days of Read"
    assert days.accessibleDescription().startswith("Focused time of the last 14 days")


def test_quests_with_the_most_work_come_first_and_done_ones_are_folded(
    app: Application, page: QuestsPage, add: Add, clock: SettableClock
) -> None:
    for title in ("Alpha", "Beta", "Gamma"):
        add(title)
    add("Done", status=QuestStatus.COMPLETED)
    add("Old", status=QuestStatus.ARCHIVED)
    app.user_actions.start_for_quest(card(page, "Gamma").quest_id)
    live(app, clock, 10)
    app.user_actions.end(SessionStatus.COMPLETED)
    assert titles(page) == ["Gamma", "Alpha", "Beta"]
    assert [fold.text() for fold in page.folds.values()] == ["▸ Completed (1)", "▸ Archived (1)"]
    assert titles(page, QuestStatus.COMPLETED) == []
    page.folds[QuestStatus.COMPLETED].click()
    assert titles(page, QuestStatus.COMPLETED) == ["Done"]
    assert page.folds[QuestStatus.COMPLETED].text() == "▾ Completed (1)"
    assert not card(page, "Done")._start.isVisible()
    page.folds[QuestStatus.COMPLETED].click()
    assert titles(page, QuestStatus.COMPLETED) == []


def test_a_search_finds_quests_of_every_status_by_their_words(page: QuestsPage, add: Add) -> None:
    for title in ("Read 12 Books", "Write a book", "Sing"):
        add(title)
    add("Old book", status=QuestStatus.ARCHIVED)
    page.search.setText("BOOK")
    assert sorted(titles(page)) == ["Read 12 Books", "Write a book"]
    assert page.folds[QuestStatus.ARCHIVED].text() == "▸ Archived (1)"
    page.search.setText("book 12")
    assert titles(page) == ["Read 12 Books"]
    page.search.setText("nothing")
    assert (titles(page), page._empty.text()) == ([], "No quest matches.")
    page.search.clear()
    assert len(titles(page)) == 3
    assert not page._empty.isVisible()


def test_ctrl_f_searches_the_page_that_is_shown(app: Application, page: QuestsPage, add: Add) -> None:
    app.window.commands.search.trigger()
    assert app.window.focusWidget() is page.search


def test_the_time_of_a_running_session_is_brought_up_to_date_once_a_minute(
    app: Application, page: QuestsPage, add: Add, clock: SettableClock
) -> None:
    quest_id = add("Read")
    app.user_actions.start_for_quest(quest_id)
    live(app, clock, 3)
    assert "3 min this week · 3 min in all" in card(page, "Read").accessibleDescription()


def test_another_day_moves_the_columns(
    app: Application, page: QuestsPage, add: Add, clock: SettableClock
) -> None:
    quest_id = add("Read")
    app.user_actions.start_for_quest(quest_id)
    live(app, clock, 5)
    app.user_actions.end(SessionStatus.COMPLETED)
    assert card(page, "Read").record.days[-1] == 5 * MINUTE
    clock.sleep(minutes=24 * 60)
    app.tick_timer.ticked.emit()
    assert card(page, "Read").record.days[-2:] == (5 * MINUTE, timedelta())


def test_nothing_is_read_while_the_page_is_hidden_and_all_when_it_is_shown_again(
    app: Application, page: QuestsPage, add: Add
) -> None:
    add("Read")
    app.window.pages.setCurrentIndex(0)
    asked = []
    app.quests.refresh.answered.connect(lambda: asked.append(1))
    add("Sing")
    assert asked == []
    app.window.pages.setCurrentWidget(page)
    assert asked == [1]
    assert titles(page) == ["Read", "Sing"]


def test_the_page_is_not_built_before_it_is_seen(app: Application) -> None:
    assert not app.quests_page.findChildren(QPushButton)


def test_the_start_of_the_day_and_of_the_week_count_at_once(
    app: Application, page: QuestsPage, add: Add, clock: SettableClock, controller: Controller
) -> None:
    quest_id = add("Read")
    sunday = clock.moment - timedelta(days=1)
    controller.add_session(SessionTimes(sunday, sunday + 30 * MINUTE), quest_id=quest_id)
    app.settings.save(week_start="monday")
    app.quests.reload()
    assert card(page, "Read").record.week == timedelta()
    app.settings.save(week_start="sunday")
    assert card(page, "Read").record.week == 30 * MINUTE


# What can be done


def test_a_press_on_plus_and_minus_changes_the_progress_and_can_be_undone(
    app: Application, page: QuestsPage, add: Add, controller: Controller
) -> None:
    add("Read", current_value=3)
    press(page, "One more: Read")
    press(page, "One more: Read")
    press(page, "One less: Read")
    assert controller.list_quests()[0].current_value == 4
    app.user_actions.undo_history.undo()
    assert controller.list_quests()[0].current_value == 5
    assert "5 of 12" in card(page, "Read").accessibleDescription()


@pytest.mark.asynchronous
def test_no_press_is_lost_however_fast_they_follow_each_other(
    app: Application, page: QuestsPage, add: Add, controller: Controller, qtbot: QtBot
) -> None:
    quest_id = add("Read", 100)
    qtbot.waitUntil(lambda: titles(page) == ["Read"])
    record = card(page, "Read").record
    for _ in range(20):
        app.quest_actions.do(Wish.MORE, record)
    app.quest_actions.do(Wish.LESS, record)
    qtbot.waitUntil(lambda: controller.list_quests()[0].current_value == 19)
    qtbot.waitUntil(lambda: card(page, "Read").record.quest.current_value == 19)
    assert record.id == quest_id


def test_progress_that_is_nothing_cannot_become_less(page: QuestsPage, add: Add) -> None:
    add("Read")
    assert not card(page, "Read")._less.isEnabled()


def test_a_quest_that_is_reached_can_be_marked_as_completed_from_its_card(
    page: QuestsPage, add: Add, controller: Controller
) -> None:
    add("Read", 3, current_value=2)
    press(page, "One more: Read")
    found = card(page, "Read")
    assert found._complete is not None
    assert found._complete.isVisible()
    press(page, "One more: Read")
    assert "4 of 3" in card(page, "Read").accessibleDescription()
    click(card(page, "Read"), "Mark as completed")
    assert controller.list_quests()[0].status is QuestStatus.COMPLETED
    assert titles(page) == []
    assert "completed or archived" in page._empty.text()


def test_a_press_on_start_starts_a_session_for_the_quest_and_shows_it(
    app: Application, page: QuestsPage, add: Add
) -> None:
    quest_id = add("Read")
    press(page, "Start Read")
    assert app.timer.active is not None
    assert app.timer.active.session.quest_id == quest_id
    assert app.window.pages.currentWidget() is app.session_panel


def test_a_start_that_is_refused_stays_on_the_page(app: Application, page: QuestsPage, add: Add) -> None:
    add("Read")
    app.user_actions.start_as_planned()
    press(page, "Start Read")
    assert app.window.pages.currentWidget() is page
    assert app.window.banner.isVisible()


@pytest.mark.parametrize(
    ("entry", "before", "after"),
    [
        ("Mark as completed", QuestStatus.ACTIVE, QuestStatus.COMPLETED),
        ("Archive", QuestStatus.ACTIVE, QuestStatus.ARCHIVED),
        ("Reopen", QuestStatus.COMPLETED, QuestStatus.ACTIVE),
        ("Reopen", QuestStatus.ARCHIVED, QuestStatus.ACTIVE),
        ("Archive", QuestStatus.COMPLETED, QuestStatus.ARCHIVED),
    ],
)
def test_the_menu_changes_the_status_which_can_be_undone(
    app: Application,
    page: QuestsPage,
    add: Add,
    controller: Controller,
    entry: str,
    before: QuestStatus,
    after: QuestStatus,
) -> None:
    add("Read", status=before)
    for fold in page.folds.values():
        fold.click()
    press(page, "More about Read")
    assert page.menu.isVisible()
    click(page.menu, entry)
    assert not page.menu.isVisible()
    assert controller.list_quests()[0].status is after
    app.user_actions.undo_history.undo()
    assert controller.list_quests()[0].status is before


def test_the_menu_closes_when_its_quest_is_gone(
    app: Application, page: QuestsPage, add: Add, controller: Controller
) -> None:
    add("Write")
    page.new.click()
    page.form.title.setText("Read")
    click(page.form, "Add quest")
    press(page, "More about Read")
    assert page.menu.isVisible()
    app.user_actions.undo_history.undo()
    assert not page.menu.isVisible()
    assert focused_title(page) == "Write"


def test_the_menu_offers_what_fits_the_status(page: QuestsPage, add: Add) -> None:
    def offered() -> list[str]:
        press(page, "More about Read")
        words = [one.text() for one in page.menu.findChildren(QPushButton) if one.isVisible()]
        page.menu.close_card()
        return words

    add("Read")
    assert offered() == ["Edit…", "Mark as completed", "Archive", "Delete"]
    page.requested.emit(Wish.ARCHIVE, card(page, "Read").record)
    page.folds[QuestStatus.ARCHIVED].click()
    assert offered() == ["Edit…", "Reopen", "Delete"]


def test_a_deletion_says_how_many_sessions_stay_and_can_be_undone(
    app: Application, page: QuestsPage, add: Add, controller: Controller, clock: SettableClock
) -> None:
    quest_id = add("Read", unit="books")
    start = clock.moment - timedelta(days=1)
    controller.add_session(SessionTimes(start, start + 30 * MINUTE), quest_id=quest_id)
    app.quests.reload()
    press(page, "More about Read")
    assert page.menu._sessions.text() == "1 session stays."
    click(page.menu, "Delete")
    assert (controller.list_quests(), titles(page)) == ([], [])
    assert [one.quest_id for one in controller.list_sessions()] == [None]
    texts = [one.text() for one in app.window.banner.findChildren(QPushButton) if one.isVisible()]
    assert "Undo" in texts
    click(app.window.banner, "Undo")
    assert titles(page) == ["Read"]
    assert [one.quest_id for one in controller.list_sessions()] == [quest_id]
    assert controller.quest_records()[0].details.unit == "books"


def test_the_running_session_follows_what_becomes_of_its_quest(
    app: Application, page: QuestsPage, add: Add
) -> None:
    quest_id = add("Read")
    app.user_actions.start_for_quest(quest_id)
    title = app.session_panel.running.title.label
    assert title.text() == "Read"
    page.save_requested.emit(_record(page, "Read"), {"title": "Read more"})
    assert title.text() == "Read more"
    page.requested.emit(Wish.DELETE, _record(page, "Read"))
    assert title.text() == "Focus session"
    assert app.timer.active is not None
    assert app.timer.active.session.quest_id is None
    app.user_actions.undo_history.undo()
    assert title.text() == "Read more"
    assert app.timer.active.session.quest_id == quest_id


def _record(page: QuestsPage, title: str) -> QuestRecord:
    return next(one for one in page._records if one.quest.title.startswith(title))


# By the keyboard


@pytest.fixture
def three(page: QuestsPage, add: Add) -> QuestsPage:
    """The page with three cards, the second one with the keyboard focus."""
    for title in ("Alpha", "Beta", "Gamma"):
        add(title, current_value=3)
    page.window().activateWindow()
    card(page, "Beta").setFocus()
    QApplication.processEvents()
    return page


def test_tab_goes_through_the_parts_and_has_one_stop_for_all_cards(
    three: QuestsPage, qtbot: QtBot, add: Add
) -> None:
    add("Done", status=QuestStatus.COMPLETED)
    three.search.setFocus()
    stops = []
    for _ in range(5):
        widget = three.window().focusWidget()
        stops.append(widget.text() if isinstance(widget, QPushButton) else widget.accessibleName())
        qtbot.keyClick(widget, Key.Key_Tab)
    assert stops[:4] == ["Search quests", "New quest", "Beta", "▸ Completed (1)"]
    for _ in range(3):
        qtbot.keyClick(three.window().focusWidget(), Key.Key_Backtab)
    assert focused_title(three) == "Beta"
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Backtab)
    assert three.window().focusWidget() is three.new


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key.Key_Down], "Gamma"),
        ([Key.Key_Down, Key.Key_Down], "Gamma"),
        ([Key.Key_Up], "Alpha"),
        ([Key.Key_Up, Key.Key_Up], "Alpha"),
        ([Key.Key_Home], "Alpha"),
        ([Key.Key_End], "Gamma"),
    ],
)
def test_arrow_keys_go_from_card_to_card(
    three: QuestsPage, qtbot: QtBot, keys: list[Key], expected: str
) -> None:
    for key in keys:
        qtbot.keyClick(three.window().focusWidget(), key)
    assert focused_title(three) == expected


@pytest.mark.parametrize(("key", "expected"), [(Key.Key_Plus, 4), (Key.Key_Minus, 2)])
def test_plus_and_minus_change_the_progress_of_the_card_with_the_focus(
    three: QuestsPage, qtbot: QtBot, controller: Controller, key: Key, expected: int
) -> None:
    qtbot.keyClick(three.window().focusWidget(), key)
    assert [one.current_value for one in controller.list_quests()] == [3, expected, 3]
    assert focused_title(three) == "Beta"


def test_enter_edits_and_escape_comes_back_to_the_card(three: QuestsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Return)
    assert three.form.isVisible()
    assert three.form.title.text() == "Beta"
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Escape)
    assert not three.form.isVisible()
    assert focused_title(three) == "Beta"


def test_delete_deletes_and_the_focus_goes_to_the_next_card(
    three: QuestsPage, qtbot: QtBot, app: Application
) -> None:
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Delete)
    assert titles(three) == ["Alpha", "Gamma"]
    assert focused_title(three) == "Gamma"
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Delete)
    assert focused_title(three) == "Alpha"
    app.user_actions.undo_history.undo()
    app.user_actions.undo_history.undo()
    assert titles(three) == ["Alpha", "Beta", "Gamma"]


def test_s_starts_the_quest_of_the_card(three: QuestsPage, qtbot: QtBot, app: Application) -> None:
    qtbot.keyClick(three.window().focusWidget(), Key.Key_S)
    assert app.timer.active is not None
    assert app.timer.active.quest is not None
    assert app.timer.active.quest.title == "Beta"


def test_the_key_for_menus_opens_the_menu_which_gives_the_focus_back(three: QuestsPage, qtbot: QtBot) -> None:
    three.requested.connect(lambda *_: None)
    card(three, "Beta").requested.emit(Wish.MENU, card(three, "Beta").record)
    assert three.menu.isVisible()
    qtbot.keyClick(three.window().focusWidget(), Key.Key_Escape)
    assert focused_title(three) == "Beta"


# Room


@pytest.mark.parametrize("width", [400, 480, 600, 700, 812, 1200, 1800])
@pytest.mark.parametrize("percent", [100, 125, 150])
def test_no_part_of_a_card_covers_another(
    app: Application, page: QuestsPage, add: Add, width: int, percent: int
) -> None:
    add("A title " * 20, 40, current_value=41, unit="exercises with solutions")
    add("Read", 40, current_value=3)
    app.settings.save(text_percent=percent)
    QApplication.processEvents()
    for found in (card(page, record.quest.title) for record in active(page).records):
        found.resize(width, page.lists[QuestStatus.ACTIVE]._card_height)
        layout = found._layout
        parts = [layout.title, layout.time, layout.bar, layout.steps, layout.sparkline]
        parts += [one.geometry() for one in (found._less, found._more, found._start, found._menu)]
        for number, part in enumerate(parts):
            assert part.width() >= 0
            for other in parts[number + 1 :]:
                assert not part.intersects(other), (part, other)
        assert layout.title.width() > 100


def test_of_two_hundred_quests_there_are_only_the_cards_that_can_be_seen(
    app: Application, page: QuestsPage, qtbot: QtBot
) -> None:
    controller = app.store.controller
    assert controller is not None
    for number in range(200):
        controller.new_quest(f"Quest {number:03}", 40, unit="lessons")
    hear(app)
    quests = active(page)
    qtbot.waitUntil(lambda: page._scroll.verticalScrollBar().maximum() > 10_000)
    active(page).focus(quests.records[-1].id)
    assert focused_title(page) == "Quest 199"
    assert page._scroll.verticalScrollBar().value() > 10_000
    page._scroll.verticalScrollBar().setValue(4000)
    qtbot.waitUntil(lambda: not quests._waiting)
    shown = sorted(one.record.quest.title for one in quests._cards.values() if one.isVisible())
    assert shown == [f"Quest {number:03}" for number in (*range(48, 59), 199)]
    assert len(quests._cards) + len(quests._spare) < 30
    assert card(page, "Quest 050").geometry().top() == 50 * 80


def test_steps_that_the_store_refuses_are_told_and_later_ones_are_not_held_back(
    app: Application, page: QuestsPage, add: Add, controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("Read", current_value=3)
    opened = app.store.controller
    assert opened is not None

    def refuse(_quest_id: UUID, _by: int) -> Edit:
        raise StoreUnavailable(StoreProblem.DISK_FULL, place="focus.db")

    with monkeypatch.context() as patched:
        patched.setattr(opened, "step_quest", refuse)
        press(page, "One more: Read")
    assert app.window.banner.isVisible()
    assert controller.list_quests()[0].current_value == 3
    press(page, "One more: Read")
    assert controller.list_quests()[0].current_value == 4
