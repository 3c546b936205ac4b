"""The history is searched, sorted and summed up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, HistorySummary, SortBy
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from tests.conftest import SettableClock

MINUTE = timedelta(minutes=1)
ALL = HistoryFilter()
Add = Callable[..., UUID]


@pytest.fixture
def add(controller: Controller, clock: SettableClock) -> Add:
    """Adds a session that began so many minutes ago."""
    clock.advance(minutes=10_000)

    def add(
        ago: float, minutes: int = 25, planned: int = 25, description: str = "", quest_id: UUID | None = None
    ) -> UUID:
        start = clock.moment - ago * MINUTE
        times = SessionTimes(start, start + minutes * MINUTE)
        edit = controller.add_session(times, planned, quest_id, description)
        return next(iter(edit.scope.sessions))

    return add


def descriptions(controller: Controller, wanted: HistoryFilter, *order: object, limit: int = 100) -> str:
    ordered = HistoryOrder(*order)  # type: ignore[arg-type]
    found = controller.find_sessions(wanted, ordered, limit=limit)
    return " ".join(one.session.description or "-" for one in found)


def test_sessions_are_found_by_a_part_of_the_description_or_of_the_quests_title(
    controller: Controller, add: Add
) -> None:
    quest = controller.add_quest("Écrire la thèse")
    add(100, description="Überblick")
    add(200, description="100%", quest_id=quest.id)
    add(300, description="a_b")
    for text, found in (
        ("über", "Überblick"),
        ("ÜBERBLICK", "Überblick"),
        ("THÈSE", "100%"),
        ("écrire", "100%"),
        ("0%", "100%"),
        ("%", "100%"),
        ("_", "a_b"),
        ("blick", "Überblick"),
        ("nothing", ""),
    ):
        assert descriptions(controller, HistoryFilter(text=text)) == found, text
    assert controller.summary(HistoryFilter(text="thèse")).sessions == 1


def test_sessions_are_found_by_when_they_were_started_by_quest_and_by_status(
    controller: Controller, clock: SettableClock, add: Add
) -> None:
    quest = controller.add_quest("Read")
    add(100, description="a")
    add(200, description="b", quest_id=quest.id)
    start = clock.moment - 200 * MINUTE
    assert descriptions(controller, HistoryFilter(start=start)) == "a b"
    assert descriptions(controller, HistoryFilter(start=start + timedelta(seconds=1))) == "a"
    assert descriptions(controller, HistoryFilter(end=start)) == ""
    assert descriptions(controller, HistoryFilter(end=start + timedelta(seconds=1))) == "b"
    assert descriptions(controller, HistoryFilter(quest_id=quest.id)) == "b"
    assert descriptions(controller, HistoryFilter(status=SessionStatus.CANCELLED)) == ""
    assert descriptions(controller, HistoryFilter(status=SessionStatus.COMPLETED)) == "a b"


def test_sessions_are_sorted_by_any_column(controller: Controller, add: Add) -> None:
    quests = [controller.add_quest(title).id for title in ("write", "Read")]
    add(100, 25, 30, "b", quests[0])
    add(200, 20, 40, "A", None)
    add(300, 30, 30, "c", quests[1])
    for by, ascending in {
        SortBy.STARTED: "c A b",
        SortBy.DESCRIPTION: "A b c",
        SortBy.FOCUSED: "A b c",
        SortBy.STATUS: "c A b",
    }.items():
        assert descriptions(controller, ALL, by, False) == ascending, by
        assert descriptions(controller, ALL, by, True) == ascending[::-1], by
    assert descriptions(controller, ALL, SortBy.QUEST, False).replace("A", "").split() == ["c", "b"]
    page = controller.find_sessions(ALL, HistoryOrder(SortBy.FOCUSED, False), limit=1, offset=1)
    assert [one.session.description for one in page] == ["b"]


def test_a_page_of_the_newest_ends_with_a_whole_day(controller: Controller, add: Add) -> None:
    for day in (1, 2):
        for session in range(5):
            add(day * 1440 + session * 30, description=f"{day}{session}")
    first = controller.find_sessions(ALL, limit=3)
    days = {one.session.started_at.astimezone().date() for one in first}
    rest = controller.find_sessions(ALL, limit=3, before=first[-1].session)
    assert not days & {one.session.started_at.astimezone().date() for one in rest}
    assert (
        len(first) + len(rest) + len(controller.find_sessions(ALL, limit=100, before=rest[-1].session))
        == len(controller.find_sessions(ALL))
        == 10
    )


def test_a_page_that_is_cut_by_a_range_does_not_go_beyond_it(
    controller: Controller, clock: SettableClock, add: Add
) -> None:
    for session in range(5):
        add(1440 + session * 30, description=str(session))
    wanted = HistoryFilter(start=clock.moment - (1440 + 60) * MINUTE)
    assert descriptions(controller, wanted, limit=1).split() == ["0", "1", "2"]


def test_sessions_add_up_with_the_one_that_runs_and_without_short_cancelled_ones(
    controller: Controller, clock: SettableClock, add: Add
) -> None:
    add(100, 25, description="a")
    for seconds in (59, 60):
        session = controller.start_session(25, description="short")
        clock.advance(seconds=seconds)
        controller.cancel_session(session.id)
    assert controller.summary(ALL) == HistorySummary(2, 1, 26 * MINUTE, short_cancelled=1)
    everything = HistoryFilter(with_short_cancelled=True)
    assert controller.summary(everything) == HistorySummary(3, 1, 26 * MINUTE + timedelta(seconds=59), 0)
    assert descriptions(controller, ALL) == "short a"
    assert descriptions(controller, everything) == "short short a"
    controller.start_session(25, description="now")
    clock.advance(minutes=3)
    assert controller.summary(ALL) == HistorySummary(3, 1, 29 * MINUTE, 1)
    assert controller.summary(HistoryFilter(text="a")).focused == 25 * MINUTE


def test_an_empty_history_adds_up_to_nothing(controller: Controller) -> None:
    assert controller.summary(ALL) == HistorySummary(0, 0, timedelta(), 0)
    assert controller.find_sessions(ALL) == []


def test_the_last_free_stretch_is_found(controller: Controller, clock: SettableClock, add: Add) -> None:
    now: datetime = clock.moment
    assert controller.free_stretch(25 * MINUTE) == (now - 25 * MINUTE, now)
    add(60, 25)
    add(30, 20)
    assert controller.free_stretch(25 * MINUTE) == (now - 10 * MINUTE, now)
    controller.start_session(25)
    assert controller.free_stretch(25 * MINUTE) == (now - 10 * MINUTE, now)
    clock.advance(minutes=7)
    assert controller.free_stretch(5 * MINUTE) == (now - 5 * MINUTE, now)
    add(17, 10)
    assert controller.free_stretch(25 * MINUTE) == (now - 35 * MINUTE, now - 30 * MINUTE)


def test_free_time_is_of_whole_minutes_and_long_enough_to_be_suggested(
    controller: Controller, clock: SettableClock
) -> None:
    clock.advance(seconds=20)
    for free in (6, 4):
        session_id = controller.start_session(25).id
        clock.advance(minutes=10, seconds=3)
        controller.update_session(session_id, status=SessionStatus.COMPLETED)
        clock.advance(minutes=free)
    found = controller.free_stretch(25 * MINUTE)
    assert found is not None
    start, end = found
    assert (start.second, end.second, end - start) == (0, 0, 5 * MINUTE)
    controller.add_session(SessionTimes(start, end))


def test_one_session_is_found_by_its_id(controller: Controller, add: Add) -> None:
    session_id = add(100)
    found = controller.session(session_id)
    assert found is not None
    assert found.id == session_id
    controller.delete_sessions([session_id])
    assert controller.session(session_id) is None


def test_sessions_are_found_by_what_was_planned(controller: Controller, add: Add) -> None:
    add(100, planned=25, description="a")
    add(200, planned=50, description="b")
    add(300, planned=25, description="c")
    assert descriptions(controller, HistoryFilter(planned_minutes=25)) == "a c"
    assert descriptions(controller, HistoryFilter(planned_minutes=50)) == "b"
    assert controller.summary(HistoryFilter(planned_minutes=25)).sessions == 2


def test_sessions_are_found_by_the_hours_in_which_something_was_worked(
    controller: Controller, clock: SettableClock, add: Add
) -> None:
    add(110, minutes=20, description="before")
    add(90, minutes=30, description="into")
    add(55, minutes=1, description="within")
    add(40, minutes=10, description="after")
    add(6000, minutes=1440, description="long")
    hour = clock.moment - 70 * MINUTE, clock.moment - 40 * MINUTE
    earlier = clock.moment - 5000 * MINUTE, clock.moment - 4999 * MINUTE
    assert descriptions(controller, HistoryFilter(hours=(hour,))) == "within into"
    assert descriptions(controller, HistoryFilter(hours=(earlier, hour))) == "within into long"
    assert controller.summary(HistoryFilter(hours=(earlier, hour))).sessions == 3
    assert descriptions(controller, HistoryFilter(hours=(earlier, hour), text="n")) == "within into long"
    assert descriptions(controller, HistoryFilter(hours=(hour,), end=hour[0])) == "into"


def test_a_session_that_runs_is_found_by_the_hour_in_which_it_began(
    controller: Controller, clock: SettableClock
) -> None:
    controller.start_session(25, None, "runs")
    hour = clock.moment - MINUTE, clock.moment + MINUTE
    later = clock.moment + 60 * MINUTE, clock.moment + 120 * MINUTE
    assert descriptions(controller, HistoryFilter(hours=(hour,))) == "runs"
    assert descriptions(controller, HistoryFilter(hours=(later,))) == ""
