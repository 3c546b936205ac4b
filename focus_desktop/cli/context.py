"""What the commands work with: the services that the composition root lends, and the open controller."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop import refusals
from focus_desktop.cli.output import print_warning
from focus_desktop.model.errors import NothingRuns, Refusal
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import typer

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from focus_desktop.launch import Launch
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings


@dataclass(frozen=True)
class Lent:
    """What the commands are given to work with."""

    services: AppServices
    open_window: Callable[[Launch], int]


def lent(context: typer.Context) -> Lent:
    """What this run of the command line was given."""
    assert isinstance(context.obj, Lent)
    return context.obj


def services(context: typer.Context) -> AppServices:
    """The services of the composition root."""
    return lent(context).services


def opened(context: typer.Context) -> AbstractContextManager[Controller]:
    """The open controller; it is closed at the end of the `with` block."""
    return closing(services(context).open_controller())


def saved_settings(context: typer.Context) -> Settings:
    """The settings that the user has chosen in the window."""
    return SettingsFile(services(context).settings_file).current


def tell_settings_problem(context: typer.Context) -> None:
    """Print on the error output why not all settings can be used, if that is so."""
    problem = SettingsFile(services(context).settings_file).problem
    if problem is not None:
        print_warning(refusals.sentence(problem))


def day_start_hour(context: typer.Context) -> int:
    """The local hour at which the user's day begins, 0 to 23."""
    return saved_settings(context).day_start_hour


def running_session(controller: Controller) -> SessionRecord:
    """The active session. Completes it first if its time is up.

    Raises NothingRuns if none is active, StoreUnavailable if it cannot be read.
    """
    controller.complete_due_session()
    record = controller.active_session()
    if record is None:
        controller.check_active_session()
        raise NothingRuns(Refusal.NOTHING_RUNS)
    return record
