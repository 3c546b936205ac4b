"""Breaks: which one a session has earned, and how much of it is left. They are not stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from focus_desktop.model.reading import Reading


@dataclass(frozen=True)
class Break:
    """A break that may be taken."""

    minutes: int
    is_long: bool


@dataclass(frozen=True)
class RunningBreak:
    """A break that somebody takes. The boot clock counts it, so the machine's sleep is part of it."""

    earned: Break
    began: Reading

    @property
    def length(self) -> timedelta:
        """How long it is in all."""
        return timedelta(minutes=self.earned.minutes)

    def overdue(self, reading: Reading) -> timedelta:
        """For how long it has been over, zero or more."""
        return max(timedelta(), reading.up - self.began.up - self.length)

    def remaining(self, reading: Reading) -> timedelta:
        """What is left of it, zero or more."""
        return max(timedelta(), self.length - (reading.up - self.began.up))


def earned_break(minutes: int, long_minutes: int, every: int, completed: int) -> Break | None:
    """The break after the day's `completed`th session: each `every`th is a long one; None for no break."""
    if every > 0 and completed > 0 and completed % every == 0:
        return Break(max(minutes, long_minutes), is_long=True)
    return Break(minutes, is_long=False) if minutes > 0 else None
