"""Serves the API on 127.0.0.1, on a thread of its own that wakes up only for requests."""

import asyncio
import errno
import logging
import os
import socket
import threading
from collections.abc import Callable
from importlib.metadata import version

import uvicorn

from focus_desktop.api import routes
from focus_desktop.api.connection import MOST_ACCEPTED, GuardedConnection
from focus_desktop.api.security import LARGEST_HEAD, Guard
from focus_desktop.api_token import ApiToken
from focus_desktop.clock import Clock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import PortUnavailable, Refusal
from focus_desktop.settings import Settings

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
MOST_WAITING = 1024
"""Connections that the system keeps until they are accepted; others must try again a second later."""
CLOSING_LIMIT_S = 1
"""Seconds that requests may go on after `ApiServer.stop` is called."""


class ApiServer:
    """Serves the API from `start` to `stop`; may be started again."""

    def __init__(
        self,
        controller: Controller,
        token: ApiToken,
        clock: Clock,
        port: int,
        settings: Callable[[], Settings] = Settings,
    ) -> None:
        """With a `port` of 0 the system chooses one in `start`; `address` contains it.

        `settings` returns what the user prefers when it is called; the defaults if it is not given.
        """
        self._controller = controller
        self._token = token
        self._clock = clock
        self._port = port
        self._settings = settings
        self._server: _WaitingServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """The URL of the server, for instance `http://127.0.0.1:8722`."""
        return f"http://{LOOPBACK}:{self._port}"

    def start(self) -> None:
        """Start to serve. Raises PortUnavailable, and TokenUnavailable if the token cannot be read."""
        self._token.current()
        listener = _listening_socket(self._port)
        self._port = listener.getsockname()[1]
        api = routes.build(self._controller, version("focus-desktop"), self._settings)
        guard = Guard(api, self._token.current, self._port, self._clock)
        self._server = _WaitingServer(_config(guard))
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="api", daemon=True)
        self._thread.start()
        self._server.serving.wait()
        listener.listen(MOST_WAITING)  # asyncio has set it to what it accepts at once.
        log.info("serving at %s", self.address)

    def stop(self) -> None:
        """Stop serving, after the running requests have ended or `CLOSING_LIMIT_S` has passed."""
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join()
            self._server = None


class _WaitingServer(uvicorn.Server):
    """Waits until `stop` is called. uvicorn's own server wakes up ten times a second to check a flag."""

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


def _config(guard: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        guard,
        http=GuardedConnection,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level=logging.ERROR,  # It warns of what anybody can send.
        proxy_headers=False,
        server_header=False,
        date_header=False,  # The guard adds it; uvicorn would wake up each second to update it.
        backlog=MOST_ACCEPTED,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_graceful_shutdown=CLOSING_LIMIT_S,
    )


def _listening_socket(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Without this, a port can be used again only minutes after the server has stopped. Windows
        # needs no such option, and there it would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        is_used = error.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)}
        code = Refusal.PORT_IN_USE if is_used else Refusal.PORT_UNUSABLE
        raise PortUnavailable(code, port=port, cause=error.strerror) from error
    return listener
