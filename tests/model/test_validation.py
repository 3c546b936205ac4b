"""The values that are accepted, and the sentences with which others are refused."""

from typing import Any

import pytest

from focus_desktop.model.errors import InvalidField
from focus_desktop.model.quest_shapes import QuestCreate, QuestUpdate
from focus_desktop.model.session_shapes import FocusSessionCreate, FocusSessionUpdate
from focus_desktop.model.validation import validated


@pytest.mark.parametrize("minutes", [0, -1, 1441, 25.5, "25", True, None, 10**30])
def test_minutes_out_of_range_are_refused_in_one_sentence(minutes: object) -> None:
    with pytest.raises(InvalidField) as refused:
        validated(FocusSessionCreate, duration_minutes=minutes)
    assert refused.value.message == "Minutes must be a whole number from 1 to 1440."


@pytest.mark.parametrize("minutes", [1, 1440])
def test_minutes_at_the_edges_are_accepted(minutes: int) -> None:
    assert validated(FocusSessionCreate, duration_minutes=minutes).duration_minutes == minutes


@pytest.mark.parametrize("text", ["x" * 1001, 7])
def test_descriptions_that_are_too_long_or_not_text_are_refused(text: object) -> None:
    with pytest.raises(InvalidField, match="1,000 characters"):
        validated(FocusSessionCreate, duration_minutes=25, description=text)


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 a pair"])
def test_text_that_no_database_can_store_is_refused(text: str) -> None:
    with pytest.raises(InvalidField, match="The description has something in it"):
        validated(FocusSessionCreate, duration_minutes=25, description=text)
    with pytest.raises(InvalidField, match="The title has something in it"):
        validated(QuestCreate, title=text)


@pytest.mark.parametrize(("text", "stored"), [("  a b ", "a b"), ("", None), ("   ", None), (None, None)])
def test_descriptions_are_trimmed_and_empty_ones_are_none(text: str | None, stored: str | None) -> None:
    session = validated(FocusSessionCreate, duration_minutes=25, description=text)
    assert session.description == stored


def test_a_description_may_have_1000_characters_of_any_script() -> None:
    text = "漢🎯" * 500
    assert validated(FocusSessionCreate, duration_minutes=1, description=text).description == text


@pytest.mark.parametrize("status", ["done", "", None, 1])
def test_an_unknown_status_is_refused(status: object) -> None:
    with pytest.raises(InvalidField, match="active, completed or cancelled"):
        validated(FocusSessionUpdate, status=status)


@pytest.mark.parametrize("shape", [QuestCreate, QuestUpdate])
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "1 to 200"),
        ({"title": "   "}, "1 to 200"),
        ({"title": "x" * 201}, "1 to 200"),
        ({"current_value": -1}, "from 0 to"),
        ({"target_value": 0}, "from 1 to"),
        ({"target_value": 2**31}, "from 1 to"),
        ({"status": "lost"}, "archived"),
    ],
)
def test_quests_out_of_range_are_refused(
    shape: type[QuestCreate], wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidField, match=sentence):
        validated(shape, **{"title": "Read 12 Books", **wrong})
