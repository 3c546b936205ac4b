"""Commands that write sessions to files, and bring in those of files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path  # noqa: TC003 — Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop import wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened
from focus_desktop.cli.output import print_line, print_table, print_warning
from focus_desktop.cli.progress import progress_line
from focus_desktop.cli.translated_typer import NONE_OF, Command
from focus_desktop.exchange.format import EXPORTED, IMPORTED, Format
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.status import SessionStatus  # noqa: TC001 — as above
from focus_desktop.wording import imports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.controller import Controller
    from focus_desktop.model.importing import ImportPreview

MOST_TOLD = 20
"""Sessions that are left out and told one by one."""

# Translators: Stands for what a command takes, as in "export FILE". In capital letters.
FILE = N_("FILE")
# Translators: Stands for what an option takes, as in "--format FORMAT". In capital letters.
FORMAT = N_("FORMAT")
# Translators: Keep the names of the formats.
_FORMATS = N_(
    "csv, json, toggl, timewarrior, super-productivity, flowkeeper, pomotroid or focus-timer; "
    "else the one that the content of FILE shows."
)
_TO = "|".join(EXPORTED)

commands = typer.Typer()


@commands.command("export", cls=Command, help=N_("Write sessions to a file, oldest first."))
def export_sessions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=FILE, help=N_("It is replaced if it is there."))],
    chosen: Annotated[
        str | None,
        typer.Option("--format", metavar=_TO, help=N_("Else the one that FILE ends in, or csv.")),
    ] = None,
    quest: Annotated[
        str | None,
        typer.Option(metavar=options.QUEST, help=N_("Only sessions for this quest: its title or id.")),
    ] = None,
    status: Annotated[SessionStatus | None, typer.Option(help=N_("Only sessions of this status."))] = None,
) -> None:
    """Write sessions to a file."""
    from focus_desktop.exchange import formats  # noqa: PLC0415 — for this command only

    kind = _format(chosen, EXPORTED) or formats.of_name(file) or Format.CSV
    with opened(context) as controller, progress_line() as show:
        controller.complete_due_session()
        quest_id = None if quest is None else controller.quest_called(quest).id
        wanted = HistoryFilter(quest_id=quest_id, status=status, with_short_cancelled=True)
        done = controller.export_sessions(file, kind, wanted, show)
    print_line(imports.exported(done.sessions, str(file)))
    if done.unreadable:
        print_warning(imports.not_exported(done.unreadable))


@commands.command(
    "import",
    cls=Command,
    help=N_("Add the sessions of a file: all that are new, or none."),
    epilog=N_(
        "The exit status is 1 if the file cannot be read, or if all of its sessions are left out; else 0. "
        "It is the same with --dry-run."
    ),
)
def import_sessions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=FILE, help=N_("Of this app or of another program."))],
    chosen: Annotated[
        str | None,
        typer.Option("--format", metavar=FORMAT, help=_FORMATS),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Only tell what would be added and what would not."))
    ] = False,
) -> None:
    """Bring in the sessions of a file."""
    kind = _format(chosen, IMPORTED)
    with opened(context) as controller:
        with progress_line() as show:
            plan = controller.preview_import(file, kind, on_progress=show)
        with closing(plan), progress_line() as show:
            changes = not dry_run and not plan.preview.is_empty
            preview = controller.import_sessions(plan, show).preview if changes else plan.preview
        _print(controller, preview, dry_run=dry_run)
    if preview.left_out and not (preview.added or preview.duplicates):
        raise typer.Exit(1)


def _format(text: str | None, possible: Sequence[Format]) -> Format | None:
    """The format that is named; only those that are possible are listed if it is none."""
    if text is None:
        return None
    try:
        return Format(text)
    except ValueError:
        words = _(NONE_OF).format(value=repr(text[:40]), choices=", ".join(map(repr, map(str, possible))))
        raise typer.BadParameter(words, param_hint="'--format'") from None


def _print(controller: Controller, preview: ImportPreview, *, dry_run: bool) -> None:
    told = imports.would_import(preview) if dry_run else imports.imported(preview)
    print_line(" ".join(told))
    if dry_run:
        print_line(imports.about(preview))
        titles = {quest.id: quest.title for quest in controller.list_quests()}
        print_table(
            (wording.shortened(match.title), "→", wording.shortened(imports.quest_of(match, titles)))
            for match in preview.quests
        )
    for reason in preview.reasons[:MOST_TOLD]:
        print_warning(imports.left_out(reason))
    if preview.left_out > MOST_TOLD:
        print_warning(imports.more_left_out(preview.left_out - MOST_TOLD))
