"""The panel in which a session of the history is edited or added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDateTime, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.session_times import SessionTimes
from tests.desktop.records import texts
from tests.desktop.window.test_history_editing import MINUTE, descriptions, page, select, stored

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from tests.conftest import SettableClock

__all__ = ["page"]


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


def test_pauses_are_suggested_beside_each_other_and_can_all_be_saved(
    page: HistoryPage, controller: Controller
) -> None:
    page.edit_requested.emit(page.model.records[1])
    for _ in range(4):
        page.editor.times.add_pause.click()
    page.editor.save.click()
    assert not page.editor.isVisible()
    assert len(SessionTimes.of(stored(controller, "two")).pauses) == 4


def test_what_was_wrong_is_no_longer_told_once_a_field_is_changed(page: HistoryPage) -> None:
    page.edit_requested.emit(page.model.records[1])
    move(page, -30)
    page.editor.save.click()
    assert page.editor.wrong.isVisible()
    move(page, 5)
    assert not page.editor.wrong.isVisible()


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


def test_what_was_typed_stays_when_the_session_was_changed_elsewhere_and_can_be_saved_then(
    page: HistoryPage, controller: Controller
) -> None:
    page.edit_requested.emit(page.model.records[1])
    controller.edit_session(page.model.records[1].id, description="elsewhere", duration_minutes=40)
    page.editor.description.setText("here")
    page.editor.save.click()
    assert "changed elsewhere" in page.editor.wrong.text()
    assert (page.editor.description.text(), page.editor.planned.box.value()) == ("here", 40)
    assert stored(controller, "elsewhere").session.duration_minutes == 40
    page.editor.save.click()
    assert not page.editor.isVisible()
    assert stored(controller, "here").session.duration_minutes == 40


def test_a_session_that_is_gone_is_said_so_without_its_id(page: HistoryPage, controller: Controller) -> None:
    page.edit_requested.emit(page.model.records[1])
    controller.delete_session(page.model.records[1].id)
    page.editor.description.setText("here")
    page.editor.save.click()
    assert page.editor.wrong.text() == "The session cannot be found; it may have been deleted."
    assert page.editor.description.text() == "here"


def test_the_open_panel_shows_the_selected_session_and_leaves_the_keyboard_in_the_table(
    page: HistoryPage, qtbot: QtBot
) -> None:
    select(page, 1)
    page.edit_requested.emit(page.model.records[1])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.editor.description.text() == "one"
    assert page.table.hasFocus()
    page.table.selectAll()
    assert page.editor.description.text() == "one"


def test_changes_that_are_not_saved_are_never_replaced_by_another_session(
    page: HistoryPage, qtbot: QtBot
) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.editor.planned.box.setFocus()
    page.editor.planned.box.setValue(50)
    select(page, 0)
    assert page.editor.description.text() == "two"
    for ask in (lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return), page.filters.add.click):
        page.table.setFocus()
        ask()
        assert page.editor.wrong.text() == "Save or cancel these changes first."
        assert page.editor.wrong.isVisible()
        assert page.editor.planned.box.hasFocus()
        assert (page.editor.description.text(), page.editor.planned.box.value()) == ("two", 50)
    page.editor.planned.box.setValue(25)
    assert not page.editor.wrong.isVisible()
    page.filters.add.click()
    assert page.editor.description.text() == ""


def test_a_description_that_is_too_long_is_refused_and_nothing_of_it_is_lost(
    page: HistoryPage, qtbot: QtBot
) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.editor.description.setText("x" * 40_000)
    page.editor.planned.box.setFocus()
    page.editor.save.click()
    assert "at most 1,000 characters" in page.editor.wrong.text()
    assert page.editor.description.hasFocus()
    assert len(page.editor.description.text()) == 40_000


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


def test_the_wheel_changes_a_choice_only_with_the_keyboard_focus(page: HistoryPage) -> None:
    page.edit_requested.emit(page.model.records[1])
    page.table.setFocus()
    start = page.editor.times.start.dateTime()
    for box in (page.filters.range, page.editor.times.start):
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(box.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, turn)
        assert not box.hasFocus()
    assert page.filters.range.range is DateRange.ALL
    assert page.editor.times.start.dateTime() == start


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
