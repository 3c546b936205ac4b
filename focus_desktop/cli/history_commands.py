"""Commands on the sessions that were."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from focus_desktop import wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened, services
from focus_desktop.cli.moments import moment
from focus_desktop.cli.options import AsJson  # noqa: TC001 — Typer reads the annotations
from focus_desktop.cli.output import documented, print_json, print_line, print_table, print_unreadable
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import InvalidField, NotFound, Refusal
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus  # noqa: TC001 — as above

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

commands = typer.Typer()

WHEN_HELP = N_("When it began: 09:40 for today, or 2026-11-23 09:40.")
SessionId = Annotated[str, typer.Argument(metavar=N_("ID"), help=N_("The session's id; `history` shows it."))]


@commands.command(cls=Command, help=N_("List sessions, newest first."))
def history(
    context: typer.Context,
    quest: Annotated[
        str | None,
        typer.Option(metavar=options.QUEST, help=N_("Only sessions for this quest: its title or id.")),
    ] = None,
    status: Annotated[SessionStatus | None, typer.Option(help=N_("Only sessions of this status."))] = None,
    limit: Annotated[int, typer.Option(metavar=options.NUMBER, help=N_("At most so many: 1 to 1000."))] = 20,
    as_json: AsJson = False,
) -> None:
    """List sessions."""
    with opened(context) as controller:
        controller.complete_due_session()
        quest_id = None if quest is None else controller.quest_called(quest).id
        records = controller.history(quest_id, status, limit)
        print_unreadable(controller)
    if as_json:
        print_json([documented(record.session) for record in records])
        return
    if not records:
        print_line(_("No such session.") if quest or status else _("No sessions yet."))
    reading = services(context).clock.read()
    print_table(_row(record, reading) for record in records)


@commands.command(cls=Command, help=N_("Delete a session for good."))
def delete(context: typer.Context, session_id: SessionId) -> None:
    """Delete a session."""
    known = _known_id(session_id)
    with opened(context) as controller:
        controller.delete_session(known)


@commands.command(cls=Command, help=N_("Add a session that was not timed; prints its id."))
def add(
    context: typer.Context,
    *,
    start: Annotated[str, typer.Option(metavar=options.WHEN, help=WHEN_HELP)],
    minutes: Annotated[
        int, typer.Option(metavar=options.MINUTES, help=N_("How long it was worked: 1 to 1440."))
    ],
    quest: Annotated[
        str | None, typer.Option(metavar=options.QUEST, help=N_("The quest's title or id."))
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar=options.TEXT, help=N_("What it was about."))
    ] = None,
) -> None:
    """Add a session."""
    started_at = moment(start, services(context).clock)
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise InvalidField(Refusal.MINUTES, lowest=SHORTEST_MINUTES, highest=LONGEST_MINUTES)
    with opened(context) as controller:
        quest_id = None if quest is None else controller.quest_called(quest).id
        times = SessionTimes(started_at, started_at + timedelta(minutes=minutes))
        edit = controller.add_session(times, minutes, quest_id, description)
    print_line(str(next(iter(edit.scope.sessions))))


@commands.command(cls=Command, help=N_("Change a session that has ended; its first values are kept."))
def edit(
    context: typer.Context,
    session_id: SessionId,
    *,
    start: Annotated[str | None, typer.Option(metavar=options.WHEN, help=WHEN_HELP)] = None,
    end: Annotated[str | None, typer.Option(metavar=options.WHEN, help=N_("When it ended."))] = None,
    minutes: Annotated[
        int | None, typer.Option(metavar=options.MINUTES, help=N_("The planned minutes: 1 to 1440."))
    ] = None,
    quest: Annotated[
        str | None,
        typer.Option(metavar=options.QUEST, help=N_("The quest's title or id; empty for none.")),
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar=options.TEXT, help=N_("What it was about; empty for nothing."))
    ] = None,
    original: Annotated[bool, typer.Option("--original", help=N_("Give it its first values again."))] = False,
) -> None:
    """Change a session."""
    known = _known_id(session_id)
    clock = services(context).clock
    bounds = tuple(None if text is None else moment(text, clock) for text in (start, end))
    given: dict[str, Any] = {"duration_minutes": minutes, "description": description}
    changes = {name: value for name, value in given.items() if value is not None}
    if original == bool(changes or quest is not None or any(bounds)):
        words = _("Say what to change, for instance --description or --start; or --original alone.")
        raise typer.BadParameter(words)
    with opened(context) as controller:
        if original:
            controller.restore_original(known)
            return
        if quest is not None:
            changes["quest_id"] = controller.quest_called(quest).id if quest.strip() else None
        record = controller.session(known)
        if record is None:
            raise NotFound(Refusal.NO_SUCH_SESSION)
        times = SessionTimes.of(record).moved(*bounds) if any(bounds) else None
        controller.edit_session(known, record, times, **changes)


def _known_id(text: str) -> UUID:
    known = parsed_id(text)
    if known is None:
        raise NotFound(Refusal.NO_SESSION_OF_THIS_TEXT, id=text)
    return known


def _row(record: SessionRecord, reading: Reading) -> tuple[str, ...]:
    return (
        wording.day_and_time(record.session.started_at, reading.wall),
        wording.worked(record, record.time(reading)),
        # Translators: Stands behind the time worked, as in "7 min  of 25 min".
        _("of {minutes} min").format(minutes=record.session.duration_minutes),
        wording.state(record),
        wording.shortened(wording.subject(record)),
        str(record.id),
    )
