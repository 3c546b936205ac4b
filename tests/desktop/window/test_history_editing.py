"""Sessions are edited, added, split, merged and deleted on the History page, and all of it can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QToolTip

from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.history_query import Excerpt, HistoryOrder, SortBy
from focus_desktop.model.local_days import Period
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.wording import history
from tests.desktop.conftest import hear, work
from tests.desktop.records import row_of, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.history.history_menu import HistoryMenu
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.model.record import SessionRecord
    from tests.conftest import SettableClock

HISTORY = 1
MINUTE = timedelta(minutes=1)


@pytest.fixture
def page(app: Application, clock: SettableClock, controller: Controller, qtbot: QtBot) -> HistoryPage:
    """Three sessions of today, the newest first: three, two, one; it is noon."""
    nine = clock.moment
    clock.advance(minutes=180)
    assert app.store.controller is not None
    for place, name in enumerate(("one", "two", "three")):
        start = nine + place * 60 * MINUTE
        app.store.controller.add_session(SessionTimes(start, start + 30 * MINUTE), 25, None, name)
    app.window.pages.setCurrentIndex(HISTORY)
    found = app.history_page
    qtbot.waitUntil(lambda: len(found.model.records) == 3)
    return found


def select(page: HistoryPage, *places: int) -> None:
    page.table.clearSelection()
    flag = page.table.selectionModel().SelectionFlag
    rows = [page.model.index(row_of(page.model, place), 0) for place in places]
    for row in rows:
        page.table.selectionModel().select(row, flag.Select | flag.Rows)
    page.table.selectionModel().setCurrentIndex(rows[-1], flag.NoUpdate)


def descriptions(page: HistoryPage) -> list[str]:
    return texts(page.model, Column.SESSION)


def chosen(page: HistoryPage) -> list[str]:
    return [one.session.description or "" for one in page.table.chosen()]


def stored(controller: Controller, name: str) -> SessionRecord:
    return next(one for one in controller.history() if one.session.description == name)


def test_f2_renames_in_place(page: HistoryPage, qtbot: QtBot, controller: Controller) -> None:
    select(page, 2)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    line = page.table.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "one"
    line.setText("Chapter")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: descriptions(page) == ["three", "two", "Chapter"])
    assert not page.editor.isVisible()


def test_a_name_that_is_too_long_stays_in_its_line_which_says_so(page: HistoryPage, qtbot: QtBot) -> None:
    select(page, 2)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    line = page.table.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("x" * 40_000)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert "at most 1,000 characters" in QToolTip.text()
    page.filters.search.setFocus()
    assert line.isVisible()
    assert len(line.text()) == 40_000
    line.setText("x" * 1000)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: descriptions(page) == ["three", "two", "x" * 1000])


def test_several_sessions_are_deleted_and_come_back_together(app: Application, page: HistoryPage) -> None:
    select(page, 0, 2)
    assert page.footer.totals.text() == "2 selected · 1 h"
    page.footer.delete.click()
    assert descriptions(page) == ["two"]
    assert app.window.banner.accessibleName() == "Sessions deleted: 2"
    app.window.commands.undo.trigger()
    assert descriptions(page) == ["three", "two", "one"]


def test_sessions_that_come_back_are_selected(app: Application, page: HistoryPage) -> None:
    select(page, 1, 2)
    page.footer.delete.click()
    assert chosen(page) == ["three"]
    app.window.commands.undo.trigger()
    assert chosen(page) == ["two", "one"]
    assert page.table.hasFocus()
    select(page, 0)
    page.footer.delete.click()
    app.window.commands.undo.trigger()
    assert chosen(page) == ["three"]


@pytest.mark.asynchronous
def test_sessions_that_come_back_are_selected_once_they_are_read(
    app: Application, page: HistoryPage, qtbot: QtBot
) -> None:
    select(page, 1)
    page.footer.delete.click()
    qtbot.waitUntil(lambda: chosen(page) == ["one"])
    app.window.commands.undo.trigger()
    qtbot.waitUntil(lambda: chosen(page) == ["two"])


def test_several_sessions_are_merged(page: HistoryPage, controller: Controller) -> None:
    select(page, 1, 2)
    page.footer.merge.click()
    assert descriptions(page) == ["three", "one; two"]
    assert SessionTimes.of(stored(controller, "one; two")).focused == 60 * MINUTE


def test_what_runs_can_be_merged_with_nothing(
    app: Application, page: HistoryPage, clock: SettableClock
) -> None:
    work(app, clock, 1)
    select(page, 1, 2)
    assert page.footer.merge.isEnabled()
    select(page, 0, 1)
    assert page.footer.merge.isVisible()
    assert not page.footer.merge.isEnabled()


def test_escape_closes_the_editor_from_the_table(app: Application, page: HistoryPage, qtbot: QtBot) -> None:
    page.edit_requested.emit(page.model.records[0])
    assert page.editor.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.editor.isVisible()


def test_a_running_session_shows_whole_minutes(
    app: Application, page: HistoryPage, clock: SettableClock
) -> None:
    app.user_actions.start_as_planned()
    clock.advance(seconds=31)
    record = page.model.records[0]
    assert record.is_active
    assert history.focused(record, clock.moment) == "0 min"
    clock.advance(seconds=31)
    assert history.focused(record, clock.moment) == "1 min"


def test_the_table_takes_the_keyboard_after_delete_and_merge(page: HistoryPage, qtbot: QtBot) -> None:
    select(page, 1, 2)
    page.footer.merge.setFocus()
    page.footer.merge.click()
    assert page.table.hasFocus()
    select(page, 0)
    page.footer.more.click()
    assert page._menu is not None
    page._menu.delete.click()
    assert page.table.hasFocus()
    page.footer.delete.setFocus()
    page.footer.delete.click()
    assert descriptions(page) == []
    assert page.filters.search.hasFocus()


def test_the_row_in_place_of_a_deleted_one_is_selected(page: HistoryPage, qtbot: QtBot) -> None:
    select(page, 1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert chosen(page) == ["one"]
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    assert chosen(page) == ["three"]
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert chosen(page) == ["three"]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert chosen(page) == []


def test_a_session_that_moves_to_another_place_stays_selected(page: HistoryPage) -> None:
    select(page, 0)
    page.edit_requested.emit(page.model.records[0])
    for box in (page.editor.times.start, page.editor.times.end):
        box.setDateTime(box.dateTime().addSecs(-3 * 3600))
    page.editor.save.click()
    assert descriptions(page) == ["two", "one", "three"]
    assert chosen(page) == ["three"]
    assert page.table.currentIndex().row() == row_of(page.model, 2)


def test_a_running_session_stays_when_all_are_deleted(app: Application, page: HistoryPage) -> None:
    app.user_actions.start_minutes(25)
    page.table.selectAll()
    page.footer.delete.click()
    assert app.window.banner.accessibleName() == "Sessions deleted: 3"
    assert "the running session stays" in app.window.banner.accessibleDescription()
    assert descriptions(page) == [""]
    assert chosen(page) == [""]
    assert app.timer.active is not None
    app.user_actions.undo_history.undo()
    assert descriptions(page) == ["", "three", "two", "one"]


def test_the_menu_splits_gives_a_quest_and_starts_again(
    app: Application, page: HistoryPage, controller: Controller, qtbot: QtBot
) -> None:
    quest = controller.add_quest("Read")
    qtbot.waitUntil(lambda: page.quest_title(quest.id) == "Read")
    select(page, 1)
    page.footer.more.click()
    menu = page._menu
    assert menu is not None
    assert menu.split.isVisible()
    menu.split.click()
    assert descriptions(page) == ["three", "two", "two", "one"]
    select(page, 1, 2)
    page.table.menu_requested.emit()
    assert not menu.split.isVisible()
    menu.quest.setCurrentIndex(1)
    menu.give_quest.click()
    assert texts(page.model, Column.QUEST) == ["", "Read", "Read", ""]
    select(page, 3)
    page.table.menu_requested.emit()
    menu.start_again.click()
    assert app.timer.active is not None
    assert app.timer.active.session.description == "one"


def menu_of(page: HistoryPage, *places: int) -> HistoryMenu:
    select(page, *places)
    page.table.menu_requested.emit()
    assert page._menu is not None
    return page._menu


def test_a_split_at_a_time_outside_the_session_is_refused_at_the_field(
    page: HistoryPage, qtbot: QtBot
) -> None:
    menu = menu_of(page, 1)
    times = SessionTimes.of(page.model.records[1])
    typed = (times.ended_at + 127 * MINUTE).astimezone()
    menu.moment.setFocus(Qt.FocusReason.MouseFocusReason)
    menu.moment.lineEdit().setCursorPosition(0)
    qtbot.keyClicks(menu.moment, f"{typed:%H:%M}")
    assert menu.moment.text() == f"{typed:%H:%M}"
    menu.split.click()
    start, end = times.started_at.astimezone(), times.ended_at.astimezone()
    assert menu.isVisible()
    assert f"between {start:%H:%M} and {end:%H:%M}" in menu.wrong.text()
    assert menu.wrong.isVisible()
    assert descriptions(page) == ["three", "two", "one"]
    menu.moment.stepDown()
    assert not menu.wrong.isVisible()


def test_no_quest_is_given_before_one_is_chosen_unless_all_have_it(
    page: HistoryPage, controller: Controller, qtbot: QtBot
) -> None:
    quest = controller.add_quest("Read")
    qtbot.waitUntil(lambda: page.quest_title(quest.id) == "Read")
    page.quest_requested.emit(page.model.records[:1], quest.id)
    menu = menu_of(page, 0, 1)
    assert menu.quest.currentIndex() == -1
    assert not menu.give_quest.isEnabled()
    menu.quest.setCurrentIndex(1)
    menu.give_quest.click()
    assert texts(page.model, Column.QUEST) == ["Read", "Read", ""]
    menu = menu_of(page, 0, 1)
    assert menu.quest.currentText() == "Read"
    assert menu.give_quest.isEnabled()


def test_enter_shows_the_days_and_the_card_begins_with_the_first_section_each_time(
    page: HistoryPage, qtbot: QtBot
) -> None:
    box = page.filters.range
    for _ in range(2):
        box.setCurrentIndex(box.count() - 1)
        box.activated.emit(box.count() - 1)
        card = box._card
        assert card is not None
        assert card.first.currentSectionIndex() == card.last.currentSectionIndex() == 0
        card.first.setCurrentSectionIndex(2)
        qtbot.keyClick(card.last, Qt.Key.Key_Return)
        assert not card.isVisible()
        assert box.range is DateRange.CUSTOM


def test_nothing_is_exported_while_nothing_is_shown(page: HistoryPage, qtbot: QtBot) -> None:
    assert page.footer.export.isEnabled()
    qtbot.keyClicks(page.filters.search, "nothing like this")
    qtbot.waitUntil(lambda: not page.footer.export.isEnabled())


def test_the_running_session_is_renamed_and_not_edited(
    app: Application, page: HistoryPage, controller: Controller
) -> None:
    app.user_actions.start_minutes(25)
    page.edit_requested.emit(page.model.records[0])
    assert not page.editor.isVisible()
    assert page.table.findChild(QLineEdit) is not None


def test_a_session_is_added_to_the_quest_of_the_filter(app: Application, page: HistoryPage) -> None:
    app.user_actions.add_quest("Write")
    page.filters.quest.setCurrentIndex(page.filters.quest.findText("Write"))
    page.filters.changed.emit()
    app.plan.change(quest_id=None)
    assert page.filters.quest_id is not None
    page.filters.add.click()
    page.editor.save.click()
    assert [record.session.quest_id for record in page.model.records] == [page.filters.quest_id]
    assert not app.window.banner.isVisible()


def test_who_adds_a_session_that_the_filters_hide_is_told(app: Application, page: HistoryPage) -> None:
    page.filters.choose(DateRange.ALL, None, SessionStatus.CANCELLED.value)
    page.filters.changed.emit()
    page.filters.add.click()
    page.editor.save.click()
    assert not page.editor.isVisible()
    assert app.window.banner.shown is not None
    assert (app.window.banner._title.text(), descriptions(page)) == ("Session added", [])
    app.user_actions.undo_history.undo()
    page.filters.clear()
    assert len(page.model.records) == 3


def test_other_filters_begin_at_the_top(app: Application, page: HistoryPage, clock: SettableClock) -> None:
    controller = app.store.controller
    assert controller is not None
    for number in range(60):
        clock.advance(minutes=60 * 24)
        end = clock.moment
        controller.add_session(SessionTimes(end - timedelta(minutes=30), end), 30, None, f"chapter {number}")
    hear(app)
    bar = page.table.verticalScrollBar()
    page.table.scrollToBottom()
    assert bar.value() > 0
    page.filters.choose(DateRange.ALL, None, SessionStatus.COMPLETED.value)
    page.filters.changed.emit()
    assert len(page.model.records) > 50
    assert bar.value() == 0


def test_a_search_finds_and_the_footer_adds_up(page: HistoryPage, qtbot: QtBot) -> None:
    assert page.footer.totals.text() == "3 sessions · 1 h 30 min focused · 3 completed"
    qtbot.keyClicks(page.filters.search, "t")
    qtbot.waitUntil(lambda: descriptions(page) == ["three", "two"])
    qtbot.waitUntil(lambda: page.footer.totals.text() == "2 sessions · 1 h focused · 2 completed")


def test_a_range_of_days_is_chosen_by_name_and_from_a_day_to_a_day(
    app: Application, page: HistoryPage, clock: SettableClock, qtbot: QtBot
) -> None:
    clock.advance(minutes=24 * 60)
    page.filters.range.choose(DateRange.TODAY)
    page.filters.changed.emit()
    qtbot.waitUntil(lambda: descriptions(page) == [])
    day = (clock.moment - timedelta(days=1)).astimezone().date()
    page.filters.show_excerpt(Excerpt(Period(day, day)))
    qtbot.waitUntil(lambda: descriptions(page) == ["three", "two", "one"])
    page.filters.status.setCurrentIndex(1)
    page.filters.status.activated.emit(1)
    assert app.settings.current.history_status is None  # Without the days it would be half of the question.
    page.filters.status.setCurrentIndex(0)
    page.filters.status.activated.emit(0)
    assert page.footer.totals.text().startswith(f"{page.filters.range.currentText()}: 3 sessions")
    assert app.settings.current.history_range == "today"


def test_another_start_of_the_day_groups_the_sessions_anew(
    app: Application, page: HistoryPage, clock: SettableClock
) -> None:
    def headings() -> int:
        return page.model.rowCount() - len(page.model.records)

    assert headings() == 1
    app.settings.save(day_start_hour=clock.moment.astimezone().hour - 1)
    assert headings() == 2


def test_a_click_on_a_column_sorts_by_it_and_by_day_again_by_the_third(
    page: HistoryPage, qtbot: QtBot
) -> None:
    header = page.table.horizontalHeader()
    seen = []
    for _ in range(3):
        header.sectionClicked.emit(Column.SESSION)
        seen.append((descriptions(page), page.model.order.is_newest_first))
    assert seen == [
        (["one", "three", "two"], False),
        (["two", "three", "one"], False),
        (["three", "two", "one"], True),
    ]
    assert page.model.order == HistoryOrder(SortBy.STARTED)


def test_short_cancelled_sessions_are_hidden_until_they_are_asked_for(
    app: Application, page: HistoryPage, controller: Controller
) -> None:
    app.user_actions.start_minutes(25)
    app.user_actions.end(SessionStatus.CANCELLED)
    assert descriptions(page) == ["three", "two", "one"]
    assert page.footer.short.text() == "1 cancelled under a minute is hidden"
    page.footer.short.click()
    assert descriptions(page) == ["", "three", "two", "one"]
    page.footer.short.click()
    assert descriptions(page) == ["three", "two", "one"]


def test_the_row_that_keys_act_on_has_a_frame_and_its_words_stay_readable(
    app: Application, page: HistoryPage
) -> None:
    page.table.setFocus()
    select(page, 1)
    row = row_of(page.model, 1)
    top, middle = page.table.rowViewportPosition(row), page.table.rowHeight(row) // 2
    picture = page.table.viewport().grab().toImage()
    palette = app.window.palette()
    between_columns = page.table.columnViewportPosition(Column.QUEST) - 4
    assert picture.pixelColor(between_columns, top + middle) == palette.color(palette.ColorRole.AlternateBase)
    assert picture.pixelColor(picture.width() // 2, top + 1) == palette.color(palette.ColorRole.Highlight)


def test_enter_in_the_time_of_a_split_splits(page: HistoryPage, qtbot: QtBot) -> None:
    menu = menu_of(page, 0)
    before = len(page.model.records)
    qtbot.keyClick(menu.moment, Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert len(page.model.records) == before + 1


def test_no_notice_covers_the_menu(app: Application, page: HistoryPage) -> None:
    app.window.resize(app.window.minimumSizeHint())  # Both are at the bottom.
    app.messages.tell_error(StoreUnavailable(StoreProblem.BUSY, place="focus.db"))
    assert app.window.banner.isVisible()
    delete = menu_of(page, 0).delete
    at = app.window.childAt(delete.mapTo(app.window, delete.rect().center()))
    assert at is delete


def test_the_menu_has_room_in_a_small_window_with_a_long_quest_and_large_texts(
    app: Application, page: HistoryPage
) -> None:
    app.settings.save(text_percent=150)
    app.user_actions.add_quest("Read twelve long books about compilers and lexers, and work through each")
    app.window.resize(640, 480)
    menu = menu_of(page, 0)
    menu.quest.setCurrentIndex(1)
    right = menu.give_quest.mapTo(menu, menu.give_quest.rect().bottomRight()).x()
    assert right < menu.card.geometry().right()
