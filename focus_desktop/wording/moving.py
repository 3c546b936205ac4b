"""What is said about the place of the data, and about moving it to another one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext
from focus_desktop.wording import backups
from focus_desktop.wording.statistics import sessions_count
from focus_desktop.wording.texts import listed
from focus_desktop.wording.times import number

if TYPE_CHECKING:
    from focus_desktop.model.database_server import ServerFacts
    from focus_desktop.model.moved import Moved

TOLERATED = timedelta(seconds=2)
"""By so much clocks may differ without being told."""


def works(facts: ServerFacts) -> list[str]:
    """That a server can be used, what is there, and what to take care of."""
    encrypted = _("encrypted") if facts.is_encrypted else _("not encrypted")
    there = _("no data yet") if facts.sessions is None else sessions_count(facts.sessions)
    found = listed(f"PostgreSQL {facts.version}", encrypted, there)
    # Translators: {found} is as "PostgreSQL 15.2 · encrypted · no data yet".
    told = [_("The connection works: {found}").format(found=found)]
    seconds = round(abs(facts.clock_ahead).total_seconds())
    if abs(facts.clock_ahead) > TOLERATED:
        words = ngettext(
            "Its clock and that of this computer differ by {seconds} second; let the network set both.",
            "Its clock and that of this computer differ by {seconds} seconds; let the network set both.",
            seconds,
        )
        told.append(words.format(seconds=number(seconds)))
    return told


def left_here(place: str) -> str:
    """What becomes of the data that is in use."""
    return _("What is in {place} stays there in any case.").format(place=place)


def will_be_kept(file: str) -> str:
    """What becomes of a file if the data is moved to its place."""
    return _("If you move the data, the file {file} that is there is kept under another name.").format(
        file=file
    )


def found(sessions: int, place: str) -> str:
    """That there is data already, to which nothing can be moved."""
    words = ngettext(
        "There is {count} session there already; it will be used as it is.",
        "There are {count} sessions there already; they will be used as they are.",
        sessions,
    )
    return f"{words.format(count=number(sessions))} {left_here(place)}"


def used(place: str) -> str:
    """That the data is somewhere else from now on."""
    return _("The data is in {place} from now on.").format(place=place)


def moved(done: Moved, before: str, place: str) -> list[str]:
    """What was moved, and where everything is; `before` is where it was, and still is, too."""
    words = ngettext("Moved {count} session to {place}.", "Moved {count} sessions to {place}.", done.sessions)
    told = [
        words.format(count=number(done.sessions), place=place),
        _("What was in {place} is still there, as it was.").format(place=before),
    ]
    if done.backup is not None:
        told.append(backups.made(str(done.backup)))
    if done.set_aside is not None:
        told.append(backups.kept_as(str(done.set_aside)))
    return told


def no_keyring() -> str:
    """That the password cannot be kept."""
    return _(
        "There is no keyring on this system, so the password is known only until the app is closed; "
        "libpq's file ~/.pgpass can keep it."
    )
