"""The command-line door. Each command hands over to the controller and prints what comes of it."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

import typer

from focus_desktop import paths, refusals, wording
from focus_desktop.launch import Launch
from focus_desktop.model.errors import FocusError, NotFound, NothingRuns, Refusal
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.limits import HIGHEST_PORT, LONGEST_MINUTES, LONGEST_PAGE, SHORTEST_MINUTES
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp
from focus_desktop.settings import API_PORT, SettingsFile
from focus_desktop.timer_display import session_display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from focus_desktop.app_services import AppServices
    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.headless_timer import HeadlessTimer
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord


DEFAULT_MINUTES = 25


@dataclass(frozen=True)
class Lent:
    """What the commands are given to work with."""

    services: AppServices
    open_window: Callable[[Launch], int]


def run(arguments: Sequence[str], services: AppServices, open_window: Callable[[Launch], int]) -> int:
    """Do one command; `open_window` opens it and stays until the user quits.

    The exit status: 0, 1 for a refused request, 2 for wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Not every console can show every title.
            stream.reconfigure(errors="replace")
    try:
        command(list(arguments), prog_name=paths.APP_NAME, obj=Lent(services, open_window))
    except FocusError as error:
        typer.echo(wording.printable(refusals.sentence(error)), err=True)
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


command = typer.Typer(
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]}
)
quest_command = typer.Typer(help="Add, edit or delete a quest.", no_args_is_help=True)
command.add_typer(quest_command, name="quest")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
QuestName = Annotated[str, typer.Argument(metavar="QUEST", help="The quest's title or id.")]
Target = Annotated[int, typer.Option(help="The goal: 1 or more.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version(paths.APP_NAME))
        raise typer.Exit


@command.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    minimized: Annotated[
        bool, typer.Option("--minimized", help="Start in the tray, without the window.")
    ] = False,
    start: Annotated[
        int | None,
        typer.Option(
            "--start",
            min=SHORTEST_MINUTES,
            max=LONGEST_MINUTES,
            metavar="MINUTES",
            help="Start a session of so many minutes in the app.",
        ),
    ] = None,
    start_last: Annotated[
        bool, typer.Option("--start-last", help="Start the last session again in the app.")
    ] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="Complete the session that runs in the app.")
    ] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Focus sessions on the desktop. Without a command: the window."""
    launch = Launch(minimized=minimized, start=start, start_last=start_last, complete=complete)
    if context.invoked_subcommand is not None:
        if launch != Launch():
            raise typer.BadParameter("An option for the window goes without a command.")
        return
    if (start is not None) + start_last + complete > 1:
        raise typer.BadParameter("Use only one of --start, --start-last and --complete.")
    raise typer.Exit(_lent(context).open_window(launch))


@command.command()
def start(
    context: typer.Context,
    *,
    minutes: Annotated[
        int | None,
        typer.Option(
            help=f"The target: {SHORTEST_MINUTES} to {LONGEST_MINUTES}.", show_default=str(DEFAULT_MINUTES)
        ),
    ] = None,
    quest: Annotated[str | None, typer.Option(help="The title or id of the quest it is for.")] = None,
    description: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    flow: Annotated[bool, typer.Option("--flow", help="No target and no alarm: until you end it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Start a focus session."""
    if flow and minutes is not None:
        raise typer.BadParameter("Use either --minutes or --flow, which has no target.")
    with _opened(context) as controller:
        quest_id = None if quest is None else controller.quest_called(quest).id
        preferred = SettingsFile(_services(context).settings_file).current.time_up
        time_up = TimeUp.FLOW if flow else TimeUp(preferred)
        target = DEFAULT_MINUTES if minutes is None else minutes
        session = controller.start_session(target, quest_id, description, time_up)
        if as_json:
            _print_json(_documented(session))
        else:
            length = wording.FLOW.lower() if flow else f"{session.duration_minutes} min"
            _print(f"Started {_about(controller.active_session(), length)}.")


@command.command()
def pause(context: typer.Context) -> None:
    """Let the running session stand still until it is resumed."""
    with _opened(context) as controller:
        record = _running(controller)
        controller.pause_session(record.id)
        _print(f"Paused, {_time_left(record, _services(context).clock)}.")


@command.command()
def resume(context: typer.Context) -> None:
    """Let a paused session go on."""
    with _opened(context) as controller:
        record = _running(controller)
        controller.resume_session(record.id)
        _print(f"Resumed, {_time_left(record, _services(context).clock)}.")


@command.command()
def extend(
    context: typer.Context,
    minutes: Annotated[int, typer.Option(help="How many more: 1 or more.")] = 5,
) -> None:
    """Give the running session more minutes."""
    with _opened(context) as controller:
        controller.extend_session(_running(controller).id, minutes)
        _print(f"Extended, {_time_left(_running(controller), _services(context).clock)}.")


