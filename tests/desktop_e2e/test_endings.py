"""However the app is ended from outside, it ends soon, and the time worked is right at the next start."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.desktop_e2e.running_app import RunningApp

LIMIT_S = 2.0
"""Seconds within which the app must have ended."""
both = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])


def ends(app: RunningApp, number: signal.Signals = signal.SIGTERM) -> int:
    """Send a signal; return the exit status. Fails if the app does not end soon."""
    assert app.process is not None
    app.process.send_signal(number)
    return app.process.wait(LIMIT_S)


def start_session(app: RunningApp) -> datetime:
    """Start a session; return when."""
    app.press("push button", "Start")
    app.wait_for(app.sessions, "the session")
    return app.sessions()[0].started_at


@contextmanager
def locked(app: RunningApp) -> Iterator[None]:
    """Keep every other process from the store."""
    with closing(sqlite3.connect(app.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def worked_at_the_next_start(app: RunningApp) -> timedelta:
    """Start the app two hours later, when the session is over; return the time that counts as worked."""
    app.start(faketime="+2h")
    app.wait_for(lambda: app.sessions()[0].status == "completed", "the completion")
    (session,) = app.sessions()
    for start, stop in session.intervals:
        assert stop is not None
        assert session.started_at <= start <= stop
    assert session.completed_at == session.started_at + timedelta(minutes=25)
    return session.focused


@both
def test_what_was_worked_until_a_signal_counts_and_nothing_after_it(
    app: RunningApp, number: signal.Signals
) -> None:
    app.start()
    started_at = start_session(app)
    time.sleep(5)
    assert ends(app, number) == 0
    worked = datetime.now(UTC) - started_at
    assert app.sessions()[0].status == "active"
    assert abs(worked_at_the_next_start(app) - worked) < timedelta(seconds=3)


def test_the_app_ends_while_another_process_locks_the_store(app: RunningApp) -> None:
    app.start()
    started_at = start_session(app)
    with locked(app):
        time.sleep(1)
        app.press("push button", "Pause")  # An action that waits for the lock.
        time.sleep(0.5)
        assert ends(app) == 0
    # The mark of the end could not be written: what was worked since the last mark is asked for.
    assert worked_at_the_next_start(app) <= datetime.now(UTC) - started_at
    app.widget("push button", "Count it")


@pytest.mark.parametrize(
    ("page", "button"),
    [
        ("Data", "Export… · Write sessions to a file"),
        ("Data", "Import… · Add the sessions of a file or of another program"),
        ("Local API", "New token…"),
    ],
)
def test_the_app_ends_while_a_dialog_is_open(app: RunningApp, page: str, button: str) -> None:
    app.start()
    app.open_preferences()
    app.click(*app.widget("list item", page).centre)
    widget, before = app.widget("push button", button), app.windows()
    widget.press()
    app.wait_for(lambda: app.windows() - before, "the dialog")
    assert ends(app) == 0


def test_the_app_ends_while_it_opens_a_locked_store(app: RunningApp) -> None:
    app.start()
    started = start_session(app)
    assert ends(app) == 0
    with locked(app):
        app.start(wait=False)
        app.wait_for(app.main_window_is_visible, "the window")
        time.sleep(1)
        assert ends(app) == 0
    app.start()
    assert app.sessions()[0].started_at <= started


def test_the_app_ends_at_any_moment_of_its_start(app: RunningApp) -> None:
    for tenths in range(1, 20, 3):
        app.start(wait=False)
        time.sleep(tenths / 10)
        assert ends(app) in {0, -signal.SIGTERM}  # The latter before it listens.
    app.start()
