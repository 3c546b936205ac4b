"""What is drawn of a session in the history: each column where it is, cut where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette

from focus_desktop.desktop.window.history.history_model import Column, HistoryModel
from focus_desktop.desktop.window.history.history_table import HistoryTable
from focus_desktop.desktop.window.history.session_rows import DOT_ROOM, PADDING
from focus_desktop.model.quest import Quest
from tests.desktop.records import record, row_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.model.record import SessionRecord
    from tests.conftest import SettableClock

WIDE, NARROW, HIGH = 1000, 420, 300
FAINT = 40
"""Of 255, how much a pixel of a letter differs from the card at least."""


@pytest.fixture
def table(qtbot: QtBot, clock: SettableClock) -> HistoryTable:
    table = HistoryTable(HistoryModel(clock.read))
    qtbot.addWidget(table)
    table.resize(WIDE, HIGH)
    table.show()
    return table


def shown(table: HistoryTable, session: SessionRecord) -> QImage:
    table._model.show_history([session], more=False)
    return table.viewport().grab().toImage()


def ink(table: HistoryTable, picture: QImage, column: Column) -> int:
    """Pixels of letters in the cell of the session."""
    row = row_of(table._model, 0)
    card = table.window().palette().color(QPalette.ColorRole.Base).lightness()
    left, top = table.columnViewportPosition(column), table.rowViewportPosition(row)
    xs = range(left + PADDING, left + table.columnWidth(column) - PADDING)
    ys = range(top + 4, top + table.rowHeight(row) - 4)
    return sum(abs(picture.pixelColor(x, y).lightness() - card) > FAINT for x in xs for y in ys)


def test_each_column_says_what_it_is_for(table: HistoryTable) -> None:
    picture = shown(table, record(description="Chapter three", quest=Quest(title="Write")))
    assert all(ink(table, picture, column) > 20 for column in Column)
    assert ink(table, shown(table, record(description="Chapter three")), Column.QUEST) == 0


def test_a_session_without_words_is_called_as_elsewhere(table: HistoryTable) -> None:
    assert ink(table, shown(table, record()), Column.SESSION) > 100


def test_a_long_description_is_cut_with_an_ellipsis(table: HistoryTable) -> None:
    text = "Chapter three, " * 40
    picture = shown(table, record(description=text))
    room = table.columnWidth(Column.SESSION) - 2 * PADDING - DOT_ROOM
    cut = table.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    assert cut.endswith("…")
    assert picture == shown(table, record(description=cut))


def test_the_quest_stands_below_the_description_where_it_has_no_column(table: HistoryTable) -> None:
    table.resize(NARROW, HIGH)
    assert table.isColumnHidden(Column.QUEST)
    alone = ink(table, shown(table, record(description="Chapter three")), Column.SESSION)
    both = shown(table, record(description="Chapter three", quest=Quest(title="Write a book")))
    assert ink(table, both, Column.SESSION) > alone * 1.4


def test_the_planned_time_is_paler_than_the_focused_time(table: HistoryTable) -> None:
    picture = shown(table, record(description="x", minutes=25, focused=25))
    row, width = row_of(table._model, 0), table.columnWidth(Column.FOCUSED)
    middle = table.rowViewportPosition(row) + table.rowHeight(row) // 2
    left = table.columnViewportPosition(Column.FOCUSED)

    card = table.window().palette().color(QPalette.ColorRole.Base).lightness()

    def contrast(begins: int, ends: int) -> int:
        xs, ys = range(left + begins, left + ends), range(middle - 6, middle + 6)
        return max(abs(picture.pixelColor(x, y).lightness() - card) for x in xs for y in ys)

    assert contrast(width // 3, 2 * width // 3) > contrast(2 * width // 3, width - 8)
