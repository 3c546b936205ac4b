"""A session as it was before its first edit. Detached: safe to read on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.session_times import SessionTimes


@dataclass(frozen=True)
class OriginalSession:
    """The values that can be shown beside the edited ones, and restored; its status never changes."""

    quest_id: UUID | None
    """The quest may have been deleted meanwhile."""
    description: str | None
    duration_minutes: int
    times: SessionTimes
