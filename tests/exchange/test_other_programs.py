"""What other programs have recorded is read with the totals that they show themselves."""

import os
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from focus_desktop.exchange import formats
from focus_desktop.exchange.format import Format
from focus_desktop.model.status import SessionStatus
from tests.exchange.reading import (
    SAMPLES,
    count,
    make_focus_timer,
    make_old_focus_timer,
    make_pomotroid,
    sessions,
    worked,
)

MINUTES = timedelta(minutes=1)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def timew(folder: Path, *arguments: str) -> str:
    """Run the real Timewarrior."""
    environment = {**os.environ, "TIMEWARRIORDB": str(folder), "TZ": "Europe/Berlin"}
    done = subprocess.run(
        ["timew", *arguments], env=environment, input="yes\n", capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_totals_of_a_timewarrior_log_are_those_that_timew_prints(tmp_path: Path) -> None:
    log = tmp_path / "timew"
    log.mkdir()
    timew(log, "summary")
    timew(log, "track", "2026-01-05T09:00", "-", "2026-01-05T09:50:10", "Deep work", "writing")
    timew(log, "track", "2026-01-05T10:00", "-", "2026-01-05T10:25:30", "reading")
    timew(log, "annotate", "@1", 'chapter "3", über all')
    timew(log, "track", "2026-01-06T23:30", "-", "2026-01-07T00:30")
    timew(log, "track", "2026-03-29T01:30", "-", "2026-03-29T03:30", "summer", "time")
    file = tmp_path / "log.json"
    file.write_text(timew(log, "export"), encoding="utf-8")
    found = sessions(file)
    total = timew(log, "summary", "2026-01-01", "-", "2026-12-31").split()[-1]
    hours, minutes, seconds = map(int, total.split(":"))
    assert worked(*found) == timedelta(hours=hours, minutes=minutes, seconds=seconds)
    assert [one.quest_title for one in found] == ["Deep work", "reading", None, "summer"]
    assert [one.description for one in found] == ["writing", 'chapter "3", über all', None, "time"]
    assert found[0].started_at == "2026-01-05T08:00:00.000000Z"
    assert worked(found[3]) == 60 * MINUTES


def test_an_interval_of_timewarrior_that_is_open_has_no_end(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    file.write_text('[{"id":1,"start":"20260105T080000Z","tags":["a"]}]')
    assert sessions(file)[0].ended_at is None


def test_flowkeeper_shows_the_same_number_of_intervals_and_the_same_total() -> None:
    found = sessions(SAMPLES / "flowkeeper.txt")
    assert len(found) == 11
    assert worked(*found) == timedelta(seconds=12_120)
    assert {one.quest_title for one in found} == {"2026-02-10, Tuesday"}  # Monday's were deleted.
    assert {(one.description or "").split(" of ")[1] for one in found} == {'"the \\ plan", größer'}


def test_a_pomodoro_of_flowkeeper_that_is_stopped_before_its_time_is_cancelled(tmp_path: Path) -> None:
    file = tmp_path / "data.txt"
    file.write_text(
        '1, 2026-02-02 08:00:00+00:00, a@b.cd: CreateBacklog("b", "Monday")\n'
        '2, 2026-02-02 08:00:01+00:00, a@b.cd: CreateWorkitem("w", "b", "Say \\"hello\\"")\n'
        '3, 2026-02-02 09:00:00+00:00, a@b.cd: StartTimer("w", "1500", "300")\n'
        '4, 2026-02-02 09:10:00+00:00, a@b.cd: StopTimer("", "")\n'
        '5, 2026-02-02 10:00:00+00:00, a@b.cd: StartWork("w", "1500.0")\n'
        '6, 2026-02-02 11:00:00+00:00, a@b.cd: StartTimer("w")\n'
        '7, 2026-02-02 11:45:00+00:00, a@b.cd: CompleteWorkitem("w", "finished")\n'
        '8, 2026-02-02 12:00:00+00:00, a@b.cd: RenameBacklog("b", "Tuesday")\n'
    )
    first, second, tracked = sessions(file)
    assert (first.status, worked(first), first.duration_minutes) == ("cancelled", 10 * MINUTES, 25)
    assert (second.status, worked(second)) == ("completed", 25 * MINUTES)
    assert (tracked.status, worked(tracked), tracked.description) == (
        "completed",
        45 * MINUTES,
        'Say "hello"',
    )


def test_pomotroid_counts_the_planned_time_of_completed_rounds(tmp_path: Path) -> None:
    found = sessions(make_pomotroid(tmp_path / "pomotroid.db"))
    assert len(found) == 31
    completed = [one for one in found if one.status == SessionStatus.COMPLETED]
    assert worked(*completed) == len(completed) * 25 * MINUTES == 29 * 25 * MINUTES
    skipped, paused, open_one = found[-3:]
    assert (skipped.status, worked(skipped)) == ("cancelled", 5 * MINUTES)
    assert paused.completed_at == "2026-02-10T08:43:20.000000Z"
    assert open_one.ended_at is None


def test_pauses_of_focus_timer_are_cut_out_and_breaks_are_left_out(tmp_path: Path) -> None:
    older, first, given_up, running = sessions(make_focus_timer(tmp_path / "database.sqlite"))
    assert worked(older) == 20 * MINUTES
    assert (len(first.intervals), worked(first), first.duration_minutes) == (3, 25 * MINUTES, 25)
    assert (given_up.status, worked(given_up), given_up.duration_minutes) == ("cancelled", 10 * MINUTES, 25)
    assert running.ended_at is None


def test_the_old_database_of_focus_timer_is_read(tmp_path: Path) -> None:
    found = sessions(make_old_focus_timer(tmp_path / "database.sqlite"))
    assert [worked(one) for one in found] == [25 * MINUTES, 10 * MINUTES]
    assert (count(found, SessionStatus.COMPLETED), count(found, SessionStatus.CANCELLED)) == (1, 1)


@pytest.mark.usefixtures("zone")
def test_super_productivity_has_its_totals_of_days_and_projects() -> None:
    found = sessions(SAMPLES / "super-productivity.json")
    on_second = [one for one in found if one.started_at.startswith("2026-02-02")]
    assert worked(*on_second) == 85 * MINUTES  # The task with subtasks does not count twice.
    assert on_second[0].started_at == "2026-02-02T09:00:00.000000Z"  # The work of that day began then.
    assert all(a.ended_at == b.started_at for a, b in pairwise(on_second))
    of_garden = [one for one in found if one.quest_title == "Garden"]
    assert worked(*of_garden) == (45 + 30 + 90 + 25) * MINUTES
    assert found[0].started_at == "2026-01-20T08:00:00.000000Z"  # Nine o'clock.


@pytest.mark.usefixtures("zone")
def test_the_times_of_toggl_are_those_of_the_computer() -> None:
    found = sessions(SAMPLES / "toggl.csv")
    assert [one.started_at[11:16] for one in found] == ["08:00", "09:30", "22:45", "13:00"]
    assert worked(*found) == timedelta(hours=2, minutes=50, seconds=30)
    assert [one.quest_title for one in found] == ["Thesis", "Thesis", "Website", None]
    assert [one.description for one in found] == [
        "Chapter 3",
        'Figures, "all" of them',
        "Design",
        "No project",
    ]


@pytest.mark.usefixtures("zone")
def test_the_newer_form_of_toggls_report_has_twelve_hours() -> None:
    found = sessions(SAMPLES / "toggl-new.csv")
    assert [one.started_at[11:16] for one in found] == ["08:00", "11:10"]
    assert worked(*found) == 80 * MINUTES


@pytest.mark.usefixtures("zone")
def test_the_hour_that_comes_twice_is_told_apart_by_its_order(tmp_path: Path) -> None:
    file = tmp_path / "toggl.csv"
    file.write_text(
        "Project,Start date,Start time,End date,End time\nA,2025-10-26,02:50:00,2025-10-26,02:10:00\n"
    )
    assert worked(*sessions(file)) == 20 * MINUTES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flowkeeper.txt", Format.FLOWKEEPER),
        ("super-productivity.json", Format.SUPER_PRODUCTIVITY),
        ("toggl.csv", Format.TOGGL),
        ("toggl-new.csv", Format.TOGGL),
    ],
)
def test_a_file_shows_by_its_content_of_which_format_it_is(name: str, expected: Format) -> None:
    assert formats.detected(SAMPLES / name) is expected


def test_a_database_shows_by_its_tables_of_which_program_it_is(tmp_path: Path) -> None:
    assert formats.detected(make_pomotroid(tmp_path / "a")) is Format.POMOTROID
    assert formats.detected(make_focus_timer(tmp_path / "b")) is Format.FOCUS_TIMER
    assert formats.detected(make_old_focus_timer(tmp_path / "c")) is Format.FOCUS_TIMER
