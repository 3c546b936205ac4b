"""A session with all that a view needs to show it. Detached: safe to read on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop.model import timing

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from focus_desktop.model.focus_interval import FocusInterval
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest


@dataclass(frozen=True)
class SessionRecord:
    """A focus session, its intervals (oldest first) and its quest, as they were when read."""

    session: FocusSession
    intervals: tuple[FocusInterval, ...]
    quest: Quest | None

    @property
    def id(self) -> UUID:
        """The session's id."""
        return self.session.id

    @property
    def is_paused(self) -> bool:
        """Whether the session is active, and nobody works on it just now."""
        return self.paused_at() is not None

    def paused_at(self) -> datetime | None:
        """Since when it is paused; None if it runs or has ended."""
        return timing.paused_at(self.session, self.intervals)

    def focused(self, now: datetime) -> timedelta:
        """The time really worked up to `now`."""
        return timing.focused(self.intervals, now)

    def remaining(self, now: datetime) -> timedelta:
        """What is left of the target at `now`, zero or more."""
        return timing.remaining(self.session, self.intervals, now)

    def due_at(self) -> datetime | None:
        """The planned end; None if the session has ended or nothing runs."""
        return timing.due_at(self.session, self.intervals)

    def same_as(self, other: SessionRecord) -> bool:
        """Whether both tell the same of the same session."""
        return self._told() == other._told()

    def _told(self) -> object:
        """Plain values: rows that were read apart are never equal themselves."""
        rows = (self.session, *self.intervals, *([self.quest] if self.quest is not None else ()))
        return [row.model_dump() for row in rows]
