"""The command line without a command: opens the window."""

from importlib.metadata import version
from typing import Annotated

import typer

from focus_desktop import paths
from focus_desktop.cli import options
from focus_desktop.cli.context import lent, tell_settings_problem
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.launch import Launch
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES

HELP = N_("Focus sessions on the desktop. Without a command: the window.")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version(paths.APP_NAME))
        raise typer.Exit


def main(
    context: typer.Context,
    minimized: Annotated[
        bool, typer.Option("--minimized", help=N_("Start in the tray, without the window."))
    ] = False,
    start: Annotated[
        int | None,
        typer.Option(
            "--start",
            min=SHORTEST_MINUTES,
            max=LONGEST_MINUTES,
            metavar=options.MINUTES,
            help=N_("Start a session of so many minutes in the app."),
        ),
    ] = None,
    start_last: Annotated[
        bool, typer.Option("--start-last", help=N_("Start the last session again in the app."))
    ] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help=N_("Complete the session that runs in the app."))
    ] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=N_("Print the version."))
    ] = False,
) -> None:
    """Open the window, unless there is a command."""
    launch = Launch(minimized=minimized, start=start, start_last=start_last, complete=complete)
    if context.invoked_subcommand is not None:
        if launch != Launch():
            raise typer.BadParameter(_("An option for the window goes without a command."))
        tell_settings_problem(context)
        return
    if (start is not None) + start_last + complete > 1:
        raise typer.BadParameter(_("Use only one of --start, --start-last and --complete."))
    raise typer.Exit(lent(context).open_window(launch))
