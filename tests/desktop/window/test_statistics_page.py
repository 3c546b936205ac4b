"""The Statistics page in the app: when it reads, what it shows, what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import Excerpt
from focus_desktop.model.local_days import Period, Span
from focus_desktop.model.status import SessionStatus
from focus_desktop.wording.statistics import Number
from tests.desktop.conftest import complete_after, live
from tests.desktop.seen import faults

if TYPE_CHECKING:
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.statistics.statistics_view import StatisticsView
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def quest(controller: Controller, clock: SettableClock) -> UUID:
    """The quest of half an hour on Monday; then came ten minutes without one, and twenty on Tuesday."""
    quest = controller.add_quest("Read 12 Books")
    complete_after(controller, clock, 30, quest.id)
    complete_after(controller, clock, 10)
    clock.sleep(minutes=24 * 60)
    complete_after(controller, clock, 20, quest.id)
    return quest.id


@pytest.fixture
def app(quest: UUID, open_app: Opened) -> Application:
    """The app, with the Statistics page shown."""
    app = open_app()
    app.window.activateWindow()
    app.window.pages.setCurrentWidget(app.statistics_page)
    return app


@pytest.fixture
def view(app: Application) -> StatisticsView:
    """What is on the page."""
    assert app.statistics_page.view is not None
    return app.statistics_page.view


def told(view: StatisticsView) -> list[list[str]]:
    """The texts of the four figures."""
    return [
        [label.text() for label in (one.value, one.caption, one.note, one.before)]
        for one in view.numbers.figures
    ]


def test_it_is_made_when_it_is_first_shown(quest: UUID, open_app: Opened) -> None:
    app = open_app()
    made = [is_made(app)]
    app.window.pages.setCurrentWidget(app.statistics_page)
    assert [*made, is_made(app)] == [False, True]


def is_made(app: Application) -> bool:
    """Whether the parts of the page are there."""
    return app.statistics_page.view is not None


def test_it_tells_this_week(view: StatisticsView) -> None:
    assert view.period_bar.title.text() == "2 – 8 Mar 2026"
    assert told(view) == [
        ["1 h", "focused", "3 sessions · 3 completed", ""],
        ["30 min", "a working day", "goal 4 h, reached 0 of 2", ""],
        ["40 %", "of what you planned", "1 h of 2 h 30 min", ""],
        ["9 – 11", "your best hours", "100 % of all focus", ""],
    ]
    assert view.streak.text() == "A streak begins with the next working day that reaches the goal."
    assert not view.calibration.isVisible()  # Three sessions are too few.


def test_it_compares_with_the_week_before(
    app: Application, view: StatisticsView, clock: SettableClock
) -> None:
    clock.sleep(minutes=7 * 24 * 60)
    app.user_actions.start_as_planned()
    live(app, clock, 6)
    app.user_actions.end(SessionStatus.COMPLETED)
    assert told(view)[0] == ["6 min", "focused", "1 session · 1 completed", "1 h the week before"]
    assert told(view)[1][3] == "12 min the week before"  # Of five days.
    assert told(view)[2][3] == "40 % the week before"
    assert told(view)[3][3] == "9 – 11 the week before"


def test_enough_sessions_are_calibrated(
    app: Application, view: StatisticsView, controller: Controller, clock: SettableClock
) -> None:
    for _ in range(3):
        complete_after(controller, clock, 33)
    app.statistics.reload()
    assert view.calibration.text() == "You plan 50 and finish 27: try 25."
    assert view.calibration.isVisible()


def test_going_back_and_forward(view: StatisticsView) -> None:
    bar = view.period_bar
    assert (bar.back.isEnabled(), bar.forward.isEnabled()) == (True, False)
    bar.back.click()
    assert bar.title.text() == "23 Feb – 1 Mar 2026"
    assert view._empty.text() == "No focus in this week."
    assert view._empty.isVisible()
    assert not view.numbers.isVisible()
    bar.forward.click()
    assert bar.title.text() == "2 – 8 Mar 2026"
    assert view.numbers.isVisible()
    assert not bar.forward.isEnabled()


def test_only_an_empty_period_of_today_may_still_be_filled(open_app: Opened) -> None:
    app = open_app()
    app.window.pages.setCurrentWidget(app.statistics_page)
    view = app.statistics_page.build()
    assert view._empty.text().startswith("No focus in this week yet.\n")
    view.period_bar.back.click()
    assert view._empty.text() == "No focus in this week."


def test_the_streak_is_told_only_where_today_is(
    app: Application, view: StatisticsView, clock: SettableClock
) -> None:
    assert view.streak.isVisible()
    clock.sleep(minutes=7 * 24 * 60)
    view.period_bar.spans[Span.MONTH].click()
    assert view.streak.isVisible()
    view.period_bar.spans[Span.WEEK].click()
    assert not view.streak.isVisible()  # Nothing was worked in this week.
    view.period_bar.back.click()
    assert view.numbers.isVisible()
    assert not view.streak.isVisible()


def test_today_leads_back_to_the_present(qtbot: QtBot, app: Application, view: StatisticsView) -> None:
    bar = view.period_bar
    for span in bar.spans:
        bar.spans[span].click()
        present = bar.title.text()
        assert not bar.today.isVisible()
        bar.back.click()
        bar.back.click()
        bar.today.setFocus()
        qtbot.keyClick(bar.today, Qt.Key.Key_Space)
        assert bar.title.text() == present
        assert not bar.today.isVisible()
        assert bar.back.hasFocus()


def test_the_keyboard_stays_with_the_arrows(qtbot: QtBot, view: StatisticsView) -> None:
    bar = view.period_bar
    bar.back.click()
    bar.forward.setFocus()
    qtbot.keyClick(bar.forward, Qt.Key.Key_Space)
    assert not bar.forward.isEnabled()
    assert bar.back.hasFocus()


@pytest.mark.parametrize("span", [Span.WEEK, Span.MONTH, Span.YEAR])
def test_the_arrows_do_not_move_from_one_period_to_the_next(
    qtbot: QtBot, app: Application, view: StatisticsView, span: Span
) -> None:
    app.window.resize(900, 700)
    bar = view.period_bar
    bar.spans[span].click()
    places = set()
    qtbot.wait(50)  # Until the window has its size.
    for _ in range(14):
        qtbot.wait(1)  # Until it is laid out.
        places.add((bar.back.mapTo(view, QPoint()).x(), bar.forward.mapTo(view, QPoint()).x()))
        bar.back.click()
    assert len(places) == 1


def test_tab_goes_from_the_top_to_the_bottom(qtbot: QtBot, app: Application, view: StatisticsView) -> None:
    app.window.resize(900, 1100)
    view.period_bar.spans[Span.YEAR].click()
    view.period_bar.back.click()
    app.statistics.show_today()
    app.statistics.step(-1)
    app.statistics.step(1)
    view.period_bar.back.setFocus()
    found: list[QWidget] = []
    while not found or found[-1] is not view.as_table:
        focused = QApplication.focusWidget()
        assert focused is not None
        found.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    charts = [part for one in view.sections for part in (one.more, one.chart)]
    assert found == [view.period_bar.back, *charts, view.as_table]


def test_months_and_years(view: StatisticsView) -> None:
    view.period_bar.spans[Span.MONTH].click()
    assert view.period_bar.title.text() == "March 2026"
    assert [choice.isChecked() for choice in view.period_bar.spans.values()] == [False, True, False]
    assert len(view.days.table().rows) == 31 + 3  # A row for each day, and for each quest on it.
    view.period_bar.spans[Span.YEAR].click()
    assert view.period_bar.title.text() == "2026"
    assert view.days.accessibleName() == "Focused time by month"
    assert view.year.isVisible()
    assert len(view.year.values) == 365
    assert view.year.values[60].words == "Mon 2 Mar 2026: 40 min"
    view.period_bar.spans[Span.WEEK].click()
    assert not view.year.isVisible()


def test_it_reads_only_while_it_is_seen(
    app: Application, view: StatisticsView, controller: Controller, clock: SettableClock
) -> None:
    app.window.pages.setCurrentIndex(0)
    with patch.object(app.statistics.refresh, "request") as request:
        app.user_actions.start_as_planned()
        live(app, clock, 5)
        app.user_actions.end(SessionStatus.COMPLETED)
        assert request.call_count == 0
    assert told(view)[0][0] == "1 h"
    app.window.pages.setCurrentWidget(app.statistics_page)
    assert told(view)[0][0] == "1 h 5 min"


def test_a_session_that_runs_counts_as_time_passes(
    app: Application, view: StatisticsView, clock: SettableClock
) -> None:
    app.user_actions.start_as_planned()
    clock.advance(minutes=5)
    app.statistics._minute.timeout.emit()
    assert told(view)[0][:3] == ["1 h 5 min", "focused", "4 sessions · 3 completed"]


def test_a_marked_value_stays_marked_when_it_grows(
    qtbot: QtBot, app: Application, view: StatisticsView, clock: SettableClock
) -> None:
    view.hours.setFocus()
    qtbot.keyClick(view.hours, Qt.Key.Key_Home)
    for _ in range(9):
        qtbot.keyClick(view.hours, Qt.Key.Key_Right)
    assert view.hours.accessibleDescription() == "Monday, 9 – 10: 40 min"
    app.statistics.reload()
    assert view.hours.accessibleDescription() == "Monday, 9 – 10: 40 min"


def test_settings_count_at_once(app: Application, view: StatisticsView) -> None:
    app.settings.save(week_start="sunday", working_days=(0,), daily_goal_minutes=40)
    assert view.period_bar.title.text() == "1 – 7 Mar 2026"
    assert told(view)[1][:3] == ["40 min", "a working day", "goal 40 min, reached 1 of 1"]
    assert view.streak.text() == "The last working day has reached the goal."
    app.settings.save(daily_goal_minutes=0)
    assert not view.streak.isVisible()


def test_the_day_before_may_last_into_the_morning(app: Application, view: StatisticsView) -> None:
    app.settings.save(day_start_hour=10)
    names = [(line[0], line[2]) for line in view.days.table().rows if line[1] == "All"]
    # Nine o'clock on Monday is still Sunday, which is in another week.
    assert names[:2] == [("Mon 2 Mar 2026", "20 min"), ("Tue 3 Mar 2026", "0 min")]


def test_a_chosen_value_asks_for_the_history(
    qtbot: QtBot, app: Application, view: StatisticsView, quest: UUID
) -> None:
    value = next(one for one in view.days.values if one.quest_id == quest)
    with qtbot.waitSignal(app.statistics_page.history_requested) as asked:
        qtbot.mouseClick(view.days, Qt.MouseButton.LeftButton, pos=value.area.center().toPoint())
    assert asked.args == [Excerpt(Period(MONDAY, MONDAY), quest)]


def test_an_hour_and_a_length_ask_for_their_sessions_in_the_history(
    qtbot: QtBot, app: Application, view: StatisticsView
) -> None:
    history, filters = app.history_page, app.history_page.filters
    view.hours.setFocus()
    qtbot.keyClick(view.hours, Qt.Key.Key_Home)
    for key in [Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 9, Qt.Key.Key_Return]:
        qtbot.keyClick(view.hours, key)
    assert filters.chip.isVisible()
    assert filters.chip.text() == "Tuesday, 9 – 10 ✕"
    qtbot.waitUntil(lambda: [one.session.started_at.day for one in history.model.records] == [3])
    assert len(app.history.wanted.hours) == 1  # What is shown is also what is exported.
    filters.chip.click()
    qtbot.waitUntil(lambda: len(history.model.records) == 3)
    assert not filters.chip.isVisible()

    app.window.pages.setCurrentWidget(app.statistics_page)
    view.lengths.chosen.emit(view.lengths.values[0])
    assert filters.chip.text() == "50 min planned ✕"
    qtbot.waitUntil(lambda: app.history.wanted.planned_minutes == 50)
    assert list(faults()) == []
    view.days.chosen.emit(view.days.values[0])
    assert not filters.chip.isVisible()


def test_hours_are_no_filter_any_more_when_other_days_are_chosen(
    app: Application, view: StatisticsView
) -> None:
    view.hours.chosen.emit(view.hours.values[9])
    assert app.history.wanted.hours
    app.history_page.filters.range.choose(DateRange.ALL)
    app.history_page.filters.range.chosen.emit()
    assert not app.history.wanted.hours
    assert not app.history_page.filters.chip.isVisible()


def test_figures_stand_in_one_row_where_their_texts_fit(view: StatisticsView) -> None:
    row = view.numbers
    wide, narrow = (Number(word, "focused", "", "") for word in ("a long text " * 3, "1 h"))
    row.show_numbers([wide, narrow, narrow, narrow])
    widths = [figure.sizeHint().width() for figure in row.figures]
    row.resize(sum(widths) + 3 * tokens.LARGE, row.height())
    assert sum(widths) < 3 * max(widths)
    assert len({figure.y() for figure in row.figures}) == 1
    row.resize(sum(widths), row.height())
    assert row._columns == 2


@pytest.mark.parametrize("width", [480, 860, 1300])
def test_each_section_is_as_high_as_its_parts(
    qtbot: QtBot, app: Application, view: StatisticsView, width: int
) -> None:
    app.window.resize(width, 700)
    view.period_bar.spans[Span.YEAR].click()
    parts = [part for section in view.sections for part in (section, section.chart)]
    qtbot.waitUntil(lambda: all(part.height() == part.heightForWidth(part.width()) for part in parts))


def test_all_begins_at_the_same_line(view: StatisticsView) -> None:
    parts = (view.numbers, view.sections[1], view.hours, view.period_bar)
    assert {part.mapTo(view, QPoint()).x() for part in parts} == {tokens.WIDE}


def test_the_frame_of_the_keyboard_stands_around_a_chart(view: StatisticsView) -> None:
    section = view.sections[2]
    before = section.grab().toImage()
    section.chart.setFocus()
    after, chart = section.grab().toImage(), section.chart.geometry()
    accent = view.palette().highlight().color()
    assert after.pixelColor(chart.left() - 3, chart.center().y()) == accent
    assert after.copy(chart) == before.copy(chart)


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 125])
def test_everything_has_room_in_a_narrow_window(
    app: Application, view: StatisticsView, appearance: str, percent: int
) -> None:
    app.settings.save(appearance=appearance, text_percent=percent)
    app.window.resize(480, 640)
    for span in (Span.WEEK, Span.YEAR):
        app.statistics.show_span(span)
        assert list(faults()) == []
        content = view.widget()
        assert content is not None
        assert content.width() <= view.viewport().width()
    view.as_table.click()
    assert list(faults()) == []
    content = view.widget()
    assert content is not None
    assert content.width() <= view.viewport().width()


def test_assistive_technology_chooses_a_period_by_checking_it(app: Application, view: StatisticsView) -> None:
    spans = view.period_bar.spans
    spans[Span.MONTH].setChecked(True)
    assert [span for span, choice in spans.items() if choice.isChecked()] == [Span.MONTH]
    assert app.statistics._span is Span.MONTH
