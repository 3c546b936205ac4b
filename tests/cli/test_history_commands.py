"""Sessions are added and edited on the command line."""

import json
from typing import Any

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.session_times import SessionTimes
from tests.cli.conftest import Run
from tests.conftest import SettableClock


@pytest.fixture
def local_nine(clock: SettableClock) -> str:
    """The day of which it is nine in the evening now."""
    clock.moment = clock.moment.astimezone().replace(hour=21)
    return f"{clock.moment:%Y-%m-%d}"


def history(run: Run) -> list[dict[str, Any]]:
    return json.loads(run("history", "--json").out[0])  # type: ignore[no-any-return]


def test_a_session_is_added_and_its_id_is_printed(run: Run, controller: Controller, local_nine: str) -> None:
    run("quest", "add", "Read")
    added = run("add", "--start", "09:40", "--minutes", "50", "--quest", "read", "--description", "Chapter")
    (session,) = history(run)
    assert added.out[0] == session["id"]
    assert (session["duration_minutes"], session["status"], session["description"]) == (
        50,
        "completed",
        "Chapter",
    )
    found = controller.session(controller.list_sessions()[0].id)
    assert found is not None
    times = SessionTimes.of(found)
    assert f"{times.started_at.astimezone():%Y-%m-%d %H:%M}" == f"{local_nine} 09:40"
    assert f"{times.ended_at.astimezone():%H:%M}" == "10:30"


@pytest.mark.parametrize(
    ("start", "minutes", "status", "words"),
    [
        ("22:00", "5", 1, "in the future"),
        ("noon", "5", 2, "“noon” is no time"),
        ("25:00", "5", 2, "is no time"),
        ("2026-13-01", "5", 2, "is no time"),
        ("09:40", "0", 1, "from 1 to 1440"),
        ("09:40", "1441", 1, "from 1 to 1440"),
        ("20:50", "30", 1, "The end is in the future"),
    ],
)
def test_what_cannot_be_added_is_refused(
    run: Run, local_nine: str, start: str, minutes: str, status: int, words: str
) -> None:
    done = run("add", "--start", start, "--minutes", minutes)
    assert done.status == status
    assert words in " ".join(done.err)
    assert history(run) == []


def test_an_overlap_names_the_other_session(run: Run, local_nine: str) -> None:
    run("add", "--start", f"{local_nine} 09:40", "--minutes", "50", "--description", "Chapter")
    done = run("add", "--start", "10:00", "--minutes", "5")
    assert done.status == 1
    assert "Chapter" in done.err[0]
    assert len(history(run)) == 1


def test_a_session_is_edited_and_gets_its_first_values_again(
    run: Run, controller: Controller, local_nine: str
) -> None:
    session_id = run("add", "--start", "09:40", "--minutes", "50", "--description", "Chapter").out[0]
    (before,) = history(run)
    assert run("edit", session_id, "--start", "09:50", "--end", "10:20", "--minutes", "25").status == 0
    assert run("edit", session_id, "--description", "").status == 0
    found = controller.session(controller.list_sessions()[0].id)
    assert found is not None
    times = SessionTimes.of(found)
    assert [f"{each.astimezone():%H:%M}" for each in (times.started_at, times.ended_at)] == [
        "09:50",
        "10:20",
    ]
    assert (found.session.description, found.session.duration_minutes) == (None, 25)
    assert run("edit", session_id, "--original").status == 0
    assert history(run) == [before]
    assert run("edit", session_id, "--original").status == 1


def test_a_quest_is_given_and_taken_away(run: Run, local_nine: str) -> None:
    run("quest", "add", "Read")
    session_id = run("add", "--start", "09:40", "--minutes", "5").out[0]
    run("edit", session_id, "--quest", "Read")
    assert history(run)[0]["quest_id"] is not None
    run("edit", session_id, "--quest", "")
    assert history(run)[0]["quest_id"] is None


@pytest.mark.parametrize("more", [[], ["--original", "--minutes", "5"]])
def test_an_edit_that_says_nothing_or_too_much_is_wrong_usage(
    run: Run, local_nine: str, more: list[str]
) -> None:
    session_id = run("add", "--start", "09:40", "--minutes", "5").out[0]
    done = run("edit", session_id, *more)
    assert done.status == 2
    assert "Say what to change" in " ".join(done.err)


def test_only_a_session_that_is_there_and_has_ended_can_be_edited(run: Run, local_nine: str) -> None:
    assert run("edit", "nonsense", "--minutes", "5").status == 1
    assert run("edit", "00000000-0000-0000-0000-000000000000", "--minutes", "5").status == 1
    run("start")
    running = history(run)[0]["id"]
    done = run("edit", running, "--minutes", "5")
    assert done.status == 1
    assert "still running" in done.err[0]
