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

    def now(self: SystemClock) -> datetime:
        return NOW + StillTime.passed

    def read(self: SystemClock) -> Reading:
        up = timedelta(hours=1) + StillTime.passed
        return Reading(now(self), "here", "boot", up, up)

    # Also for those who have imported the class already.
    SystemClock.now = now  # type: ignore[method-assign]  # The process exists for this.
    SystemClock.read = read  # type: ignore[method-assign]
