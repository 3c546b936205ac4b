"""Which sessions are meant: all of them, or those that the history shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from focus_desktop.model.status import SessionStatus


@dataclass(frozen=True)
class Selection:
    """Sessions that fulfil all of these conditions; None is no condition."""

    quest_id: UUID | None = None
    status: SessionStatus | None = None
    since: datetime | None = None
    """They started at this moment or later; aware."""
    before: datetime | None = None
    """They started before this moment; aware."""
    text: str | None = None
    """Their description or the title of their quest contains this, upper and lower case alike."""

    @property
    def is_everything(self) -> bool:
        """Whether there is no condition."""
        return self == EVERYTHING


EVERYTHING = Selection()
