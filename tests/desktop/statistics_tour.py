"""The part of the tour that shows the Statistics page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from focus_desktop.desktop.window.statistics.quest_shares import MOST_NAMED
from focus_desktop.model.local_days import Span
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.statistics.section import Section
    from focus_desktop.desktop.window.statistics.statistics_view import StatisticsView
    from tests.conftest import SettableClock

    Card = Callable[[str, Callable[[], object]], Iterator[str]]


class StatisticsTour:
    """`card` shows a card at each size of the window."""

    def __init__(self, app: Application, clock: SettableClock, card: Card, folder: Path) -> None:
        self._app, self._clock, self._card = app, clock, card
        self._folder = folder

    def nothing_yet(self) -> Iterator[str]:
        """Each period without any focus."""
        self._show()
        for span in Span.YEAR, Span.MONTH, Span.WEEK:
            self._app.statistics.show_span(span)
            yield f"statistics of a {span} without focus"
            self._app.statistics.step(-1)
            yield f"statistics of the {span} before, without focus"
            self._app.statistics.step(1)

    def stops(self) -> Iterator[str]:
        """Each period, each chart and what can be done with it."""
        self._app.window.pages.setCurrentIndex(0)
        self._work_on_many_quests()
        view = self._show()
        for span in Span:
            if span is not Span.DAY:
                self._app.statistics.show_span(span)
                yield f"statistics of a {span}"
                for section in view.sections:
                    yield from self._value(section)
        view.as_table.click()
        yield "statistics as tables"
        view.as_table.click()
        for section in view.sections:
            yield from self._card("what can be done with a chart", section.more.click)
        self._app.statistics.show_span(Span.MONTH)
        view.as_table.click()
        yield "statistics of a month as tables"
        view.as_table.click()
        self._app.statistics.show_span(Span.WEEK)
        self._app.statistics.step(-1)
        yield "statistics of the week before"
        self._app.statistics.step(1)
        yield from self._take_along(view)
        self._app.window.pages.setCurrentIndex(0)

    def _take_along(self, view: StatisticsView) -> Iterator[str]:
        """Copy a chart, save a picture, and list the sessions of an hour."""
        view._copy("Day")
        yield "a copied table"
        view._save(view.days, "Focus", str(self._folder / "focus.png"), "")
        yield "a saved picture"
        QTest.keyClick(view.hours, Qt.Key.Key_Home)
        QTest.keyClick(view.hours, Qt.Key.Key_Return)
        yield "the sessions of an hour"
        self._app.history_page.filters.chip.click()

    def _value(self, section: Section) -> Iterator[str]:
        if section.isVisible():
            section.chart.setFocus()
            QTest.keyClick(section.chart, Qt.Key.Key_Home)
            yield f"a value of a chart: {type(section.chart).__name__}"

    def _work_on_many_quests(self) -> None:
        app = self._app
        for quest in app.session_panel.form.quest_picker._offered[1 : MOST_NAMED + 3]:
            app.plan.change(quest_id=quest)
            work(app, self._clock, 2)
            app.user_actions.end(SessionStatus.CANCELLED)
        app.user_actions.undo_history.withdraw()
        app.plan.change(quest_id=None)

    def _show(self) -> StatisticsView:
        self._app.window.pages.setCurrentWidget(self._app.statistics_page)
        view = self._app.statistics_page.build()
        QApplication.processEvents()  # What was put into a layout is shown in the next turn.
        return view
