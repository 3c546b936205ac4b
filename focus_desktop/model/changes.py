"""What has happened. The controller announces it after the commit; frozen, so safe on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.focus_gap import FocusGap
    from focus_desktop.model.record import SessionRecord


@dataclass(frozen=True)
class ActiveSessionRead:
    """The store is open and watched; this is the active session to begin with. All later changes follow."""

    record: SessionRecord | None


@dataclass(frozen=True)
class SessionStarted:
    """A session has become active."""

    record: SessionRecord


@dataclass(frozen=True)
class SessionEnded:
    """The active session was completed or cancelled; its record's status says which."""

    record: SessionRecord


@dataclass(frozen=True)
class SessionPaused:
    """The active session was paused."""

    record: SessionRecord


@dataclass(frozen=True)
class SessionResumed:
    """The active session was resumed after a pause."""

    record: SessionRecord


@dataclass(frozen=True)
class SessionEdited:
    """A session, active or not, has another description, quest or target, or other intervals."""

    record: SessionRecord


@dataclass(frozen=True)
class GapFound:
    """A gap was cut out of a session; the person may still count it."""

    record: SessionRecord
    gap: FocusGap


@dataclass(frozen=True)
class SessionDeleted:
    """A session, active or not, was deleted."""

    session_id: UUID


@dataclass(frozen=True)
class SessionRestored:
    """A session that was cancelled or deleted is back as it was: active again, or in the history."""

    record: SessionRecord


@dataclass(frozen=True)
class SessionsChanged:
    """Sessions that had ended were added, changed or deleted, by one edit of the history."""

    records: tuple[SessionRecord, ...]
    """Those of them that are there now."""
    deleted: tuple[UUID, ...]


@dataclass(frozen=True)
class QuestsChanged:
    """A quest was added, edited or deleted; sessions may name it differently now."""


@dataclass(frozen=True)
class ChangedElsewhere:
    """Another process has changed something; sessions and quests that were read before may be stale."""


@dataclass(frozen=True)
class SavedDifferently:
    """What waited to be stored is stored now, but not as it was done; or it is not."""

    problem: FocusError


Change = (
    ActiveSessionRead
    | SessionStarted
    | SessionPaused
    | SessionResumed
    | SessionEdited
    | SessionEnded
    | GapFound
    | SessionDeleted
    | SessionRestored
    | SessionsChanged
    | QuestsChanged
    | ChangedElsewhere
    | SavedDifferently
)
