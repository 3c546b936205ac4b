"""Commands on the running session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from focus_desktop import wording
from focus_desktop.cli import options
from focus_desktop.cli.context import opened, running_session, saved_settings, services
from focus_desktop.cli.options import AsJson  # noqa: TC001 — Typer reads the annotations
from focus_desktop.cli.output import documented, documented_status, print_json, print_line
from focus_desktop.cli.time_keeping import headless_timer
from focus_desktop.cli.translated_typer import Command
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.timer_display import session_display

if TYPE_CHECKING:
    from focus_desktop.clock import Clock
    from focus_desktop.model.record import SessionRecord

DEFAULT_MINUTES = 25

commands = typer.Typer()


@commands.command(cls=Command, help=N_("Start a focus session."))
def start(
    context: typer.Context,
    *,
    minutes: Annotated[
        int | None,
        typer.Option(
            metavar=options.MINUTES, help=N_("The target: 1 to 1440."), show_default=str(DEFAULT_MINUTES)
        ),
    ] = None,
    quest: Annotated[
        str | None,
        typer.Option(metavar=options.QUEST, help=N_("The title or id of the quest it is for.")),
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar=options.TEXT, help=N_("What it is about."))
    ] = None,
    flow: Annotated[
        bool, typer.Option("--flow", help=N_("No target and no alarm: until you end it."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Start a focus session."""
    if flow and minutes is not None:
        raise typer.BadParameter(_("Use either --minutes or --flow, which has no target."))
    with opened(context) as controller:
        quest_id = None if quest is None else controller.quest_called(quest).id
        preferred = saved_settings(context).time_up
        time_up = TimeUp.FLOW if flow else TimeUp(preferred)
        target = DEFAULT_MINUTES if minutes is None else minutes
        session = controller.start_session(target, quest_id, description, time_up)
        if as_json:
            print_json(documented(session))
        else:
            print_line(_started(controller.active_session(), session.duration_minutes, flow=flow))


@commands.command(cls=Command, help=N_("Let the running session stand still until it is resumed."))
def pause(context: typer.Context) -> None:
    """Pause the running session."""
    with opened(context) as controller:
        record = running_session(controller)
        controller.pause_session(record.id)
        # Translators: {time} is the time and what the session is about, as in "15:00 left · Read".
        print_line(_("Paused, {time}.").format(time=_time_left(record, services(context).clock)))


@commands.command(cls=Command, help=N_("Let a paused session go on."))
def resume(context: typer.Context) -> None:
    """Resume the paused session."""
    with opened(context) as controller:
        record = running_session(controller)
        controller.resume_session(record.id)
        # Translators: {time} is the time and what the session is about, as in "15:00 left · Read".
        print_line(_("Resumed, {time}.").format(time=_time_left(record, services(context).clock)))


@commands.command(cls=Command, help=N_("Give the running session more minutes."))
def extend(
    context: typer.Context,
    minutes: Annotated[int, typer.Option(metavar=options.MINUTES, help=N_("How many more: 1 or more."))] = 5,
) -> None:
    """Extend the running session."""
    with opened(context) as controller:
        controller.extend_session(running_session(controller).id, minutes)
        time = _time_left(running_session(controller), services(context).clock)
        # Translators: {time} is the time and what the session is about, as in "15:00 left · Read".
        print_line(_("Extended, {time}.").format(time=time))


@commands.command(cls=Command, help=N_("Complete the running session before its time is up."))
def complete(context: typer.Context) -> None:
    """Complete the running session."""
    time = _end(context, SessionStatus.COMPLETED)
    # Translators: {time} is the time worked and what the session is about, as in "7 min · Read".
    print_line(_("Completed after {time}.").format(time=time))


@commands.command(cls=Command, help=N_("Give the running session up; the worked minutes are kept."))
def cancel(context: typer.Context) -> None:
    """Cancel the running session."""
    time = _end(context, SessionStatus.CANCELLED)
    # Translators: {time} is the time worked and what the session is about, as in "7 min · Read".
    print_line(_("Cancelled after {time}.").format(time=time))


@commands.command(cls=Command, help=N_("Tell what is running and how much time is left."))
def status(
    context: typer.Context,
    as_json: AsJson = False,
    follow: Annotated[
        bool,
        typer.Option("--follow", help=N_("Print a line of JSON now, after every change and every minute.")),
    ] = False,
) -> None:
    """Print how the running session stands."""
    clock = services(context).clock
    with opened(context) as controller:
        if follow:
            for record in headless_timer(controller, clock).updates():
                print_json(documented_status(record, clock))
            return
        controller.complete_due_session()
        record = controller.active_session()
    if as_json:
        print_json(documented_status(record, clock))
    else:
        print_line(_status(record, clock))


def _started(record: SessionRecord | None, minutes: int, *, flow: bool) -> str:
    # Translators: A session without a planned end, as in "Started flow · Read."
    length = _("flow") if flow else wording.minutes(minutes)
    # Translators: {session} is its length and what it is about, as in "25 min · Read".
    return _("Started {session}.").format(session=wording.listed(length, _subject(record)))


def _end(context: typer.Context, status: SessionStatus) -> str:
    """End the running session; how long it was and what it was about."""
    with opened(context) as controller:
        record = running_session(controller)
        controller.update_session(record.id, status=status)
        now = record.time(services(context).clock.read())
    return wording.listed(wording.duration(record.focused(now)), _subject(record))


def _status(record: SessionRecord | None, clock: Clock) -> str:
    if record is None:
        return wording.nothing_runs()
    time = _time_left(record, clock)
    return wording.paused_time(time) if record.is_paused else time


def _time_left(record: SessionRecord, clock: Clock) -> str:
    display = session_display(record, record.time(clock.read()))
    return wording.listed(display.ticking, _subject(record))


def _subject(record: SessionRecord | None) -> str:
    return wording.shortened(wording.subject(record)) if record else ""
