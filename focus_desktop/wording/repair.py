"""What is said about a store that cannot be used, and about what was done then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.language import N_, ngettext
from focus_desktop.language import gettext as _
from focus_desktop.model.store_repair import Remedy
from focus_desktop.wording.texts import listed
from focus_desktop.wording.times import clock_time, date, number

if TYPE_CHECKING:
    from focus_desktop.model.backup import BackedUpSession
    from focus_desktop.model.store_repair import Salvaged, StoreFile

_NAMES = {
    Remedy.RESTORE: N_("Restore a backup…"),
    Remedy.SALVAGE: N_("Salvage what can be read"),
    Remedy.START_EMPTY: N_("Start empty"),
}
_EFFECTS = {
    Remedy.RESTORE: N_("The history is as it was when the backup was made."),
    Remedy.SALVAGE: N_("Each session that can still be read is copied into a new file."),
    Remedy.START_EMPTY: N_("The history begins anew."),
}
_KB, _MB = 1_000, 1_000_000


def name(remedy: Remedy) -> str:
    """What a button says."""
    return _(_NAMES[remedy])


def effect(remedy: Remedy) -> str:
    """What the choice leads to."""
    return _(_EFFECTS[remedy])


def kept() -> str:
    """That none of the choices loses anything."""
    return _("Whatever you choose, the file is kept as it is now, under another name.")


def known_of(found: StoreFile) -> str:
    """Size and age of the file: `1.3 MB · last written Sat 28 Nov 2026, 14:05`."""
    if found.size is None or found.changed_at is None:
        return _("There is no file.")
    written = f"{date(found.changed_at)}, {clock_time(found.changed_at)}"
    # Translators: {moment} is a date and a time.
    return listed(_size(found.size), _("last written {moment}").format(moment=written))


def salvaged(done: Salvaged) -> str:
    """How much of how much was read, and what is lost of it."""
    if done.sessions == done.sessions_in_all:
        words = ngettext("{read} session was read.", "{read} sessions were read.", done.sessions)
    else:
        words = _("{read} of at least {all} sessions were read.")
    read = words.format(read=number(done.sessions), all=number(done.sessions_in_all))
    put_together = ngettext(
        "{count} more was put together from its times: look at its words and status.",
        "{count} more were put together from their times: look at their words and status.",
        done.put_together,
    )
    without_times = ngettext(
        "{count} has lost times and shows less than was worked.",
        "{count} have lost times and show less than was worked.",
        done.without_times,
    )
    others = ((done.put_together, put_together), (done.without_times, without_times))
    return " ".join([read, *(words.format(count=number(count)) for count, words in others if count)])


def backed_up_session(found: BackedUpSession) -> str:
    """A session of a backup: `Sat 28 Nov 2026 · 14:05 · Outline · Thesis`."""
    about = listed(found.description, found.quest) or _("Focus session")
    return listed(date(found.started_at), clock_time(found.started_at), about)


def _size(size: int) -> str:
    if size < _KB:
        words = ngettext("{count} byte", "{count} bytes", size)
        return words.format(count=number(size))
    if size < _MB:
        return _("{count} kB").format(count=number(size // _KB))
    return _("{count} MB").format(count=number(size // _MB))
