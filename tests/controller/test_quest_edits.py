"""Quests with their details: what is stored, what is refused, and what can be undone."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, QuestsChanged
from focus_desktop.model.edit import Edit
from focus_desktop.model.errors import ChangedMeanwhile, InvalidField, NotFound
from focus_desktop.model.limits import LARGEST_NUMBER
from focus_desktop.model.quest_colour import QuestColour, automatic
from focus_desktop.model.quest_record import QuestRecord
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import QuestStatus, SessionStatus
from focus_desktop.refusals import Refusal
from tests.conftest import SettableClock
from tests.unreadable import spoil

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def only_id(edit: Edit) -> UUID:
    (quest_id,) = edit.scope.quests
    return quest_id


def record(controller: Controller, quest_id: UUID) -> QuestRecord:
    return next(one for one in controller.quest_records() if one.id == quest_id)


def shown(controller: Controller) -> list[object]:
    """All of all quests, as plain values."""
    return [
        (one.quest.model_dump(), one.details.model_dump(), one.sessions, one.total)
        for one in controller.quest_records()
    ]


def worked(controller: Controller, clock: SettableClock, quest_id: UUID, minutes: float) -> UUID:
    """A session for a quest, which is complete."""
    session = controller.start_session(25, quest_id)
    clock.advance(minutes=minutes)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    return session.id


# What is stored


def test_a_quest_is_added_with_its_details(controller: Controller) -> None:
    edit = controller.new_quest(" Thesis ", 8, colour=3, unit=" chapters ", weekly_budget_minutes=480)
    found = record(controller, only_id(edit))
    assert (found.quest.title, found.quest.target_value, found.quest.current_value) == ("Thesis", 8, 0)
    assert (found.details.colour, found.details.unit) == (3, "chapters")
    assert found.budget == 480 * MINUTE
    assert controller.quest_colours() == {found.id: 3}


def test_a_quest_without_details_has_none_and_no_colour_of_its_own(controller: Controller) -> None:
    edit = controller.new_quest("Sing", unit="  ", colour=None)
    assert record(controller, only_id(edit)).details.is_empty
    assert not any(table.__tablename__ == "quest_details" for table, _ in edit.after)
    assert controller.quest_colours() == {}


@pytest.mark.parametrize("door", ["add_quest", "new_quest"])
def test_new_quests_are_told_apart_by_colour(controller: Controller, door: str) -> None:
    first = only_id(controller.new_quest("Archived", status=QuestStatus.ARCHIVED))
    for number in range(10):
        getattr(controller, door)(f"Quest {number}")
    chosen = controller.quest_colours()
    active = [one.id for one in controller.list_quests() if one.id != first]
    counts = Counter(chosen.get(one, automatic(one)) for one in active)
    assert counts == dict.fromkeys(range(len(QuestColour)), 2)


def test_fields_and_details_change_together_and_one_by_one(controller: Controller) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, colour=0, unit="books"))
    controller.change_quest(quest_id, title="Read more", unit="pages", current_value=3)
    found = record(controller, quest_id)
    assert (found.quest.title, found.quest.current_value) == ("Read more", 3)
    assert (found.details.unit, found.details.colour) == ("pages", 0)
    controller.change_quest(quest_id, weekly_budget_minutes=60)
    controller.change_quest(quest_id, unit=None, colour=None)
    found = record(controller, quest_id)
    assert (found.details.unit, found.details.colour, found.budget) == (None, None, 60 * MINUTE)


def test_what_is_not_named_stays_and_the_documented_verbs_leave_details_alone(
    controller: Controller,
) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, colour=0, unit="books"))
    controller.edit_quest(quest_id, title="Read more")
    controller.advance_quest(quest_id)
    found = record(controller, quest_id)
    assert (found.quest.title, found.quest.current_value, found.details.unit) == ("Read more", 1, "books")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, Refusal.QUEST_TITLE),
        ({"title": "x" * 201}, Refusal.QUEST_TITLE),
        ({"target_value": 0}, Refusal.TARGET),
        ({"current_value": -1}, Refusal.PROGRESS),
        ({"colour": 5}, Refusal.QUEST_COLOUR),
        ({"colour": -1}, Refusal.QUEST_COLOUR),
        ({"colour": "red"}, Refusal.QUEST_COLOUR),
        ({"unit": "x" * 31}, Refusal.QUEST_UNIT),
        ({"unit": 7}, Refusal.QUEST_UNIT),
        ({"unit": "a\0b"}, Refusal.UNSTORABLE_TEXT),
        ({"weekly_budget_minutes": 0}, Refusal.WEEKLY_BUDGET),
        ({"weekly_budget_minutes": 10081}, Refusal.WEEKLY_BUDGET),
        ({"weekly_budget_minutes": 1.5}, Refusal.WEEKLY_BUDGET),
        ({"size": 1}, Refusal.UNKNOWN_FIELD),
    ],
)
def test_values_out_of_range_are_refused_and_nothing_is_changed(
    controller: Controller, values: dict[str, Any], code: Refusal
) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, unit="books"))
    before = shown(controller)
    with pytest.raises(InvalidField) as refused_new:
        controller.new_quest(**{"title": "Sing", **values})
    with pytest.raises(InvalidField) as refused_change:
        controller.change_quest(quest_id, **values)
    assert [refused_new.value.code, refused_change.value.code] == [code, code]
    assert shown(controller) == before


def test_values_at_the_edges_are_accepted(controller: Controller) -> None:
    edit = controller.new_quest("x" * 200, colour=4, unit="y" * 30, weekly_budget_minutes=10080)
    found = record(controller, only_id(edit))
    assert (found.details.colour, found.details.unit) == (4, "y" * 30)
    assert found.budget == 7 * DAY


def test_a_quest_that_is_gone_is_not_found(controller: Controller) -> None:
    with pytest.raises(NotFound):
        controller.change_quest(uuid4(), title="Read")
    with pytest.raises(NotFound):
        controller.change_quest(uuid4(), colour=1)
    with pytest.raises(NotFound):
        controller.step_quest(uuid4(), 1)
    with pytest.raises(NotFound):
        controller.discard_quest(uuid4())


@pytest.mark.parametrize(
    ("start", "by", "expected"),
    [(3, 1, 4), (3, -1, 2), (0, -1, 0), (12, 1, 13), (LARGEST_NUMBER, 1, LARGEST_NUMBER), (3, -9, 0)],
)
def test_progress_goes_beyond_the_target_but_not_below_nothing(
    controller: Controller, start: int, by: int, expected: int
) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, current_value=start))
    edit = controller.step_quest(quest_id, by)
    assert record(controller, quest_id).quest.current_value == expected
    assert edit.is_empty is (start == expected)


# Undo


@pytest.mark.parametrize(
    "edit",
    [
        lambda controller, quest_id: controller.new_quest("Sing", 3, colour=1),
        lambda controller, quest_id: controller.change_quest(quest_id, title="Other", unit=None),
        lambda controller, quest_id: controller.change_quest(
            quest_id, unit=None, colour=None, weekly_budget_minutes=None
        ),
        lambda controller, quest_id: controller.change_quest(quest_id, status=QuestStatus.COMPLETED),
        lambda controller, quest_id: controller.step_quest(quest_id, 1),
        lambda controller, quest_id: controller.discard_quest(quest_id),
    ],
)
def test_every_edit_can_be_undone_and_done_again(
    controller: Controller, clock: SettableClock, edit: Callable[[Controller, UUID], Edit]
) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, colour=0, unit="books", weekly_budget_minutes=60))
    worked(controller, clock, quest_id, 10)
    before = shown(controller)
    done = edit(controller, quest_id)
    after = shown(controller)
    assert after != before
    controller.undo(done)
    assert shown(controller) == before
    controller.redo(done)
    assert shown(controller) == after


def test_a_deleted_quest_says_how_many_sessions_stay_and_comes_back_with_them(
    controller: Controller, clock: SettableClock
) -> None:
    quest_id = only_id(controller.new_quest("Read", unit="books"))
    sessions = {worked(controller, clock, quest_id, 10) for _ in range(3)}
    other = controller.start_session(25)
    edit = controller.discard_quest(quest_id)
    assert edit.scope.sessions_of_quests == sessions
    assert {one.quest_id for one in controller.list_sessions()} == {None}
    assert len(controller.list_sessions()) == 4
    controller.undo(edit)
    assert {one.id for one in controller.list_sessions(quest_id)} == sessions
    assert controller.list_sessions(limit=1)[0].id == other.id
    assert record(controller, quest_id).details.unit == "books"


def test_what_was_changed_elsewhere_is_not_overwritten_by_undo(controller: Controller) -> None:
    quest_id = only_id(controller.new_quest("Read", unit="books"))
    edit = controller.change_quest(quest_id, unit="pages")
    controller.change_quest(quest_id, unit="chapters")
    with pytest.raises(ChangedMeanwhile):
        controller.undo(edit)
    assert record(controller, quest_id).details.unit == "chapters"


def test_a_change_of_what_was_changed_elsewhere_is_refused_and_other_values_do_not_matter(
    controller: Controller,
) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, unit="books"))
    seen = record(controller, quest_id)
    controller.change_quest(quest_id, title="elsewhere", current_value=5)
    with pytest.raises(ChangedMeanwhile):
        controller.change_quest(quest_id, seen, title="mine", unit="pages")
    assert record(controller, quest_id).details.unit == "books"
    controller.change_quest(quest_id, seen, target_value=20, unit="pages")
    with pytest.raises(ChangedMeanwhile):
        controller.change_quest(quest_id, seen, unit="chapters")
    now = record(controller, quest_id)
    assert (now.quest.title, now.quest.current_value, now.quest.target_value) == ("elsewhere", 5, 20)
    assert now.details.unit == "pages"


def test_edits_are_announced_unless_nothing_has_changed(
    controller: Controller, changes: list[Change]
) -> None:
    quest_id = only_id(controller.new_quest("Read", unit="books"))
    controller.change_quest(quest_id, unit="pages")
    assert changes == [QuestsChanged()] * 2
    assert controller.change_quest(quest_id, title="Read", unit="pages").is_empty
    assert len(changes) == 2


# The time spent on quests


def test_the_time_of_quests_is_told_for_the_week_for_each_day_and_in_all(
    controller: Controller, clock: SettableClock
) -> None:
    quest_id = only_id(controller.new_quest("Read"))
    other_id = only_id(controller.new_quest("Sing"))
    monday = clock.moment
    for days_ago, minutes in ((40, 30), (27, 20), (3, 25), (1, 15)):
        start = monday - days_ago * DAY
        controller.add_session(SessionTimes(start, start + minutes * MINUTE), quest_id=quest_id)
    worked(controller, clock, other_id, 5)
    worked(controller, clock, quest_id, 10)
    found = record(controller, quest_id)
    assert (found.sessions, found.total, found.week) == (5, 100 * MINUTE, 10 * MINUTE)
    minutes_of_days = [one // MINUTE for one in found.days]
    assert minutes_of_days == [0] * 10 + [25, 0, 15, 10]
    assert record(controller, other_id).total == 5 * MINUTE
    sunday = next(one for one in controller.quest_records(first_weekday=6) if one.id == quest_id)
    assert sunday.week == 25 * MINUTE


def test_a_running_session_counts_up_to_now_and_not_while_it_is_paused(
    controller: Controller, clock: SettableClock
) -> None:
    quest_id = only_id(controller.new_quest("Read"))
    worked(controller, clock, quest_id, 10)
    session = controller.start_session(25, quest_id)
    clock.advance(minutes=7)
    found = record(controller, quest_id)
    assert (found.sessions, found.total, found.week, found.days[-1]) == (2, *[17 * MINUTE] * 3)
    controller.pause_session(session.id)
    clock.advance(minutes=30)
    assert record(controller, quest_id).total == 17 * MINUTE
    controller.resume_session(session.id)
    clock.jump(minutes=600)  # Somebody sets the wall clock.
    clock.advance(minutes=1)
    assert record(controller, quest_id).total == 18 * MINUTE


def test_a_session_that_ended_before_the_clock_was_set_back_takes_no_time_away(
    controller: Controller, clock: SettableClock
) -> None:
    quest_id = only_id(controller.new_quest("Read"))
    controller.start_session(25, quest_id)
    clock.advance(minutes=5)
    clock.jump(minutes=-60)
    assert record(controller, quest_id).total >= timedelta()


def test_a_regular_quest_has_a_forecast(controller: Controller, clock: SettableClock) -> None:
    quest_id = only_id(controller.new_quest("Read", 12, current_value=4))
    for days_ago in (20, 19, 3, 2):
        start = clock.moment - days_ago * DAY
        controller.add_session(SessionTimes(start, start + 60 * MINUTE), quest_id=quest_id)
    found = record(controller, quest_id).forecast
    assert found is not None
    assert (found.steps_left, found.per_step, found.weeks) == (8, 60 * MINUTE, 3)
    assert record(controller, only_id(controller.new_quest("Sing", 12, current_value=4))).forecast is None


# Rows that cannot be read


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("quest_details", "colour", "blue"),
        ("focus_interval", "started_at", "noon"),
        ("session_total", "quest_id", "none"),
    ],
)
def test_a_row_that_cannot_be_read_hides_no_quest(
    sqlite_controller: Controller, clock: SettableClock, sqlite_url: str, table: str, column: str, value: str
) -> None:
    quest_id = only_id(sqlite_controller.new_quest("Read", colour=1))
    worked(sqlite_controller, clock, quest_id, 10)
    spoil(sqlite_url, table, column, value)
    assert [one.quest.title for one in sqlite_controller.quest_records()] == ["Read"]
