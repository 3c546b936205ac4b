"""Quests and sessions on their way out of the store or into it, as plain values.

Moments are UTC text of a fixed width, `2026-01-31T08:00:00.000000Z`, which sorts as time does and is what
SQLite stores: a million sessions travel without a conversion. Ids are 32 hexadecimal digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.status import QuestStatus, SessionStatus

if TYPE_CHECKING:
    from focus_desktop.model.errors import FocusError

MOMENT_LENGTH = 27
_ACTIVE = SessionStatus.ACTIVE.value
EARLIEST, LATEST = "0002-01-01T00:00:00.000000Z", "9999-01-01T00:00:00.000000Z"
"""As in columns.py, which is slow to import."""


class StretchCopy(NamedTuple):
    """A stretch of time: an interval, a gap, or an interval that a session had before it was edited."""

    id: str | None
    """None if the file names none: the store makes one."""
    started_at: str
    ended_at: str | None
    """None while it is open."""


@dataclass(frozen=True, slots=True)
class OriginalCopy:
    """What a session was before its first edit."""

    quest_id: str | None
    description: str | None
    duration_minutes: int
    started_at: str
    completed_at: str | None
    intervals: tuple[StretchCopy, ...]


@dataclass(frozen=True, slots=True)
class SessionCopy:
    """A session with all that belongs to it."""

    started_at: str
    intervals: tuple[StretchCopy, ...]
    duration_minutes: int
    status: str = SessionStatus.COMPLETED.value
    completed_at: str | None = None
    description: str | None = None
    quest_title: str | None = None
    quest_id: str | None = None
    id: str | None = None
    """That of this app; None for a session of another program."""
    gaps: tuple[StretchCopy, ...] = ()
    original: OriginalCopy | None = None
    line: int = 0
    """Where it stands in its file, counted from 1."""

    @property
    def ended_at(self) -> str | None:
        """The end of its last interval; None while it runs."""
        if not self.intervals:
            return self.completed_at or self.started_at
        last = self.intervals[-1].ended_at
        return None if last is None or self.status == _ACTIVE else last


class SessionLine(NamedTuple):
    """A session as one line of a table."""

    id: str | None
    quest_title: str | None
    description: str | None
    status: str
    duration_minutes: int
    started_at: str
    completed_at: str | None
    focused_us: int
    """Microseconds worked; an open interval does not count."""
    intervals: str
    """`start/end`, with a space between two of them."""
    quest_id: str | None

    @classmethod
    def of(cls, session: SessionCopy) -> SessionLine:
        """The line of a session."""
        lengths = (length_between(start, end) for _, start, end in session.intervals if end is not None)
        return cls(
            session.id,
            session.quest_title,
            session.description,
            session.status,
            session.duration_minutes,
            session.started_at,
            session.completed_at,
            sum(lengths, timedelta()) // timedelta(microseconds=1),
            " ".join([f"{start}/{end or ''}" for _, start, end in session.intervals]),
            session.quest_id,
        )


@dataclass(frozen=True, slots=True)
class QuestCopy:
    """A quest with its details."""

    id: str | None
    title: str
    status: str = QuestStatus.ACTIVE.value
    current_value: int = 0
    target_value: int = 1
    colour: int | None = None
    unit: str | None = None
    weekly_budget_minutes: int | None = None
    line: int = 0

    @property
    def has_details(self) -> bool:
        """Whether it has a row in the table of details."""
        return (self.colour, self.unit, self.weekly_budget_minutes) != (None, None, None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A session of a file that is not imported, and why."""

    line: int
    reason: FocusError
    started_at: str
    title: str | None
    """What it is about: its description, or its project."""


def moment_text(moment: datetime) -> str:
    """An aware moment as text."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime:
    """The aware UTC moment that the text stands for."""
    return datetime.fromisoformat(text)


def whole_minutes(length: timedelta) -> int:
    """A length of time as a session's target: rounded, from 1 to 1440."""
    return min(LONGEST_MINUTES, max(SHORTEST_MINUTES, round(length / timedelta(minutes=1))))


def length_between(start: str, end: str) -> timedelta:
    """How long it is from one moment to the other."""
    return datetime.fromisoformat(end) - datetime.fromisoformat(start)
