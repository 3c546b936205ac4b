"""What a timer shows, in numbers and in words."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from focus_desktop.model.breaks import Break, RunningBreak
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.timer_display import Kind, break_display, idle_display, session_display
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


FLOW = with_time_up(TimeUp.FLOW, RUNNING)
OVERTIME = with_time_up(TimeUp.OVERTIME, RUNNING)


@pytest.mark.parametrize(
    ("shown", "minutes", "texts"),
    [
        (RUNNING, 1, ("24:00", "of 25 min", "24:00 left", "24 min left", "24 min left")),
        (RUNNING, 24.5, ("00:30", "of 25 min", "00:30 left", *2 * ("Less than a minute left",))),
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
        displays.append(idle_display(25, flow=True))
    texts = [text for one in displays for text in (one.caption, one.ticking, one.words, one.summary)]
    assert untranslated("\n".join(texts)) == ""


def test_a_break_and_an_idle_timer_are_shown(clock: SettableClock) -> None:
    began = clock.read()
    clock.advance(minutes=2)
    display = break_display(RunningBreak(Break(5, is_long=False), began), clock.read())
    assert (display.number, display.caption, display.ticking) == ("03:00", "of 5 min", "03:00 left")
    assert (display.words, display.summary, display.fraction) == ("3 min left", "3 min left", 0.6)
    assert (idle_display(25, flow=False).number, idle_display(25, flow=True).caption) == ("25:00", "Flow")
