"""What the machine's clocks say at one moment. Plain values; only clock.py takes readings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple


class Reading(NamedTuple):
    """The wall clock says when, `up` how long; `up` and `awake` differ by the time that the machine slept."""

    wall: datetime
    """Aware UTC. It jumps when somebody sets the clock."""
    machine: str
    boot_id: str
    """Another one after each start of the machine; only readings with the same one can be compared."""
    up: timedelta
    """Since the machine was started, its sleep included."""
    awake: timedelta
    """Since the machine was started, its sleep not included."""

    def without_sleep_since(self, earlier: Reading) -> Reading:
        """This reading, set back by the time that the machine has slept since an earlier one."""
        slept = (self.up - earlier.up) - (self.awake - earlier.awake)
        slept = max(timedelta(), slept)  # The two clocks are not read at exactly the same time.
        return self._replace(wall=self.wall - slept, up=self.up - slept)