@command.command()
def complete(context: typer.Context) -> None:
    """Complete the running session before its time is up."""
    _end(context, SessionStatus.COMPLETED)


@command.command()
def cancel(context: typer.Context) -> None:
    """Give the running session up; the worked minutes are kept."""
    _end(context, SessionStatus.CANCELLED)


@command.command()
def status(
    context: typer.Context,
    as_json: AsJson = False,
    follow: Annotated[
        bool,
        typer.Option("--follow", help="Print a line of JSON now, after every change and every minute."),
    ] = False,
) -> None:
    """Tell what is running and how much time is left."""
    services = _services(context)
    with _opened(context) as controller:
        if follow:
            for record in _keeper(controller, services.clock).updates():
                _print_json(_status(record, services.clock))
            return
        controller.complete_due_session()
        record = controller.active_session()
        if as_json:
            _print_json(_status(record, services.clock))
        else:
            paused = "Paused, " if record is not None and record.is_paused else ""
            _print(paused + _time_left(record, services.clock) if record else wording.NOTHING_RUNS)


@command.command()
def history(
    context: typer.Context,
    quest: Annotated[str | None, typer.Option(help="Only sessions for this quest: its title or id.")] = None,
    status: Annotated[SessionStatus | None, typer.Option(help="Only sessions of this status.")] = None,
    limit: Annotated[int, typer.Option(help=f"At most so many: 1 to {LONGEST_PAGE}.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List sessions, newest first."""
    services = _services(context)
    with _opened(context) as controller:
        controller.complete_due_session()
        quest_id = None if quest is None else controller.quest_called(quest).id
        records = controller.history(quest_id, status, limit)
        _tell_unreadable(controller)
    if as_json:
        _print_json([_documented(record.session) for record in records])
        return
    if not records:
        _print("No such session." if quest or status else "No sessions yet.")
    reading = services.clock.read()
    _print_table(
        (
            wording.day_and_time(record.session.started_at, reading.wall),
            wording.worked(record, record.time(reading)),
            f"of {record.session.duration_minutes} min",
            wording.state(record),
            wording.shortened(wording.subject(record)),
            str(record.id),
        )
        for record in records
    )


@command.command()
def delete(
    context: typer.Context,
    session_id: Annotated[str, typer.Argument(metavar="ID", help="The session's id; `history` shows it.")],
) -> None:
    """Delete a session for good."""
    known = parsed_id(session_id)
    if known is None:
        raise NotFound(Refusal.NO_SESSION_OF_THIS_TEXT, id=session_id)
    with _opened(context) as controller:
        controller.delete_session(known)


@command.command()
def quests(context: typer.Context, as_json: AsJson = False) -> None:
    """List the quests."""
    with _opened(context) as controller:
        found = controller.list_quests()
        _tell_unreadable(controller)
    if as_json:
        _print_json([_documented(quest) for quest in found])
        return
    if not found:
        _print(f"No quests yet; `{paths.APP_NAME} quest add TITLE` adds one.")
    _print_table(
        (
            wording.shortened(quest.title),
            f"{quest.current_value} of {quest.target_value}",
            quest.status,
            str(quest.id),
        )
        for quest in found
    )


@quest_command.command("add")
def add_quest(context: typer.Context, title: str, target: Target = 1) -> None:
    """Add a quest; prints its id."""
    with _opened(context) as controller:
        _print(str(controller.add_quest(title, target).id))


@quest_command.command("edit")
def edit_quest(
    context: typer.Context,
    quest: QuestName,
    *,
    title: Annotated[str | None, typer.Option(help="A new title.")] = None,
    status: Annotated[QuestStatus | None, typer.Option(help="Where it stands.")] = None,
    current: Annotated[int | None, typer.Option(help="The progress: 0 or more.")] = None,
    target: Annotated[int | None, typer.Option(help="The goal: 1 or more.")] = None,
) -> None:
    """Change a quest."""
    changes = {"title": title, "status": status, "current_value": current, "target_value": target}
    given = {name: value for name, value in changes.items() if value is not None}
    if not given:
        raise typer.BadParameter("Say what to change: --title, --status, --current or --target.")
    with _opened(context) as controller:
        controller.edit_quest(controller.quest_called(quest).id, **given)


@quest_command.command("delete")
def delete_quest(context: typer.Context, quest: QuestName) -> None:
    """Delete a quest; its sessions stay."""
    with _opened(context) as controller:
        controller.delete_quest(controller.quest_called(quest).id)


@command.command()
def check(context: typer.Context) -> None:
    """Look whether the data is sound, and tell where everything is."""
    with _opened(context) as controller:
        store = controller.check_store()
        unreadable = controller.unreadable_rows()
    _print_table(
        (
            (wording.APP_TITLE, version(paths.APP_NAME)),
            ("data", store.place),
            ("database", f"{store.engine}, schema {store.schema}"),
            ("settings", str(_services(context).settings_file)),
            ("log", str(paths.log_file())),
        )
    )
    for row in unreadable:
        typer.echo(wording.printable(refusals.sentence(row.problem(store.place))), err=True)
    if unreadable:
        raise typer.Exit(1)
    _print("The data is sound.")


@command.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=HIGHEST_PORT, help="A port of this computer.")] = API_PORT,
) -> None:
    """Serve the HTTP API to this computer until Ctrl-C."""
    services = _services(context)
    with _opened(context) as controller, services.serve(controller, port) as address:
        keeper = _keeper(controller, services.clock)
        _print(f"Serving {address} until Ctrl-C; `{paths.APP_NAME} token` prints the token.")
        for _ in keeper.updates():
            pass


