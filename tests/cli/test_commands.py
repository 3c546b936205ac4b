"""The commands, in this process, on a real store, with a clock that is set by hand."""

import json
import re
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.launch import Launch
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile
from focus_desktop.store.migrations import HEAD
from tests.cli.conftest import Outcome, Run
from tests.conftest import SettableClock
from tests.documented import SESSION_KEYS
from tests.unreadable import spoil


def printed_json(outcome: Outcome) -> object:
    assert outcome.status == 0, outcome.err
    return json.loads("\n".join(outcome.out))


def test_start_prints_what_has_started(run: Run, controller: Controller) -> None:
    controller.add_quest("Read 12 Books")
    done = run("start", "--minutes", "50", "--quest", "read 12 books", "--description", "Chapter\n3")
    assert done == Outcome(0, ["Started 50 min · Chapter 3 · Read 12 Books."], [])
    session = controller.list_sessions()[0]
    assert (session.duration_minutes, session.description) == (50, "Chapter\n3")


def test_start_is_25_minutes_and_json_is_the_documented_object(run: Run) -> None:
    session = printed_json(run("start", "--json"))
    assert isinstance(session, dict)
    assert list(session) == SESSION_KEYS
    assert (session["duration_minutes"], session["started_at"]) == (25, "2026-03-02T09:00:00Z")


def test_a_quest_can_be_given_by_its_id(run: Run, controller: Controller) -> None:
    quest = controller.add_quest("Read")
    assert run("start", "--quest", str(quest.id)).status == 0
    assert controller.list_sessions()[0].quest_id == quest.id


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["start", "--minutes", "0"], "Minutes must be a whole number from 1 to 1440."),
        (["start", "--description", "x" * 1001], "A description is text of at most 1,000 characters."),
        (["start", "--quest", "Sing"], "There is no quest called “Sing”"),
        (["start", "--quest", "Twice"], "2 quests are called “Twice”"),
        (["pause"], "No session is running."),
        (["resume"], "No session is running."),
        (["complete"], "No session is running."),
        (["cancel"], "No session is running."),
        (["delete", str(uuid4())], "The session cannot be found; it may have been deleted."),
        (["delete", "nonsense"], "There is no session with the id nonsense"),
        (["quest", "add", ""], "A quest's title is text of 1 to 200 characters."),
        (["quest", "edit", "Sing", "--current", "1"], "There is no quest called “Sing”"),
        (["quest", "edit", "Read", "--current", "-1"], "A quest's progress is a whole number"),
        (["quest", "delete", "Sing"], "There is no quest called “Sing”"),
        (["history", "--limit", "0"], "The limit must be from 1 to 1,000."),
        (["start", "--quest", "\x1b[31mred"], "There is no quest called “�[31mred”"),
    ],
)
def test_a_refused_request_exits_with_1_and_one_line(
    run: Run, controller: Controller, arguments: list[str], sentence: str
) -> None:
    for title in ("Read", "Twice", "twice"):
        controller.add_quest(title)
    refused = run(*arguments)
    assert refused.status == 1
    assert refused.out == []
    assert len(refused.err) == 1
    assert sentence in refused.err[0]
    assert controller.list_sessions() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["start", "--minutes", "x"],
        ["start", "extra"],
        ["delete"],
        ["history", "--status", "done"],
        ["quest"],
        ["quest", "add"],
        ["quest", "edit", "Read"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
    ],
)
def test_wrong_usage_exits_with_2(run: Run, controller: Controller, arguments: list[str]) -> None:
    controller.add_quest("Read")
    wrong = run(*arguments)
    assert wrong.status == 2
    assert "Traceback" not in "\n".join(wrong.err)


def test_a_second_start_is_refused_with_the_title_of_what_runs(run: Run) -> None:
    run("start", "--description", "Chapter three")
    refused = run("start")
    assert refused == Outcome(1, [], ["“Chapter three” is running; complete or cancel it first."])


@pytest.mark.parametrize(
    ("verb", "status"), [("complete", SessionStatus.COMPLETED), ("cancel", SessionStatus.CANCELLED)]
)
def test_the_running_session_is_ended(
    run: Run, controller: Controller, clock: SettableClock, verb: str, status: SessionStatus
) -> None:
    run("start", "--description", "Chapter three")
    clock.advance(minutes=7)
    assert run(verb) == Outcome(0, [f"{status.value.capitalize()} after 7 min · Chapter three."], [])
    assert controller.list_sessions()[0].status is status


def test_a_session_is_paused_and_resumed(run: Run, controller: Controller, clock: SettableClock) -> None:
    run("start", "--description", "Read")
    clock.advance(minutes=10)
    assert run("pause") == Outcome(0, ["Paused, 15:00 left · Read."], [])
    clock.advance(minutes=60)
    assert run("status").out == ["Paused, 15:00 left · Read"]
    status = printed_json(run("status", "--json"))
    assert isinstance(status, dict)
    assert (status["remaining_seconds"], status["focused_seconds"], status["paused"]) == (900, 600, True)
    assert run("resume") == Outcome(0, ["Resumed, 15:00 left · Read."], [])
    clock.advance(minutes=1)
    assert run("status").out == ["14:00 left · Read"]


