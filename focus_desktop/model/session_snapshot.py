"""A session's rows as they were before they were changed or deleted. Detached: safe to read on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.focus_gap import FocusGap
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


@dataclass(frozen=True)
class SessionSnapshot:
    """What is needed to put a session back."""

    record: SessionRecord
    gaps: tuple[FocusGap, ...]
    taken_at: Reading

    @property
    def moment(self) -> datetime:
        """When it was taken, in the session's own time."""
        return self.record.time(self.taken_at)
