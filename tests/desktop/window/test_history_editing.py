"""Sessions are edited, added, split, merged and deleted on the History page, and all of it can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QLineEdit

from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import Excerpt, HistoryOrder, SortBy
from focus_desktop.model.local_days import Period
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from tests.desktop.records import row_of, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
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


def stored(controller: Controller, name: str) -> SessionRecord:
    return next(one for one in controller.history() if one.session.description == name)


def move(page: HistoryPage, minutes: int) -> None:
    """Put the end of the session in the panel off."""
    box = page.editor.times.end
    box.setDateTime(box.dateTime().addSecs(minutes * 60))


def test_enter_opens_the_panel_with_what_the_session_has(page: HistoryPage, qtbot: QtBot) -> None:
    select(page, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    editor = page.editor
    assert editor.isVisible()
    assert editor.description.text() == "two"
    assert editor.planned.box.value() == 25
    assert editor.edited().times is None
    assert editor.edited().about == {}
    qtbot.keyClick(editor.description, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_what_the_panel_says_is_stored_undone_and_done_again(
    app: Application, page: HistoryPage, controller: Controller
) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.editor.description.setText("Chapter")
    page.editor.planned.box.setValue(50)
    move(page, 10)
    page.editor.save.click()
    assert not page.editor.isVisible()
    found = stored(controller, "Chapter")
    assert (found.session.duration_minutes, SessionTimes.of(found).focused) == (50, 40 * MINUTE)
    assert texts(page.model, Column.STATUS)[1] == "Completed · edited"
    app.window.commands.undo.trigger()
    assert descriptions(page) == ["three", "two", "one"]
    assert texts(page.model, Column.STATUS)[1] == "Completed"
    app.window.commands.redo.trigger()
    assert descriptions(page) == ["three", "Chapter", "one"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-30, "must be after the start"), (31, "“three” was"), (180, "in the future"), (-40, "after the start")],
)
def test_what_is_wrong_is_told_in_the_panel_and_nothing_is_lost(
    page: HistoryPage, controller: Controller, minutes: int, words: str
) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.editor.description.setText("Chapter")
    move(page, minutes)
    page.editor.save.click()
    assert page.editor.isVisible()
    assert page.editor.wrong.isVisible()
    assert words in page.editor.wrong.text()
    assert page.editor.description.text() == "Chapter"
    assert descriptions(page) == ["three", "two", "one"]


def test_a_pause_is_added_and_removed(page: HistoryPage, controller: Controller) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.editor.times.add_pause.click()
    page.editor.save.click()
    assert SessionTimes.of(stored(controller, "two")).focused == 25 * MINUTE
    page.edit_requested.emit(page.model.records[1])
    assert len(page.editor.times.times().pauses) == 1
    page.editor.times._rows[0].removed.emit()
    page.editor.save.click()
    assert SessionTimes.of(stored(controller, "two")).focused == 30 * MINUTE


def test_the_first_values_are_shown_and_restored(page: HistoryPage, controller: Controller) -> None:
    page.edit_requested.emit(page.model.records[1])
    assert not page.editor.original.isVisible()
    page.editor.description.setText("Chapter")
    page.editor.save.click()
    page.edit_requested.emit(page.model.records[1])
    assert page.editor.original.isVisible()
    assert "two" in page.editor.original._words.text()
    page.editor.original.restore.click()
    assert not page.editor.isVisible()
    assert descriptions(page) == ["three", "two", "one"]
    assert texts(page.model, Column.STATUS)[1] == "Completed"


def test_an_edit_of_what_another_process_changed_meanwhile_is_refused_in_the_panel(
    page: HistoryPage, controller: Controller
) -> None:
    page.edit_requested.emit(page.model.records[1])
    controller.update_session(page.model.records[1].id, description="elsewhere")
    page.editor.description.setText("here")
    page.editor.save.click()
    assert "changed elsewhere" in page.editor.wrong.text()
    assert [one.description for one in controller.list_sessions()] == ["three", "elsewhere", "one"]


def test_a_session_is_added_in_the_last_free_stretch(page: HistoryPage, controller: Controller) -> None:
    page.filters.add.click()
    assert page.editor.isVisible()
    assert page.editor.edited().times is not None
    page.editor.description.setText("forgotten")
    page.editor.save.click()
    found = stored(controller, "forgotten")
    now = page.model.read().wall
    assert SessionTimes.of(found) == SessionTimes(now - 25 * MINUTE, now)
    assert descriptions(page) == ["forgotten", "three", "two", "one"]


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


def test_several_sessions_are_deleted_and_come_back_together(app: Application, page: HistoryPage) -> None:
    select(page, 0, 2)
    assert page.footer.totals.text() == "2 selected · 1 h"
    page.footer.delete.click()
    assert descriptions(page) == ["two"]
    assert app.window.banner.accessibleName() == "Sessions deleted: 2"
    app.window.commands.undo.trigger()
    assert descriptions(page) == ["three", "two", "one"]


def test_several_sessions_are_merged(page: HistoryPage, controller: Controller) -> None:
    select(page, 1, 2)
    page.footer.merge.click()
    assert descriptions(page) == ["three", "one; two"]
    assert SessionTimes.of(stored(controller, "one; two")).focused == 60 * MINUTE


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


def test_the_running_session_is_renamed_and_not_edited(
    app: Application, page: HistoryPage, controller: Controller
) -> None:
    app.user_actions.start_minutes(25)
    page.edit_requested.emit(page.model.records[0])
    assert not page.editor.isVisible()
    assert page.table.findChild(QLineEdit) is not None


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


def test_a_time_that_is_not_changed_keeps_its_seconds(page: HistoryPage, clock: SettableClock) -> None:
    times = page.editor.times
    moment = clock.moment.replace(second=17)
    times.show_times(SessionTimes(moment - 30 * MINUTE, moment))
    assert times.times() == SessionTimes(moment - 30 * MINUTE, moment)
    times.end.setDateTime(QDateTime(times.end.dateTime().addSecs(60)))
    assert times.times().ended_at == moment.replace(second=0) + MINUTE
    assert times.times().started_at == moment - 30 * MINUTE


def test_a_pause_over_midnight_is_on_the_days_of_its_session(page: HistoryPage, clock: SettableClock) -> None:
    start = clock.moment.astimezone().replace(hour=23, minute=30)
    pauses = ((start + 20 * MINUTE, start + 40 * MINUTE), (start + 50 * MINUTE, start + 60 * MINUTE))
    times = SessionTimes(start, start + 90 * MINUTE, pauses)
    page.editor.times.show_times(times)
    assert page.editor.times.times() == times
    row = page.editor.times._rows[1]
    row.end.setDateTime(row.end.dateTime().addSecs(300))
    assert page.editor.times.times().pauses[1] == (pauses[1][0], pauses[1][1] + 5 * MINUTE)


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
