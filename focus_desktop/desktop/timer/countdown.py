"""The seconds of a session between two updates of everything: only the number and the ring change."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop import wording

if TYPE_CHECKING:
    from datetime import timedelta

    from focus_desktop.timer_display import TimerDisplay


class Countdown(NamedTuple):
    """What is shown of a session that runs down, and what was left of it when that was made."""

    display: TimerDisplay
    left: timedelta
    up: timedelta
    """`Reading.up` at that moment."""
    until: timedelta
    """`Reading.up` from which everything is to be updated again."""

    def left_at(self, up: timedelta) -> timedelta | None:
        """What is left at a later `Reading.up`; None if more than the seconds may have changed since then.

        That is so from `until` on, in another minute, and in the last one.
        """
        left = self.left - (up - self.up)
        is_same_minute = _minute(left) == _minute(self.left) > 1
        return left if self.up <= up < self.until and is_same_minute else None


def _minute(left: timedelta) -> int:
    return math.ceil(wording.whole_seconds(left) / 60)
