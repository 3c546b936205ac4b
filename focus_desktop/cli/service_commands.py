"""Commands on the data and on the HTTP API."""

import signal
from importlib.metadata import version
from typing import Annotated

import typer

from focus_desktop import paths, refusals, wording
from focus_desktop.cli.context import opened, services
from focus_desktop.cli.output import print_line, print_table, print_warning
from focus_desktop.cli.progress import stoppable_progress
from focus_desktop.cli.time_keeping import headless_timer
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.progress import Cancelled
from focus_desktop.settings import API_PORT

STOPPED = 128 + signal.SIGINT
"""The exit status after Ctrl+C, as shells have it."""

commands = typer.Typer()


@commands.command(cls=Command, help=N_("Look whether the data is sound, and tell where everything is."))
def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help=N_("If the data cannot be used, offer what can be done."))
    ] = False,
    set_aside: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ID"),
            help=N_("Take the unreadable entry with this id out of the data, and keep it in a file."),
        ),
    ] = None,
) -> None:
    """Check the data."""
    if set_aside is not None:
        _set_aside(context, set_aside)
        return
    try:
        with opened(context) as controller:
            with stoppable_progress() as show:
                store = controller.check_store(show)
            unreadable = controller.unreadable_rows()
    except Cancelled:
        print_warning(_("The check was stopped; nothing is known about the rest of the data."))
        raise typer.Exit(STOPPED) from None
    except StoreUnavailable as error:
        if not repair:
            raise
        from focus_desktop.cli.repair import repair as offer_repair  # noqa: PLC0415 — rarely needed

        offer_repair(context, error)
        return
    # Translators: As in "SQLite 3.45.1, schema 0002"; the schema is the version of the tables.
    database = _("{engine}, schema {schema}").format(engine=store.engine, schema=store.schema)
    print_table(
        (
            (wording.APP_TITLE, version(paths.APP_NAME)),
            # Translators: Stands before the place of the data, such as a file.
            (_("data"), store.place),
            # Translators: Stands before the name and the version of the database.
            (_("database"), database),
            # Translators: Stands before the path of the file with the settings.
            (_("settings"), str(services(context).settings_file)),
            # Translators: Stands before the path of the log file.
            (_("log"), str(paths.log_file())),
        )
    )
    for row in unreadable:
        typer.echo(wording.printable(refusals.sentence(row.problem(store.place))), err=True)
    if unreadable:
        raise typer.Exit(1)
    print_line(_("The data is sound."))


def _set_aside(context: typer.Context, row: str) -> None:
    with opened(context) as controller:
        file = controller.set_row_aside(controller.unreadable_row(row))
    # Translators: Of an entry of the data that could not be read; {file} is the path of a file.
    print_line(_("The entry was taken out of the data; it is kept in {file}.").format(file=file))


@commands.command(cls=Command, help=N_("Serve the HTTP API to this computer until Ctrl-C."))
def serve(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(min=1, max=65535, metavar=N_("PORT"), help=N_("A port of this computer."))
    ] = API_PORT,
) -> None:
    """Serve the HTTP API."""
    from focus_desktop.controller.daily_backup import DailyBackup  # noqa: PLC0415 — loads SQLAlchemy

    lent = services(context)
    with opened(context) as controller, lent.serve(controller, port) as address:
        timer = headless_timer(controller, lent.clock)
        daily = DailyBackup(lent.backups(), lambda error: print_warning(refusals.sentence(error)))
        daily.start()
        words = _("Serving {address} until Ctrl-C; `{command}` prints the token.")
        print_line(words.format(address=address, command=f"{paths.APP_NAME} token"))
        try:
            for _beat in timer.updates():
                pass
        finally:
            daily.stop()


@commands.command(cls=Command, help=N_("Print the secret that the HTTP API asks for."))
def token(
    context: typer.Context,
    rotate: Annotated[
        bool, typer.Option("--rotate", help=N_("Make a new one; the old one counts no more."))
    ] = False,
) -> None:
    """Print the token of the HTTP API."""
    secret = services(context).token()
    print_line(secret.rotate() if rotate else secret.current())
