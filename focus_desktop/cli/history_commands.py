"""Commands on the sessions that were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop import wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened, services
from focus_desktop.cli.options import AsJson  # noqa: TC001 — Typer reads the annotations
from focus_desktop.cli.output import documented, print_json, print_line, print_table, print_unreadable
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import NotFound, Refusal
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.status import SessionStatus  # noqa: TC001 — as above

if TYPE_CHECKING:
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

commands = typer.Typer()


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
def delete(
    context: typer.Context,
    session_id: Annotated[
        str, typer.Argument(metavar=N_("ID"), help=N_("The session's id; `history` shows it."))
    ],
) -> None:
    """Delete a session."""
    known = parsed_id(session_id)
    if known is None:
        raise NotFound(Refusal.NO_SESSION_OF_THIS_TEXT, id=session_id)
    with opened(context) as controller:
        controller.delete_session(known)


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
