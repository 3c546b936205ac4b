"""A session with all that a view needs to show it. Detached: safe to read on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from focus_desktop.model import timing
from focus_desktop.model.limits import LONGEST_TITLE
from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from datetime import timedelta
    from uuid import UUID

    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.session_clock import SessionClock


LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class SessionRecord:
    """A focus session, its intervals (oldest first) and its quest, as they were when read."""

    session: FocusSession
    intervals: tuple[FocusInterval, ...]
    quest: Quest | None
    clock: SessionClock | None = None
    """How its time is kept while it is active."""
    is_edited: bool = False
    """Whether it was edited after it had ended: its first values are kept beside it."""

    @property
    def id(self) -> UUID:
        """The session's id."""
        return self.session.id

    @property
    def name(self) -> str | None:
        """What errors call it: its quest's title, or else its description, on one line and no longer."""
        name = self.quest.title if self.quest is not None else self.session.description
        return name and " ".join(name.split())[:LONGEST_TITLE]

    @property
    def is_active(self) -> bool:
        """Whether the session is active, running or paused."""
        return self.session.status is SessionStatus.ACTIVE

    @property
    def is_paused(self) -> bool:
        """Whether the session is active and its time stands still."""
        return self.paused_at() is not None

    @property
    def time_up(self) -> TimeUp:
        """What happens when it has taken its time."""
        return TimeUp.COMPLETE if self.clock is None else self.clock.time_up

    def time(self, reading: Reading) -> datetime:
        """The session's own time, which is `now` below: the wall time, unless somebody has set that clock."""
        return reading.wall if self.clock is None else self.clock.time_at(reading)

    def paused_at(self) -> datetime | None:
        """Since when it is paused; None if it runs or has ended."""
        return timing.paused_at(self.session, self.intervals)

    def focused(self, now: datetime) -> timedelta:
        """The time really worked up to `now`."""
        return timing.focused(self.intervals, now)

    def remaining(self, now: datetime) -> timedelta:
        """What is left of the target at `now`, zero or more."""
        return timing.remaining(self.session, self.intervals, now)

    def overtime(self, now: datetime) -> timedelta:
        """What was worked beyond the target up to `now`, zero or more."""
        return timing.overtime(self.session, self.intervals, now)

    def due_at(self) -> datetime | None:
        """The planned end; None if the session has ended or nothing runs."""
        return timing.due_at(self.session, self.intervals)

    def completes_at(self) -> datetime | None:
        """When it is completed by itself; None if the person does that, or nothing runs."""
        return None if self.time_up is TimeUp.OVERTIME else self.due_at()

    def is_due(self, reading: Reading) -> bool:
        """Whether it is to be completed now: it completes by itself, and its planned end has come."""
        ends_at = self.completes_at()
        return ends_at is not None and self.time(reading) >= ends_at

    def same_as(self, other: SessionRecord) -> bool:
        """Whether both show the same state of the same session; their clocks are not compared."""
        return self._state() == other._state()

    def is_stored_as(self, other: SessionRecord) -> bool:
        """Whether both have the same values and were worked at the same times, whatever their rows' ids."""
        return self._values() == other._values()

    def has_clock_of(self, other: SessionRecord) -> bool:
        """Whether both were marked as seen at the same time: no process has renewed the mark in between."""
        if self.clock is None or other.clock is None:
            return self.clock is other.clock
        return self.clock.model_dump() == other.clock.model_dump()

    def _values(self) -> object:
        worked = sorted((one.started_at, one.ended_at or LAST) for one in self.intervals)
        return self.session.model_dump(), worked, self.time_up if self.is_active else None

    def _state(self) -> object:
        """Plain values: rows of different transactions are never equal themselves."""
        rows = (self.session, *self.intervals, *([self.quest] if self.quest is not None else ()))
        return [self.time_up, *(row.model_dump() for row in rows)]
