"""Stands before the whole API: whatever the path, nothing gets in that is not meant to."""

from __future__ import annotations

import asyncio
import hmac
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
"""Bytes of path, query and headers."""
LARGEST_BODY = 256 * 1024
"""Bytes."""
BODY_LIMIT_S = 10.0
"""Seconds within which a body must have arrived."""
ANSWER_LIMIT_S = 30.0
"""Seconds within which a request must be done, the client's reading of the answer included."""


class Refused(Exception):
    """A request that does not get in: an HTTP status, and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Guard:
    """Lets requests through that come from this machine's programs, and know the token.

    A browser's pages are kept out by refusing every `Origin` and every foreign `Host`, which a page
    that has rebound its own name to the loopback would send.
    """

    def __init__(self, app: ASGIApp, token: Callable[[], str], port: int, clock: Clock) -> None:
        self._app = app
        self._token = token
        self._clock = clock
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything but HTTP is not answered at all."""
        if scope["type"] != "http":
            return
        answer = _Answer(send, self._clock)
        try:
            async with asyncio.timeout(ANSWER_LIMIT_S):
                headers = Headers(scope=scope)
                _check_head(scope)
                self._check_sender(headers)
                self._check_token(headers)
                body = await _body(headers, receive)
                await self._app(scope, _replayed(body, receive), answer.send)
        except Refused as refused:
            await answer.refuse(scope, refused)
        except TimeoutError:
            await answer.refuse(scope, Refused(408, "The request took too long; try again."))

    def _check_sender(self, headers: Headers) -> None:
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
        # Always compared, and in a time that tells nothing about the token.
        matches = hmac.compare_digest(token.strip().encode(), expected.encode())
        if not (matches and scheme.lower() == "bearer"):
            raise Refused(
                401, "Send the header “Authorization: Bearer TOKEN”; `focus-desktop token` tells the token."
            )


class _Answer:
    """Sends the answer, with the headers that each has; once."""

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
            return  # Too late to say anything: the server hangs up.
        headers = {"www-authenticate": "Bearer"} if refused.status == 401 else {}
        response = JSONResponse({"detail": refused.detail}, refused.status, headers)
        await response(scope, _nothing, self.send)


def _check_head(scope: Scope) -> None:
    """What comes in one piece is parsed before the server's own limit is looked at."""
    fields = (len(name) + len(value) for name, value in scope["headers"])
    if len(scope["raw_path"]) + len(scope["query_string"]) + sum(fields) > LARGEST_HEAD:
        raise Refused(431, f"Path and headers are larger than {LARGEST_HEAD // 1024} KiB.")


async def _body(headers: Headers, receive: Receive) -> bytes:
    """The whole body, so that what comes behind never waits for it. Its announced length proves nothing."""
    if int(headers.get("content-length", "0")) > LARGEST_BODY:
        raise _too_large()
    body = bytearray()
    async with asyncio.timeout(BODY_LIMIT_S):
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > LARGEST_BODY:
                raise _too_large()
            if not message.get("more_body", False):
                return bytes(body)


def _too_large() -> Refused:
    return Refused(413, f"The body is larger than {LARGEST_BODY // 1024} KiB.")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the app receives: the body, and then what else happens on the connection."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