@command.command()
def token(
    context: typer.Context,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Make a new one; the old one counts no more.")
    ] = False,
) -> None:
    """Print the secret that the HTTP API asks for."""
    secret = _services(context).token()
    _print(secret.rotate() if rotate else secret.current())


def _lent(context: typer.Context) -> Lent:
    assert isinstance(context.obj, Lent)
    return context.obj


def _services(context: typer.Context) -> AppServices:
    return _lent(context).services


def _opened(context: typer.Context) -> AbstractContextManager[Controller]:
    return closing(_services(context).open_controller())


def _end(context: typer.Context, status: SessionStatus) -> None:
    services = _services(context)
    with _opened(context) as controller:
        record = _running(controller)
        controller.update_session(record.id, status=status)
        worked = wording.duration(record.focused(record.time(services.clock.read())))
        _print(f"{wording.status(status)} {_about(record, f'after {worked}')}.")


def _running(controller: Controller) -> SessionRecord:
    controller.complete_due_session()
    record = controller.active_session()
    if record is None:
        raise NothingRuns(Refusal.NOTHING_RUNS)
    return record


def _keeper(controller: Controller, clock: Clock) -> HeadlessTimer:
    """A timekeeper that follows the other processes, too, and is stopped by Ctrl-C and SIGTERM."""
    from focus_desktop.headless_timer import HeadlessTimer  # noqa: PLC0415 — SQLModel is slow to import

    keeper = HeadlessTimer(controller, clock)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: keeper.stop())
    controller.watch_others()
    return keeper


def _tell_unreadable(controller: Controller) -> None:
    """Say on the error output that not everything is listed."""
    count = len(controller.unreadable_rows())
    if count:
        what = "1 entry cannot be read and is" if count == 1 else f"{count} entries cannot be read and are"
        typer.echo(f"{what} not listed; `{paths.APP_NAME} check` tells more.", err=True)


def _about(record: SessionRecord | None, words: str) -> str:
    subject = wording.shortened(wording.subject(record)) if record else ""
    return f"{words} · {subject}" if subject else words


def _time_left(record: SessionRecord, clock: Clock) -> str:
    return _about(record, session_display(record, record.time(clock.read())).ticking)


def _status(record: SessionRecord | None, clock: Clock) -> dict[str, Any] | None:
    """The documented object and how its time stands; None if nothing runs."""
    if record is None:
        return None
    now = record.time(clock.read())
    return _documented(record.session) | {
        "remaining_seconds": wording.whole_seconds(record.remaining(now)),
        "focused_seconds": int(record.focused(now).total_seconds()),
        "paused": record.is_paused,
    }


def _documented(thing: FocusSession | Quest) -> dict[str, Any]:
    from focus_desktop.model.focus_session import FocusSession, FocusSessionPublic  # noqa: PLC0415 — as above
    from focus_desktop.model.quest import QuestPublic  # noqa: PLC0415

    shape = FocusSessionPublic if isinstance(thing, FocusSession) else QuestPublic
    return shape.model_validate(thing).model_dump(mode="json")


def _print(text: str) -> None:
    _write(wording.printable(text))


def _print_json(value: object) -> None:
    _write(json.dumps(value))  # ASCII, so that every console and pipe takes it.


def _print_table(rows: Iterable[Sequence[str]]) -> None:
    lines = [[wording.printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        _write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _write(line: str) -> None:
    try:
        typer.echo(line)
    except BrokenPipeError:
        raise  # Who read it has gone; Typer ends quietly.
    except OSError as error:
        # What is still to be written would fail again when the interpreter ends, and be its exit status.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise FocusError(Refusal.OUTPUT_LOST, cause=error.strerror) from error
