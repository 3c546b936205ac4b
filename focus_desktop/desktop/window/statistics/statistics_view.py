"""What is on the Statistics page: figures, charts, and the same as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.centred import centred
from focus_desktop.desktop.window.statistics import picture
from focus_desktop.desktop.window.statistics.day_chart import DayChart
from focus_desktop.desktop.window.statistics.hour_chart import HourChart
from focus_desktop.desktop.window.statistics.legend import Legend
from focus_desktop.desktop.window.statistics.length_chart import LengthChart
from focus_desktop.desktop.window.statistics.number_row import NumberRow
from focus_desktop.desktop.window.statistics.period_bar import PeriodBar, Shown
from focus_desktop.desktop.window.statistics.section import FRAME, Section, note_label
from focus_desktop.desktop.window.statistics.steps import StepLegend
from focus_desktop.desktop.window.statistics.year_chart import YearChart
from focus_desktop.desktop.window.viewport import own_viewport
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import PictureNotSaved
from focus_desktop.model.history_query import Excerpt
from focus_desktop.model.local_days import Calendar, Period, Span, weekday_hours_of
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from focus_desktop.desktop.window.statistics.chart import Chart, Value
    from focus_desktop.model.local_days import DayRules
    from focus_desktop.model.statistics import Statistics, Totals

SIDE_BY_SIDE = 720
"""Pixels of the width from which on two charts stand beside each other."""
TURNS = 3
"""The number of figures in a row depends on their width, that on the scroll bar, and the height on both."""
SCROLL_BAR = 10
"""Pixels of its width: it stands in the page's margin."""
NOTHING = {
    Span.WEEK: N_("No focus in this week."),
    Span.MONTH: N_("No focus in this month."),
    Span.YEAR: N_("No focus in this year."),
}
NOTHING_YET = {
    Span.WEEK: N_("No focus in this week yet.\nStart a session on the Focus page, and it will count here."),
    Span.MONTH: N_("No focus in this month yet.\nStart a session on the Focus page, and it will count here."),
    Span.YEAR: N_("No focus in this year yet.\nStart a session on the Focus page, and it will count here."),
}


