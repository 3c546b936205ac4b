"""What an import would do and has done, and the rules that each session of a file has to keep to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.transfer import length_between

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.transfer import LeftOut, SessionCopy

LONGEST = timedelta(days=1)
"""From the first start to the last end, pauses included."""
MOST_REASONS = 200
"""How many sessions that are left out are told one by one."""


@dataclass(frozen=True)
class QuestMatch:
    """What a project of the file becomes."""

    title: str
    """In the file."""
    sessions: int
    quest_id: UUID | None
    """The quest that is there already; None if a new one is added, or if its sessions get none."""
    is_new: bool
    """Whether a quest is added."""


@dataclass(frozen=True)
class ImportPreview:
    """What an import of a file would do."""

    name: str
    """Of the file."""
    format: str
    added: int
    """Sessions that are new."""
    duplicates: int
    """Sessions that are there already."""
    first: str | None
    """When the first of the new sessions begins; None if there is none."""
    last: str | None
    """When the last of them ends."""
    worked: timedelta
    """The time worked in all of them."""
    left_out: int
    """Sessions that cannot be imported."""
    reasons: tuple[LeftOut, ...]
    """Why, for the first of them, in the order of the file."""
    quests: tuple[QuestMatch, ...]

    @property
    def new_quests(self) -> int:
        """How many quests are added."""
        return sum(match.is_new for match in self.quests)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to add."""
        return not self.added and not self.new_quests


def reason_against(session: SessionCopy, now: str) -> InvalidField | None:
    """Why a session of a file cannot be imported; None if it can.

    Sessions of ours may be as odd as they were in the store that they come from; they only have to fit into
    this one.
    """
    ended_at = session.ended_at
    for _, start, end in session.intervals:
        if end is not None and end < start:
            return InvalidField(Refusal.IMPORT_ENDS_BEFORE_START)
    if session.id is not None:
        is_future = max(session.started_at, ended_at or "") > now
        return InvalidField(Refusal.IMPORT_IN_FUTURE) if is_future else None
    if ended_at is None:
        return InvalidField(Refusal.STILL_RUNS)
    return _reason_against_foreign(session.started_at, ended_at, now)


def _reason_against_foreign(started_at: str, ended_at: str, now: str) -> InvalidField | None:
    if ended_at <= started_at:
        is_empty = ended_at == started_at
        return InvalidField(Refusal.NO_TIME_WORKED if is_empty else Refusal.IMPORT_ENDS_BEFORE_START)
    if ended_at > now:
        return InvalidField(Refusal.IMPORT_IN_FUTURE)
    if ended_at[:10] != started_at[:10] and length_between(started_at, ended_at) > LONGEST:
        return InvalidField(Refusal.IMPORT_OVER_A_DAY)
    return None


@dataclass(frozen=True)
class ExportResult:
    """What an export has written."""

    sessions: int
    unreadable: int
    """Sessions that could not be read, and are not in the file."""
