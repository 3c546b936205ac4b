"""Which sessions of the history are asked for, in which order, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from focus_desktop.model.local_days import Period
    from focus_desktop.model.record import SessionRecord

    Hours = tuple[tuple[datetime, datetime], ...]
    """When each of some stretches of time begins and ends; aware, each before the next one."""

SHORT = timedelta(minutes=1)
"""A cancelled session with less focused time than this is left out, unless it is asked for."""


class SortBy(Enum):
    """By what the sessions are sorted."""

    STARTED = auto()
    DESCRIPTION = auto()
    QUEST = auto()
    FOCUSED = auto()
    STATUS = auto()


@dataclass(frozen=True)
class HistoryOrder:
    """An order of sessions; those that are equal in it are sorted by their start, in the same direction."""

    by: SortBy = SortBy.STARTED
    is_descending: bool = True

    @property
    def is_newest_first(self) -> bool:
        """Whether this is the usual order, in which sessions can be grouped by day."""
        return self.by is SortBy.STARTED and self.is_descending


NEWEST_FIRST = HistoryOrder()


@dataclass(frozen=True)
class HistoryFilter:
    """Sessions for which all of this holds; what is None or empty filters nothing."""

    text: str = ""
    """A part of the description or of the quest's title, upper and lower case alike."""
    start: datetime | None = None
    """The session was started then or later; aware."""
    end: datetime | None = None
    """The session was started before; aware."""
    quest_id: UUID | None = None
    status: SessionStatus | None = None
    session_ids: frozenset[UUID] = frozenset()
    """Only these sessions."""
    planned_minutes: int | None = None
    hours: Hours = ()
    """Something was worked within one of these. An interval that is still open counts where it began."""
    with_short_cancelled: bool = False
    """Whether cancelled sessions with less than a minute of focused time are among them."""

    @property
    def filters(self) -> bool:
        """Whether anything is left out but short cancelled sessions."""
        return bool(self.text or self.session_ids or self.hours) or any(
            one is not None
            for one in (self.start, self.end, self.quest_id, self.status, self.planned_minutes)
        )

    def passes(self, record: SessionRecord) -> bool | None:
        """Whether a session is among them; None if that cannot be said without asking the store."""
        if self.text or self.hours:
            return None
        session = record.session
        is_short = session.status is SessionStatus.CANCELLED and SessionTimes.of(record).focused < SHORT
        return (
            (self.start is None or session.started_at >= self.start)
            and (self.end is None or session.started_at < self.end)
            and (not self.session_ids or session.id in self.session_ids)
            and self.quest_id in {None, session.quest_id}
            and self.status in {None, session.status}
            and self.planned_minutes in {None, session.duration_minutes}
            and (self.with_short_cancelled or not is_short)
        )


@dataclass(frozen=True)
class Excerpt:
    """The sessions of a period that a part of its statistics is about."""

    period: Period
    quest_id: UUID | None = None
    planned_minutes: int | None = None
    hours: Hours = ()
    name: str = ""
    """What the planned minutes or the hours are called; empty without any."""


@dataclass(frozen=True)
class HistorySummary:
    """What the sessions that a filter lets through add up to."""

    sessions: int
    completed: int
    focused: timedelta
    short_cancelled: int
    """Cancelled sessions with less than a minute of focused time that are left out."""
