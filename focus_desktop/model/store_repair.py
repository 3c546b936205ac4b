"""What can be done about a store that cannot be used, and what is known of its file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from focus_desktop.refusals import StoreProblem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class Remedy(Enum):
    """What a person can choose; the file that cannot be used is kept by each of them."""

    RESTORE = auto()
    """Put a backup in its place."""
    SALVAGE = auto()
    """Put what can be read of it in its place."""
    START_EMPTY = auto()


_ALL = (Remedy.RESTORE, Remedy.SALVAGE, Remedy.START_EMPTY)
_NOTHING_TO_READ = (Remedy.RESTORE, Remedy.START_EMPTY)
_REMEDIES = {
    StoreProblem.DAMAGED: _ALL,
    StoreProblem.NOT_A_DATABASE: _ALL,
    StoreProblem.INCOMPLETE: _ALL,
    StoreProblem.DISK_ERROR: _ALL,
    StoreProblem.EMPTY: _NOTHING_TO_READ,
    StoreProblem.MISSING: _NOTHING_TO_READ,
    StoreProblem.NOT_A_FILE: _NOTHING_TO_READ,
    StoreProblem.NEWER: _NOTHING_TO_READ,
    StoreProblem.FOREIGN: _NOTHING_TO_READ,
}


@dataclass(frozen=True)
class StoreFile:
    """What is known of the file of a store, whether it can be used or not."""

    file: Path
    size: int | None
    """Bytes; None if there is no file."""
    changed_at: datetime | None
    """When it was written last."""


@dataclass(frozen=True)
class Salvaged:
    """What was read of a store, and what there was."""

    sessions: int
    put_together: int
    """Sessions that are lost themselves, but whose times are there."""
    without_times: int
    """Sessions that are there, but of whose times some or all are lost."""
    sessions_in_all: int
    """As far as what is left of the file tells; those that were read included."""
    quests: int
    set_aside: Path
    """Where the file is now, as it was."""


def remedies(problem: StoreProblem, *, is_own_place: bool) -> tuple[Remedy, ...]:
    """What can be done about a store that is a file.

    `is_own_place` tells whether it is where our data is by default. Elsewhere a file of another program is
    left where it is: somebody has chosen the wrong one.
    """
    if problem is StoreProblem.FOREIGN and not is_own_place:
        return ()
    return _REMEDIES.get(problem, ())
