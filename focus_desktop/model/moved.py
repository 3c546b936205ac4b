"""What is told when all data was moved to another store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Moved:
    """Where everything is now."""

    sessions: int
    backup: Path | None
    """The backup that was made of it; None on a server, which has its own."""
    set_aside: Path | None
    """The file that the new one has taken the place of, under its new name; None if there was none."""
