"""Checks size, sender and token of every request before it reaches the API."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from focus_desktop.clock import Clock

LARGEST_HEAD = 16 * 1024
"""Bytes of path, query and headers together."""
MOST_HEADERS = 100
TOO_LARGE_HEAD = f"Path and headers are larger than {LARGEST_HEAD // 1024} KiB."
LARGEST_BODY = 256 * 1024
"""Bytes."""
BODY_LIMIT_S = 10.0
"""Seconds within which the whole body must arrive."""
ANSWER_LIMIT_S = 30.0
"""Seconds for a whole request: reading the body, working on it and sending the answer."""


PEER = "peer"
"""The key of the `Peer` in the ASGI state of each request."""


@dataclass
class Peer:
    """What is known of the program at the other end of a connection."""

    knows_token: bool = False
    refusals: int = 0

    @property
    def is_sent_away(self) -> bool:
        """Whether the connection ends with the answer: a stranger may read one refusal and try again."""
        return self.refusals > 1 and not self.knows_token


class Refused(Exception):
    """Raised to refuse a request, with the HTTP status and the sentence of the answer."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Guard:
    """Passes requests on to the API if they come from a program on this machine that knows the token.

    Refuses web pages, which a browser makes send an `Origin`. Also refuses every `Host` but the
    server's own: a page that has rebound its own name to 127.0.0.1 (DNS rebinding) sends that name.
    """

    def __init__(self, app: ASGIApp, token: Callable[[], str], port: int, clock: Clock) -> None:
        self._app = app
        self._token = token
        self._clock = clock
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; ignore everything else that ASGI defines."""
        if scope["type"] != "http":
            return
        response = _ResponseSender(send, self._clock)
        try:
            async with asyncio.timeout(ANSWER_LIMIT_S):
                headers = Headers(scope=scope)
                _check_head(scope)
                self._check_origin_and_host(headers)
                self._check_token(headers)
                scope["state"][PEER].knows_token = True
                body = await _read_body(headers, receive)
                await self._app(scope, _replay_body(body, receive), response.send)
        except Refused as refused:
            await response.refuse(scope, refused)
        except TimeoutError:
            await response.refuse(scope, Refused(408, "The request took too long; try again."))

    def _check_origin_and_host(self, headers: Headers) -> None:
        if "origin" in headers:
            raise Refused(403, "Web pages may not use this API.")
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            raise Refused(403, f"Ask for {' or '.join(sorted(self._hosts))}; other names are refused.")

    def _check_token(self, headers: Headers) -> None:
        given = headers.getlist("authorization")
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        try:
            expected = self._token()
        except FocusError as error:
            raise Refused(503, str(error)) from error
        # Compared whatever the scheme is, and in constant time: timing must not reveal the token.
        matches = hmac.compare_digest(token.strip().encode(), expected.encode())
        if not (matches and scheme.lower() == "bearer"):
            raise Refused(
                401, "Send the header “Authorization: Bearer TOKEN”; `focus-desktop token` tells the token."
            )


class _ResponseSender:
    """Sends the response to one request, with the headers that every response has."""

    def __init__(self, send: Send, clock: Clock) -> None:
        self._send = send
        self._clock = clock
        self._started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            headers = MutableHeaders(scope=message)
            headers["date"] = format_datetime(self._clock.now(), usegmt=True)
            headers["cache-control"] = "no-store"
        await self._send(message)

    async def refuse(self, scope: Scope, refused: Refused) -> None:
        if self._started:
            return  # The status is already sent. uvicorn closes the connection.
        peer = scope["state"][PEER]
        peer.refusals += 1
        headers = {"www-authenticate": "Bearer"} if refused.status == 401 else {}
        if peer.is_sent_away:
            headers["connection"] = "close"
        response = JSONResponse({"detail": refused.detail}, refused.status, headers)
        await response(scope, _receive_disconnect, self.send)


def _check_head(scope: Scope) -> None:
    """Refuse a head that is too large: uvicorn parses one that arrives in one piece before its own check."""
    if len(scope["headers"]) > MOST_HEADERS:
        raise Refused(431, f"The request has more than {MOST_HEADERS} headers.")
    fields = (len(name) + len(value) for name, value in scope["headers"])
    if len(scope["raw_path"]) + len(scope["query_string"]) + sum(fields) > LARGEST_HEAD:
        raise Refused(431, TOO_LARGE_HEAD)


async def _read_body(headers: Headers, receive: Receive) -> bytes:
    """Read the whole body. Its bytes are counted, because `Content-Length` may be missing or wrong."""
    if int(headers.get("content-length", "0")) > LARGEST_BODY:
        raise _too_large()
    body = bytearray()
    async with asyncio.timeout(BODY_LIMIT_S):
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise Refused(400, "The body is shorter than its Content-Length.")
            body += message.get("body", b"")
            if len(body) > LARGEST_BODY:
                raise _too_large()
            if not message.get("more_body", False):
                return bytes(body)


def _too_large() -> Refused:
    return Refused(413, f"The body is larger than {LARGEST_BODY // 1024} KiB.")


def _replay_body(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that first gives the API the body that was read, then what follows it."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message


async def _receive_disconnect() -> Message:
    return {"type": "http.disconnect"}
