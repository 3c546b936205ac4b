"""Time in real use: sessions and breaks in turn, long pauses, sleep, and wall clocks that are set."""

import itertools
import signal
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.desktop_e2e.running_app import RunningApp

MINUTE = timedelta(minutes=1)
SESSION, BREAK, LONG_BREAK = 5, 5, 15
"""Minutes. All are short, as the test only waits for their end; a long break is long enough to be seen."""


def statuses(app: RunningApp) -> list[str]:
    return [session.status for session in app.sessions()]


def are_completed(app: RunningApp, count: int) -> bool:
    return statuses(app).count("completed") >= count


def are_started(app: RunningApp, count: int) -> bool:
    return len(app.sessions()) >= count


def start(app: RunningApp) -> None:
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app)[:1] == ["active"], "a session")


@pytest.mark.long
def test_four_sessions_and_breaks_follow_each_other_and_the_fourth_break_is_long(
    bare_app: RunningApp,
) -> None:
    app = bare_app
    app.prefer(
        minutes=SESSION,
        break_minutes=BREAK,
        long_break_minutes=LONG_BREAK,
        auto_start_break=True,
        auto_start_session=True,
        sound=False,
    )
    # All on one day, because the sessions before a long break are counted for each day.
    app.start(faketime=f"{8 - datetime.now(UTC).hour:+d}h x30")
    start(app)
    for count in range(1, 5):
        app.wait_for(partial(are_completed, app, count), f"session {count}", patience=150)
        if count == 4:  # The others may be over before they can be looked at.
            app.widget("label", "Long break")
        app.wait_for(partial(are_started, app, count + 1), "the next session")
    app.cancel_session()
    app.wait_for(lambda: statuses(app)[0] == "cancelled", "its end")

    sessions = app.sessions()[::-1]
    for session in sessions[:4]:
        assert session.focused == SESSION * MINUTE
        assert len(session.intervals) == 1
        assert session.completed_at == session.intervals[0][1]
    breaks = [
        after.started_at - before.completed_at
        for before, after in itertools.pairwise(sessions)
        if before.completed_at is not None
    ]
    # The end of a break is noticed at the next tick. Two real seconds are a minute of the app's time.
    for taken, planned in zip(breaks, (BREAK, BREAK, BREAK, LONG_BREAK), strict=True):
        assert planned * MINUTE <= taken < (planned + 5) * MINUTE


@pytest.mark.long
def test_a_pause_of_an_hour_is_shown_and_not_counted(app: RunningApp) -> None:
    app.start(faketime="+0 x60")
    start(app)
    app.press("push button", "Pause")
    ring = app.widget("progress bar", "Time left")
    app.widget("push button", "Resume")
    left = ring.value
    app.wait_for(lambda: "Paused 1 h" in ring.description, "the hour", patience=150)
    assert ring.value == left
    app.press("push button", "Resume")
    app.widget("push button", "Pause")
    app.press("push button", "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its end")
    session = app.sessions()[0]
    (_, paused_at), (resumed_at, _) = session.intervals
    assert paused_at is not None
    assert resumed_at - paused_at >= timedelta(minutes=60)
    assert session.focused < timedelta(minutes=20)


def test_ten_minutes_of_sleep_are_left_out_shown_and_counted_on_request(app: RunningApp) -> None:
    app.start(faketime="+0 x30")
    start(app)
    assert app.process is not None
    stopped_at = time.monotonic()
    app.process.send_signal(signal.SIGSTOP)
    time.sleep(20)
    app.process.send_signal(signal.SIGCONT)
    app.widget("push button", "Count it")
    noticed = timedelta(seconds=time.monotonic() - stopped_at) * 30
    assert "A gap in your session" not in app.notifications()  # The window, which is used, tells of it.
    session = app.sessions()[0]
    (_, asleep_at), (awake_at, still) = session.intervals
    assert asleep_at is not None
    assert still is None
    gap = awake_at - asleep_at
    assert timedelta(minutes=9.5) < gap < noticed + MINUTE  # It begins when time was last recorded.

    before = session.focused
    app.press("push button", "Count it")
    app.wait_for(lambda: len(app.sessions()[0].intervals) == 3, "the gap to be counted")
    assert app.sessions()[0].focused == before + gap
    app.cancel_session()
    app.wait_for(lambda: statuses(app) == ["cancelled"], "its end")


@pytest.mark.long
def test_a_wall_clock_set_by_a_day_in_either_direction_changes_no_length(
    app: RunningApp, tmp_path: Path
) -> None:
    offset = tmp_path / "offset"
    offset.write_text("+0\n")
    app.environment |= {
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    app.prefer(minutes=1)
    app.start(faketime="")
    start(app)
    for setting in ("+1d\n", "-1d\n"):
        time.sleep(10)
        offset.write_text(setting)
    app.wait_for(lambda: statuses(app) == ["completed"], "its end")
    session = app.sessions()[0]
    assert session.focused == MINUTE
    assert session.completed_at == session.started_at + MINUTE
    assert len(session.intervals) == 1
    assert not app.shows("push button", "Count it")
