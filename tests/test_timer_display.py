"""What a timer shows, in numbers and in words."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from focus_desktop import wording
from focus_desktop.model.breaks import Break, RunningBreak
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.timer_display import Kind, break_display, done_display, idle_display, session_display
from tests import pseudo_language
from tests.conftest import SettableClock
from tests.desktop.records import NINE, paused, record
from tests.pseudo_language import untranslated

RUNNING = record(SessionStatus.ACTIVE)


def with_time_up(time_up: TimeUp, shown: SessionRecord) -> SessionRecord:
    """The session, but with another setting for what happens when its time is up."""
    return replace(
        shown, clock=SessionClock.model_construct(machine="here", boot_id="boot 1", time_up=time_up)
    )


def with_minutes(minutes: int) -> SessionRecord:
    """A running session of so many minutes."""
    return record(SessionStatus.ACTIVE, minutes=minutes)


FLOW = with_time_up(TimeUp.FLOW, RUNNING)
OVERTIME = with_time_up(TimeUp.OVERTIME, RUNNING)


def ends(minutes: int) -> str:
    """What says that it is over so many minutes after nine."""
    return f"ends {wording.clock_time(NINE + timedelta(minutes=minutes))}"


@pytest.mark.parametrize(
    ("shown", "minutes", "texts"),
    [
        (RUNNING, 1, ("24:00", ends(25), "24:00 left", "24 min left", "24 min left")),
        (RUNNING, 24.5, ("00:30", ends(25), "00:30 left", *2 * ("Less than a minute left",))),
        (with_minutes(90), 15, ("1:15:00", ends(90), "1:15:00 left", "75 min left", "75 min left")),
        (FLOW, 75, ("1:15:00", "Flow", "1:15:00 of flow", "Flow, 1 h 15 min", "Flow, 1 h 15 min")),
        (FLOW, 42, ("42:00", "Flow", "42:00 of flow", "Flow, 42 min", "Flow, 42 min")),
        (OVERTIME, 28.2, ("+03:12", "over 25 min", "+03:12 over 25 min", "3 min over", "3 min over")),
        (OVERTIME, 25, ("+00:00", "over 25 min", "+00:00 over 25 min", "0 min over", "0 min over")),
    ],
)
def test_a_running_session_is_shown_to_the_second_and_to_the_minute(
    shown: SessionRecord, minutes: float, texts: tuple[str, ...]
) -> None:
    display = session_display(shown, NINE + timedelta(minutes=minutes))
    assert display.kind is Kind.RUNNING
    assert (display.number, display.caption, display.ticking, display.words, display.summary) == texts


@pytest.mark.parametrize(
    ("shown", "minutes", "number", "seconds"),
    [
        (RUNNING, 1.2, "24 min", 24 * 60),
        (RUNNING, 23.9, "2 min", 2 * 60),
        (RUNNING, 24.5, "00:30", 30),
        (with_minutes(90), 15.5, "1 h 15 min", 75 * 60),
        (FLOW, 75.9, "1 h 15 min", 1),
        (OVERTIME, 28.2, "+3 min", 0),
        (OVERTIME, 25.2, "+0 min", 0),
    ],
)
def test_a_session_can_be_shown_without_seconds_until_its_last_minute(
    shown: SessionRecord, minutes: float, number: str, seconds: int
) -> None:
    display = session_display(shown, NINE + timedelta(minutes=minutes)).by_minutes()
    assert (display.number, display.seconds) == (number, seconds)
    assert 0 <= display.lap <= 1


@pytest.mark.parametrize(
    ("time_up", "focused", "texts"),
    [
        (TimeUp.COMPLETE, 10, ("15 min left", "Paused, 15 min left")),
        (TimeUp.FLOW, 10, ("Flow, 10 min", "Paused, flow, 10 min")),
        (TimeUp.OVERTIME, 30, ("5 min over", "Paused, 5 min over")),
    ],
)
def test_the_summary_of_a_paused_session_says_that_it_is_paused(
    time_up: TimeUp, focused: int, texts: tuple[str, str]
) -> None:
    shown = with_time_up(time_up, paused(focused=focused))
    display = session_display(shown, NINE + timedelta(minutes=focused + 7))
    assert (display.kind, display.caption) == (Kind.PAUSED, "Paused 7 min")
    assert (display.words, display.summary) == texts


def test_a_paused_session_can_have_less_than_a_minute_left() -> None:
    almost = paused(minutes=1, focused=0)
    almost.intervals[0].ended_at = NINE + timedelta(seconds=30)
    assert session_display(almost, NINE + timedelta(hours=1)).summary == "Paused, less than a minute left"


def test_all_words_are_translated(tmp_path: Path, clock: SettableClock) -> None:
    shown = [RUNNING, FLOW, OVERTIME, *(with_time_up(time_up, paused(focused=30)) for time_up in TimeUp)]
    with pseudo_language.spoken(tmp_path):
        displays = [session_display(one, NINE + timedelta(minutes=28)) for one in shown]
        displays.append(break_display(RunningBreak(Break(5, is_long=False), clock.read()), clock.read()))
        displays += [idle_display(25, NINE, flow=flow) for flow in (True, False)]
        displays += [done_display(record(focused=each), NINE + timedelta(hours=1)) for each in (10, 25)]
    texts = [text for one in displays for text in (one.caption, one.ticking, one.words, one.summary)]
    assert untranslated("\n".join(texts)) == ""


def test_a_break_and_an_idle_timer_are_shown(clock: SettableClock) -> None:
    began = clock.read()
    clock.advance(minutes=2)
    display = break_display(RunningBreak(Break(5, is_long=False), began), clock.read())
    assert (display.number, display.caption, display.ticking) == ("03:00", ends(5), "03:00 left")
    assert (display.words, display.summary, display.fraction) == ("3 min left", "3 min left", 0.6)
    idle, flow = (idle_display(90, NINE, flow=each) for each in (False, True))
    assert (idle.kind, idle.number, idle.caption) == (Kind.IDLE, "1:30:00", ends(90))
    assert (flow.kind, flow.number, flow.caption) == (Kind.IDLE, "00:00", "Flow")


@pytest.mark.parametrize(
    ("focused", "later", "texts"),
    [
        (25, timedelta(minutes=25), ("25 min", "done at {time}")),
        (8, timedelta(minutes=8), ("8 min", "8 of 25 min kept")),
        (0, timedelta(), ("0 min", "0 of 25 min kept")),
        (85, timedelta(days=1), ("1 h 25 min", "done yesterday, {time}")),
        (25, timedelta(days=2), ("25 min", "done 2 Mar 2026, {time}")),
    ],
)
def test_a_completed_session_is_shown_by_its_length_and_what_was_kept_or_when_it_was_done(
    focused: int, later: timedelta, texts: tuple[str, str]
) -> None:
    done = record(focused=focused)
    display = done_display(done, NINE + later)
    time = wording.clock_time(NINE + timedelta(minutes=focused))
    assert display.kind is Kind.DONE
    assert (display.number, display.caption) == (texts[0], texts[1].format(time=time))


def test_nothing_is_said_to_be_kept_of_a_completed_flow_session() -> None:
    done = with_time_up(TimeUp.FLOW, record(focused=8))
    assert done_display(done, NINE + timedelta(minutes=8)).caption.startswith("done at ")


# The ring


def lap(shown: SessionRecord, minutes: float) -> tuple[float, bool]:
    """The filled part of the ring after so many minutes, and whether that is its second lap."""
    display = session_display(shown, NINE + timedelta(minutes=minutes))
    return round(display.lap, 6), display.is_overtime


def test_the_ring_empties_as_time_runs_out() -> None:
    assert [lap(RUNNING, minutes) for minutes in (0, 5, 20)] == [(1, False), (0.8, False), (0.2, False)]


def test_overtime_fills_a_second_lap_that_is_as_long_as_the_session_and_begins_again() -> None:
    laps = [lap(OVERTIME, minutes) for minutes in (20, 25, 30, 45, 55)]
    assert laps == [(0.2, False), (0, True), (0.2, True), (0.8, True), (0.2, True)]


def test_flow_goes_round_once_in_an_hour() -> None:
    laps = [lap(FLOW, minutes) for minutes in (0, 15, 45, 60, 75)]
    assert laps == [(0, False), (0.25, False), (0.75, False), (0, False), (0.25, False)]


def test_the_ring_is_empty_while_nothing_runs_and_full_when_a_session_is_done() -> None:
    assert [idle_display(25, NINE, flow=flow).lap for flow in (True, False)] == [0, 0]
    assert done_display(record(focused=8), NINE).lap == 1


def test_the_ring_of_a_break_empties(clock: SettableClock) -> None:
    running = RunningBreak(Break(5, is_long=False), clock.read())
    assert break_display(running, clock.read()).lap == 1
    clock.advance(minutes=4)
    assert break_display(running, clock.read()).lap == 0.2
