"""The command that moves the data to a database server, or back."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop.cli.context import opened, services
from focus_desktop.cli.output import print_line, print_warning
from focus_desktop.cli.progress import progress_line
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.settings_file import SettingsFile
from focus_desktop.wording import moving as words

if TYPE_CHECKING:
    from focus_desktop.data_place import DataPlace
    from focus_desktop.model.database_server import DatabaseServer
    from focus_desktop.model.moved import Moved

HERE = "here"
# Translators: Stands for what an option takes, as in "--to ADDRESS". In capital letters.
ADDRESS = N_("ADDRESS")
ASKS_FOR_PASSWORD = {StoreProblem.PASSWORD_MISSING, StoreProblem.PASSWORD_WRONG}

commands = typer.Typer()


@commands.command(
    cls=Command,
    help=N_("Move all data to a PostgreSQL server, or back to this computer, and use it there."),
    epilog=N_(
        "The password is asked for, and kept in the system's keyring; PGPASSWORD and ~/.pgpass count, too. "
        "What is moved stays where it was, too."
    ),
)
def move(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Option(
            metavar=ADDRESS,
            help=N_("As postgresql://user@host/name?sslmode=verify-full, without a password; or `here`."),
        ),
    ],
    without_data: Annotated[
        bool, typer.Option("--without-data", help=N_("Move nothing; use what is there from now on."))
    ] = False,
) -> None:
    """Move the data, and use it where it is then."""
    from focus_desktop.data_place import parsed_address  # noqa: PLC0415 — for this command only

    place = services(context).data_place()
    if place.is_forced:
        raise StoreUnavailable(StoreProblem.PLACE_IS_FORCED)
    server = None if to == HERE else parsed_address(to)
    if server is not None:
        _check(place, server)
    before = place.name
    moved = None if without_data else _moved(context, place, server)
    # Written before anything else can fail: from now on both places have the data.
    url = None if server is None else server.url()
    try:
        SettingsFile(services(context).settings_file).change(database_server=url)
    except OSError as error:
        raise StoreUnavailable(StoreProblem.PLACE_NOT_SAVED, place=before) from error
    if server is None:
        place.use_this_computer()
    for line in [words.used(place.name)] if moved is None else words.moved(moved, before, place.name):
        print_line(line)
    print_line(_("An app or `serve` that is open has to be opened again to use it."))


def _check(place: DataPlace, server: DatabaseServer) -> None:
    """Tell that the server can be used; ask for the password if it is needed. Raises StoreUnavailable."""
    password = None
    try:
        facts = place.check(server, None)
    except StoreUnavailable as error:
        if error.reason not in ASKS_FOR_PASSWORD or not sys.stdin.isatty():
            raise
        password = getpass.getpass(_("Password of {account}: ").format(account=server.account))
        facts = place.check(server, password)
    for line in words.works(facts):
        print_line(line)
    if password is not None and not place.keep_password(server, password):
        print_warning(words.no_keyring())


def _moved(context: typer.Context, place: DataPlace, server: DatabaseServer | None) -> Moved:
    with opened(context) as controller, progress_line() as show:
        if server is None:
            return controller.move_to_file(place.usual_file, show)
        return controller.move_to_server(place.url_of(server), show)
