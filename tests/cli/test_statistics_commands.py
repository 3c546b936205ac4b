"""The command `stats`, on a real store."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from tests.cli.conftest import Run
    from tests.conftest import SettableClock


@pytest.fixture
def some_days(controller: Controller, clock: SettableClock) -> None:
    """Half an hour on a quest on Monday, 20 of 50 minutes without one on Tuesday."""
    quest = controller.add_quest("Read 12 Books")
    session = controller.start_session(30, quest.id)
    clock.advance(minutes=30)
    controller.complete_due_session()
    clock.sleep(minutes=24 * 60)
    session = controller.start_session(50)
    clock.advance(minutes=20)
    controller.update_session(session.id, status=SessionStatus.CANCELLED)


def test_it_tells_this_week_by_day(run: Run, some_days: None) -> None:
    told = run("stats")
    assert told.status == 0
    assert [re.split(r" {2,}", line) for line in told.out[:3]] == [
        ["Mon 2 Mar 2026", "30 min", "1 session", "100 % of the plan"],
        ["Tue 3 Mar 2026", "20 min", "1 session", "40 % of the plan"],
        ["Wed 4 Mar 2026", "0 min", "0 sessions"],
    ]
    words = [re.split(r" {2,}", line) for line in told.out[8:12]]
    assert words[0] == ["focused", "50 min", "2 sessions · 1 completed"]
    assert words[1] == ["a working day", "25 min", "goal 4 h, reached 0 of 2"]
    assert words[2] == ["of what you planned", "62 %", "50 min of 1 h 20 min"]
    assert words[3][:2] == ["your best hours", "9 – 11"]


def test_it_tells_by_quest_and_between_dates(run: Run, some_days: None) -> None:
    told = run("stats", "--from", "2026-03-01", "--to", "2026-03-02", "--by", "quest")
    assert re.split(r" {2,}", told.out[0])[:2] == ["Read 12 Books", "30 min"]
    assert not any("20 min" in line for line in told.out)


def test_json_has_the_figures(run: Run, some_days: None) -> None:
    told = json.loads(run("stats", "--by", "month", "--json").out[0])
    assert (told["totals"]["start"], told["totals"]["end"]) == ("2026-03-02", "2026-03-08")
    assert told["totals"]["focused_seconds"] == 50 * 60
    assert told["totals"]["sessions"]["planned_seconds"] == 80 * 60
    assert [row["focused_seconds"] for row in told["rows"]] == [50 * 60]
    assert told["seconds_by_weekday_and_hour"][0][9] == 30 * 60
    assert told["before"]["end"] == "2026-03-01"


def test_days_and_weeks_begin_as_the_settings_say(run: Run, some_days: None, services: AppServices) -> None:
    SettingsFile(services.settings_file).change(
        day_start_hour=10, week_start="sunday", daily_goal_minutes=20, working_days=(0, 1)
    )
    told = json.loads(run("stats", "--json").out[0])
    assert told["totals"]["start"] == "2026-03-01"
    # Half past nine on Monday is still Sunday; the rest of it is on Monday.
    assert [row["focused_seconds"] // 60 for row in told["rows"][:3]] == [30, 20, 0]
    assert [row["goal_seconds"] // 60 for row in told["rows"][:3]] == [0, 20, 20]
    assert told["streak_days"] == 1


def test_weeks_begin_as_the_window_has_found_them_here(
    run: Run, some_days: None, services: AppServices
) -> None:
    SettingsFile(services.settings_file).change(system_week_start=5)
    assert json.loads(run("stats", "--json").out[0])["totals"]["start"] == "2026-02-28"


def test_nothing_is_told_plainly(run: Run) -> None:
    assert run("stats").out == ["No focus in this time yet."]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--from", "yesterday"], 2, "A date is a day of the calendar"),
        (["--to", "2026-02-30"], 2, "A date is a day of the calendar"),
        (["--by", "year"], 2, "year"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], 1, "The last day, 2026-03-01, is before"),
        (["--from", "1970-12-31"], 1, "Dates are from 1971-01-01 to 2099-12-31."),
    ],
)
def test_wrong_dates_are_refused(run: Run, arguments: list[str], status: int, sentence: str) -> None:
    refused = run("stats", *arguments)
    assert refused.status == status
    assert sentence in "\n".join(refused.err)