def test_a_session_is_extended(run: Run, controller: Controller) -> None:
    run("start")
    assert run("extend").out == ["Extended, 30:00 left."]
    assert run("extend", "--minutes", "60").out == ["Extended, 1:30:00 left."]
    assert controller.list_sessions()[0].duration_minutes == 90
    assert run("extend", "--minutes", "0").status == 1


def test_flow_counts_up_and_its_target_is_what_was_worked(
    run: Run, controller: Controller, clock: SettableClock
) -> None:
    assert run("start", "--flow").out == ["Started flow."]
    clock.advance(minutes=42)
    assert run("status").out == ["42:00 of flow"]
    run("complete")
    assert controller.list_sessions()[0].duration_minutes == 42


def test_overtime_is_counted_if_that_is_preferred(
    run: Run, services: AppServices, clock: SettableClock
) -> None:
    SettingsFile(services.settings_file).change(time_up="overtime")
    run("start")
    clock.advance(minutes=28)
    assert run("status").out == ["+03:00 over 25 min"]
    run("complete")
    assert "25 min + 3 min" in run("history").out[0]


def test_status_tells_the_time_left(run: Run, clock: SettableClock) -> None:
    assert run("status") == Outcome(0, ["No session is running."], [])
    assert printed_json(run("status", "--json")) is None
    run("start", "--description", "Chapter three")
    clock.advance(minutes=7, seconds=1.5)
    assert run("status") == Outcome(0, ["17:59 left · Chapter three"], [])
    status = printed_json(run("status", "--json"))
    assert isinstance(status, dict)
    assert list(status) == [*SESSION_KEYS, "remaining_seconds", "focused_seconds", "paused"]
    assert (status["remaining_seconds"], status["focused_seconds"], status["paused"]) == (1079, 421, False)


def test_a_session_whose_time_is_up_is_completed_by_any_look_at_it(
    run: Run, controller: Controller, clock: SettableClock
) -> None:
    run("start")
    clock.advance(minutes=60)
    assert run("status").out == ["No session is running."]
    assert controller.list_sessions()[0].status is SessionStatus.COMPLETED


def test_history_lists_sessions_newest_first(run: Run, controller: Controller, clock: SettableClock) -> None:
    assert run("history") == Outcome(0, ["No sessions yet."], [])
    quest = controller.add_quest("Read")
    run("start", "--quest", "Read", "--description", "One\x1b[2J")
    clock.advance(minutes=5)
    run("cancel")
    run("start", "--minutes", "120")
    newest, oldest = run("history").out
    ids = [str(session.id) for session in controller.list_sessions()]
    assert re.fullmatch(rf"Today, \d\d:\d\d +0 min +of 120 min +Running +{ids[0]}", newest)
    assert re.fullmatch(rf"Today, \d\d:\d\d +5 min +of 25 min +Cancelled +One�\[2J · Read +{ids[1]}", oldest)
    assert run("history", "--limit", "1").out[0].endswith(ids[0])
    assert run("history", "--status", "completed").out == ["No such session."]
    listed = printed_json(run("history", "--quest", str(quest.id), "--json"))
    assert isinstance(listed, list)
    assert [one["id"] for one in listed] == [ids[1]]
    assert list(listed[0]) == SESSION_KEYS


def test_a_session_is_deleted(run: Run, controller: Controller) -> None:
    session = controller.start_session(25)
    assert run("delete", str(session.id)) == Outcome(0, [], [])
    assert controller.list_sessions() == []


def test_the_token_is_printed_and_replaced(run: Run, services: AppServices) -> None:
    assert run("token").out == [services.token().current()]
    (new,) = run("token", "--rotate").out
    assert services.token().current() == new


def test_without_a_command_the_window_opens(run: Run, opened: list[Launch]) -> None:
    assert run().status == 7
    assert run("--minimized").status == 7
    assert run("--minimized", "--start", "25").status == 7
    assert run("--start-last").status == 7
    assert run("--complete").status == 7
    assert opened == [
        Launch(),
        Launch(minimized=True),
        Launch(minimized=True, start=25),
        Launch(start_last=True),
        Launch(complete=True),
    ]


def test_a_target_for_flow_is_wrong_usage(run: Run, controller: Controller) -> None:
    assert run("start", "--flow", "--minutes", "50").status == 2
    assert controller.list_sessions() == []


