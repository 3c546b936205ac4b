"""The statuses of sessions and quests."""

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
