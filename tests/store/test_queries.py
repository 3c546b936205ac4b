"""What is asked often is answered from an index, however long the history."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlmodel import Session

from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, SortBy
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import focus_sessions, history, statistics
from focus_desktop.store.database import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OLDER = FocusSession(id=uuid4(), duration_minutes=25, started_at=NOW)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


def plan(database: Database, ask: Callable[[Session], object]) -> list[str]:
    """How SQLite answers what `ask` asks."""
    asked: list[tuple[str, Any]] = []
    with database.reading() as work:
        connection = work.connection()

        def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
            asked.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        ask(work)
        event.remove(connection, "before_cursor_execute", note)
        return [
            row[3]
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            if not row[3].startswith(("MATERIALIZE", "CO-ROUTINE"))  # The steps of that follow it.
        ]


@pytest.mark.parametrize("before", [None, OLDER])
@pytest.mark.parametrize(
    ("quest_id", "status", "index"),
    [
        (None, None, "ix_focus_session_started_at"),
        (uuid4(), None, "ix_focus_session_quest_id"),
        (None, SessionStatus.CANCELLED, "ix_focus_session_status"),
        (uuid4(), SessionStatus.CANCELLED, "ix_focus_session_quest_id_status"),
    ],
)
def test_a_page_of_history_is_read_from_its_index_without_sorting(
    database: Database, quest_id: Any, status: SessionStatus | None, index: str, before: FocusSession | None
) -> None:
    steps = plan(
        database,
        lambda work: focus_sessions.page(work, quest_id=quest_id, status=status, limit=100, before=before),
    )
    assert len(steps) == 1
    assert f"USING INDEX {index}" in steps[0]


def test_the_intervals_of_a_day_are_found_without_reading_the_others(database: Database) -> None:
    steps = plan(database, lambda work: statistics.intervals_within(work, NOW, NOW + timedelta(days=1)))
    assert len(steps) == 3
    assert "ix_focus_interval_started_at (started_at>? AND started_at<?)" in steps[0]
    assert "ix_focus_interval_over_a_day (ended_at>?)" in steps[1]
    assert "uq_focus_interval_one_open" in steps[2]


def test_the_totals_of_all_quests_are_read_from_an_index_alone(database: Database) -> None:
    (step,) = plan(database, statistics.quest_totals)
    assert "USING COVERING INDEX ix_session_total_quest_id" in step


def test_the_active_session_is_found_by_its_own_index(database: Database) -> None:
    assert "uq_focus_session_one_active" in plan(database, focus_sessions.active)[0]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("by", [one for one in SortBy if one is not SortBy.QUEST])
def test_the_history_is_sorted_by_any_column_from_an_index(
    database: Database, by: SortBy, descending: bool
) -> None:
    order = HistoryOrder(by, descending)
    step, *_rows = plan(database, lambda work: history.page(work, HistoryFilter(), order, limit=100))
    index = "description" if by is SortBy.DESCRIPTION else by.name.lower()
    assert "USING COVERING INDEX ix_session_total_" in step
    assert by is SortBy.STARTED or index in step


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (HistoryFilter(quest_id=uuid4()), "quest_id"),
        (HistoryFilter(status=SessionStatus.CANCELLED), "status"),
        (HistoryFilter(start=NOW, end=NOW), "started_at"),
    ],
)
def test_a_filter_is_answered_from_an_index_alone(
    database: Database, wanted: HistoryFilter, index: str
) -> None:
    steps = plan(database, lambda work: history.page(work, wanted, limit=100))
    assert [one for one in steps if f"USING COVERING INDEX ix_session_total_{index}" in one]
    steps = plan(database, lambda work: history.summary(work, wanted))
    assert [one for one in steps if "USING COVERING INDEX ix_session_total_" in one]


def test_hours_are_found_without_reading_the_other_intervals(database: Database) -> None:
    hours = tuple((NOW + n * timedelta(days=7), NOW + n * timedelta(days=7, hours=1)) for n in range(53))
    steps = plan(database, lambda work: history.summary(work, HistoryFilter(hours=hours)))
    assert not [one for one in steps if one.startswith("SCAN focus_interval")]


def test_what_was_planned_is_looked_up_in_the_period_alone(database: Database) -> None:
    wanted = HistoryFilter(start=NOW, end=NOW + timedelta(days=365), planned_minutes=25)
    steps = plan(database, lambda work: history.summary(work, wanted))
    assert not [one for one in steps if one.startswith("SCAN")]


def test_a_text_is_searched_in_one_table_alone(database: Database) -> None:
    wanted = HistoryFilter(text="x")
    for ask in (
        lambda work: history.page(work, wanted, limit=100),
        lambda work: history.summary(work, wanted),
    ):
        _quests, step, *_rows = plan(database, ask)
        assert step.startswith("SCAN session_total")


def test_a_range_of_the_history_is_summed_up_from_an_index_alone(database: Database) -> None:
    wanted = HistoryFilter(start=NOW, end=NOW + timedelta(days=7))
    (step,) = plan(database, lambda work: history.summary(work, wanted))
    assert "USING COVERING INDEX ix_session_total_started_at (started_at>? AND started_at<?)" in step
