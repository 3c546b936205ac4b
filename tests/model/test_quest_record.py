"""The time spent on a quest, by local days and weeks."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from focus_desktop.model import timing
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.quest_record import READ_DAYS, RECENT_DAYS, RecentWork, Work, quest_record
from focus_desktop.model.status import QuestStatus

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
HOUR = timedelta(hours=1)


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the zone of this process."""

    def live_in(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield live_in
    monkeypatch.undo()
    time.tzset()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


def recent(now: str, *work: tuple[str, str], hour: int = 0, first: int = MONDAY) -> RecentWork:
    """The work of the last days, in as many sessions as there are stretches."""
    starts = timing.day_starts(local(now), hour, READ_DAYS)
    return RecentWork(starts, first, [Work(uuid4(), local(start), local(end)) for start, end in work])


def hours(work: RecentWork, count: int = 3) -> list[float]:
    """The hours of the last days, today's last."""
    return [one / HOUR for one in work.days[-count:]]


def week(work: RecentWork) -> float:
    return sum(work.days[-work.days_of_this_week :], timedelta()) / HOUR


def test_work_counts_for_the_day_on_which_it_was_done() -> None:
    work = recent("2026-03-04T12:00", ("2026-03-03T22:00", "2026-03-04T01:00"))
    assert hours(work) == [0, 2, 1]
    assert [one.sessions for one in work.weeks] == [0, 0, 0, 1]


def test_a_day_begins_at_the_hour_that_is_set() -> None:
    work = recent("2026-03-04T02:00", ("2026-03-03T22:00", "2026-03-04T01:00"), hour=4)
    assert hours(work) == [0, 0, 3]
    assert work.today.isoformat() == "2026-03-03"


@pytest.mark.parametrize(
    ("now", "first", "expected"),
    [
        ("2026-03-01T12:00", MONDAY, 3),  # A Sunday: the week had Saturday and Friday, too.
        ("2026-03-01T12:00", SUNDAY, 1),
        ("2026-03-01T12:00", SATURDAY, 2),
        ("2026-03-02T12:00", MONDAY, 0),
        ("2026-03-02T12:00", SUNDAY, 1),
    ],
)
def test_a_week_begins_on_the_day_that_is_set(now: str, first: int, expected: float) -> None:
    days = ("2026-02-27", "2026-02-28", "2026-03-01")
    work = recent(now, *((f"{day}T08:00", f"{day}T09:00") for day in days), first=first)
    assert week(work) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has no tzset")
@pytest.mark.parametrize(("day", "length"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_day_on_which_clocks_change_has_its_own_length(
    live_in: Callable[[str], None], day: str, length: int
) -> None:
    live_in("Europe/Berlin")
    night = local(f"{day}T12:00")
    before, after = night - timedelta(days=1), night + timedelta(days=1)
    work = recent(after.isoformat(), (before.isoformat(), after.isoformat()))
    assert hours(work)[1] == length


def test_work_that_began_before_the_first_day_counts_from_there_on() -> None:
    work = recent("2026-03-29T12:00", ("2026-03-01T20:00", "2026-03-02T03:00"))
    assert hours(work, READ_DAYS)[0] == 3
    assert sum(hours(work, READ_DAYS)) == 3


def test_work_without_length_is_no_session() -> None:
    work = recent("2026-03-04T12:00", ("2026-03-04T08:00", "2026-03-04T08:00"))
    assert [one.sessions for one in work.weeks] == [0, 0, 0, 0]


def test_the_stretches_of_one_session_count_as_one() -> None:
    session = UUID(int=1)
    starts = timing.day_starts(local("2026-03-04T12:00"), 0, READ_DAYS)
    work = RecentWork(
        starts,
        MONDAY,
        [
            Work(session, local("2026-03-03T08:00"), local("2026-03-03T09:00")),
            Work(session, local("2026-03-03T10:00"), local("2026-03-03T11:00")),
        ],
    )
    assert [(one.focused / HOUR, one.sessions) for one in work.weeks] == [(0, 0), (0, 0), (0, 0), (2, 1)]


@pytest.mark.parametrize("status", QuestStatus)
def test_only_a_quest_that_goes_on_has_a_forecast(status: QuestStatus) -> None:
    quest = Quest(title="Read", status=status, current_value=3, target_value=12)
    days = [f"2026-03-{day:02}" for day in range(1, 15)]
    work = recent("2026-03-14T12:00", *((f"{day}T08:00", f"{day}T09:00") for day in days))
    record = quest_record(quest, QuestDetails(quest_id=quest.id), 14, 14 * HOUR, work)
    assert (record.forecast is not None) is (status is QuestStatus.ACTIVE)
    assert record.days == (HOUR,) * RECENT_DAYS
    assert (record.week, record.budget, record.is_reached) == (6 * HOUR, timedelta(), False)
