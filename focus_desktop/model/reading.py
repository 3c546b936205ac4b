"""What the machine's clocks say at one moment. Plain values; only clock.py takes readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta


@dataclass(frozen=True)
class Reading:
    """Wall time tells when, the boot clock how long, and the difference of both boot clocks who slept."""

    wall: datetime
    """Aware UTC; whoever sets the clock changes it."""
    machine: str
    boot_id: str
    """Names this run of the machine; only readings of one run are compared."""
    up: timedelta
    """Since the machine was started, its sleep included."""
    awake: timedelta
    """Since the machine was started, its sleep not included."""
