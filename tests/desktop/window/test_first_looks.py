"""What a page is made of is made when it is first seen or needed, a part at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView, QToolButton, QWidget

from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window import next_turn
from focus_desktop.desktop.window.history.session_editor import SessionEditor
from focus_desktop.desktop.window.line_edit import SearchLine
from focus_desktop.desktop.window.statistics.chart_table import ChartTable
from focus_desktop.desktop.window.statistics.day_chart import DayChart
from focus_desktop.desktop.window.viewport import own_viewport
from focus_desktop.launch import Launch
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.history_query import Excerpt
from focus_desktop.model.local_days import Period, Span
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import complete_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.window.statistics.statistics_view import StatisticsView
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

    Left = list[Callable[[], object]]

MONDAY = date(2026, 3, 2)


@pytest.fixture
def left(answers_at_once: None, monkeypatch: pytest.MonkeyPatch) -> Left:
    """What the window has left for the next turn of the event loop."""
    calls: Left = []
    monkeypatch.setattr(next_turn, "call_next", lambda _owner, act: calls.append(act))
    return calls


@pytest.fixture
def fresh_app(qapp: QApplication, services: AppServices, qtbot: QtBot) -> Iterator[Application]:
    """The app, of which only the Focus page was seen."""
    app = Application(qapp, services)
    with qtbot.waitSignal(app.ready):
        app.show(Launch())
    app.window.activateWindow()
    yield app
    app.quit()
    app.window.hide()
    app.window.deleteLater()


class Places(QObject):
    """Notes where the charts and figures are whenever a chart is drawn."""

    def __init__(self, view: StatisticsView) -> None:
        super().__init__(view)
        self._view = view
        self.seen: set[tuple[object, ...]] = set()
        view.days.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            parts = (*self._view.sections, *self._view.numbers.figures)
            self.seen.add(tuple(part.geometry().getRect() for part in parts))
        return False


def test_other_pages_do_not_make_the_history(fresh_app: Application) -> None:
    for page in (fresh_app.quests_page, fresh_app.statistics_page):
        fresh_app.window.pages.setCurrentWidget(page)
    assert not fresh_app.history_page.is_built


def test_the_history_shows_its_frame_first(fresh_app: Application, left: Left, qtbot: QtBot) -> None:
    page = fresh_app.history_page
    fresh_app.window.pages.setCurrentWidget(page)
    qtbot.waitUntil(lambda: page.filters.isVisible() and page.footer.isVisible())
    assert page.findChild(QTableView) is None
    left.pop()()
    assert page.findChild(QTableView) is page.table


def test_the_history_can_be_searched_before_it_has_all_its_parts(fresh_app: Application, left: Left) -> None:
    fresh_app.window.commands.search.trigger()
    for act in left:
        act()
    assert fresh_app.window.focusWidget() is fresh_app.history_page.filters.search


def test_the_sessions_get_the_keyboard_when_the_history_is_first_seen(
    controller: Controller, fresh_app: Application, left: Left
) -> None:
    controller.update_session(controller.start_session(25).id, status=SessionStatus.COMPLETED)
    fresh_app.window.pages.setCurrentWidget(fresh_app.history_page)
    left.pop()()
    assert fresh_app.window.focusWidget() is fresh_app.history_page.table


def test_a_part_of_each_page_gets_the_keyboard_when_it_is_first_seen(
    fresh_app: Application, left: Left
) -> None:
    for page in (fresh_app.quests_page, fresh_app.statistics_page, fresh_app.history_page):
        fresh_app.window.pages.setCurrentWidget(page)
        QApplication.processEvents()
        while left:
            left.pop(0)()
        focused = fresh_app.window.focusWidget()
        assert focused is not None
        assert focused is not page
        assert page.isAncestorOf(focused)


def test_sessions_of_the_statistics_are_listed_by_a_history_that_nobody_has_seen(
    controller: Controller, fresh_app: Application, left: Left
) -> None:
    for description in ("Chapter one", "Chapter two"):
        session = controller.start_session(25, description=description)
        controller.update_session(session.id, status=SessionStatus.COMPLETED)
    excerpt = Excerpt(Period(MONDAY, MONDAY), planned_minutes=50, name="50 min")
    fresh_app.statistics_page.history_requested.emit(excerpt)
    for act in left:
        act()
    assert fresh_app.history_page.filters.range.range is DateRange.CUSTOM
    assert fresh_app.history_page.model.rowCount() == 0


def test_the_panel_of_a_session_is_made_when_one_is_edited(controller: Controller, open_app: Opened) -> None:
    controller.update_session(controller.start_session(25).id, status=SessionStatus.COMPLETED)
    app = open_app()
    app.window.pages.setCurrentWidget(app.history_page)
    assert app.history_page.findChild(SessionEditor) is None
    app.history_page.edit_requested.emit(app.history_page.model.records[0])
    assert app.history_page.editor.isVisible()


def test_tab_goes_from_the_sessions_through_the_panel_to_the_buttons(
    controller: Controller, open_app: Opened, qtbot: QtBot
) -> None:
    controller.update_session(controller.start_session(25).id, status=SessionStatus.COMPLETED)
    app = open_app()
    app.window.activateWindow()
    app.window.pages.setCurrentWidget(app.history_page)
    page = app.history_page
    page.table.begin()
    page.edit_requested.emit(page.model.records[0])
    page.table.setFocus()
    passed: list[QWidget] = []
    while page.footer.edit not in passed and len(passed) < 20:
        qtbot.keyClick(app.window.focusWidget(), Qt.Key.Key_Tab)
        passed.append(app.window.focusWidget())
    assert passed[0] is page.editor.description
    assert passed[-2:] == [page.editor.save, page.footer.edit]


@pytest.mark.parametrize(("width", "rows"), [(1300, 1), (500, 2)])
def test_the_filters_stand_in_as_many_rows_as_the_width_asks_for(
    open_app: Opened, width: int, rows: int
) -> None:
    app = open_app()
    app.window.resize(width, 640)
    app.window.pages.setCurrentWidget(app.history_page)
    filters = app.history_page.filters
    assert rows_of(filters.search, filters.range) == rows
    filters.range.setCurrentIndex(1)
    assert rows_of(filters.search, filters.range) == rows


def rows_of(*parts: QWidget) -> int:
    """In how many rows they stand."""
    page = parts[0].window()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return len({one.mapTo(page, one.rect().center()).y() // 20 for one in parts})


def test_the_statistics_show_their_frame_first(
    fresh_app: Application, left: Left, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh_app.store, "query", lambda *_args, **_options: None)  # No answer comes.
    fresh_app.window.pages.setCurrentWidget(fresh_app.statistics_page)
    view = fresh_app.statistics_page.view
    assert view is not None
    qtbot.waitUntil(view.period_bar.isVisible)
    assert view.findChild(DayChart) is None
    left.pop()()
    assert view.findChild(DayChart) is view.days


def test_the_charts_have_their_height_before_they_are_drawn(
    controller: Controller, clock: SettableClock, open_app: Opened, qtbot: QtBot
) -> None:
    complete_after(controller, clock, minutes=40)
    app = open_app()
    app.window.resize(860, 480)
    app.window.pages.setCurrentWidget(app.statistics_page)
    view = app.statistics_page.view
    assert view is not None
    qtbot.waitUntil(view.days.isVisible)
    view.period_bar.back.click()
    content = view.widget()
    assert content is not None
    qtbot.waitUntil(lambda: not view.days.isVisible() and content.height() < 480)
    view.period_bar.today.click()
    assert view.days.isVisible()
    assert content.height() >= content.minimumSizeHint().height() > 480


@pytest.mark.parametrize("width", [620, 860])
def test_the_statistics_have_their_places_when_they_are_first_drawn(
    controller: Controller, clock: SettableClock, fresh_app: Application, qtbot: QtBot, width: int
) -> None:
    for pause in (7 * 24 * 60, 0):  # Minutes: in the week before and in this one.
        complete_after(controller, clock, minutes=40)
        clock.sleep(minutes=pause)
    fresh_app.window.resize(width, 640)
    fresh_app.window.pages.setCurrentWidget(fresh_app.statistics_page)
    view = fresh_app.statistics_page.view
    assert view is not None
    qtbot.waitUntil(lambda: view.findChild(DayChart) is not None)
    places = Places(view)
    qtbot.waitUntil(lambda: bool(view.numbers.figures[0].before.text().strip()))
    qtbot.wait(50)
    assert len(places.seen) == 1, places.seen


def test_the_table_of_a_chart_is_made_when_it_is_first_shown(
    controller: Controller, clock: SettableClock, open_app: Opened, qtbot: QtBot
) -> None:
    complete_after(controller, clock, minutes=40)
    app = open_app()
    app.window.activateWindow()
    app.window.pages.setCurrentWidget(app.statistics_page)
    view = app.statistics_page.view
    assert view is not None
    assert view.findChildren(ChartTable) == []
    view.as_table.click()
    days = view.sections[1]
    qtbot.waitUntil(days.table.isVisible)
    days.more.setFocus()
    qtbot.keyClick(days.more, Qt.Key.Key_Tab)
    assert app.window.focusWidget() is days.table
    view.period_bar.spans[Span.YEAR].click()  # Its chart was never seen.
    assert view.sections[0].table.isVisible()


def test_a_search_can_be_cleared_by_a_button_from_the_first_letter_on(qtbot: QtBot) -> None:
    line = SearchLine("Search history")
    qtbot.addWidget(line)
    assert line.findChild(QToolButton) is None
    qtbot.keyClicks(line, "ab")
    clear = line.findChild(QToolButton)
    assert isinstance(clear, QToolButton)
    assert clear.accessibleName() == "Clear the search"
    clear.click()
    assert line.text() == ""


@pytest.mark.parametrize("kind", [QScrollArea, QTableView])
def test_what_scrolls_has_a_viewport_that_style_sheets_know(
    qtbot: QtBot, kind: type[QScrollArea | QTableView]
) -> None:
    usual, ours = kind(), kind()
    for area in (usual, ours):
        qtbot.addWidget(area)
        area.setStyleSheet("background: #336699")
        area.resize(200, 100)
    own_viewport(ours)
    assert ours.viewport().objectName() == usual.viewport().objectName()
    assert ours.grab().toImage() == usual.grab().toImage()


def test_the_preferences_are_made_before_they_are_shown(open_app: Opened, left: Left) -> None:
    app = open_app()
    app.window.commands.preferences.trigger()
    dialog = app.preferences._dialog
    assert dialog is not None
    assert not dialog.isVisible()
    while left:
        left.pop(0)()
    assert dialog.isVisible()
    dialog.close()
