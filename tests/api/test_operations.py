"""The documented operations over HTTP: paths, bodies, keys, statuses."""

import re
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from focus_desktop.controller import Controller
from tests.conftest import SettableClock
from tests.documented import QUEST_KEYS, SESSION_KEYS
from tests.unreadable import spoil
from virtual_desktop import wait_until

UNKNOWN = "6f1c0a4e-52d7-4f0b-9d38-7be2a1c09f55"
"""The id of no session and no quest. It is part of test names, which must not differ between workers."""


def start(client: httpx.Client, **fields: object) -> dict[str, object]:
    answer = client.post("/focus-sessions", json={"duration_minutes": 25} | fields)
    assert answer.status_code == 200
    session: dict[str, object] = answer.json()
    return session


def detail(answer: httpx.Response) -> str:
    assert list(answer.json()) == ["detail"]
    sentence = answer.json()["detail"]
    assert isinstance(sentence, str)
    return sentence


def test_starting_a_session_returns_the_documented_object(client: httpx.Client) -> None:
    quest = client.post("/quests", json={"title": "Read 12 Books"}).json()
    session = start(client, quest_id=quest["id"], description=" Chapter three ")
    assert list(session) == SESSION_KEYS
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(session.pop("started_at")))
    session.pop("id")
    assert session == {
        "quest_id": quest["id"],
        "description": "Chapter three",
        "duration_minutes": 25,
        "status": "active",
        "completed_at": None,
    }


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_ending_a_session_returns_the_updated_object(
    client: httpx.Client, clock: SettableClock, status: str
) -> None:
    session = start(client)
    clock.advance(minutes=7)
    ended = client.patch(f"/focus-sessions/{session['id']}", json={"status": status})
    assert ended.status_code == 200
    completed_at = "2026-03-02T09:07:00Z" if status == "completed" else None
    assert ended.json() == session | {"status": status, "completed_at": completed_at}


def test_description_and_quest_of_an_ended_session_can_be_changed(client: httpx.Client) -> None:
    quest = client.post("/quests", json={"title": "Read"}).json()
    session = start(client, description="Chaptre")
    place = f"/focus-sessions/{session['id']}"
    client.patch(place, json={"status": "completed"})
    changed = client.patch(place, json={"description": "Chapter", "quest_id": quest["id"]})
    assert (changed.json()["description"], changed.json()["quest_id"]) == ("Chapter", quest["id"])
    cleared = client.patch(place, json={"description": None, "quest_id": None})
    assert (cleared.json()["description"], cleared.json()["quest_id"]) == (None, None)
    assert cleared.json()["status"] == "completed"


def test_a_session_can_be_ended_and_described_at_once(client: httpx.Client) -> None:
    place = f"/focus-sessions/{start(client)['id']}"
    ended = client.patch(place, json={"status": "completed", "description": "Done"}).json()
    assert (ended["status"], ended["description"]) == ("completed", "Done")
    refused = client.patch(place, json={"status": "cancelled", "description": "Undone"})
    assert refused.status_code == 409
    assert client.get("/focus-sessions").json() == [ended]


def test_the_history_is_a_bare_array_newest_first_and_filtered(
    client: httpx.Client, clock: SettableClock
) -> None:
    quest = client.post("/quests", json={"title": "Read"}).json()
    for number in range(25):
        session = start(client, description=str(number), quest_id=quest["id"] if number == 7 else None)
        status = "cancelled" if number % 2 else "completed"
        client.patch(f"/focus-sessions/{session['id']}", json={"status": status})
        clock.advance(minutes=1)

    def listed(**query: object) -> list[str]:
        answer = client.get("/focus-sessions", params=query)  # type: ignore[arg-type] # httpx is strict
        assert answer.status_code == 200
        assert all(list(one) == SESSION_KEYS for one in answer.json())
        return [one["description"] for one in answer.json()]

    assert listed() == [str(number) for number in range(24, 4, -1)]
    assert listed(limit=1) == ["24"]
    assert len(listed(limit=1000)) == 25
    assert listed(quest_id=quest["id"]) == ["7"]
    assert listed(status="cancelled", limit=2) == ["23", "21"]
    assert listed(quest_id="", status="", limit=2) == ["24", "23"]
    assert listed(status="active") == []


