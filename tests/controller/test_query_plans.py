"""Nothing that is asked often goes through all sessions or intervals, whether ANALYZE was run or not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, SortBy
from focus_desktop.model.local_days import DayRules
from focus_desktop.model.statistics import By
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.benchmarks import long_history
from tests.controller.query_plans import Plan, analyze, plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Questions = dict[str, Callable[[], object]]

SESSIONS = 500
RULES = DayRules(goal=timedelta(hours=4))
START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
SORTED_BY_INDEX = ("STARTED", "FOCUSED", "STATUS", "DESCRIPTION")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some sessions, of which SQLite has no statistics."""
    file = tmp_path_factory.mktemp("plans") / "focus.db"
    long_history.write(file, SESSIONS)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE sqlite_stat1")
    return file


@pytest.fixture(params=["with ANALYZE", "without ANALYZE"])
def file(request: pytest.FixtureRequest, history: Path, tmp_path: Path) -> Path:
    """A store for which SQLite plans as for a million sessions, and one of which it knows nothing."""
    copied = tmp_path / "focus.db"
    shutil.copy(history, copied)
    if request.param == "with ANALYZE":
        analyze(copied)
    return copied


@pytest.fixture
def asked(file: Path) -> Iterator[Controller]:
    """A controller on that store."""
    controller = Controller(Database(f"sqlite:///{file}"), SystemClock())
    yield controller
    controller.close()


def filters(controller: Controller, names: str) -> dict[str, HistoryFilter]:
    """All combinations of these conditions, by name."""
    hours = tuple((START + n * timedelta(7), START + n * timedelta(7, hours=1)) for n in range(5))
    all_of_them: dict[str, dict[str, Any]] = {
        "quest": {"quest_id": controller.list_quests()[0].id},
        "status": {"status": SessionStatus.COMPLETED},
        "range": {"start": START, "end": END},
        "length": {"planned_minutes": 10},
        "hours": {"hours": hours},
        "text": {"text": "Chapter 9"},
    }
    wanted = [(name, all_of_them[name]) for name in names.split()]
    some = (chosen for count in range(1, len(wanted) + 1) for chosen in combinations(wanted, count))
    return {
        " and ".join(name for name, _ in chosen): HistoryFilter(
            **{k: v for _, one in chosen for k, v in one.items()}
        )
        for chosen in some
    }


def answered(file: Path, questions: Questions) -> Iterator[tuple[str, Plan]]:
    """Each question with the plans of its statements."""
    for name, ask in questions.items():
        for plan in plans(file, ask):
            yield name, plan


def scanning(file: Path, questions: Questions) -> list[str]:
    """What goes through everything."""
    return [
        f"{name}: {plan.scans} {plan.statement}" for name, plan in answered(file, questions) if plan.scans
    ]


def sorting(file: Path, questions: Questions) -> list[str]:
    """Which pages are sorted when all of their sessions have been found."""
    return [
        f"{name}: {plan.sorts} {plan.statement}" for name, plan in answered(file, questions) if plan.sorts
    ]


def pages(controller: Controller, wanted: dict[str, HistoryFilter]) -> Questions:
    """The first page of each filter, the next one, and what all of its sessions add up to."""
    last = controller.find_sessions(HistoryFilter(), limit=10)[-1].session
    return {
        f"{what} {name}": ask
        for name, one in wanted.items()
        for what, ask in (
            ("first page of", partial(controller.find_sessions, one)),
            ("next page of", partial(controller.find_sessions, one, before=last)),
            ("summary of", partial(controller.summary, one)),
        )
    }


def sorted_pages(controller: Controller, wanted: dict[str, HistoryFilter], *by: str) -> Questions:
    """The first page of each filter in each order, both ways."""
    return {
        f"{name} by {order}": partial(controller.find_sessions, one, order)
        for name, one in wanted.items()
        for order in (
            HistoryOrder(SortBy[column], is_descending) for column in by for is_descending in (True, False)
        )
    }


def test_pages_and_totals_of_any_filter_but_a_text_read_only_their_sessions(
    file: Path, asked: Controller
) -> None:
    assert scanning(file, pages(asked, filters(asked, "quest status range length hours"))) == []


