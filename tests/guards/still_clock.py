"""Makes the clocks of a process stand still, so that it does the same each time."""

from datetime import UTC, datetime, timedelta

from focus_desktop.clock import SystemClock
from focus_desktop.model.reading import Reading

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class StillTime:
    """The time on all clocks."""

    passed = timedelta()
    """Changes only when somebody sets it."""


def stop() -> None:
    """Let every clock of this process show the same time."""

    def now(_clock: SystemClock) -> datetime:
        return NOW + StillTime.passed

    def read(clock: SystemClock) -> Reading:
        up = timedelta(hours=1) + StillTime.passed
        return Reading(now(clock), "here", "boot", up, up)

    SystemClock.now, SystemClock.read = now, read  # type: ignore[method-assign]  # That is what this is for.