def test_a_deleted_session_is_gone(client: httpx.Client) -> None:
    place = f"/focus-sessions/{start(client)['id']}"
    assert client.delete(place).status_code == 200
    assert client.get("/focus-sessions").json() == []
    assert client.delete(place).status_code == 404


def test_quests_are_added_listed_edited_and_deleted(client: httpx.Client) -> None:
    added = client.post("/quests", json={"title": "Read 12 Books", "target_value": 12})
    assert added.status_code == 200
    quest = added.json()
    assert list(quest) == QUEST_KEYS
    assert list(quest.values())[1:] == ["Read 12 Books", "active", 0, 12]
    edited = client.patch(f"/quests/{quest['id']}", json={"current_value": 3, "status": "completed"})
    assert edited.json() == quest | {"current_value": 3, "status": "completed"}
    assert client.get("/quests").json() == [edited.json()]
    session = start(client, quest_id=quest["id"])
    assert client.delete(f"/quests/{quest['id']}").status_code == 200
    assert client.get("/quests").json() == []
    assert client.get("/focus-sessions").json() == [session | {"quest_id": None}]


def test_a_second_start_is_refused_with_the_title_of_the_running_session(client: httpx.Client) -> None:
    start(client, description="Chapter three")
    refused = client.post("/focus-sessions", json={"duration_minutes": 25})
    assert refused.status_code == 409
    assert "“Chapter three” is running" in detail(refused)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", f"/focus-sessions/{UNKNOWN}"),
        ("DELETE", f"/focus-sessions/{UNKNOWN}"),
        ("PATCH", f"/quests/{UNKNOWN}"),
        ("DELETE", f"/quests/{UNKNOWN}"),
    ],
)
def test_an_unknown_id_is_not_found(client: httpx.Client, method: str, path: str) -> None:
    body = {"status": "completed"} if method == "PATCH" else None
    answer = client.request(method, path, json=body)
    assert answer.status_code == 404
    assert "cannot be found" in detail(answer)


def test_a_start_for_an_unknown_quest_is_not_found(client: httpx.Client) -> None:
    body = {"duration_minutes": 25, "quest_id": str(uuid4())}
    assert client.post("/focus-sessions", json=body).status_code == 404
    session = start(client)
    moved = client.patch(f"/focus-sessions/{session['id']}", json={"quest_id": str(uuid4())})
    assert moved.status_code == 409  # 404 would mean that there is no such session.
    assert client.get("/focus-sessions").json() == [session]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "Minutes"),
        ({"duration_minutes": 0}, "1 to 1440"),
        ({"duration_minutes": 1441}, "1 to 1440"),
        ({"duration_minutes": "25"}, "1 to 1440"),
        ({"duration_minutes": True}, "1 to 1440"),
        ({"duration_minutes": 25, "description": "x" * 1001}, "1,000"),
        ({"duration_minutes": 25, "description": "a\0b"}, "description"),
        ({"duration_minutes": 25, "quest_id": "nonsense"}, "UUID"),
        ({"duration_minutes": 25, "status": "completed"}, "no field “status”"),
        ({"duration_minutes": 25, "colour": "red"}, "no field “colour”"),
        ([], "object"),
        (None, "object"),
    ],
)
def test_an_invalid_start_is_refused_with_a_sentence(client: httpx.Client, body: object, word: str) -> None:
    refused = client.post("/focus-sessions", json=body)
    assert refused.status_code == 422
    assert word in detail(refused)
    assert client.get("/focus-sessions").json() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[" * 100_000, b'{"duration_minutes": ' + b"1" * 5000 + b"}", b"null"],
)
def test_a_body_that_is_not_a_json_object_is_refused(client: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    refused = client.post("/focus-sessions", content=body, headers=headers)
    assert refused.status_code == 422
    assert detail(refused)


def test_a_body_without_a_json_content_type_is_refused(client: httpx.Client) -> None:
    refused = client.post("/quests", data={"title": "Read"})
    assert refused.status_code == 422
    assert "Content-Type: application/json" in detail(refused)


@pytest.mark.parametrize("change", [{}, {"status": "paused"}, {"status": None}, {"id": str(uuid4())}])
def test_an_invalid_change_is_refused(client: httpx.Client, change: object) -> None:
    session = start(client)
    refused = client.patch(f"/focus-sessions/{session['id']}", json=change)
    assert refused.status_code == 422
    assert client.get("/focus-sessions").json() == [session]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "status=done", "quest_id=1", "colour=red"]
)
def test_an_invalid_filter_is_refused(client: httpx.Client, query: str) -> None:
    refused = client.get(f"/focus-sessions?{query}")
    assert refused.status_code == 422
    assert detail(refused)


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_id_that_is_not_a_uuid_is_refused(client: httpx.Client, method: str) -> None:
    refused = client.request(method, "/focus-sessions/nonsense", json={"status": "completed"})
    assert refused.status_code == 422
    assert detail(refused) == "An id is a UUID."


