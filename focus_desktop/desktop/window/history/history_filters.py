"""What chooses the sessions that the History page shows: a search, a range of days, a quest, a status."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.history.range_box import RangeBox
from focus_desktop.desktop.window.line_edit import SearchLine
from focus_desktop.desktop.window.style_sheet import PILL_HEIGHT
from focus_desktop.language import gettext as _
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from focus_desktop.model.history_query import Excerpt
    from focus_desktop.model.quest import Quest

TYPING_MS = 150
"""Milliseconds after the last letter at which a search begins."""
FRAME = 60
"""Pixels of a line's width that its text cannot use: edges, and the button that clears it."""
SEARCH_WIDTH, UNLIMITED = 240, 16_777_215


class HistoryFilters(QWidget):
    """The filters, and a button that adds a session."""

    changed = Signal()
    add_requested = Signal()
    narrow = 700
    """Pixels of the page's width below which the filters stand in two rows."""
    left = Signal()
    """Down or Enter in the search: the keyboard is to go to the sessions."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.with_short_cancelled = False
        self.search = SearchLine(_("Search history"))
        self.search.returnPressed.connect(self.left)
        self.search.installEventFilter(self)
        self.range = RangeBox(today)
        self.quest = _filter(_("Show quest"), _("All quests"))
        self.status = _filter(_("Show status"), _("Any status"))
        for each in SessionStatus:
            self.status.addItem(wording.status(each), each.value)
        self.add = button(_("Add session"), self.add_requested, look="primary")
        for part in (self.search, self.add):
            part.setMinimumHeight(PILL_HEIGHT)
        self._excerpt: Excerpt | None = None
        """What the chip stands for; it is not saved."""
        self.chip = button("", self._remove_chip, shape="pill")
        self.chip.setToolTip(_("Remove this filter"))
        self.chip.hide()
        self._pills = QWidget()
        row = QHBoxLayout(self._pills)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SMALL)
        # Titles of quests may be of any length.
        self.quest.setMinimumContentsLength(len(_("All quests")))
        self.quest.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for pill in (self.range, self.quest, self.status):
            pill.setProperty("shape", "pill")
            row.addWidget(pill)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.MEDIUM)
        self._is_narrow: bool | None = None
        self.range.currentTextChanged.connect(lambda _text: self.lay_out(self._room))
        self.lay_out(SEARCH_WIDTH)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.range.chosen.connect(self._follow_range)
        self.quest.activated.connect(self.changed)
        self.status.activated.connect(self.changed)

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through."""
        return self.search, self.range, self.quest, self.status, self.add, self.chip

    @property
    def quest_id(self) -> UUID | None:
        """The quest to show; None for all."""
        quest_id = self.quest.currentData()
        return UUID(quest_id) if quest_id else None

    @property
    def session_status(self) -> SessionStatus | None:
        """The status to show; None for all."""
        status = self.status.currentData()
        return SessionStatus(status) if status else None

    def wanted(self, day_start_hour: int, first_weekday: int) -> HistoryFilter:
        """What is asked for just now."""
        start, end = self.range.bounds(day_start_hour, first_weekday) or (None, None)
        return HistoryFilter(
            text=self.search.text().strip(),
            start=start,
            end=end,
            quest_id=self.quest_id,
            status=self.session_status,
            planned_minutes=None if self._excerpt is None else self._excerpt.planned_minutes,
            hours=() if self._excerpt is None else self._excerpt.hours,
            with_short_cancelled=(
                self.with_short_cancelled or self.session_status is SessionStatus.CANCELLED
            ),
        )

    def choose(self, days: DateRange, quest_id: str | None, status: str | None) -> None:
        """Set the filters without emitting `changed`; an unknown quest or status means all."""
        self._show_chip(None)
        self.range.choose(days)
        self.quest.setCurrentIndex(max(0, self.quest.findData(quest_id)))
        self.status.setCurrentIndex(max(0, self.status.findData(status)))

    def clear(self) -> None:
        """Ask for all sessions."""
        self.search.clear()
        self._typing.stop()
        self.choose(DateRange.ALL, None, None)
        self.changed.emit()

    def show_excerpt(self, excerpt: Excerpt) -> None:
        """Ask for all of these sessions."""
        self.search.clear()
        self.range.choose_days(excerpt.period.first, excerpt.period.last)
        self.quest.setCurrentIndex(max(0, self.quest.findData(excerpt.quest_id and str(excerpt.quest_id))))
        self.status.setCurrentIndex(0)
        self._show_chip(excerpt if excerpt.name else None)
        self.changed.emit()

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests. The chosen one stays chosen if it is among them."""
        chosen = self.quest.currentData()
        self.quest.clear()
        self.quest.addItem(_("All quests"), None)
        for quest in quests:
            self.quest.addItem(wording.shortened(quest.title), str(quest.id))
        self.quest.setCurrentIndex(max(0, self.quest.findData(chosen)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search to the sessions by Down."""
        match event:
            case QKeyEvent() if (event.type(), event.key()) == (QEvent.Type.KeyPress, Qt.Key.Key_Down):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """As wide as two rows need, however the parts stand now: they change with the room that there is."""
        upper = self.search.minimumWidth() + tokens.MEDIUM + self.add.minimumSizeHint().width()
        chip = self.chip.minimumSizeHint().width() if self._excerpt else 0
        widest = max(upper, self._pills.minimumSizeHint().width(), chip)
        margins = self.contentsMargins()
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def lay_out(self, room: int) -> None:
        """Stand in one row, or in two if so many pixels are too few for one."""
        self._room = room
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance(_("Search")) + FRAME)
        chip = self.chip.sizeHint().width() + tokens.MEDIUM if self._excerpt else 0
        parts = (self.search.minimumWidth(), self._pills.sizeHint().width(), self.add.sizeHint().width())
        is_narrow = room < sum(parts) + chip + 3 * tokens.MEDIUM
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        for part in (self.search, self._pills, self.chip, self.add):
            self._grid.removeWidget(part)
        self.search.setMaximumWidth(UNLIMITED if is_narrow else SEARCH_WIDTH)
        self._grid.addWidget(self.search, 0, 0, 1, 3 if is_narrow else 1)
        if is_narrow:
            self._grid.addWidget(self._pills, 1, 0, 1, 5)
            self._grid.addWidget(self.chip, 2, 0, 1, 5, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._pills, 0, 1)
            self._grid.addWidget(self.chip, 0, 2)
        self._grid.addWidget(self.add, 0, 4)
        self._grid.setColumnStretch(0, 1 if is_narrow else 2)
        self._grid.setColumnStretch(3, 0 if is_narrow else 1)

    def _show_chip(self, excerpt: Excerpt | None) -> None:
        self._excerpt = excerpt
        if excerpt is not None:
            self.chip.setText(f"{excerpt.name} ✕")
            self.chip.setAccessibleName(wording.listed(excerpt.name, self.chip.toolTip()))
        elif self.chip.hasFocus():
            self.range.setFocus()
        self.chip.setVisible(excerpt is not None)
        self.lay_out(self._room)

    def _remove_chip(self) -> None:
        self._show_chip(None)
        self.changed.emit()

    def _follow_range(self) -> None:
        """Remove hours, which are those of other days than the range that was chosen now."""
        if self._excerpt is not None and self._excerpt.hours:
            self._show_chip(None)
        self.changed.emit()


def _filter(name: str, everything: str) -> ComboBox:
    combo = ComboBox()
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)  # On Linux a combo box's accessible name is its current text.
    combo.addItem(everything, None)
    return combo
