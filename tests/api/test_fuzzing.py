"""Random requests: never a 500, never a success without the token, always a reason in JSON."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focus_desktop.api import connection
from focus_desktop.api.server import ApiServer
from focus_desktop.api_token import ApiToken
from focus_desktop.controller import Controller
from tests.api.wire import answer, request, sent
from tests.conftest import SettableClock

pytestmark = pytest.mark.filterwarnings("ignore:.*function-scoped fixture")
FUZZED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

NAME_CHARACTERS = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
tokens = st.text(NAME_CHARACTERS, min_size=1, max_size=12)
values = st.text(st.characters(max_codepoint=255, exclude_characters="\0\r\n"), max_size=40).map(str.strip)
paths = st.sampled_from(["/quests", "/focus-sessions", "/statistics", "/docs", "/openapi.json"])
targets = st.one_of(
    paths,
    st.builds("{}/{}".format, paths, st.uuids()),
    st.builds("{}?{}".format, paths, st.text(st.characters(min_codepoint=33, max_codepoint=126))),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60),
)
methods = st.one_of(
    st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS", "TRACE", "CONNECT"]), tokens
)
hosts = st.one_of(st.none(), st.just("right"), values)
origins = st.one_of(st.none(), st.none(), values)
authorizations = st.one_of(st.none(), values, st.builds("Bearer {}".format, values))
headers = st.lists(
    st.one_of(
        st.builds("{}: {}".format, tokens, values),
        st.sampled_from(
            [
                "Content-Type: application/json",
                "Content-Length: 7",
                "Content-Length: 0",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Expect: 100-continue",
            ]
        ),
    ),
    max_size=6,
)
bodies = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"{}", b'{"title": "T"}', b'{"duration_minutes": 25}', b"[" * 5000, b"9" * 5000]),
    st.binary(min_size=1, max_size=20).map(lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)),
)


@pytest.fixture
def server(
    sqlite_controller: Controller, token: ApiToken, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ApiServer]:
    """A server that waits only a moment for the rest of a request."""
    monkeypatch.setattr(connection, "HEAD_LIMIT_S", 0.05)
    monkeypatch.setattr("focus_desktop.api.security.BODY_LIMIT_S", 0.05)
    server = ApiServer(sqlite_controller, token, clock, port=0)
    server.start()
    yield server
    server.stop()


def check(server: ApiServer, token: ApiToken, words: bytes, *, knows_token: bool) -> None:
    """Send a request; look at the answer, if there is one, and whether the server still answers."""
    received = sent(server, words)
    is_head = re.match(rb"[\r\n]*HEAD ", words) is not None  # Its answers have no body.
    if received:
        found = answer(received)
        assert found.status < 500
        assert knows_token or found.status >= 400
        assert found.status < 400 or is_head or found.detail
    known = f"Authorization: Bearer {token.current()}"
    assert answer(sent(server, request(server, known, "Connection: close"))).status == 200


@given(st.data())
@FUZZED
def test_no_stranger_gets_more_than_a_reason(
    server: ApiServer, token: ApiToken, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    words = data.draw(requests(server))
    if token.current().encode() not in words:
        check(server, token, words, knows_token=False)
    assert caplog.text == ""


@given(st.data())
@FUZZED
def test_nothing_sent_with_the_token_is_answered_with_500(
    server: ApiServer, token: ApiToken, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    authorization = f"Bearer {token.current()}"
    check(server, token, data.draw(requests(server, authorization)), knows_token=True)
    assert caplog.text == ""


@given(st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)))
@FUZZED
def test_bytes_that_are_no_request_get_a_reason_or_nothing(
    server: ApiServer, token: ApiToken, caplog: pytest.LogCaptureFixture, noise: bytes
) -> None:
    check(server, token, noise, knows_token=False)
    check(server, token, noise + b"\r\n\r\n", knows_token=False)
    assert caplog.text == ""


@st.composite
def requests(draw: st.DrawFn, server: ApiServer, authorization: str | None = None) -> bytes:
    """A request with a line and headers as HTTP has them, and with whatever in them."""
    given_host, origin = draw(hosts), draw(origins) if authorization is None else None
    named = {
        "Host": server.address.removeprefix("http://")
        if given_host == "right" or authorization
        else given_host,
        "Origin": origin,
        "Authorization": authorization or draw(authorizations),
    }
    lines = [f"{draw(methods)} {draw(targets)} HTTP/{draw(st.sampled_from(['1.1', '1.1', '1.0', '2.0']))}"]
    lines += [f"{name}: {value}" for name, value in named.items() if value is not None]
    lines += draw(headers)
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + draw(bodies)