def test_a_whole_number_may_be_written_as_a_float(client: httpx.Client) -> None:
    assert start(client, duration_minutes=50.0)["duration_minutes"] == 50


def test_an_unknown_path_is_not_found(client: httpx.Client) -> None:
    refused = client.get("/sessions")
    assert refused.status_code == 404
    assert refused.json() == {"detail": "There is nothing here; GET /openapi.json lists all paths."}


def test_a_wrong_method_is_refused_with_the_allowed_methods(client: httpx.Client) -> None:
    refused = client.put("/focus-sessions")
    assert refused.status_code == 405
    assert refused.headers["allow"] == "GET, POST"


def test_a_session_past_its_planned_end_is_completed_and_cannot_be_cancelled(
    client: httpx.Client, clock: SettableClock
) -> None:
    session = start(client)
    clock.advance(minutes=26)
    late = client.patch(f"/focus-sessions/{session['id']}", json={"status": "cancelled"})
    assert late.status_code == 409
    assert client.get("/focus-sessions").json()[0]["completed_at"] == "2026-03-02T09:25:00Z"


def test_an_unexpected_exception_is_answered_without_details_and_logged(
    client: httpx.Client,
    sqlite_controller: Controller,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(sqlite_controller, "list_quests", fail)
    answer = client.get("/quests")
    assert answer.status_code == 500
    assert "our mistake" in detail(answer)
    assert "purpose" not in answer.text
    # The server logs it after it has answered.
    wait_until(lambda: "ZeroDivisionError: on purpose" in caplog.text, "the log")


def test_a_damaged_store_is_answered_with_503(
    client: httpx.Client, sqlite_controller: Controller, sqlite_url: str
) -> None:
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"no database " * 1000)
    sqlite_controller._database._readers.engine.dispose()
    answer = client.get("/quests")
    assert answer.status_code == 503
    assert "is not a database" in detail(answer)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("focus_session", "started_at", "never"),
        ("focus_session", "started_at", "10000-01-01T00:00:00.000000Z"),
        ("focus_session", "duration_minutes", "many"),
        ("focus_session", "status", "paused"),
        ("focus_session", "quest_id", "no UUID"),
        ("quest", "target_value", "many"),
    ],
)
def test_one_row_that_cannot_be_read_is_left_out_and_told_when_it_is_asked_for(
    client: httpx.Client, sqlite_url: str, table: str, column: str, value: str
) -> None:
    path = {"focus_session": "/focus-sessions", "quest": "/quests"}[table]
    row = start(client) if table == "focus_session" else client.post(path, json={"title": "Read"}).json()
    spoil(sqlite_url, table, column, value)
    listed = client.get(path)
    assert (listed.status_code, listed.json()) == (200, [])
    refused = client.patch(f"{path}/{row['id']}", json={"status": "completed"})
    assert refused.status_code == 503
    for part in (table, column, str(row["id"])):
        assert part in detail(refused)
    assert client.delete(f"{path}/{row['id']}").status_code == 200


def test_the_openapi_pages_describe_every_operation(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    operations = [
        (method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) == 9
    for _, _, operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert {"401", "403", "413", "422", "503"} <= operation["responses"].keys()
        assert operation["security"] == [{"HTTPBearer": []}]
    session = schema["components"]["schemas"]["FocusSessionPublic"]["properties"]
    assert list(session) == SESSION_KEYS
    assert "swagger" in client.get("/docs").text.lower()
