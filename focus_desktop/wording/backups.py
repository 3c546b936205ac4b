"""What is said about backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.backup import BackupReason
from focus_desktop.wording.statistics import sessions_count
from focus_desktop.wording.texts import listed
from focus_desktop.wording.times import clock_time, date, worked_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.backup import Backup

_REASONS = {
    BackupReason.DAILY: N_("of the day"),
    BackupReason.MIGRATION: N_("before an update"),
    BackupReason.IMPORT: N_("before an import"),
    BackupReason.RESTORE: N_("before a restore"),
    BackupReason.REQUEST: N_("made by hand"),
}


def content(backup: Backup) -> str:
    """What is in a backup, and why it was made: `1,141 sessions · 818 h 27 min · of the day`."""
    return listed(sessions_count(backup.sessions), worked_minutes(backup.focused), _(_REASONS[backup.reason]))


def when(backup: Backup) -> str:
    """When a backup was made."""
    return listed(date(backup.made_at), clock_time(backup.made_at))


def newest(found: Sequence[Backup]) -> str:
    """When the newest backup was made, and what is in it; the backups are the newest first."""
    if not found:
        return _("There is no backup yet.")
    backup = listed(when(found[0]), content(found[0]))
    # Translators: {backup} says when it was made and what is in it.
    return _("The newest one: {backup}").format(backup=backup)


def made(place: str) -> str:
    """That a backup was made."""
    return _("Backed up to {place}.").format(place=place)


def restored(name: str) -> str:
    """That a backup was restored."""
    return _("Restored {name}.").format(name=name)


def kept_as(place: str) -> str:
    """Where what was there before is now."""
    return _("What was there before is in {place}.").format(place=place)
