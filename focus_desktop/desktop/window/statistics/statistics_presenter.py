"""Reads the statistics of the chosen period, and keeps the Statistics page up to date while it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from focus_desktop import wording
from focus_desktop.desktop.refresh import Refresh
from focus_desktop.model.limits import EARLIEST_DATE, LATEST_DATE
from focus_desktop.model.local_days import (
    DAY,
    DAYS_OF_A_WEEK,
    MONTHS_OF_A_YEAR,
    DayRules,
    Period,
    Span,
)
from focus_desktop.settings import day_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.announcements import Announcements
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.statistics.statistics_page import StatisticsPage
    from focus_desktop.model.statistics import Statistics, Totals
    from focus_desktop.settings import Settings

WIDE_YEAR, WIDE_DAY = 2026, 28
"""A week that begins on this day of a month ends in the next one, so that its title names both."""
RELOAD_MS = 60_000
"""Milliseconds after which the figures of a session that runs are read again."""


@dataclass(frozen=True)
class View:
    """What the page shows."""

    span: Span
    period: Period
    rules: DayRules


class StatisticsPresenter(QObject):
    """Reads nothing while the page is not seen: it is read again when it is shown next."""

    def __init__(
        self,
        clock: Clock,
        store: StoreThread,
        page: StatisticsPage,
        settings: SettingsWriter,
        announcements: Announcements,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._page = page
        self._settings = settings
        self._has_begun, self._is_connected = False, False
        self._span = Span.WEEK
        self._day: date | None = None
        """A day of the period; None for today."""
        self._shown: tuple[View, Statistics] | None = None
        self.refresh: Refresh[tuple[View, Statistics]] = Refresh(store, self._question, self._show)
        self.comparison: Refresh[tuple[View, Totals | None]] = Refresh(
            store, self._question_before, self._compare
        )
        self._minute = QTimer(self)
        self._minute.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._minute.setInterval(RELOAD_MS)
        self._minute.timeout.connect(self.reload)
        page.shown.connect(self.reload)
        page.hidden.connect(self._minute.stop)
        settings.changed.connect(self._follow_settings)
        announcements.call_after_any_change(self.reload)

    def begin(self) -> None:
        """Read from now on. Before that nothing is read, and the page stays empty."""
        self._has_begun = True
        self.reload()

    def reload(self) -> None:
        """Read the figures again, if the page is seen."""
        if not self._has_begun or not self._page.isVisible():
            return
        self._minute.start()
        self._build()
        self.refresh.request()

    def show_span(self, span: Span) -> None:
        """Show the week, month or year that the day lies in of which something is shown."""
        self._span = span
        self._show_period()

    def step(self, way: int) -> None:
        """Show the period before (-1) or after (1)."""
        period = self._view().period
        self._day = period.first - DAY if way < 0 else period.last + DAY
        if self._period_of(self._day) == self._period_of(self._today()):
            self._day = None
        self._show_period()

    def show_today(self) -> None:
        """Show the period that it is now."""
        self._day = None
        self._show_period()

    def _build(self) -> None:
        view = self._page.build()
        if not self._is_connected:
            self._is_connected = True
            view.period_bar.span_requested.connect(self.show_span)
            view.period_bar.step_requested.connect(self.step)
            view.period_bar.today_requested.connect(self.show_today)
            self._show_title()

    def _show_period(self) -> None:
        self._show_title()
        self.reload()

    def _show_title(self) -> None:
        if self._page.view is None:
            return
        from focus_desktop.desktop.window.statistics.period_bar import Shown  # noqa: PLC0415 — not before

        view = self._view()
        first, last, today = view.period.first, view.period.last, self._today()
        self._page.view.show_period(
            Shown(
                view.span,
                _title(view.span, view.period),
                _titles(view.span),
                has_before=first > EARLIEST_DATE,
                has_after=last < today and last < LATEST_DATE,
                is_present=first <= today <= last,
            )
        )

    def _rules(self) -> DayRules:
        settings = self._settings.current
        return day_rules(settings)

    def _today(self) -> date:
        return self._rules().calendar.day_of(self._clock.now())

    def _period_of(self, day: date) -> Period:
        period = self._rules().calendar.span_of(day, self._span)
        return Period(max(period.first, EARLIEST_DATE), min(period.last, LATEST_DATE))

    def _view(self) -> View:
        return View(self._span, self._period_of(self._day or self._today()), self._rules())

    def _question(self) -> Callable[[Controller], tuple[View, Statistics]]:
        from focus_desktop.model.statistics import By  # noqa: PLC0415 — needed only when the page is seen

        view = self._view()
        by = By.MONTH if view.span is Span.YEAR else By.DAY
        first, last = view.period.first, view.period.last
        return lambda controller: (view, controller.statistics(first, last, by, view.rules))

    def _show(self, answer: tuple[View, Statistics]) -> None:
        view, statistics = answer
        if view != self._view():
            self.reload()  # Another period was chosen meanwhile.
            return
        page = self._page.build()
        self._show_title()
        is_other = self._shown is None or self._shown[0] != view
        self._shown = answer
        page.show_statistics(statistics, view.span, view.rules)
        if is_other:
            page.show_numbers(statistics, None, view.span, view.rules)
        page.settle()
        self.comparison.request()

    def _question_before(self) -> Callable[[Controller], tuple[View, Totals | None]]:
        view = self._view()
        first, last = view.period.first, view.period.last
        return lambda controller: (view, controller.totals_before(first, last, view.rules))

    def _compare(self, answer: tuple[View, Totals | None]) -> None:
        view, before = answer
        if self._shown is not None and self._shown[0] == view:
            self._page.build().show_numbers(self._shown[1], before, view.span, view.rules)

    def _follow_settings(self, old: Settings, new: Settings) -> None:
        if day_rules(old) != day_rules(new):
            self._show_title()
            self.reload()


def _title(span: Span, period: Period) -> str:
    match span:
        case Span.MONTH:
            return wording.month(period.first)
        case Span.YEAR:
            return str(period.first.year)
    return wording.period(period)


def _titles(span: Span) -> list[str]:
    """Titles of which one is as wide as any of such a span can be."""
    days = (date(WIDE_YEAR, month, WIDE_DAY) for month in range(1, MONTHS_OF_A_YEAR + 1))
    return [_title(span, Period(day, day + (DAYS_OF_A_WEEK - 1) * DAY)) for day in days]
