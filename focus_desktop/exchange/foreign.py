"""What the sessions of all other programs have in common: from a start to an end, for a project."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import SessionCopy, StretchCopy, length_between, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_TIME = timedelta()


def session(
    worked: Sequence[tuple[str, str | None]],
    *,
    line: int,
    quest_title: str | None = None,
    description: str | None = None,
    planned: timedelta | None = None,
    is_completed: bool = True,
    ended_at: str | None = None,
) -> SessionCopy:
    """A session of these stretches of work, oldest first; `planned` is its target, else what was worked.

    `ended_at` is when it was ended, if that is later than the last stretch.
    """
    intervals = tuple(StretchCopy(None, start, end) for start, end in worked)
    end = ended_at or intervals[-1].ended_at
    status = SessionStatus.COMPLETED if is_completed and end is not None else SessionStatus.CANCELLED
    return SessionCopy(
        started_at=intervals[0].started_at,
        intervals=intervals,
        duration_minutes=whole_minutes(_worked(worked) if planned is None else planned),
        status=status.value,
        completed_at=end if status is SessionStatus.COMPLETED else None,
        description=description,
        quest_title=quest_title,
        line=line,
    )


def _worked(stretches: Sequence[tuple[str, str | None]]) -> timedelta:
    lengths = (length_between(start, end) for start, end in stretches if end is not None)
    return sum(lengths, NO_TIME)