class StatisticsView(QScrollArea):
    """Changes only through its `show_…` methods; scrolls where there is no room for all."""

    history_requested = Signal(object)
    copy_requested = Signal(str)
    refused = Signal(object)
    done = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        own_viewport(self)
        self._statistics: Statistics | None = None
        self._calendar = Calendar()
        self._shown = Shown(Span.WEEK, "", (), has_before=False, has_after=False, is_present=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It is not seen where all has room; if it took its place only then, all would move.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.period_bar = PeriodBar()
        self._are_figures_made = False
        self._empty = QLabel()
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._content, self._figures = QWidget(), QWidget()
        self._lay_out()
        self._figures.hide()

    def make_figures(self) -> None:
        """Make what shows figures, unless it is there; that is done after the page was shown."""
        if self._are_figures_made:
            return
        self._are_figures_made = True
        self.numbers, self.legend = NumberRow(), Legend()
        self.days, self.hours, self.lengths, self.year = DayChart(), HourChart(), LengthChart(), YearChart()
        self.streak, self.calibration = note_label(), note_label()
        self._year_steps, self._hour_steps = StepLegend(), StepLegend()
        self.sections = [
            Section(self.year, is_card=True, legend=self._year_steps),
            Section(self.days, is_card=True, legend=self.legend),
            Section(self.hours, legend=self._hour_steps, note=self.streak),
            Section(self.lengths, note=self.calibration),
        ]
        self.as_table = button(_("Show as table"), self._toggle_tables, look="link", shape="flush")
        self.as_table.setCheckable(True)
        self._lay_out_figures()
        for section in self.sections:
            section.chart.chosen.connect(self._ask_for_history)
            section.copy_requested.connect(self._copy)
            section.picture_requested.connect(self._ask_for_file)
        tab_order.let_follow(self.period_bar.today, self._figures, self._tab_parts())

    def _tab_parts(self) -> Iterator[QWidget]:
        """What Tab goes through, as it is seen: from the top to the bottom, from the left to the right."""
        for section in self.sections:
            yield from (section.more, section.chart)
        yield self.as_table

    def show_period(self, shown: Shown) -> None:
        """Show which period is told of."""
        self._shown = shown
        self.period_bar.show_period(shown)

    def show_statistics(self, statistics: Statistics, span: Span, rules: DayRules) -> None:
        """Show the figures of a period; those of the one before come later, by `show_numbers`."""
        self.make_figures()
        self._statistics, self._calendar = statistics, rules.calendar
        is_empty = not statistics.totals.focused and not statistics.totals.sessions.sessions
        self._empty.setText(_((NOTHING_YET if self._shown.is_present else NOTHING)[span]) if is_empty else "")
        self._empty.setVisible(is_empty)
        self._figures.setVisible(not is_empty)
        self.days.show_statistics(statistics)
        self.hours.show_statistics(statistics, rules.calendar)
        self._hour_steps.show_most(self.hours.most)
        self.lengths.show_statistics(statistics)
        year, *_others, lengths = self.sections
        year.setVisible(span is Span.YEAR)
        if span is Span.YEAR:
            self.year.show_statistics(statistics, rules.calendar)
            self._year_steps.show_most(self.year.most)
        lengths.setVisible(bool(statistics.lengths))
        for section in self.sections:
            section.show_names()
        self.legend.show_shares(self.days.shares)
        self._show_sentences(statistics)

    def show_numbers(
        self, statistics: Statistics, before: Totals | None, span: Span, rules: DayRules
    ) -> None:
        """Show the four figures, beside those of the period before."""
        self.numbers.show_numbers(words.numbers(statistics.totals, before, rules.goal, span))

    @staticmethod
    def settle() -> None:
        """Give all parts their places now: else Qt draws the page some times while it finds these."""
        for _turn in range(TURNS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two charts beside each other if there is room."""
        super().resizeEvent(event)
        if self._are_figures_made:
            self._arrange()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(tokens.LARGE)
        column.addLayout(_aligned(self.period_bar))
        column.addWidget(self._figures, stretch=1)
        column.addWidget(self._empty, stretch=1)
        column.setContentsMargins(0, 0, 0, 0)
        row = centred(column)
        edge = tokens.WIDE - FRAME
        row.setContentsMargins(edge, tokens.MEDIUM, edge - SCROLL_BAR, tokens.LARGE)
        self._content.setLayout(row)
        self.setWidget(self._content)

    def _lay_out_figures(self) -> None:
        self._pair = QGridLayout()
        self._pair.setHorizontalSpacing(tokens.HUGE - 2 * FRAME)
        self._pair.setVerticalSpacing(tokens.WIDE)
        self._are_side_by_side: bool | None = None
        year, days, *_others = self.sections
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(tokens.LARGE)
        figures.addLayout(_aligned(self.numbers, year, days))
        figures.addLayout(self._pair)
        foot = _aligned(self.as_table)
        foot.setAlignment(self.as_table, Qt.AlignmentFlag.AlignRight)
        figures.addLayout(foot)
        figures.addStretch(1)
        self._arrange()

    def _arrange(self) -> None:
        are_side_by_side = self.viewport().width() >= SIDE_BY_SIDE and not self.as_table.isChecked()
        if are_side_by_side == self._are_side_by_side:
            return
        self._are_side_by_side = are_side_by_side
        hours, lengths = self.sections[2:]
        self._pair.addWidget(hours, 0, 0, Qt.AlignmentFlag.AlignTop)
        row, column = (0, 1) if are_side_by_side else (1, 0)
        self._pair.addWidget(lengths, row, column, Qt.AlignmentFlag.AlignTop)
        self._pair.setColumnStretch(0, 1)
        self._pair.setColumnStretch(1, 1 if are_side_by_side else 0)

    def _show_sentences(self, statistics: Statistics) -> None:
        calibration = statistics.calibration
        streak = statistics.streak if self._shown.is_present else None  # It lasts until today.
        self.calibration.setText("" if calibration is None else words.calibration(calibration))
        self.calibration.setVisible(calibration is not None)
        self.streak.setText("" if streak is None else words.streak(streak))
        self.streak.setVisible(streak is not None)

    def _toggle_tables(self) -> None:
        is_table = self.as_table.isChecked()
        self.as_table.setText(_("Show as charts") if is_table else _("Show as table"))
        for section in self.sections:
            section.show_as_table(is_table=is_table)
        self._arrange()

    def _ask_for_history(self, value: Value) -> None:
        if self._statistics is not None:
            period = value.period or self._statistics.period
            self.history_requested.emit(_excerpt(value, period, self._calendar))

    def _ask_for_file(self, chart: Chart) -> None:
        """Ask for a file without waiting for it, and save the picture there."""
        title = f"{chart.accessibleName()} · {self._shown.title}"
        picture.ask_for_file(
            self, title, lambda file, chosen_filter: self._save(chart, title, file, chosen_filter)
        )

    def _save(self, chart: Chart, title: str, file: str, chosen_filter: str) -> None:
        try:
            path = picture.save(chart, title, file, chosen_filter)
        except PictureNotSaved as error:
            self.refused.emit(error)
        else:
            self.done.emit(_("Picture saved"), str(path))

    def _copy(self, table: str) -> None:
        self.copy_requested.emit(table)
        self.done.emit(_("Table copied"), _("Paste it into a spreadsheet."))


def _aligned(*parts: QWidget) -> QVBoxLayout:
    """Parts that begin and end where sections do that are no cards."""
    column = QVBoxLayout()
    column.setContentsMargins(FRAME, 0, FRAME, 0)
    column.setSpacing(tokens.LARGE)
    for part in parts:
        column.addWidget(part)
    return column


def _excerpt(value: Value, period: Period, calendar: Calendar) -> Excerpt:
    """The sessions that a value is about."""
    if value.planned_minutes is not None:
        name = words.planned(value.planned_minutes)
        return Excerpt(period, planned_minutes=value.planned_minutes, name=name)
    if value.weekday_hour is not None:
        hours = weekday_hours_of(calendar, period, *value.weekday_hour)
        return Excerpt(period, hours=hours, name=words.weekday_hour(*value.weekday_hour))
    return Excerpt(period, value.quest_id)
