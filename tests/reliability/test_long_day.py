"""A long day in the real app: sessions and breaks in turn for hours. No second is lost, and memory stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desktop_e2e.running_app import RunningApp
from virtual_desktop import VirtualDesktop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.reliability.table import Tally

SPEED = 40
"""Not more: a second in which the machine has no time for the app would be a gap of a minute."""
SESSION, BREAK = timedelta(minutes=8), timedelta(minutes=2)
CYCLES_AN_HOUR = 6
WARM_UP = 2
"""Cycles until everything is imported and shown."""
MOST_DRIFT = timedelta(seconds=1)
MOST_GROWTH_MB = 10.0
PATIENCE_S = 120.0
"""Real seconds for a cycle, which takes fifteen if the machine has time."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[RunningApp]:
    """The app on a desktop without a tray, with sessions and breaks that begin by themselves."""
    with VirtualDesktop(tray=False, notifications=False) as desktop:
        app = RunningApp(desktop, tmp_path)
        minutes = {"minutes": SESSION, "break_minutes": BREAK, "long_break_minutes": BREAK}
        app.prefer(
            **{name: length // timedelta(minutes=1) for name, length in minutes.items()},
            auto_start_break=True,
            auto_start_session=True,
            sound=False,
        )
        yield app
        app.close()


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_long_day_loses_no_second_and_keeps_its_memory(
    app: RunningApp, tally: Tally, rounds: Callable[[int, int], range]
) -> None:
    hours = rounds(1, 8).stop
    tally.what = f"{hours} h of sessions and breaks, drift under 1 s"
    app.start(faketime=f"{8 - datetime.now(UTC).hour:+d}h x{SPEED}")
    app.press("push button", "Start")
    for count in range(1, WARM_UP + 1):
        app.wait_for(partial(_are_completed, app, count), f"session {count}", PATIENCE_S)
    memory = _memory_mb(app)
    for count in range(WARM_UP + 1, hours * CYCLES_AN_HOUR + 1):
        app.wait_for(partial(_are_completed, app, count), f"session {count}", PATIENCE_S)
    growth = _memory_mb(app) - memory
    done = [session for session in app.sessions() if session.status == "completed"]
    tally.rounds = tally.acknowledged = len(done)
    for session in done:
        assert session.completed_at is not None
        for length in (session.focused, session.completed_at - session.started_at):
            if abs(length - SESSION) >= MOST_DRIFT:
                tally.lose(f"{session} took {length}")
    if growth >= MOST_GROWTH_MB:
        tally.damage(f"the memory has grown by {growth:.1f} MB, from {memory:.1f} MB")
    tally.note = f"memory {growth:+.1f} MB"
    tally.check()


def _are_completed(app: RunningApp, count: int) -> bool:
    return sum(session.status == "completed" for session in app.sessions()) >= count


def _memory_mb(app: RunningApp) -> float:
    """The proportional set size of the app."""
    assert app.process is not None
    rollup = Path(f"/proc/{app.process.pid}/smaps_rollup").read_text()
    pss = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(pss.split()[1]) / 1024
