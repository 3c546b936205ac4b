"""The history table and its page."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.history import history_presenter
from focus_desktop.desktop.window.history.history_model import Column, HistoryModel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.history.history_presenter import PAGE
from focus_desktop.desktop.window.history.history_table import HistoryTable
from focus_desktop.desktop.window.style_sheet import style_sheet
from focus_desktop.model.date_range import DateRange
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, SortBy
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.wording import history as words
from tests.conftest import SettableClock
from tests.desktop.conftest import PATIENCE_S, Opened, banner
from tests.desktop.records import NINE, record, row_of, texts

ROOT = QModelIndex()
MIDNIGHT = NINE.astimezone().replace(hour=0)


class Pages:
    """Answers what a model wants in pages of three, as the presenter does by what the store has."""

    def __init__(self, model: HistoryModel, records: Sequence[SessionRecord]) -> None:
        self.model = model
        self.records = list(records)
        self.asked = 1
        first = self.records[:3]
        model.show_history(first, more=bool(first))
        model.more_wanted.connect(self.append_page)

    def append_page(self, last: FocusSession) -> None:
        """The sessions after this one."""
        self.asked += 1
        start = [one.id for one in self.records].index(last.id) + 1
        page = self.records[start : start + 3]
        self.model.append(page, more=bool(page))


def many(count: int) -> list[SessionRecord]:
    return [record(description=f"#{n}", started_at=NINE - timedelta(hours=n)) for n in range(count)]


@pytest.fixture
def model(clock: SettableClock) -> HistoryModel:
    return HistoryModel(clock.read)


def test_a_row_tells_a_session_in_words(model: HistoryModel, clock: SettableClock) -> None:
    done = record(quest=Quest(title="Write"), description="Chapter three", minutes=90, focused=75)
    model.show_history([done], more=False)
    start, end = NINE.astimezone(), (NINE + timedelta(minutes=75)).astimezone()
    assert [model.index(1, each).data() for each in Column] == [
        f"{start:%H:%M}–{end:%H:%M}",
        "Chapter three",
        "Write",
        "1 h 15 min of 1 h 30 min",
        "Completed",
    ]
    headers = [model.headerData(each, Qt.Orientation.Horizontal) for each in Column]
    assert headers == ["Time", "Description", "Quest", "Focused", "Status"]


def test_older_sessions_are_fetched_as_one_scrolls(model: HistoryModel) -> None:
    pages = Pages(model, many(7))
    assert (len(model.records), pages.asked) == (3, 1)
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    assert texts(model, Column.SESSION) == [f"#{n}" for n in range(7)]
    asked = pages.asked
    model.fetchMore(ROOT)
    assert pages.asked == asked


def test_the_model_keeps_qts_rules_whatever_is_announced(
    model: HistoryModel, qtmodeltester: ModelTester
) -> None:
    pages = Pages(model, many(7))
    records = pages.records
    qtmodeltester.check(model)
    assert len(model.records) == 7  # The tester has fetched it all, and goes on watching.
    model.add(record(SessionStatus.ACTIVE))
    model.replace(records[3])
    model.remove(records[6].id)
    model.show_time_passing()
    assert len(model.records) == 7
    model.show_changes([records[5], record(), *records[:2]], more=True)
    assert len(model.records) == 5  # The tester has fetched the one that follows.
    model.append(many(2), more=False)
    model.show_history(many(1), more=False)
    assert model.rowCount() == 2  # With the heading of the day.
    model.show_history(many(30), more=False, order=HistoryOrder(SortBy.FOCUSED))
    assert model.rowCount() == 30
    model.show_changes([*many(2), *records], more=False)
    model.append(many(2), more=False)


def test_older_sessions_are_wanted_once_until_they_come_or_do_not(model: HistoryModel) -> None:
    wanted: list[FocusSession] = []
    model.more_wanted.connect(wanted.append)
    records = many(5)
    model.show_history(records[:3], more=True)
    for _ in range(2):
        model.fetchMore(ROOT)
        assert not model.canFetchMore(ROOT)
    assert wanted == [records[2].session]
    model.stop_waiting()
    assert model.canFetchMore(ROOT)
    model.fetchMore(ROOT)
    model.append(records[3:], more=True)
    model.fetchMore(ROOT)
    assert wanted == [records[2].session, records[2].session, records[4].session]
    model.append([], more=False)
    assert not model.canFetchMore(ROOT)
    assert texts(model, Column.SESSION) == [f"#{number}" for number in range(5)]


def test_an_empty_history_asks_once(model: HistoryModel) -> None:
    pages = Pages(model, [])
    assert not model.canFetchMore(ROOT)
    assert (model.rowCount(), pages.asked) == (0, 1)


def test_announced_changes_touch_only_their_row(model: HistoryModel) -> None:
    records = many(3)
    model.show_history(records, more=False)
    new = record(SessionStatus.ACTIVE, description="new", started_at=NINE + timedelta(minutes=30))
    model.add(new)
    assert texts(model, Column.SESSION) == ["new", "#0", "#1", "#2"]
    changed = SessionRecord(records[1].session, (), None)
    assert model.replace(changed)
    assert texts(model, Column.FOCUSED)[2] == "0 min of 25 min"
    assert not model.replace(record())
    model.remove(records[0].id)
    model.remove(records[0].id)
    assert texts(model, Column.SESSION) == ["new", "#1", "#2"]


def test_a_refresh_keeps_the_selection_and_takes_over_what_has_changed(page: HistoryPage) -> None:
    records = many(9)
    page.model.show_history(records, more=True)
    chosen = page.model.records[4].id
    page.table.selectRow(row_of(page.model, 4))
    fresh = record(description="new", started_at=NINE + timedelta(hours=1))
    changed = record(description="changed", started_at=records[2].session.started_at)
    changed.session.id = records[2].id
    page.model.show_changes([fresh, records[0], changed, *records[4:]], more=True)
    assert texts(page.model, Column.SESSION) == [
        *("new", "#0", "changed"),
        *(f"#{number}" for number in range(4, 9)),
    ]
    assert [one.id for one in page.table.chosen()] == [chosen]


def test_a_refresh_of_everything_deleted_leaves_nothing(page: HistoryPage) -> None:
    page.model.show_history(many(2), more=True)
    page.model.show_changes([], more=False)
    assert page.model.rowCount() == 0
    assert not page.model.canFetchMore(ROOT)


def test_a_session_on_top_that_is_not_the_newest_finds_its_place(model: HistoryModel) -> None:
    records = many(3)
    model.show_history(records, more=False)
    late = record(
        SessionStatus.ACTIVE, description="of a clock that is behind", started_at=NINE - timedelta(hours=1.5)
    )
    model.add(late)
    assert texts(model, Column.SESSION) == ["#0", "#1", "of a clock that is behind", "#2"]


def test_the_running_session_grows(model: HistoryModel, clock: SettableClock, qtbot: QtBot) -> None:
    model.show_history([record(SessionStatus.ACTIVE)], more=False)
    assert texts(model, Column.FOCUSED) == ["0 min of 25 min"]
    clock.advance(minutes=7)
    with qtbot.waitSignal(model.dataChanged):
        model.show_time_passing()
    assert texts(model, Column.FOCUSED) == ["7 min of 25 min"]
    assert model.index(0, Column.FOCUSED).data() == "7 min"


def test_cells_without_text_are_read_aloud_as_what_they_stand_for(model: HistoryModel) -> None:
    model.show_history([record(), record(quest=Quest(title="Write"))], more=False)
    assert texts(model, Column.SESSION) == ["", ""]

    def read(row: int) -> list[str]:
        return [model.index(row, each).data(Qt.ItemDataRole.AccessibleTextRole) for each in Column]

    assert read(1)[1:4] == ["Focus session", "No quest", "25 min of 25 min"]
    assert read(2)[1:4] == ["Write", "Write", "25 min of 25 min"]


@pytest.mark.parametrize("words", ["<h1>Big</h1>", "R&lt;D", "<a", "a & b", "<!--", "<?xml?><p>"])
def test_tooltips_show_the_whole_text_and_never_html(model: HistoryModel, words: str) -> None:
    model.show_history([record(description=words)], more=False)
    tooltip = model.index(1, Column.SESSION).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.replace("\N{WORD JOINER}", "") == words
    assert not QtGui.Qt.mightBeRichText(tooltip)


# The page


@pytest.fixture
def page(qtbot: QtBot, clock: SettableClock) -> HistoryPage:
    page = HistoryPage(clock.read)
    page.build()
    qtbot.addWidget(page)
    page.show()
    return page


def select(page: HistoryPage, place: int) -> None:
    page.table.selectRow(row_of(page.model, place))


def show(page: HistoryPage, records: list[SessionRecord]) -> None:
    """As the presenter does."""
    page.show_wanted(page.filters.wanted(0, 0))
    page.model.show_history(records, more=False)


def test_an_empty_history_says_what_to_do(qtbot: QtBot, page: HistoryPage) -> None:
    label, clear = page.nothing_listed.reason, page.nothing_listed.clear
    assert (label.isVisible(), label.text()) == (True, "")  # Nothing has been read yet.
    show(page, [])
    assert label.isVisible()
    assert label.text() == "No sessions yet.\nStart one on the Focus page, and it will be listed here."
    assert not clear.isVisible()
    page.filters.choose(DateRange.TODAY, None, "cancelled")
    page.filters.search.setText("thesis")
    show(page, [])
    assert (clear.isVisible(), label.text()) == (True, "No session matches these filters.")
    with qtbot.waitSignal(page.filters_changed):
        clear.click()
    assert not page.filters.wanted(0, 0).filters
    show(page, many(1))
    assert page.table.hasFocus()


def test_escape_clears_the_search_and_only_then_goes_back(qtbot: QtBot, page: HistoryPage) -> None:
    search = page.filters.search
    search.setFocus()
    qtbot.keyClicks(search, "thesis")
    gone_back: list[bool] = []
    back = QShortcut(QKeySequence("Esc"), page)
    back.activated.connect(lambda: gone_back.append(True))
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), gone_back) == ("", [])
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert gone_back == [True]


def test_filters_ask_for_a_quest_and_a_status(qtbot: QtBot, page: HistoryPage) -> None:
    quest = Quest(title="Read")
    page.show_quests([quest])
    assert (page.filters.quest_id, page.filters.session_status) == (None, None)
    with qtbot.waitSignal(page.filters_changed):
        page.filters.quest.setCurrentIndex(1)
        page.filters.quest.activated.emit(1)
    page.filters.choose(DateRange.ALL, str(quest.id), "cancelled")
    assert (page.filters.quest_id, page.filters.session_status) == (quest.id, SessionStatus.CANCELLED)
    page.show_quests([Quest(title="Another"), quest])
    assert page.filters.quest_id == quest.id
    page.filters.choose(DateRange.ALL, "gone", "nonsense")
    assert page.filters.quest.currentText() == "All quests"
    assert page.filters.status.currentText() == "Any status"


def test_quests_that_are_read_before_the_page_is_made_are_offered_then(
    qtbot: QtBot, clock: SettableClock
) -> None:
    page = HistoryPage(clock.read)
    qtbot.addWidget(page)
    page.show_quests([Quest(title="Read")])
    page.build()
    assert page.filters.quest.itemText(1) == "Read"


def test_a_session_that_the_filters_hide_does_not_appear_and_one_that_no_longer_fits_goes(
    page: HistoryPage,
) -> None:
    page.filters.choose(DateRange.ALL, None, "active")
    show(page, [])
    page.show_session(record(SessionStatus.COMPLETED))
    assert page.model.rowCount() == 0
    running = record(SessionStatus.ACTIVE)
    page.show_session(running)
    assert len(page.model.records) == 1
    ended = FocusSession(**{**running.session.model_dump(), "status": SessionStatus.CANCELLED})
    page.show_session(SessionRecord(ended, running.intervals, None))
    assert page.model.rowCount() == 0


@pytest.mark.parametrize("by", ["button", "key"])
def test_deleting_asks_for_the_chosen_session_at_once(qtbot: QtBot, page: HistoryPage, by: str) -> None:
    records = many(2)
    page.model.show_history(records, more=False)
    assert not page.footer.delete.isVisible()
    select(page, 1)
    with qtbot.waitSignal(page.delete_requested) as asked:
        if by == "button":
            qtbot.mouseClick(page.footer.delete, Qt.MouseButton.LeftButton)
        else:
            page.activateWindow()
            page.table.setFocus()
            qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert asked.args == [[records[1]]]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]


def test_the_delete_key_does_nothing_without_a_chosen_session(qtbot: QtBot, page: HistoryPage) -> None:
    page.model.show_history(many(2), more=False)
    page.activateWindow()
    page.table.setFocus()
    page.table.clearSelection()
    with qtbot.assertNotEmitted(page.delete_requested):
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)


@pytest.mark.parametrize("typed", ["", "thesis"])
def test_a_page_that_was_opened_before_it_was_read_gives_the_table_the_keyboard(
    page: HistoryPage, typed: str
) -> None:
    page.activateWindow()
    page.filters.search.setFocus()
    page.filters.search.setText(typed)
    page.show_wanted(HistoryFilter(text=typed))
    page.model.show_history(many(2), more=False)
    assert page.table.hasFocus() is not bool(typed)
    page.begin_search()
    page.model.show_history(many(3), more=False)
    assert page.filters.search.hasFocus()


@pytest.mark.parametrize("name", ["en", "de"])
@pytest.mark.parametrize("width", [440, 600, 700, 812, 1200])
def test_the_columns_fit_the_table_and_their_texts(
    qtbot: QtBot, model: HistoryModel, choose_language: Callable[[str], None], name: str, width: int
) -> None:
    choose_language(name)
    table = HistoryTable(model)
    qtbot.addWidget(table)
    table.setStyleSheet(style_sheet(tokens.TEXT))
    long = record(quest=Quest(title="Q" * 50), description="D" * 80, minutes=645, focused=599)
    model.show_history([long], more=False)
    table.resize(width, 400)
    table.show()
    assert table.horizontalHeader().length() == table.viewport().width()
    shown = [column for column in Column if not table.isColumnHidden(column)]
    assert (Column.QUEST in shown) == (width >= 812) or width == 700
    for column in (Column.TIME, Column.FOCUSED):
        text = str(model.index(1, column).data())
        if column is Column.FOCUSED and model.hides_planned:
            text = words.focused(long, NINE)
            assert width == 440
        assert table.fontMetrics().horizontalAdvance(text) < table.columnWidth(column)
    assert table.columnWidth(Column.SESSION) >= 60


def test_times_are_local_and_tell_the_day_where_days_have_no_headings(model: HistoryModel) -> None:
    sessions = [record(started_at=datetime(2025, 7, 1, 12, 0).astimezone())]
    model.show_history(sessions, more=False)
    assert texts(model, Column.TIME) == ["12:00–12:25"]
    assert model.index(0, Column.TIME).data() == "Tuesday 1 July 2025"
    assert model.index(0, Column.FOCUSED).data() == "25 min"
    model.show_history(sessions, more=False, order=HistoryOrder(SortBy.QUEST, False))
    assert texts(model, Column.TIME) == ["1 Jul 2025, 12:00–12:25"]
    assert [model.headerData(each, Qt.Orientation.Horizontal) for each in Column][1:3] == [
        "Description",
        "Quest ↑",
    ]


# Read from the store, in pages


class Delay:
    """Holds what the store has read back from the app, until it is released."""

    def __init__(self, app: Application) -> None:
        assert app.store.controller is not None
        self._controller: Any = app.store.controller
        self._history = app.store.controller.find_sessions
        self._is_read, self._released = threading.Semaphore(0), threading.Semaphore(0)
        self.asked = 0
        """How often the history was read."""

    def __enter__(self) -> Self:
        self._controller.find_sessions = self._read_and_wait
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.find_sessions = self._history
        self.release()

    def _read_and_wait(self, *arguments: Any, **options: Any) -> list[SessionRecord]:
        found = self._history(*arguments, **options)
        self.asked += 1
        self._is_read.release()
        assert self._released.acquire(timeout=PATIENCE_S)
        return found

    def wait(self, qtbot: QtBot) -> None:
        """Return when something more has been read that is held back now."""
        qtbot.waitUntil(lambda: self._is_read.acquire(blocking=False))

    def release(self) -> None:
        """Let go what is held back, or what will be next."""
        self._released.release()


@pytest.fixture
def stored(controller: Controller) -> list[SessionRecord]:
    """250 sessions in the store, newest first, 20 on each local day; each fifth is cancelled."""
    cancelled, completed = SessionStatus.CANCELLED, SessionStatus.COMPLETED
    records = [
        record(
            completed if number % 5 else cancelled,
            description=f"#{number}",
            started_at=MIDNIGHT - timedelta(days=number // 20, hours=4 + number % 20),
        )
        for number in range(250)
    ]
    with controller._database.writing() as work:
        work.add_all(one.session for one in records)
        work.flush()
        work.add_all(interval for one in records for interval in one.intervals)
        work.flush()
        work.expunge_all()
    return records


def shown(app: Application) -> list[str]:
    return texts(app.history_page.model, Column.SESSION)


def numbers(stop: int, step: int = 1) -> list[str]:
    return [f"#{number}" for number in range(0, stop, step)]


def settle(qtbot: QtBot, app: Application) -> None:
    """Return when everything that was asked of the store has been answered."""
    refresh = app.history.refresh
    timers = refresh.findChildren(QTimer)
    qtbot.waitUntil(
        lambda: not (app.store._unanswered or refresh.is_asking or any(one.isActive() for one in timers))
    )


def filter_by(app: Application, status: str | None) -> None:
    """As a person does."""
    app.history_page.filters.choose(DateRange.ALL, None, status)
    app.history_page.filters.status.activated.emit(app.history_page.filters.status.currentIndex())


def test_a_long_history_is_read_in_pages_as_one_scrolls(
    stored: list[SessionRecord], open_app: Opened
) -> None:
    app = open_app()
    model = app.history_page.model
    seen = [len(model.records)]
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
        seen.append(len(model.records))
    assert seen == [PAGE, 2 * PAGE, 250, 250]
    assert shown(app) == numbers(250)


def test_what_changes_elsewhere_keeps_the_place_and_the_selection(
    stored: list[SessionRecord], open_app: Opened, controller: Controller, qtbot: QtBot
) -> None:
    app = open_app()
    page = app.history_page
    page.model.fetchMore(ROOT)
    select(page, 150)
    controller.delete_session(stored[3].id)
    controller.update_session(stored[4].id, description="changed")
    # 200 sessions, and the others of the last one's day.
    qtbot.waitUntil(lambda: shown(app)[3] == "changed" and len(page.model.records) == 219)
    assert shown(app) == ["#0", "#1", "#2", "changed", *numbers(220)[5:]]
    assert [one.id for one in page.table.chosen()] == [stored[150].id]
    page.model.fetchMore(ROOT)
    assert shown(app)[219:] == numbers(250)[220:]


def test_the_filters_are_asked_of_the_store_and_older_sessions_follow_them(
    stored: list[SessionRecord], open_app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_presenter, "PAGE", 20)
    app = open_app()
    filter_by(app, "cancelled")
    assert shown(app) == numbers(100, 5)
    app.history_page.model.fetchMore(ROOT)
    assert shown(app) == numbers(200, 5)
    filter_by(app, None)
    assert shown(app) == numbers(20)


@pytest.mark.asynchronous
def test_one_page_at_a_time_is_read_while_one_scrolls(
    stored: list[SessionRecord], open_app: Opened, qtbot: QtBot
) -> None:
    app = open_app()
    settle(qtbot, app)
    with Delay(app) as delay:
        for _ in range(5):
            app.history_page.model.fetchMore(ROOT)
        delay.wait(qtbot)
        assert not app.history_page.model.canFetchMore(ROOT)
    qtbot.waitUntil(lambda: len(shown(app)) == 2 * PAGE)
    assert delay.asked == 1
    assert app.history_page.model.canFetchMore(ROOT)


@pytest.mark.asynchronous
def test_older_sessions_are_added_only_to_what_they_follow(
    stored: list[SessionRecord], open_app: Opened, qtbot: QtBot
) -> None:
    app = open_app()
    settle(qtbot, app)
    assert app.store.controller is not None
    with app.store.controller._database.writing() as work:  # Unannounced.
        work.delete(work.get_one(FocusSession, stored[99].id))
    with Delay(app) as delay:
        app.history.reload()
        delay.wait(qtbot)
        app.history_page.model.fetchMore(ROOT)  # What follows #99, which is still shown.
    fresh = [*numbers(99), *numbers(120)[100:]]
    qtbot.waitUntil(lambda: shown(app) == fresh)
    qtbot.waitUntil(lambda: app.history_page.model.canFetchMore(ROOT))
    assert shown(app) == fresh
    app.history_page.model.fetchMore(ROOT)
    qtbot.waitUntil(lambda: shown(app) == [*numbers(99), *numbers(220)[100:]])


@pytest.mark.asynchronous
def test_older_sessions_that_were_wanted_before_other_filters_are_not_shown_among_those(
    stored: list[SessionRecord], open_app: Opened, qtbot: QtBot
) -> None:
    app = open_app()
    settle(qtbot, app)
    with Delay(app) as delay:
        filter_by(app, "cancelled")
        delay.wait(qtbot)
        app.history_page.model.fetchMore(ROOT)
    qtbot.waitUntil(lambda: shown(app) == numbers(250, 5))
    settle(qtbot, app)
    assert shown(app) == numbers(250, 5)


@pytest.mark.asynchronous
def test_of_filters_that_follow_each_other_quickly_only_the_last_are_shown(
    stored: list[SessionRecord], open_app: Opened, qtbot: QtBot
) -> None:
    app = open_app()
    settle(qtbot, app)
    seen: list[list[str]] = []
    app.history_page.model.modelReset.connect(lambda: seen.append(shown(app)))
    with Delay(app) as delay:
        filter_by(app, "cancelled")
        for status in ("completed", "active", "cancelled"):
            delay.wait(qtbot)
            filter_by(app, status)
            delay.release()
        delay.wait(qtbot)
        filter_by(app, "completed")
    completed = [name for name in numbers(140) if name not in numbers(140, 5)]
    qtbot.waitUntil(lambda: shown(app) == completed)
    assert seen == [completed]


@pytest.mark.asynchronous
def test_a_session_that_starts_while_the_history_is_read_is_not_lost(
    stored: list[SessionRecord], open_app: Opened, clock: SettableClock, qtbot: QtBot
) -> None:
    app = open_app()
    settle(qtbot, app)
    clock.advance(minutes=60)
    assert app.store.controller is not None
    with Delay(app) as delay:
        app.history.reload()
        delay.wait(qtbot)
        app.store.controller.start_session(25, description="new")  # As the local API does.
        qtbot.waitUntil(lambda: shown(app)[0] == "new")
    with qtbot.waitSignal(app.history.refresh.answered):
        pass
    assert shown(app) == ["new", *numbers(100)]


def test_a_page_that_cannot_be_read_is_told_and_wanted_again(
    stored: list[SessionRecord], open_app: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    model = app.history_page.model
    assert app.store.controller is not None

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable(StoreProblem.DISK_FULL, place="focus.db")

    with monkeypatch.context() as patch:
        patch.setattr(app.store.controller, "find_sessions", refuse)
        model.fetchMore(ROOT)
    assert banner(app)[1] == "The disk with focus.db is full; make room and try again."
    assert len(shown(app)) == PAGE
    assert model.canFetchMore(ROOT)
    model.fetchMore(ROOT)
    assert shown(app) == numbers(2 * PAGE)


def test_the_filters_of_the_last_time_are_chosen_again(stored: list[SessionRecord], open_app: Opened) -> None:
    filter_by(open_app(), "cancelled")
    again = open_app()
    assert again.history_page.filters.session_status is SessionStatus.CANCELLED
    assert shown(again) == numbers(250, 5)


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_the_first_key_in_the_table_chooses_the_newest_session(
    qtbot: QtBot, page: HistoryPage, key: Qt.Key
) -> None:
    page.model.show_history(many(3), more=False)
    page.activateWindow()
    page.table.setFocus()
    page.table.clearSelection()
    qtbot.keyClick(page.table, key)
    assert page.table.chosen() == list(page.model.records[:1])


def test_home_goes_to_the_newest_session_from_any_other(qtbot: QtBot, page: HistoryPage) -> None:
    page.model.show_history(many(3), more=False)
    select(page, 2)
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    assert page.table.chosen() == list(page.model.records[:1])
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.chosen() == list(page.model.records[1:2])
