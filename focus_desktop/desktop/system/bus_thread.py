"""A thread for a D-Bus listener, which is loaded on it: asyncio and D-Bus take a tenth of a second."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.system.bus_listener import BusListener

CLOSING_LIMIT_S = 1.0
"""How long to wait for the thread to end."""


class BusThread:
    """Starts once, and ends once."""

    def __init__(self, name: str, load: Callable[[], BusListener]) -> None:
        """`load` imports and makes the listener; it is called on the thread."""
        self._load = load
        self._listener: BusListener | None = None
        self._starting = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._listen, name=name, daemon=True)

    def start(self) -> None:
        """Begin to listen; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        with self._starting:
            self._closed = True
            if self._listener is not None:
                self._listener.stop()
        self._thread.join(CLOSING_LIMIT_S)  # It must not outlive the interpreter.

    def _listen(self) -> None:
        with self._starting:
            if self._closed:
                return
            self._listener = self._load()
        self._listener.listen()