def test_the_pages_of_any_filter_but_hours_and_texts_come_in_the_order_of_an_index(
    file: Path, asked: Controller
) -> None:
    questions = pages(asked, {"all": HistoryFilter(), **filters(asked, "quest status range length")})
    assert len(questions) == 16 * 3
    assert sorting(file, questions) == []


def test_the_whole_history_comes_in_each_order_but_that_of_quests_from_an_index(
    file: Path, asked: Controller
) -> None:
    questions = sorted_pages(asked, {"all": HistoryFilter()}, *SORTED_BY_INDEX)
    assert sorting(file, questions) == scanning(file, questions) == []


def test_the_history_is_sorted_by_description_from_an_index_whatever_is_filtered(
    file: Path, asked: Controller
) -> None:
    questions = sorted_pages(asked, filters(asked, "quest status range length"), "DESCRIPTION")
    assert sorting(file, questions) == scanning(file, questions) == []


def test_only_a_text_is_searched_for_in_all_sessions_and_then_in_their_table_alone(
    file: Path, asked: Controller
) -> None:
    questions = pages(
        asked, {n: w for n, w in filters(asked, "quest status range length text").items() if w.text}
    )
    found = [(name, plan) for name, plan in answered(file, questions) if "LIKE" in plan.statement]
    for name, plan in found:
        steps = [step for step in plan.steps if "session_total" in step]
        assert steps in ([], ["SCAN session_total"]), name
    assert len(found) == 2 * 16 * 3  # The titles of the quests, then the sessions.


def test_only_the_sum_of_all_sessions_reads_all_of_an_index(file: Path, asked: Controller) -> None:
    (plan,) = (one for one in plans(file, lambda: asked.summary(HistoryFilter())) if one.scans)
    assert plan.steps[0].startswith("SCAN session_total USING COVERING INDEX")


def test_all_quests_with_their_totals_read_one_index_and_recent_intervals(
    file: Path, asked: Controller
) -> None:
    questions: Questions = {
        "quests": asked.list_quests,
        "colours": asked.quest_colours,
        "totals": asked.quest_records,
    }
    assert scanning(file, questions) == []
    sums = [plan.steps for _, plan in answered(file, questions) if "GROUP BY" in plan.statement]
    assert sums == [("SEARCH session_total USING COVERING INDEX ix_session_total_quest_id (quest_id>?)",)]


@pytest.mark.parametrize("by", list(By))
def test_statistics_of_a_year_read_only_that_year(file: Path, asked: Controller, by: By) -> None:
    questions: Questions = {
        "statistics": lambda: asked.statistics(FIRST, LAST, by, RULES),
        "the year before": lambda: asked.totals_before(FIRST, LAST, RULES),
    }
    assert scanning(file, questions) == []
    for _, plan in answered(file, questions):
        for step in plan.steps:
            reads_history = "session_total" in step or "focus_interval" in step
            is_bounded = "started_at>? AND" in step or "over_a_day" in step or "one_open" in step
            assert is_bounded or not reads_history, plan


def test_a_day_and_a_session_are_found_by_indexes(file: Path, asked: Controller) -> None:
    session = asked.find_sessions(HistoryFilter(), limit=1)[0]
    day = START, START + timedelta(days=1)
    questions: Questions = {
        "intervals": lambda: asked.intervals_between(*day),
        "completed": lambda: asked.completed_between(*day),
        "free time": lambda: asked.free_stretch(timedelta(hours=1)),
        "active": asked.active_session,
        "gap": asked.unanswered_gap,
        "one": lambda: asked.session(session.id),
        "original": lambda: asked.original(session.id),
    }
    assert scanning(file, questions) == []


def test_the_documented_list_of_sessions_comes_in_the_order_of_an_index(
    file: Path, asked: Controller
) -> None:
    last = asked.list_sessions()[-1]
    quest = asked.list_quests()[0].id
    questions: Questions = {}
    for quest_id in (None, quest):
        for status in (None, SessionStatus.CANCELLED):
            name = f"{quest_id} {status}"
            questions[f"list {name}"] = partial(asked.list_sessions, quest_id, status)
            questions[f"page {name}"] = partial(asked.history, quest_id, status, before=last)
    assert sorting(file, questions) == scanning(file, questions) == []
