"""Lets the user choose a range of days, by its name or from a day to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLabel, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.history.times_form import date_format
from focus_desktop.desktop.window.history.typed_date import TypedDate
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model import date_range
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.local_days import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from PySide6.QtGui import QKeyEvent

    Days = tuple[date, date]
    """The first and the last day of a range."""

NAMES = {
    DateRange.ALL: N_("All time"),
    DateRange.TODAY: N_("Today"),
    DateRange.THIS_WEEK: N_("This week"),
    DateRange.LAST_WEEK: N_("Last week"),
    DateRange.THIS_MONTH: N_("This month"),
    # Translators: Opens two fields for the first and the last day of a range.
    DateRange.CUSTOM: N_("Custom…"),
}
FRAME = 50
"""Pixels of the width that its text cannot use."""


class RangeBox(ComboBox):
    """The named ranges, and one from a day to a day, which a card asks for."""

    chosen = Signal()
    """The user has chosen a range."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._custom: Days | None = None
        self._before = 0
        self._card: DaysCard | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # A range may have two dates.
        self.setAccessibleName(_("Show days"))
        self.setAccessibleDescription(_("Show days"))
        for each, name in NAMES.items():
            self.addItem(_(name), each.value)
        self.activated.connect(self._choose)
        self.currentTextChanged.connect(self.setToolTip)  # It may be cut in a narrow window.

    def minimumSizeHint(self) -> QSize:
        """As wide as the name of a range needs; two dates are cut where there is no more room."""
        hint = super().minimumSizeHint()
        names = [self.fontMetrics().horizontalAdvance(_(name)) for name in NAMES.values()]
        return QSize(min(hint.width(), max(names) + FRAME), hint.height())

    @property
    def range(self) -> DateRange:
        """The range that is chosen."""
        return DateRange(self.currentData())

    def choose(self, chosen: DateRange) -> None:
        """Choose a range by its name, without emitting `chosen`."""
        self.setCurrentIndex(self.findData(chosen.value))
        self._before = self.currentIndex()

    def choose_days(self, first: date, last: date) -> None:
        """Choose the range from a day to a day, without emitting `chosen`."""
        self._custom = (first, last)
        place = self.findData(DateRange.CUSTOM.value)
        self.setItemText(place, wording.period(Period(first, last)))
        self.setCurrentIndex(place)
        self._before = place

    def bounds(self, day_start_hour: int, first_weekday: int) -> tuple[datetime, datetime] | None:
        """The start and the end of the range; None for all time."""
        days = date_range.dates(self.range, self._today(), first_weekday)
        if self.range is DateRange.CUSTOM:
            days = self._custom
        return None if days is None else date_range.bounds(*days, day_start_hour)

    def words(self) -> str:
        """The range in words, before its totals; empty for all time."""
        return "" if self.range is DateRange.ALL else self.currentText()

    def _choose(self) -> None:
        if self.range is not DateRange.CUSTOM:
            self.setItemText(self.findData(DateRange.CUSTOM.value), _(NAMES[DateRange.CUSTOM]))
            self._before = self.currentIndex()
            self.chosen.emit()
            return
        self.setCurrentIndex(self._before)  # Until two days are chosen.
        self._card = self._card or self._new_card()
        self._card.show_days(*(self._custom or (self._today(), self._today())))
        self._card.open_at(self)
        self._card.begin()

    def _new_card(self) -> DaysCard:
        card = DaysCard(self)
        card.chosen.connect(self._take_days)
        return card

    def _take_days(self, first: date, last: date) -> None:
        self.choose_days(first, last)
        self.chosen.emit()


class DaysCard(Popover):
    """Asks for the first and the last day of a range."""

    chosen = Signal(object, object)
    """The arguments are the first and the last day, as `date`."""

    def __init__(self, opener: QWidget) -> None:
        super().__init__(_("Range of days"), opener)
        self.rows.setContentsMargins(tokens.LARGE, tokens.LARGE, tokens.LARGE, tokens.LARGE)
        # Translators: Before the first day of a range of days.
        self.first = day_box(_("From"))
        # Translators: Before the last day of a range of days.
        self.last = day_box(_("To"))
        grid = QGridLayout()
        grid.setSpacing(tokens.SMALL)
        for row, box in enumerate((self.first, self.last)):
            label = QLabel(box.accessibleName())
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        self.rows.addLayout(grid)
        show = button(_("Show"), self._choose, look="primary")
        self.rows.addWidget(show, alignment=Qt.AlignmentFlag.AlignRight)

    def show_days(self, first: date, last: date) -> None:
        """Begin with these days."""
        for box, day in ((self.first, first), (self.last, last)):
            box.setDate(QDate(day.year, day.month, day.day))

    def begin(self) -> None:
        """Begin with the first section of both days: each remembers the one that was left last."""
        for box in (self.last, self.first):
            box.setSelectedSection(box.sectionAt(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the days by Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        days = sorted(_python_date(box.date()) for box in (self.first, self.last))
        self.close_card()
        self.chosen.emit(*days)


class DayBox(TypedDate, QDateEdit):
    """A day."""


def day_box(name: str) -> QDateEdit:
    """Return a field for a day."""
    box = DayBox()
    box.setAccessibleName(name)
    box.setDisplayFormat(date_format())
    return box


def _python_date(day: QDate) -> date:
    return day.toPython()  # type: ignore[return-value]  # the stub says object
