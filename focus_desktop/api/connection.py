"""A connection of the HTTP server: what may be sent before a program has shown that it knows the token."""

import asyncio
from itertools import count
from typing import Any

import h11
from starlette.responses import JSONResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from focus_desktop.api.security import LARGEST_HEAD, PEER, TOO_LARGE_HEAD, Peer

HEAD_LIMIT_S = 10.0
"""Seconds within which path and headers of a request must arrive."""
MOST_STRANGERS = 128
"""Connections without the token that may be open at once; the next one takes the place of the oldest."""
MOST_ACCEPTED = 32
"""Connections that are accepted between two looks at what has arrived on others.

With several times as many strangers, a request has been read before its connection is the oldest.
"""

_numbers = count()


class GuardedConnection(H11Protocol):
    """Answers in JSON whatever it receives, logs no requests, and closes what strangers keep open.

    Strangers are the connections on which no request has had the token yet.
    """

    _head_timer: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False  # uvicorn logs requests whenever the root logger has a handler.
        self.peer = Peer()
        self.app_state = {PEER: self.peer}
        self.number = next(_numbers)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as its parent
        super().connection_made(transport)
        self._start_head_timer()
        strangers = self._strangers()
        if len(strangers) > MOST_STRANGERS:
            # At once: closing would wait until the stranger has read what was sent.
            min(strangers, key=lambda stranger: stranger.number).transport.abort()

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr] # None at first
            self._start_head_timer()
        elif self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._head_timer is not None:
            self._head_timer.cancel()

    def send_400_response(self, _: str) -> None:
        """Refuse what is not HTTP, unless the request has had its answer already; close the connection."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            is_long = len(self.conn.trailing_data[0]) > LARGEST_HEAD
            status, detail = (431, TOO_LARGE_HEAD) if is_long else (400, "This is no valid HTTP/1.1 request.")
            response = JSONResponse({"detail": detail}, status, {"connection": "close"})
            for event in (
                h11.Response(status_code=status, headers=response.raw_headers),
                h11.Data(data=bytes(response.body)),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
        if self.cycle is not None:  # It may still wait for a body, and must not answer too.
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _should_upgrade(self) -> bool:
        """Return False: the request is answered as any other. uvicorn would log a warning for each."""
        return False

    def _strangers(self) -> "list[GuardedConnection]":
        connections = [one for one in self.connections if isinstance(one, GuardedConnection)]
        return [one for one in connections if not (one.peer.knows_token or one.transport.is_closing())]

    def _start_head_timer(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_LIMIT_S, self.transport.close)
