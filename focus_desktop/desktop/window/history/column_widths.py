"""How wide the columns of the history are, and which of them there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from focus_desktop.model.history_query import HistoryOrder

PADDING = 18
"""Pixels of a cell's width that its text cannot use."""
EDGES = {Column.TIME: 8, Column.STATUS: 4}
"""Pixels that the first and the last column need besides, at the edges of the cards."""
READABLE = {Column.SESSION: 16, Column.QUEST: 11}
"""Letters (as wide as an n) of these texts of any length for which there is room at least."""
NARROWEST = 60
"""Pixels of the description, whatever is cut off."""
QUEST_PART = 0.3
"""The part of the room that is left which the quest gets beside the description."""


@dataclass(frozen=True)
class Fitted:
    """What there was no room for."""

    has_quest_below: bool
    """The quest has no column, and stands below the description."""
    hides_status_words: bool
    """Of how sessions have ended there are only the signs."""
    hides_planned: bool
    """Of the planned time there is nothing beside the focused time."""


class ColumnWidths:
    """The description gets the width that is left; where there is little, the quest moves below it."""

    def __init__(self, table: QTableView) -> None:
        self._table = table

    def measure(self) -> None:
        """Note how wide each column must be for its longest usual text."""
        self._needed = {
            column: self._width(texts, EDGES.get(column, 0)) for column, texts in _long_texts().items()
        }
        self._focused_narrow = self._width([_long_focused()])
        self._focused_more = self._width([_longest_focused()]) - self._focused_narrow
        self._status_narrow = self._width([words.PAUSED_SIGN * 2], EDGES[Column.STATUS])

    def fit(self, room: int, order: HistoryOrder) -> Fitted:
        """Size the columns; return what there was no room for."""
        widths = dict(self._needed)
        if not order.is_newest_first:
            widths[Column.TIME] = self._width(_days_and_times(), EDGES[Column.TIME])
        is_below = sum(widths.values()) > room
        if is_below:
            del widths[Column.QUEST]
        has_signs_only = sum(widths.values()) > room
        if has_signs_only:
            widths[Column.STATUS] = self._status_narrow
        hides_planned = sum(widths.values()) > room
        if hides_planned:
            widths[Column.FOCUSED] = self._focused_narrow
        self._divide(room - sum(widths.values()), widths)
        for column in Column:
            self._table.setColumnHidden(column, column not in widths)
        for column, width in widths.items():
            self._table.horizontalHeader().resizeSection(column, width)
        return Fitted(
            has_quest_below=is_below, hides_status_words=has_signs_only, hides_planned=hides_planned
        )

    def _divide(self, left: int, widths: dict[Column, int]) -> None:
        """Divide the room that is left, or missing, among the columns that can be of any width."""
        if left > 2 * self._focused_more:
            widths[Column.FOCUSED] += self._focused_more
            left -= self._focused_more
        if Column.QUEST in widths:
            widths[Column.QUEST] += int(left * QUEST_PART)
            left -= int(left * QUEST_PART)
        narrowest = max(NARROWEST, self._table.horizontalHeader().sectionSizeHint(Column.SESSION))
        widths[Column.SESSION] = max(narrowest, widths[Column.SESSION] + left)

    def _width(self, texts: list[str], edge: int = 0) -> int:
        return max(self._table.fontMetrics().horizontalAdvance(text) for text in texts) + PADDING + edge


def _long_texts() -> dict[Column, list[str]]:
    """Long texts of each column; of descriptions and quests as much as can be read."""
    readable = {column: ["n" * letters] for column, letters in READABLE.items()}
    states = [wording.paused(timedelta()), *map(wording.status, SessionStatus)]
    return readable | {
        Column.TIME: ["00:00–00:00"],
        Column.FOCUSED: [f"{_long_focused()} {words.long_planned()}  "],
        Column.STATUS: [f"✓ {state}" for state in (*states, _(words.EDITED))],
    }


def _long_focused() -> str:
    return wording.with_overtime(timedelta(minutes=25), timedelta(minutes=15))


def _longest_focused() -> str:
    return wording.with_overtime(timedelta(minutes=90), timedelta(minutes=15))


def _days_and_times() -> list[str]:
    nights = [datetime(2026, month, 28).astimezone() for month in range(1, 13)]
    return [wording.day_and_time(night, night + timedelta(days=9)) + "–00:00" for night in nights]
