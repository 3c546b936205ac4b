"""The mark of a running session is renewed in time: another process takes an old one for a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from focus_desktop.model.focus_gap import LATE, LONGEST_UNSEEN
from tests.desktop.conftest import work

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

LATE_TIMER_S = 1.1
"""Seconds by which Qt may delay a timer that need not be exact."""
LONGEST_S = (LONGEST_UNSEEN + LATE).total_seconds()


def oldest_mark(app: Application, clock: SettableClock, seconds: float) -> float:
    """Let the app tick as late as it may; return the greatest age of the stored mark, in seconds."""
    controller, oldest, passed = app.store.controller, 0.0, 0.0
    assert controller is not None
    while passed < seconds:
        wait = app.tick_timer._timer.interval() / 1000 + LATE_TIMER_S
        clock.advance(seconds=wait)
        passed += wait
        record = controller.active_session()
        assert record is not None
        assert record.clock is not None
        oldest = max(oldest, (record.time(clock.read()) - record.clock.seen_at).total_seconds())
        app.tick_timer.ticked.emit()
    return oldest


@pytest.mark.parametrize("left_after", [1, 14, 29, 31, 44, 46, 50, 59, 61, 75])
def test_the_mark_is_never_so_old_that_a_command_would_find_a_gap(
    app: Application, clock: SettableClock, left_after: float
) -> None:
    app.plan.change(minutes=50)
    work(app, clock, 0)
    assert oldest_mark(app, clock, left_after) < LONGEST_S
    app.window.pages.setCurrentIndex(3)
    assert oldest_mark(app, clock, 200) < LONGEST_S
    app.user_actions.extend(5)  # Which is a mark as well, at any second of a minute.
    app.window.hide()
    assert oldest_mark(app, clock, 200) < LONGEST_S
    app.window.show()
    app.window.pages.setCurrentIndex(0)
    assert oldest_mark(app, clock, 200) < LONGEST_S
    app.timer.save_power(wanted=True)
    assert oldest_mark(app, clock, 200) < LONGEST_S
