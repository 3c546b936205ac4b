"""Copies of the whole store: what is known of each, and which of them are kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

RECENT, DAYS, MONTHS = 30, 21, 12
"""Backups that are kept: the newest ones, and of so many days and months the newest of each."""


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    MIGRATION = "before-update"
    IMPORT = "before-import"
    RESTORE = "before-restore"
    MOVE = "before-move"
    REQUEST = "by-hand"


@dataclass(frozen=True)
class Backup:
    """A backup, as it was found in its file."""

    file: Path
    made_at: datetime
    """Aware."""
    reason: BackupReason
    sessions: int
    focused: timedelta
    last_session_at: datetime | None
    """When the newest session was started; None without any."""


@dataclass(frozen=True)
class Restored:
    """What was there before a backup was restored."""

    backup: Backup | None
    """The backup that was made of the store; None if there was none that could be used."""
    set_aside: Path | None
    """Where the file is now that could not be used; None if there was none."""


@dataclass(frozen=True)
class BackedUpSession:
    """A session of a backup, for a person to recognise."""

    started_at: datetime
    description: str
    quest: str


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """The backups that are not kept any more. The newest one with sessions always is."""
    newest_first = sorted(backups, key=lambda one: one.made_at, reverse=True)
    kept = set(newest_first[:RECENT])
    kept |= _newest_of_each(newest_first, lambda moment: moment.date(), DAYS)
    kept |= _newest_of_each(newest_first, lambda moment: (moment.year, moment.month), MONTHS)
    kept |= set([one for one in newest_first if one.sessions][:1])
    return [one for one in newest_first if one not in kept]


def _newest_of_each(
    newest_first: Sequence[Backup], span: Callable[[datetime], object], most: int
) -> set[Backup]:
    """The newest backup of each of the last local days or months that have one."""
    found: dict[object, Backup] = {}
    for one in newest_first:
        found.setdefault(span(one.made_at.astimezone()), one)
    return set(list(found.values())[:most])
