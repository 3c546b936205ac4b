"""What the composition root passes to the interfaces: window, command line and HTTP API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.api_token import ApiToken
    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from focus_desktop.data_place import DataPlace
    from focus_desktop.model.todays_work import DayDone

    Serve = Callable[[Controller, int], AbstractContextManager[str]]
    """Serves the HTTP API on a port while the context lasts; yields its address. Raises FocusError."""


@dataclass(frozen=True)
class AppServices:
    """Mostly functions that build a part when they are called: what is not used costs nothing.

    Tests pass their own.
    """

    clock: Clock
    open_controller: Callable[[], Controller]
    """Opens the store; the caller must close the controller. Raises StoreUnavailable."""
    day_done: Callable[[datetime, datetime], DayDone | None]
    """Returns what was done between two moments, before the store is open; None if that takes more."""
    settings_file: Path
    database_place: Callable[[], str]
    """Returns where the data is, for people: a path, or the URL of a database without its password."""
    data_place: Callable[[], DataPlace]
    backups: Callable[[], Backups]
    token: Callable[[], ApiToken]
    serve: Serve
    resource: Callable[[str], Path]
    """Returns the path of a file in `resources/`, for instance `icons/tray.svg`."""
