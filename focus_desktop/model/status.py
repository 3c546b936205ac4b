"""The statuses of sessions and quests, and what becomes of a session whose time is up."""

from enum import StrEnum


class SessionStatus(StrEnum):
    """A session starts as active; an ended one never changes again."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class QuestStatus(StrEnum):
    """Where a quest stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class TimeUp(StrEnum):
    """What happens when a session has taken its time."""

    COMPLETE = "complete"
    """It is completed."""
    OVERTIME = "overtime"
    """It goes on, and its overtime is counted, until the person ends it."""
    FLOW = "flow"
    """It has no planned time: it ends when the person says so.

    While it runs its target is the longest that there is, 1440 minutes, so that no program that knows
    only the documented fields rings before; when it ends its target becomes the minutes worked, so that
    nothing was missed and nothing was overtime.
    """
