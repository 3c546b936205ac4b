"""What programs without the token can do: get a refusal in JSON, and nothing else."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from focus_desktop.api import connection, security
from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken
from tests.api.wire import answer, connect, read_answer, request, sent

MANY = 300
UPGRADE = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: x")


@contextmanager
def talking(connections: list[socket.socket], words: bytes) -> Iterator[None]:
    """Repeat a request on all connections, without pause, while the context lasts."""
    over = threading.Event()

    def talk() -> None:
        while not over.is_set():
            for one in connections:
                try:
                    one.sendall(words)
                    one.recv(4096)
                except OSError:
                    pass  # Nothing has come yet, or the server has closed it.

    for one in connections:
        one.setblocking(False)
    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("words", [b"", b"GET /quests HTTP/1.1\r\nX: "], ids=["silent", "half a request"])
def test_the_token_opens_the_door_however_many_strangers_wait_before_it(
    server: ApiServer, client: httpx.Client, words: bytes
) -> None:
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(connect(server)).sendall(words)
        for _ in range(20):
            assert client.get("/quests", headers={"Connection": "close"}).status_code == 200


def test_the_token_opens_the_door_however_many_strangers_talk(
    server: ApiServer, client: httpx.Client
) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(server)) for _ in range(MANY)]
        with talking(connections, request(server)):
            for _ in range(50):
                assert client.get("/quests", headers={"Connection": "close"}).status_code == 200


def test_a_client_with_the_token_keeps_its_connection_whatever_strangers_do(
    server: ApiServer, token: ApiToken
) -> None:
    known = request(server, f"Authorization: Bearer {token.current()}")
    with ExitStack() as stack, connect(server) as client:
        client.sendall(known)
        assert read_answer(client).status == 200
        for _ in range(MANY):
            stack.enter_context(connect(server))
        client.sendall(known)
        assert read_answer(client).status == 200


def test_only_so_many_strangers_are_connected_at_once(server: ApiServer) -> None:
    with ExitStack() as stack:
        waiting = [stack.enter_context(connect(server)) for _ in range(MANY)]
        assert answer(sent(server, request(server, "Connection: close"))).status == 401
        for one in waiting:
            one.setblocking(False)
        assert sum(is_open(one) for one in waiting) <= connection.MOST_STRANGERS


def is_open(waiting: socket.socket) -> bool:
    """Whether the server has not closed a connection."""
    try:
        return bool(waiting.recv(1))
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


@pytest.mark.parametrize(
    ("malformed", "status"),
    [
        (b"\x00\x01\x02\r\n\r\n", 400),
        (b"GET /quests\r\n\r\n", 400),
        (b"GET /quests HTTP/1.1\r\n\r\n", 400),  # HTTP/1.1 requires a Host.
        (b"GET /quests HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", 400),
        (b"GET /quests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        (b"GET /quests HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),  # The beginning of TLS.
        (b"GET /" + b"x" * 100_000, 431),
    ],
)
def test_a_malformed_request_is_refused_in_json(server: ApiServer, malformed: bytes, status: int) -> None:
    refused = answer(sent(server, malformed))
    assert refused.status == status
    assert refused.detail


def test_a_body_in_malformed_pieces_is_refused_once_and_quietly(
    server: ApiServer, token: ApiToken, caplog: pytest.LogCaptureFixture
) -> None:
    chunked = request(server, "Transfer-Encoding: chunked", line="POST /quests HTTP/1.1")
    assert answer(sent(server, chunked, b"no length\r\n")).status in {400, 401}
    known = chunked[:-2] + f"Authorization: Bearer {token.current()}\r\n\r\n".encode()
    refused = answer(sent(server, known, b"no length\r\n"))
    assert refused.status == 400
    assert refused.detail
    with connect(server) as stranger:
        stranger.sendall(chunked)
        assert read_answer(stranger).status == 401
        stranger.sendall(b"no length\r\n")  # After the answer: there is nothing more to say.
        assert stranger.recv(4096) == b""
    assert caplog.text == ""


def test_nothing_that_a_stranger_sends_is_logged(server: ApiServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    close = "Connection: close"
    for words in (
        request(server, close),
        request(server, *UPGRADE[1:], "Connection: upgrade, close"),
        request(server, close, "Origin: https://evil.example"),
        request(server, close, *(f"X-{number}: x" for number in range(10_000))),
        b"\x00\r\n\r\n",
        b"GET /" + b"x" * 100_000,
    ):
        assert answer(sent(server, words)).status in {400, 401, 403, 431}
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(connect(server)).sendall(request(server, *UPGRADE))
        sent(server, request(server, close))
    assert caplog.text == ""


def test_a_web_socket_is_refused_as_any_request_without_a_token_is(
    server: ApiServer, token: ApiToken
) -> None:
    with connect(server) as stranger:
        stranger.sendall(request(server, *UPGRADE))
        refused = read_answer(stranger)
    assert refused.status == 401
    assert refused.detail
    with connect(server) as client:  # HTTP lets a server go on without the upgrade.
        client.sendall(request(server, *UPGRADE, f"Authorization: Bearer {token.current()}"))
        assert read_answer(client).status == 200


def test_many_short_headers_are_too_much(server: ApiServer, token: ApiToken) -> None:
    known = f"Authorization: Bearer {token.current()}"
    for count, status in ((security.MOST_HEADERS - 3, 200), (security.MOST_HEADERS, 431), (10_000, 431)):
        words = request(server, "Connection: close", known, *["a:"] * count)
        refused = answer(sent(server, words))
        assert refused.status == status
        assert status == 200 or "headers" in refused.detail


def test_a_body_that_breaks_off_is_not_obeyed(
    server: ApiServer, token: ApiToken, client: httpx.Client
) -> None:
    whole = b'{"title": "Read 12 Books"}'
    head = request(
        server,
        f"Authorization: Bearer {token.current()}",
        "Content-Type: application/json",
        "Content-Length: 1000",
        line="POST /quests HTTP/1.1",
    )
    with connect(server) as cut:
        cut.sendall(head + whole)
    for _ in range(20):  # By then it would have been obeyed.
        assert client.get("/quests").json() == []
