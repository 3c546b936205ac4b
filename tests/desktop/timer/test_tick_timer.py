"""The one timer ticks when something that is shown changes, and seldom otherwise."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from focus_desktop import wording
from focus_desktop.desktop.timer.tick_timer import (
    LONGEST_IDLE_INTERVAL,
    LONGEST_INTERVAL,
    MARGIN,
    SECOND,
    TickTimer,
    interval,
)


@pytest.mark.parametrize(
    ("remaining", "watched", "expected"),
    [
        (timedelta(seconds=1500), True, timedelta(seconds=1)),
        (timedelta(seconds=1499.25), True, timedelta(seconds=0.25)),
        (timedelta(seconds=1500), False, LONGEST_INTERVAL),
        (timedelta(seconds=1445), False, timedelta(seconds=5)),
        (timedelta(seconds=59.5), False, LONGEST_INTERVAL),
        (timedelta(seconds=29.5), False, timedelta(seconds=29.5)),
    ],
)
def test_it_waits_until_the_number_changes(remaining: timedelta, watched: bool, expected: timedelta) -> None:
    assert interval(remaining, watched=watched) == expected


@given(st.timedeltas(timedelta(milliseconds=1), timedelta(days=1)), st.booleans())
def test_no_shown_number_is_ever_skipped(remaining: timedelta, watched: bool) -> None:
    show = wording.countdown if watched else wording.minutes_left
    wait = interval(remaining, watched=watched)
    after = max(timedelta(), remaining - wait - timedelta(milliseconds=1))
    before, now = wording.whole_seconds(remaining), wording.whole_seconds(after)
    assert before - now <= (1 if watched else 60)
    if wait < LONGEST_INTERVAL and (watched or before > 60):
        assert show(now) != show(before)


@given(st.timedeltas(timedelta(milliseconds=1), timedelta(days=1)), st.booleans())
def test_the_end_of_a_session_is_waited_for_exactly(remaining: timedelta, watched: bool) -> None:
    tick_timer = TickTimer()
    tick_timer.schedule(remaining, watched=watched)
    timer = tick_timer._timer
    if interval(remaining, watched=watched) == remaining or watched:
        assert timer.timerType() is Qt.TimerType.PreciseTimer
        assert timedelta(milliseconds=timer.interval()) <= remaining + MARGIN + timedelta(milliseconds=1)
    else:
        assert timer.timerType() is Qt.TimerType.VeryCoarseTimer


def test_a_session_that_nobody_watches_takes_two_ticks_a_minute() -> None:
    left, ticks = timedelta(minutes=25), 0
    while left > timedelta():
        left, ticks = left - interval(left, watched=False), ticks + 1
    assert ticks == 2 * 25


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("overdue", [timedelta(), timedelta(seconds=0.4), timedelta(hours=1)])
def test_a_session_that_could_not_be_completed_is_tried_again_but_not_all_the_time(
    overdue: timedelta, *, watched: bool
) -> None:
    assert interval(-overdue, watched=watched) == SECOND


@pytest.mark.parametrize("watched", [True, False])
def test_without_a_session_it_ticks_seldom(*, watched: bool) -> None:
    assert interval(None, watched=watched) == LONGEST_IDLE_INTERVAL


def test_it_ticks_once_and_then_waits_for_the_next_order(qtbot: QtBot) -> None:
    tick_timer = TickTimer()
    ticks: list[int] = []
    tick_timer.ticked.connect(lambda: ticks.append(1))
    tick_timer.schedule(timedelta(seconds=1000.02), watched=True)
    qtbot.waitUntil(lambda: bool(ticks))
    qtbot.wait(60)
    assert ticks == [1]


def test_a_new_order_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    tick_timer = TickTimer()
    tick_timer.schedule_in(timedelta(milliseconds=20))
    tick_timer.schedule_in(timedelta(hours=1))
    with qtbot.assertNotEmitted(tick_timer.ticked, wait=100):
        pass


def test_once_stopped_it_ticks_no_more_whatever_is_scheduled(qtbot: QtBot) -> None:
    tick_timer = TickTimer()
    tick_timer.schedule_in(timedelta(milliseconds=20))
    tick_timer.stop()
    tick_timer.schedule_in(timedelta(milliseconds=20))
    with qtbot.assertNotEmitted(tick_timer.ticked, wait=100):
        pass
