"""Statistics over HTTP."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from focus_desktop.api.statistics_routes import PATTERN
from focus_desktop.model.limits import EARLIEST_DATE, LATEST_DATE

if TYPE_CHECKING:
    import httpx

    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

ONE_DAY = timedelta(days=1)


@pytest.fixture
def worked(sqlite_controller: Controller, clock: SettableClock) -> None:
    """Half an hour of a session of fifty minutes, which still runs; it began at nine on a Monday."""
    quest = sqlite_controller.add_quest("Read")
    sqlite_controller.start_session(50, quest.id)
    clock.advance(minutes=30)


def test_they_are_of_this_week_if_no_dates_are_given(client: httpx.Client, worked: None) -> None:
    told = client.get("/statistics")
    assert told.status_code == 200
    totals = told.json()["totals"]
    assert (totals["start"], totals["end"]) == ("2026-03-02", "2026-03-08")
    assert totals["focused_seconds"] == 30 * 60
    assert totals["sessions"] == {
        "sessions": 1,
        "completed": 0,
        "cancelled": 0,
        "planned_seconds": 0,
        "done_seconds": 0,
    }
    assert (totals["working_days"], totals["focused_seconds_per_working_day"]) == (1, 30 * 60)
    assert told.json()["streak_days"] == 0


def test_rows_are_what_is_asked_for(client: httpx.Client, worked: None) -> None:
    dates = {"start": "2026-02-01", "end": "2026-03-31"}
    rows = {by: client.get("/statistics", params={**dates, "by": by}).json()["rows"] for by in BY}
    assert [len(rows[by]) for by in BY] == [59, 10, 2, 1]
    for by in BY:
        assert sum(row["focused_seconds"] for row in rows[by]) == 30 * 60
    assert rows["month"][1]["start"] == "2026-03-01"
    assert rows["quest"][0]["title"] == "Read"


BY = ("day", "week", "month", "quest")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"start": "yesterday"}, "A date is a day of the calendar, written as 2026-01-31."),
        ({"end": "2026-02-30"}, "A date is a day of the calendar, written as 2026-01-31."),
        ({"end": "1772438400"}, "A date is a day of the calendar, written as 2026-01-31."),
        ({"by": "year"}, "Statistics are by day, week, month or quest."),
        ({"start": "2026-03-02", "end": "2026-03-01"}, "The last day, 2026-03-01, is before the first one,"),
        ({"end": "2100-01-01"}, "Dates are from 1971-01-01 to 2099-12-31."),
        ({"from": "2026-03-02"}, "There is no field “from” here"),
    ],
)
def test_bad_values_are_refused(client: httpx.Client, query: dict[str, str], sentence: str) -> None:
    refused = client.get("/statistics", params=query)
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(sentence)
    assert list(refused.json()) == ["detail"]


def test_they_need_the_token(client: httpx.Client) -> None:
    assert client.get("/statistics", headers={"Authorization": ""}).status_code == 401


def test_the_schema_knows_which_dates_can_be_told_of() -> None:
    day, told = date(1960, 1, 1), []
    while day < date(2110, 1, 1):
        if re.match(PATTERN, day.isoformat()):
            told.append(day)
        day += ONE_DAY
    assert (told[0], told[-1]) == (EARLIEST_DATE, LATEST_DATE)
    assert len(told) == (LATEST_DATE - EARLIEST_DATE).days + 1
    assert not re.match(PATTERN, "2023-02-29")
