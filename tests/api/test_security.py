"""Requests that every path refuses: without the token, from a web page, for another host, too large."""

import http.client
import logging
import socket
import time
from contextlib import suppress

import httpx
import pytest
from starlette.routing import Route

from focus_desktop.api import connection as connection_module
from focus_desktop.api import routes, security
from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken
from focus_desktop.controller import Controller
from focus_desktop.model.errors import PortUnavailable
from tests.conftest import SettableClock

ID = "00000000-0000-4000-8000-000000000000"


def every_route(controller: Controller) -> list[tuple[str, str]]:
    """Every method and path of the API, read from the API itself."""
    api = routes.build(controller, "1")
    pages = [route for route in api.routes if isinstance(route, Route)]
    known = [
        (method, route.path) for route in (*routes.ROUTES, *pages) for method in sorted(route.methods or ())
    ]
    described = {
        (method.upper(), path) for path, methods in api.openapi()["paths"].items() for method in methods
    }
    assert described <= set(known)
    assert {path for _, path in known} >= {"/openapi.json", "/docs"}
    return [(method, path.replace("{session_id}", ID).replace("{quest_id}", ID)) for method, path in known]


def ask(server: ApiServer, method: str, path: str, headers: list[tuple[str, str]]) -> int:
    """Send a request with exactly these headers; return the status of the answer."""
    port = int(server.address.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


ODD_PATHS = [
    ("GET", path)
    for path in ("//focus-sessions", "/%66ocus-sessions", "/focus-sessions/", "/../docs", "/nowhere", "*")
]


def test_every_route_refuses_a_wrong_token_host_or_origin(
    server: ApiServer, sqlite_controller: Controller, token: ApiToken
) -> None:
    host = ("Host", server.address.removeprefix("http://"))
    good = ("Authorization", f"Bearer {token.current()}")
    asked = [*every_route(sqlite_controller), *ODD_PATHS]
    assert len(asked) > 14
    for method, path in asked:
        where = f"{method} {path}"
        assert ask(server, method, path, [host, good]) not in {401, 403}, where
        for authorization in (
            [],
            [("Authorization", "Bearer wrong")],
            [("Authorization", f"Basic {token.current()}")],
            [("Authorization", token.current())],
            [("Authorization", "Bearer ")],
            [good, good],
            [("X-Authorization", f"Bearer {token.current()}"), ("Cookie", f"token={token.current()}")],
        ):
            assert ask(server, method, path, [host, *authorization]) == 401, where
        assert ask(server, method, f"{path}?token={token.current()}", [host]) == 401, where
        for wrong_host in ("evil.example", "127.0.0.1", "127.0.0.1:1", f"evil.example:{host[1][-5:]}"):
            assert ask(server, method, path, [("Host", wrong_host), good]) == 403, where
        for origin in ("null", "https://evil.example", server.address):
            assert ask(server, method, path, [host, good, ("Origin", origin)]) == 403, where


def test_a_host_header_is_required_and_may_be_localhost(server: ApiServer, token: ApiToken) -> None:
    port = server.address.rpartition(":")[2]
    good = ("Authorization", f"bearer {token.current()}")
    assert ask(server, "GET", "/quests", [("Host", f"LocalHost:{port}"), good]) == 200
    with socket.create_connection(("127.0.0.1", int(port))) as connection:
        connection.sendall(f"GET /quests HTTP/1.0\r\n{good[0]}: {good[1]}\r\n\r\n".encode())
        assert b" 403 " in connection.recv(100)


def test_a_new_token_is_valid_at_once_and_the_old_one_is_not(client: httpx.Client, token: ApiToken) -> None:
    assert client.get("/quests").status_code == 200
    new = token.rotate()
    refused = client.get("/quests")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert client.get("/quests", headers={"Authorization": f"Bearer {new}"}).status_code == 200


def test_no_request_is_accepted_if_the_token_cannot_be_read(client: httpx.Client, token: ApiToken) -> None:
    token._path.unlink()
    token._path.mkdir()
    refused = client.get("/quests")
    assert refused.status_code == 503
    assert "cannot be read" in refused.json()["detail"]


def test_a_body_may_have_256_kib_and_no_more(client: httpx.Client) -> None:
    filled = b'{"duration_minutes": 25}'.ljust(security.LARGEST_BODY)
    headers = {"Content-Type": "application/json"}
    assert client.post("/focus-sessions", content=filled, headers=headers).status_code == 200
    assert client.post("/focus-sessions", content=filled + b" ", headers=headers).status_code == 413


def test_a_streamed_body_is_limited_too(client: httpx.Client) -> None:
    pieces = (b" " * 1024 for _ in range(1000))
    refused = client.post("/focus-sessions", content=pieces, headers={"Content-Type": "application/json"})
    assert refused.status_code == 413
    assert "256 KiB" in refused.json()["detail"]


def test_headers_are_limited(client: httpx.Client) -> None:
    assert client.get("/quests", headers={"X-Long": "x" * 15_000}).status_code == 200
    assert client.get("/quests", headers={"X-Long": "x" * security.LARGEST_HEAD}).status_code == 431
    assert client.get("/" + "x" * security.LARGEST_HEAD).status_code == 431
    with suppress(httpx.ReadError):  # The server may close the connection before everything is sent.
        assert client.get("/quests", headers={"X-Long": "x" * 1_000_000}).status_code == 431


@pytest.mark.parametrize("sent", [b"", b"GET /quests HTTP/1.1\r\nHost: ", b"GET /quests HTTP/1.1\r\n\r\nGET"])
def test_a_connection_without_a_whole_request_is_closed(
    sqlite_controller: Controller,
    token: ApiToken,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    sent: bytes,
) -> None:
    monkeypatch.setattr(connection_module, "HEAD_LIMIT_S", 0.3)
    server = ApiServer(sqlite_controller, token, clock, port=0)
    server.start()
    with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2]))) as connection:
        connection.settimeout(10)
        connection.sendall(sent)
        started = time.monotonic()
        while connection.recv(1000):
            pass
        assert time.monotonic() - started < 5  # uvicorn's own limit for idle connections
    server.stop()


