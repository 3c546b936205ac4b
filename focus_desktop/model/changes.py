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
class _OfSession:
    """A change of one session. One data class for them all: to make a data class takes Python long."""

    record: SessionRecord


@dataclass(frozen=True)
class _Unspecified:
    """A change of which nothing more is known."""


@dataclass(frozen=True)
class ActiveSessionRead:
    """The store is open and watched; this is the active session to begin with. All later changes follow."""

    record: SessionRecord | None


class SessionStarted(_OfSession):
    """A session has become active."""


class SessionEnded(_OfSession):
    """The active session was completed or cancelled; its record's status says which."""


class SessionPaused(_OfSession):
    """The active session was paused."""


class SessionResumed(_OfSession):
    """The active session was resumed after a pause."""


class SessionEdited(_OfSession):
    """A session, active or not, has another description, quest or target, or other intervals."""


@dataclass(frozen=True)
class GapFound:
    """A gap was cut out of a session; the person may still count it."""

    record: SessionRecord
    gap: FocusGap


@dataclass(frozen=True)
class SessionDeleted:
    """A session, active or not, was deleted."""

    session_id: UUID


class SessionRestored(_OfSession):
    """A session that was cancelled or deleted is back as it was: active again, or in the history."""


@dataclass(frozen=True)
class SessionsChanged:
    """Sessions that had ended were added, changed or deleted, by one edit of the history."""

    records: tuple[SessionRecord, ...]
    """Those of them that are there now."""
    deleted: tuple[UUID, ...]


class QuestsChanged(_Unspecified):
    """A quest was added, edited or deleted; sessions may name it differently now."""


class ChangedElsewhere(_Unspecified):
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
