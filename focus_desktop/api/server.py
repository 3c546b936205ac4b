"""Serves the API on the loopback, on a thread of its own that wakes up for requests only."""

import asyncio
import errno
import logging
import os
import socket
import threading
from importlib.metadata import version
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from focus_desktop.api import routes
from focus_desktop.api.security import LARGEST_HEAD, Guard
from focus_desktop.api_token import ApiToken
from focus_desktop.clock import Clock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import PortUnavailable, Refusal

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
HEAD_LIMIT_S = 10.0
"""Seconds within which they must have arrived."""
MOST_CONNECTIONS = 256
CLOSING_LIMIT_S = 1
"""Seconds that requests may take to end once the server is to stop."""


class ApiServer:
    """Serves from `start` to `stop`."""

    def __init__(self, controller: Controller, token: ApiToken, clock: Clock, port: int) -> None:
        """A `port` of 0 lets the system choose; `address` tells."""
        self._controller = controller
        self._token = token
        self._clock = clock
        self._port = port
        self._server: _WaitingServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it serves, for instance `http://127.0.0.1:8722`."""
        return f"http://{LOOPBACK}:{self._port}"

    def start(self) -> None:
        """Serve from now on. Raises PortUnavailable, and TokenUnavailable before anything is served."""
        self._token.current()
        listener = _listener(self._port)
        self._port = listener.getsockname()[1]
        api = routes.build(self._controller, version("focus-desktop"))
        guard = Guard(api, self._token.current, self._port, self._clock)
        self._server = _WaitingServer(_config(guard))
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="api", daemon=True)
        self._thread.start()
        self._server.serving.wait()
        log.info("serving at %s", self.address)

    def stop(self) -> None:
        """Serve no more; requests that are under way are answered first."""
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join()
            self._server = None


class _WaitingServer(uvicorn.Server):
    """uvicorn looks ten times a second whether it is to stop; this one is told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serving = threading.Event()
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Wait until `stop` is called."""
        self._loop = asyncio.get_running_loop()
        self.serving.set()
        await self._stop.wait()

    def stop(self) -> None:
        """Stop serving; callable from any thread."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)


class _ImpatientProtocol(H11Protocol):
    """Hangs up on those who do not send a whole request head in time. Keeps no log of requests."""

    _patience: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False  # uvicorn logs whenever the root logger does, whatever its config says.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as its parent
        super().connection_made(transport)
        self._expect_head()

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr] # None at first
            self._expect_head()
        elif self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._patience is not None:
            self._patience.cancel()

    def _expect_head(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(HEAD_LIMIT_S, self.transport.close)


def _config(guard: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        guard,
        http=_ImpatientProtocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        date_header=False,  # The guard sets it; uvicorn would wake up each second to renew it.
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_graceful_shutdown=CLOSING_LIMIT_S,
    )


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # A port that was served a moment ago can be served again; on Windows this would share it.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        used = error.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)}
        code = Refusal.PORT_IN_USE if used else Refusal.PORT_UNUSABLE
        raise PortUnavailable(code, port=port, cause=error.strerror) from error
    return listener
