"""What another process sends is a launch, or refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus_desktop.launch import LONGEST_TEXT, Launch, usable_token
from tests.test_settings_file import JSON

LAUNCHES = st.builds(
    Launch,
    minimized=st.booleans(),
    start=st.none() | st.integers(1, 1440),
    start_last=st.booleans(),
    complete=st.booleans(),
    activation_token=st.none() | st.from_regex(r"[a-zA-Z0-9_+-]{0,100}", fullmatch=True),
)
VALUES = st.dictionaries(
    st.sampled_from(Launch._fields) | st.text(max_size=5),
    st.booleans() | st.integers() | st.text() | JSON,
)


@given(LAUNCHES)
def test_a_launch_arrives_as_it_was_sent(launch: Launch) -> None:
    assert Launch.from_text(launch.as_text()) == launch


@given(st.text() | VALUES.map(json.dumps) | JSON.map(json.dumps))
def test_every_text_is_a_launch_whose_values_are_right_or_is_refused(text: str) -> None:
    try:
        launch = Launch.from_text(text)
    except ValueError:
        return
    assert {type(one) for one in (launch.minimized, launch.start_last, launch.complete)} == {bool}
    assert launch.start is None or (type(launch.start) is int and 1 <= launch.start <= 1440)
    assert launch.activation_token == usable_token(launch.activation_token)


@pytest.mark.parametrize(
    "text",
    [
        '{"activation_token": 5}',
        '{"activation_token": "a\\u0000b"}',
        '{"start": 0}',
        '{"start": true}',
        '{"minimized": 1}',
        '{"minimised": true}',
        "[" * 3000,
        '{"a":' * 500,
        " " * LONGEST_TEXT + "{}",
        "9" * 4090,
    ],
)
def test_what_is_no_launch_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Launch.from_text(text)


@pytest.mark.parametrize("token", [None, "a\udcffb", "a\nb", "x" * 2000, ""])
def test_a_token_of_the_environment_that_makes_no_sense_is_not_sent(token: str | None) -> None:
    assert usable_token(token) in {None, ""}
