"""The HTTP API inside the window app: switched on and off without the window waiting for it."""

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


class LocalApi(QObject):
    """Serves on threads of the server's; what becomes of a wish is told by a signal."""

    served = Signal(str)
    """At this address."""
    stopped = Signal()
    refused = Signal(object)
    """The FocusError because of which it cannot be served."""

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._serve = serve
        self._serving: AbstractContextManager[str] | None = None
        self._changing: threading.Thread | None = None

    def serve(self, controller: Controller, port: int) -> None:
        """Serve at this port instead of where it is served now; returns at once."""
        self._change(lambda: self._start(controller, port))

    def stop(self) -> None:
        """Serve no more; returns at once."""
        self._change(self._end)

    def close(self) -> None:
        """Serve no more, tell no more, and wait until that is so."""
        self.blockSignals(True)
        if self._changing is not None:
            self.stop()
            self._changing.join(CLOSING_LIMIT_S)

    def _change(self, act: Callable[[], None]) -> None:
        """One change after the other, on a thread: FastAPI takes half a second to import."""
        before = self._changing

        def change() -> None:
            if before is not None:
                before.join()
            act()

        self._changing = threading.Thread(target=change, name="local api", daemon=True)
        self._changing.start()

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