def test_a_body_that_does_not_arrive_is_answered_with_408(
    server: ApiServer, token: ApiToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "BODY_LIMIT_S", 0.3)
    head = (
        f"POST /focus-sessions HTTP/1.1\r\nHost: {server.address.removeprefix('http://')}\r\n"
        f"Authorization: Bearer {token.current()}\r\nContent-Length: 10\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2]))) as connection:
        connection.settimeout(10)
        connection.sendall(head.encode())
        assert b" 408 " in connection.recv(1000)


def test_the_token_is_never_logged(
    client: httpx.Client, token: ApiToken, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = token.current()
    for clients_own in ("httpx", "httpcore"):
        caplog.set_level(logging.CRITICAL, clients_own)
    client.get("/quests")
    client.get("/quests", headers={"Authorization": f"Bearer {secret}x"})
    client.get(f"/nowhere?token={secret}")
    client.post("/focus-sessions", content=b"{")
    assert secret not in caplog.text


def test_a_port_in_use_cannot_be_served(
    server: ApiServer, sqlite_controller: Controller, token: ApiToken, clock: SettableClock
) -> None:
    port = int(server.address.rpartition(":")[2])
    with pytest.raises(PortUnavailable, match=f"Port {port} is used by another program"):
        ApiServer(sqlite_controller, token, clock, port).start()


def test_only_the_loopback_is_served(server: ApiServer) -> None:
    port = int(server.address.rpartition(":")[2])
    own_address = "127.0.0.2"  # Also an address of this machine, but not the one that is served.
    with suppress(socket.gaierror):  # Not every machine knows its own name.
        found = socket.gethostbyname(socket.gethostname())
        own_address = own_address if found.startswith("127.") else found
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own_address, port), timeout=60)


def test_a_stopped_server_can_be_started_again_at_the_same_port(
    sqlite_controller: Controller, token: ApiToken, clock: SettableClock
) -> None:
    server = ApiServer(sqlite_controller, token, clock, port=0)
    for _ in range(2):
        server.start()
        assert httpx.get(f"{server.address}/quests").status_code == 401
        server.stop()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.address}/quests")
