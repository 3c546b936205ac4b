"""Fixtures: a real server on a real socket, and a client for it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken
from focus_desktop.controller import Controller
from tests.conftest import SettableClock


@pytest.fixture
def token(tmp_path: Path) -> ApiToken:
    """The API's token, in a file of its own."""
    return ApiToken(tmp_path / "private" / "api-token")


@pytest.fixture
def server(sqlite_controller: Controller, token: ApiToken, clock: SettableClock) -> Iterator[ApiServer]:
    """A running server, on a port that the system has chosen."""
    server = ApiServer(sqlite_controller, token, clock, port=0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(server: ApiServer, token: ApiToken) -> Iterator[httpx.Client]:
    """A client that knows the token."""
    headers = {"Authorization": f"Bearer {token.current()}"}
    with httpx.Client(base_url=server.address, headers=headers, timeout=60) as client:
        yield client
