"""Starts and stops the HTTP API of the desktop app, without making the window wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from focus_desktop.app_services import Serve
    from focus_desktop.controller import Controller

CLOSING_LIMIT_S = 5.0
"""Seconds that `close` waits at most."""


class LocalApi(QObject):
    """Starts and stops the server on other threads, and signals the outcome."""

    served = Signal(str)
    """The API is served now. The argument is its address."""
    stopped = Signal()
    """The API is not served any more."""
    refused = Signal(object)
    """The API cannot be served. The argument is the FocusError."""

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._serve = serve
        self._serving: AbstractContextManager[str] | None = None
        self._change_thread: threading.Thread | None = None

    def serve(self, controller: Controller, port: int) -> None:
        """Serve on this port from now on, and on no other; returns at once."""
        self._change(lambda: self._start(controller, port))

    def stop(self) -> None:
        """Stop serving; returns at once."""
        self._change(self._end)

    def close(self) -> None:
        """Stop serving without a signal, and wait until the server has stopped."""
        self.blockSignals(True)
        if self._change_thread is not None:
            self.stop()
            self._change_thread.join(CLOSING_LIMIT_S)

    def _change(self, act: Callable[[], None]) -> None:
        """Call `act` on a new thread, after the change before: importing FastAPI takes half a second."""
        before = self._change_thread

        def change() -> None:
            if before is not None:
                before.join()
            act()

        self._change_thread = threading.Thread(target=change, name="local api", daemon=True)
        self._change_thread.start()

    def _start(self, controller: Controller, port: int) -> None:
        self._end()
        serving = self._serve(controller, port)
        try:
            address = serving.__enter__()
        except FocusError as error:
            self.refused.emit(error)
        else:
            self._serving = serving
            self.served.emit(address)

    def _end(self) -> None:
        if self._serving is not None:
            self._serving.__exit__(None, None, None)
            self._serving = None
        self.stopped.emit()
