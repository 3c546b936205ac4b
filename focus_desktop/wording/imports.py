"""What an export or an import has done, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop import refusals
from focus_desktop.exchange.format import Format
from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext
from focus_desktop.model.local_days import Period
from focus_desktop.model.transfer import moment_of
from focus_desktop.wording.calendar import day_date, period
from focus_desktop.wording.texts import listed, shortened
from focus_desktop.wording.times import clock_time, number, worked_minutes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from focus_desktop.model.importing import ImportPreview, QuestMatch
    from focus_desktop.model.transfer import LeftOut


FORMAT_NAMES = {
    Format.CSV: "CSV",
    Format.JSON: "Focus Desktop (JSON)",
    Format.ICS: "iCalendar",
    Format.TOGGL: "Toggl Track (CSV)",
    Format.TIMEWARRIOR: "Timewarrior",
    Format.SUPER_PRODUCTIVITY: "Super Productivity",
    Format.FLOWKEEPER: "Flowkeeper",
    Format.POMOTROID: "Pomotroid",
    Format.FOCUS_TIMER: "Focus Timer",
}
"""The programs that write the formats, the same in every language."""


def exported(sessions: int, name: str) -> str:
    """How many sessions a file has got."""
    # Translators: {name} is the name of a file.
    words = ngettext("Exported {count} session to {name}.", "Exported {count} sessions to {name}.", sessions)
    return words.format(count=number(sessions), name=name)


def not_exported(count: int) -> str:
    """How many sessions could not be read."""
    words = ngettext(
        "{count} session cannot be read and is not in the file.",
        "{count} sessions cannot be read and are not in the file.",
        count,
    )
    return words.format(count=number(count))


def would_import(preview: ImportPreview) -> list[str]:
    """What an import would do, in sentences."""
    added = ngettext("{count} session will be added.", "{count} sessions will be added.", preview.added)
    new = ngettext("{count} quest will be added.", "{count} quests will be added.", preview.new_quests)
    return _sentences(preview, added, new)


def imported(preview: ImportPreview) -> list[str]:
    """What an import has done, in sentences."""
    added = ngettext("{count} session was added.", "{count} sessions were added.", preview.added)
    new = ngettext("{count} quest was added.", "{count} quests were added.", preview.new_quests)
    return _sentences(preview, added, new)


def about(preview: ImportPreview) -> str:
    """Which file it is, of which program, and from which day to which its new sessions are."""
    days = ""
    if preview.first is not None and preview.last is not None:
        first, last = (moment_of(text).astimezone().date() for text in (preview.first, preview.last))
        days = period(Period(first, last))
    worked = worked_minutes(preview.worked) if days else ""
    return listed(preview.name, FORMAT_NAMES[Format(preview.format)], days, worked)


def left_out(one: LeftOut) -> str:
    """Why a session of a file is not imported."""
    started_at = moment_of(one.started_at)
    time = f"{day_date(started_at.astimezone().date())}, {clock_time(started_at)}"
    parts = {"line": one.line, "time": time, "reason": refusals.sentence(one.reason)}
    if not one.title:
        # Translators: {time} is a date and a time, {reason} a sentence.
        return _("Line {line}, {time}: {reason}").format(**parts)
    # Translators: {title} is what the session is about, {time} a date and a time, {reason} a sentence.
    return _("Line {line}, “{title}”, {time}: {reason}").format(title=shortened(one.title, 40), **parts)


def undoing() -> str:
    """That an import is being undone."""
    return _("Undoing the import…")


def importing_again() -> str:
    """That an import which was undone is being done again."""
    return _("Importing again…")


def more_left_out(count: int) -> str:
    """How many sessions are left out beside those that are told one by one."""
    return ngettext("And {count} more.", "And {count} more.", count).format(count=number(count))


def quest_of(match: QuestMatch, titles: Mapping[UUID, str]) -> str:
    """Which quest the sessions of a project get; `titles` are those of the quests that are there."""
    if match.is_new:
        return _("new quest")
    if match.quest_id is None:
        return _("no quest")
    return titles.get(match.quest_id, match.title)


def _sentences(preview: ImportPreview, added: str, new: str) -> list[str]:
    there = ngettext("{count} is there already.", "{count} are there already.", preview.duplicates)
    out = ngettext("{count} is left out.", "{count} are left out.", preview.left_out)
    told = [added.format(count=number(preview.added))]
    told += [new.format(count=number(preview.new_quests))] if preview.new_quests else []
    told += [there.format(count=number(preview.duplicates))] if preview.duplicates else []
    told += [out.format(count=number(preview.left_out))] if preview.left_out else []
    return told