def test_bytes_that_are_no_text_are_told_as_that(run: Run) -> None:
    done = run("start", "--description", "\udcff")
    assert done == Outcome(
        1, [], ["The description has something in it that is no character of a text; type it again."]
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ["--start", "0"],
        ["--start", "1441"],
        ["--start", "25", "--complete"],
        ["--start"],
        ["--start", "5", "status"],
    ],
)
def test_a_window_is_not_opened_for_nonsense(run: Run, opened: list[Launch], wrong: list[str]) -> None:
    done = run(*wrong)
    assert (done.status, done.out, opened) == (2, [], [])


def test_check_tells_where_everything_is_and_that_it_is_sound(run: Run, services: AppServices) -> None:
    done = run("check")
    assert done.status == 0
    told = dict(line.split(None, 1) for line in done.out[1:-1])
    assert told["data"].endswith("focus.db")
    assert told["database"] == f"SQLite {sqlite3.sqlite_version}, schema {HEAD}"
    assert told["settings"] == str(services.settings_file)
    assert done.out[-1] == "The data is sound."


def test_help_names_every_command_and_version_is_a_number(run: Run) -> None:
    told = "\n".join(run("--help").out)
    for verb in [
        "start",
        "complete",
        "cancel",
        "status",
        "history",
        "delete",
        "quests",
        "quest",
        "check",
        "serve",
        "token",
    ]:
        assert re.search(rf"│ {verb} +[A-Z]", told), verb
    assert re.fullmatch(r"\d+\.\d+\.\d+", run("--version").out[0])


def test_completion_scripts_are_offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/bash")
    assert "--install-completion" in "\n".join(run("--help").out)


@pytest.mark.parametrize(("column", "value"), [("started_at", "never"), ("duration_minutes", "many")])
def test_an_entry_that_cannot_be_read_is_left_out_and_told(
    run: Run, controller: Controller, sqlite_url: str, column: str, value: str
) -> None:
    bad, _ = (
        controller.update_session(controller.start_session(25).id, status=SessionStatus.CANCELLED)
        for _ in range(2)
    )
    spoil(sqlite_url, "focus_session", column, value, f"id = '{bad.id.hex}'")
    told = ["1 entry cannot be read and is not listed; `focus-desktop check` tells more."]
    listed = run("history", "--json")
    assert (listed.status, len(json.loads(listed.out[0])), listed.err) == (0, 1, told)
    checked = run("check")
    assert checked.status == 1
    (sentence,) = checked.err
    assert sentence.startswith(f"The {column} of row {bad.id} in the table focus_session cannot be read")
    assert "The data is sound." not in checked.out
    assert run("delete", str(bad.id)).status == 0
    assert run("check").out[-1] == "The data is sound."


def test_an_active_session_that_cannot_be_read_is_told_in_one_line(
    run: Run, controller: Controller, sqlite_url: str
) -> None:
    controller.start_session(25)
    spoil(sqlite_url, "focus_session", "started_at", "never")
    assert run("status").out == ["No session is running."]
    refused = run("start")
    assert (refused.status, len(refused.err)) == (1, 1)
    assert "cannot be read" in refused.err[0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stats", "--by", "hour"], "'--by': 'hour' is none of 'day', 'week', 'month', 'quest'."),
        (["start", "--minutes", "x"], "'--minutes': Give a whole number."),
        (["quest", "add", "A", "--target", "x"], "'--target': Give a whole number."),
        (["--start", "0"], "'--start': Give 1 or more."),
        (["serve", "--port", "99999999"], "'--port': Give 65535 or less."),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence_for_people(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    refused = run(*arguments)
    assert refused.status == 2
    assert f"Invalid value for {sentence}" in " ".join(refused.err)


def test_damaged_settings_are_told_on_the_error_output_by_the_command_that_sets_them_aside(
    run: Run, services: AppServices
) -> None:
    services.settings_file.write_text("{")
    done = run("status", "--json")
    assert (done.status, done.out) == (0, ["null"])
    aside = f"{services.settings_file}.broken"
    assert done.err == [f"The settings were damaged. Defaults are used; the old file is kept as {aside}."]
    assert run("status").err == []


def test_check_lists_an_unreadable_entry_by_its_id_and_sets_it_aside(
    run: Run, controller: Controller, sqlite_url: str
) -> None:
    session = controller.start_session(25)
    spoil(sqlite_url, "focus_session", "duration_minutes", "many")
    checked = run("check")
    assert (checked.status, len(checked.err)) == (1, 1)
    assert str(session.id) in checked.err[0]
    assert run("start").status == 1
    assert run("complete").err == checked.err
    aside = run("check", "--set-aside", str(session.id))
    assert (aside.status, aside.err) == (0, [])
    file = Path(aside.out[0].partition("kept in ")[2].removesuffix("."))
    assert '"many"' in file.read_text()
    assert run("check").status == 0
    assert run("start").status == 0


def test_check_sets_aside_nothing_but_unreadable_entries(run: Run, controller: Controller) -> None:
    session = controller.start_session(25)
    refused = run("check", "--set-aside", str(session.id))
    assert (refused.status, len(refused.err)) == (1, 1)
    assert len(controller.list_sessions()) == 1
