"""What the composition root lends to the doors, so that none of them builds it, and tests can lend other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from focus_desktop.api_token import ApiToken
    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller

    Serve = Callable[[Controller, int], AbstractContextManager[str]]
    """Serves the HTTP API at a port while the context lasts; yields its address. May raise FocusError."""


@dataclass(frozen=True)
class AppServices:
    """Nothing here is built before it is asked for: what a door does not need costs it nothing."""

    clock: Clock
    open_controller: Callable[[], Controller]
    """Opens the store; the caller closes what it gets. May raise StoreUnavailable."""
    settings_file: Path
    token: Callable[[], ApiToken]
    serve: Serve
    resource: Callable[[str], Path]
    """Where a file of `resources/` is."""
