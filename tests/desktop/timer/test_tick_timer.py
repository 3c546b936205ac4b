"""The one timer beats when something that is shown changes, and seldom otherwise."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from focus_desktop import wording
from focus_desktop.desktop.timer.tick_timer import LONGEST_PAUSE, MARGIN, TickTimer, pause


@pytest.mark.parametrize(
    ("remaining", "watched", "expected"),
    [
        (timedelta(seconds=1500), True, timedelta(seconds=1)),
        (timedelta(seconds=1499.25), True, timedelta(seconds=0.25)),
        (timedelta(seconds=1500), False, LONGEST_PAUSE),
        (timedelta(seconds=1445), False, timedelta(seconds=5)),
        (timedelta(seconds=59.5), False, timedelta(seconds=0.5)),
    ],
)
def test_it_rests_until_the_number_changes(remaining: timedelta, watched: bool, expected: timedelta) -> None:
    assert pause(remaining, watched=watched) == min(expected + MARGIN, LONGEST_PAUSE)


@given(st.timedeltas(timedelta(milliseconds=1), timedelta(days=1)), st.booleans())
def test_no_shown_number_is_ever_skipped(remaining: timedelta, watched: bool) -> None:
    show = wording.countdown if watched else wording.minutes_left
    rest = pause(remaining, watched=watched)
    after = max(timedelta(), remaining - rest)
    before, now = wording.whole_seconds(remaining), wording.whole_seconds(after)
    step = 1 if watched or before <= 60 else 60
    assert before - now <= step
    if rest < LONGEST_PAUSE and (watched or before > 60):
        assert show(now) != show(before)


def test_a_session_that_could_not_be_completed_is_tried_again_but_not_all_the_time() -> None:
    assert pause(timedelta(), watched=True) == LONGEST_PAUSE


def test_it_beats_and_then_waits_for_the_next_order(qtbot: QtBot) -> None:
    tick_timer = TickTimer()
    beats: list[int] = []
    tick_timer.ticked.connect(lambda: beats.append(1))
    tick_timer.schedule(timedelta(seconds=1000.02), watched=True)
    qtbot.waitUntil(lambda: bool(beats))
    qtbot.wait(60)
    assert beats == [1]
