"""The command-line door: all commands together, and how one of them is run."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from focus_desktop import paths, refusals, wording
from focus_desktop.cli import (
    backup_commands,
    exchange_commands,
    history_commands,
    quest_commands,
    service_commands,
    session_commands,
    statistics_commands,
    window_command,
)
from focus_desktop.cli.context import Lent
from focus_desktop.cli.translated_typer import Group, translate_help
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import FocusError, StoreUnavailable
from focus_desktop.model.store_repair import remedies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from focus_desktop.app_services import AppServices
    from focus_desktop.launch import Launch

command = typer.Typer(
    cls=Group,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
command.callback(invoke_without_command=True, help=window_command.HELP)(window_command.main)
# In the order in which the help lists them.
for commands in (
    session_commands,
    history_commands,
    quest_commands,
    statistics_commands,
    exchange_commands,
    backup_commands,
    service_commands,
):
    command.add_typer(commands.commands)
command.add_typer(quest_commands.quest_command, name="quest")


def run(arguments: Sequence[str], services: AppServices, open_window: Callable[[Launch], int]) -> int:
    """Do one command; `open_window` opens the window and stays until the user quits.

    The exit status: 0, 1 for a refused request, 2 for wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Not every console can show every title.
            stream.reconfigure(errors="replace")
    try:
        translated_command()(list(arguments), prog_name=paths.APP_NAME, obj=Lent(services, open_window))
    except FocusError as error:
        typer.echo(wording.printable(_told(error)), err=True)
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _told(error: FocusError) -> str:
    """The sentence of an error, and the command that can do something about it, if there is one."""
    sentence = refusals.sentence(error)
    if isinstance(error, StoreUnavailable) and remedies(error.reason, is_own_place=True):
        # Translators: {command} is a command of this program.
        hint = _("`{command}` shows what can be done.").format(command=f"{paths.APP_NAME} check --repair")
        return f"{sentence} {hint}"
    return sentence


def translated_command() -> Any:
    """The whole command line as an object of Click's, with its help in the user's language."""
    made = get_command(command)
    translate_help(made)
    return made
