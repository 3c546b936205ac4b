"""Commands that make backups, list them and restore them."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 — Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop import wording
from focus_desktop.cli.context import opened, services
from focus_desktop.cli.exchange_commands import FILE
from focus_desktop.cli.options import AsJson  # noqa: TC001 — as above
from focus_desktop.cli.output import print_json, print_line, print_table
from focus_desktop.cli.progress import progress_line
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.wording import backups as words

if TYPE_CHECKING:
    from focus_desktop.model.backup import Backup

commands = typer.Typer()


@commands.command(cls=Command, help=N_("Back up the data, to the folder for backups or to a file."))
def backup(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar=FILE, help=N_("It is replaced if it is there."))
    ] = None,
) -> None:
    """Back up the data."""
    with opened(context):
        pass  # What cannot be opened is told as such, and is no backup.
    with progress_line() as show:
        if file is not None:
            services(context).backups().copy_to(file, show)
            print_line(words.made(str(file)))
            return
        made = services(context).backups().make_by_hand(show)
    print_line(words.made(str(made.file)))


@commands.command(cls=Command, help=N_("List the backups, the newest first."))
def backups(context: typer.Context, as_json: AsJson = False) -> None:
    """List the backups."""
    kept = services(context).backups()
    found = kept.all()
    if as_json:
        print_json([_documented(one) for one in found])
        return
    if not found:
        print_line(_("No backups yet in {folder}.").format(folder=kept.folder))
        return
    print_table(
        (wording.date(one.made_at), wording.clock_time(one.made_at), words.content(one), str(one.file))
        for one in found
    )


@commands.command(cls=Command, help=N_("Put a backup in the place of the data, which is kept as well."))
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=FILE, help=N_("A backup: `backups` lists them."))],
) -> None:
    """Restore a backup."""
    with progress_line() as show:
        done = services(context).backups().restore(file, show)
    print_line(words.restored(file.name))
    if done.backup is not None:
        print_line(words.kept_as(str(done.backup.file)))
    if done.set_aside is not None:
        print_line(words.kept_as(str(done.set_aside)))


def _documented(one: Backup) -> dict[str, object]:
    return {
        "file": str(one.file),
        "made_at": one.made_at.isoformat(),
        "reason": one.reason.value,
        "sessions": one.sessions,
        "focused_seconds": round(one.focused.total_seconds()),
        "last_session_at": None if one.last_session_at is None else one.last_session_at.isoformat(),
    }
