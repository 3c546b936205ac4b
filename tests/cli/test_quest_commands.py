"""The commands on quests and their details, in this process, on a real store."""

import json
import re
from datetime import timedelta

import pytest

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.settings_file import SettingsFile
from tests.cli.conftest import Outcome, Run
from tests.conftest import SettableClock
from tests.documented import QUEST_KEYS

MINUTE = timedelta(minutes=1)


def details(controller: Controller) -> list[tuple[object, ...]]:
    """Unit, colour and weekly budget of all quests."""
    found = [one.details for one in controller.quest_records()]
    return [(one.unit, one.colour, one.weekly_budget_minutes) for one in found]


def test_quests_are_added_listed_edited_and_deleted(run: Run, controller: Controller) -> None:
    assert run("quests").out == ["No quests yet; `focus-desktop quest add TITLE` adds one."]
    (quest_id,) = run("quest", "add", "Read 12 Books", "--target", "12").out
    listed = f"Read 12 Books  0 of 12  0 min this week  0 min in all  active  {quest_id}"
    assert run("quests").out == [listed]
    edited = run(
        *("quest", "edit", "read 12 books", "--title", "Read", "--current", "3"),
        *("--target", "10", "--status", "archived"),
    )
    assert edited == Outcome(0, [], [])
    assert json.loads("\n".join(run("quests", "--json").out)) == [
        {"id": quest_id, "title": "Read", "status": "archived", "current_value": 3, "target_value": 10}
    ]
    assert run("quest", "delete", quest_id) == Outcome(0, ["It has no sessions."], [])
    assert controller.list_quests() == []


def test_unit_week_and_total_are_listed(run: Run, controller: Controller, clock: SettableClock) -> None:
    run("quest", "add", "Learn", "--target", "40", "--unit", "lessons", "--budget", "480")
    quest = controller.quest_called("Learn")
    for start, minutes in ((clock.moment - timedelta(days=9), 90), (clock.moment - 60 * MINUTE, 50)):
        controller.add_session(SessionTimes(start, start + minutes * MINUTE), quest_id=quest.id)
    listed = "Learn  0 of 40 lessons  50 min of 8 h this week  2 h 20 min in all  active"
    assert run("quests").out == [f"{listed}  {quest.id}"]


def test_the_week_goes_by_days_that_begin_at_the_hour_in_the_settings(
    run: Run, controller: Controller, clock: SettableClock, services: AppServices
) -> None:
    quest_id = next(iter(controller.new_quest("Read").scope.quests))
    midnight = clock.moment.astimezone().replace(hour=0)
    controller.add_session(SessionTimes(midnight, midnight + 30 * MINUTE), quest_id=quest_id)
    assert "30 min this week" in run("quests").out[0]
    SettingsFile(services.settings_file).change(day_start_hour=4)
    assert "0 min this week" in run("quests").out[0]


def test_a_session_that_is_due_is_completed_before_its_time_is_told(
    run: Run, controller: Controller, clock: SettableClock
) -> None:
    quest_id = next(iter(controller.new_quest("Read").scope.quests))
    controller.start_session(25, quest_id)
    clock.advance(minutes=90)
    assert "25 min in all" in run("quests").out[0]


def test_details_are_given_changed_and_taken_away(run: Run, controller: Controller) -> None:
    run("quest", "add", "Read", "--unit", "books", "--colour", "violet", "--budget", "90")
    assert details(controller) == [("books", 3, 90)]
    run("quest", "edit", "Read", "--colour", "rust")
    assert details(controller) == [("books", 1, 90)]
    run("quest", "edit", "Read", "--unit", "pages", "--budget", "60")
    assert details(controller) == [("pages", 1, 60)]
    assert run("quest", "edit", "Read", "--unit", "", "--colour", "none", "--budget", "0").status == 0
    assert details(controller) == [(None, None, None)]


def test_json_is_the_documented_object_whatever_stands_beside_it(run: Run) -> None:
    run("quest", "add", "Read", "--unit", "books", "--colour", "violet", "--budget", "90")
    (quest,) = json.loads("\n".join(run("quests", "--json").out))
    assert list(quest) == QUEST_KEYS


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--budget", "-1"], "A weekly budget is a whole number of minutes from 1 to 10,080."),
        (["--budget", "10081"], "A weekly budget is a whole number of minutes from 1 to 10,080."),
        (["--unit", "x" * 31], "A quest's unit is text of at most 30 characters."),
    ],
)
def test_details_that_cannot_be_are_refused_and_nothing_is_stored(
    run: Run, controller: Controller, arguments: list[str], sentence: str
) -> None:
    assert run("quest", "add", "Read", *arguments) == Outcome(1, [], [sentence])
    assert controller.list_quests() == []
    controller.new_quest("Sing", unit="songs")
    assert run("quest", "edit", "Sing", *arguments) == Outcome(1, [], [sentence])
    assert details(controller) == [("songs", None, None)]


@pytest.mark.parametrize("arguments", [["--colour", "red"], ["--budget", "much"], []])
def test_wrong_usage_exits_with_2(run: Run, controller: Controller, arguments: list[str]) -> None:
    controller.add_quest("Read")
    wrong = run("quest", "edit", "Read", *arguments)
    assert wrong.status == 2
    assert "Traceback" not in "\n".join(wrong.err)


def test_an_edit_without_anything_to_change_names_all_that_can_be(run: Run, controller: Controller) -> None:
    controller.add_quest("Read")
    said = " ".join(run("quest", "edit", "Read").err)
    for option in ("title", "status", "current", "target", "unit", "colour", "budget"):
        assert re.search(rf"--{option}\b", said)


def test_a_deletion_says_how_many_sessions_stay(
    run: Run, controller: Controller, clock: SettableClock
) -> None:
    quest = controller.add_quest("Read")
    for expected in ("1 session stays.", "3 sessions stay."):
        for _ in range(1 if expected.startswith("1") else 3):
            controller.start_session(25, quest.id)
            clock.advance(minutes=30)
            controller.complete_due_session()
        assert run("quest", "delete", str(quest.id)) == Outcome(0, [expected], [])
        quest = controller.add_quest("Read")
    assert len(controller.list_sessions()) == 4


def test_a_second_quest_of_the_same_title_is_added_and_said(run: Run) -> None:
    run("quest", "add", "Read")
    again = run("quest", "add", "read")
    assert again.status == 0
    assert again.err == ["There are now 2 quests called “read”; name them by their ids."]
