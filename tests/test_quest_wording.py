"""What is said about quests: progress, time, forecasts."""

from datetime import date, timedelta

import pytest

from focus_desktop import wording
from focus_desktop.model.status import QuestStatus
from tests.desktop.quest_records import TODAY, quest_record


@pytest.mark.parametrize(
    ("unit", "current", "expected"),
    [("lessons", 12, "12 of 40 lessons"), (None, 12, "12 of 40"), ("lessons", 41, "41 of 40 lessons")],
)
def test_progress_is_told_with_its_unit(unit: str | None, current: int, expected: str) -> None:
    assert wording.quest_steps(quest_record(current=current, unit=unit)) == expected


@pytest.mark.parametrize(
    ("week", "budget", "total", "status", "expected"),
    [
        (4.25, None, 41.9, QuestStatus.ACTIVE, "4 h 15 min this week · 41 h in all"),
        (4.25, 480, 41.9, QuestStatus.ACTIVE, "4 h 15 min of 8 h this week · 41 h in all"),
        (0, None, 9.5, QuestStatus.ACTIVE, "0 min this week · 9 h 30 min in all"),
        (0, None, 10.5, QuestStatus.ACTIVE, "0 min this week · 10 h in all"),
        (0, None, 0, QuestStatus.ACTIVE, "No time spent yet"),
        (0, 90, 0, QuestStatus.ACTIVE, "0 min of 1 h 30 min this week · 0 min in all"),
        (4, 480, 41, QuestStatus.COMPLETED, "Completed · 41 h in all"),
        (0, None, 0, QuestStatus.ARCHIVED, "Archived · No time spent yet"),
    ],
)
def test_time_is_told_for_the_week_and_in_all(
    week: float, budget: int | None, total: float, status: QuestStatus, expected: str
) -> None:
    record = quest_record(week=week, budget=budget, total=total, status=status)
    assert wording.quest_time(record) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 14), "≈ 14 March"),
        (date(2026, 12, 31), "≈ 31 December"),
        (date(2027, 1, 25), "≈ 25 January"),  # 329 days: the next one, so nobody takes it for another.
        (date(2027, 1, 26), "≈ 26 January 2027"),
        (date(2028, 2, 29), "≈ 29 February 2028"),
        (None, ""),
    ],
)
def test_a_forecast_tells_the_year_where_it_could_be_another(day: date | None, expected: str) -> None:
    assert wording.forecast(quest_record(expected=day)) == expected


def test_a_forecast_says_how_it_was_reckoned() -> None:
    assert wording.forecast_reckoning(quest_record(expected=date(2026, 3, 14))) == (
        "28 of 40 lessons to go: so far 3 h each, and 2 h a week in the last 4 weeks."
        " At this pace it takes until about 14 March."
    )
    assert wording.forecast_reckoning(quest_record()) == ""


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "It has no sessions."), (1, "1 session stays."), (12, "12 sessions stay.")],
)
def test_it_is_told_how_many_sessions_stay(count: int, expected: str) -> None:
    assert wording.sessions_stay(count) == expected


def test_the_last_days_are_told_for_those_who_do_not_see_them() -> None:
    record = quest_record(today_hours=1.5)
    assert wording.recent_days(record).startswith("Focused time of the last 14 days, today last: 0 min, ")
    assert wording.recent_days(record).endswith(", 0 min, 1 h 30 min")
    assert wording.recent_day(record, 13) == "2 March: 1 h 30 min"
    assert wording.recent_day(record, 0) == "17 February: 0 min"


def test_a_day_of_another_year_has_its_year() -> None:
    yesterday = TODAY.replace(month=1, day=1) - timedelta(days=1)
    assert wording.day_and_month(yesterday, TODAY) == "31 December 2025"
