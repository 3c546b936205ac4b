"""Texts that try to be more than text: they are stored as they are, or refused in one sentence."""

import json
import re
from urllib.parse import urlencode

import httpx
import pytest

from tests.api.test_operations import UNKNOWN
from tests.homes import Home
from tests.ports import free_port

HOSTILE = {
    "HTML": "<b>bold</b><script>alert(1)</script>&amp;<img src=x>",
    "a bidi override": "left \u202eright\u202c \u2066isolated\u2069 \u200f",
    "a NUL": "before\0after",
    "ANSI colours": "\x1b[31mred\x1b[0m\x1b[2J",
    "an OSC command": "\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "C1 controls": "\x9b31m\x85\x90",
    "a line of a log": "first\n2026-01-01 00:00:00,000 CRITICAL focus_desktop: forged\r\nlast",
    "10,000 characters": "x" * 10_000,
    "a percent format": "%s%n%d%(name)s%%",
    "braces": "{} {0} {name!r} {{}}",
    "half a surrogate pair": "\ud800",
    "a formula": "=cmd|' /C calc'!A0",
    "SQL": "'; DROP TABLE quest; --",
    "only spaces of all kinds": "\u00a0\u2003\u3000\ufeff",
}
texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
"""Each of the hostile texts in turn."""


def sent(client: httpx.Client, method: str, path: str, fields: dict[str, object]) -> httpx.Response:
    """Send fields as JSON in ASCII, as half a surrogate pair requires."""
    return client.request(
        method, path, content=json.dumps(fields), headers={"Content-Type": "application/json"}
    )


def is_stored_or_refused(client: httpx.Client, answer: httpx.Response, field: str, text: str) -> bool:
    """Whether a text is stored as it is; False if it is refused in one sentence that is safe to show."""
    if answer.status_code == 422:
        assert list(answer.json()) == ["detail"]
        assert re.fullmatch(
            r"[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]{1,200}", answer.json()["detail"]
        )
        return False
    assert answer.status_code == 200
    assert answer.json()[field] == (text.strip() or None)
    collection = answer.request.url.path.split("/")[1]
    assert client.get(f"/{collection}").json()[0] == answer.json()
    return True


@texts
def test_a_description_is_stored_as_it_is_or_refused(client: httpx.Client, text: str) -> None:
    started = sent(client, "POST", "/focus-sessions", {"duration_minutes": 25, "description": text})
    if not is_stored_or_refused(client, started, "description", text):
        started = sent(client, "POST", "/focus-sessions", {"duration_minutes": 25})
    path = f"/focus-sessions/{started.json()['id']}"
    is_stored_or_refused(client, sent(client, "PATCH", path, {"description": text}), "description", text)


@texts
def test_a_title_is_stored_as_it_is_or_refused(client: httpx.Client, text: str) -> None:
    added = sent(client, "POST", "/quests", {"title": text})
    if not is_stored_or_refused(client, added, "title", text):
        added = sent(client, "POST", "/quests", {"title": "Read 12 Books"})
    path = f"/quests/{added.json()['id']}"
    is_stored_or_refused(client, sent(client, "PATCH", path, {"title": text}), "title", text)


@pytest.mark.parametrize(
    ("method", "path", "field", "others"),
    [
        ("POST", "/focus-sessions", "quest_id", {"duration_minutes": 25}),
        ("POST", "/focus-sessions", "duration_minutes", {}),
        ("PATCH", f"/focus-sessions/{UNKNOWN}", "status", {}),
        ("POST", "/quests", "target_value", {"title": "Read 12 Books"}),
        ("PATCH", f"/quests/{UNKNOWN}", "status", {}),
    ],
)
def test_a_field_that_is_no_text_refuses_texts(
    client: httpx.Client, method: str, path: str, field: str, others: dict[str, object]
) -> None:
    for text in HOSTILE.values():
        refused = sent(client, method, path, {**others, field: text})
        assert not is_stored_or_refused(client, refused, field, text)
        assert sent(client, method, path, {**others, text: 1}).status_code == 422


def test_a_query_refuses_texts(client: httpx.Client) -> None:
    for text in HOSTILE.values():
        for name in ("quest_id", "status", "limit"):
            words = text.encode("utf-8", "surrogatepass")
            refused = client.get("/focus-sessions?" + urlencode({name: words}))
            assert refused.status_code == 422
            assert list(refused.json()) == ["detail"]


def test_hostile_texts_leave_no_control_characters_in_the_log(home: Home) -> None:
    port = free_port()
    home.start("serve", "--port", str(port)).wait_for_lines(1)
    token = home.run("token").stdout.strip()
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {token}"}, timeout=60
    ) as client:
        for text in HOSTILE.values():
            sent(client, "POST", "/focus-sessions", {"duration_minutes": 25, "description": text})
            sent(client, "POST", "/focus-sessions", {"duration_minutes": text})
            sent(client, "POST", "/quests", {"title": text})
    assert re.findall(r"[^\n\x20-\x7e]", home.log.read_text()) == []
    assert "forged" not in home.log.read_text()
