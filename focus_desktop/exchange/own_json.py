"""Our own JSON: all that the store holds about quests and sessions, without loss.

Each session is a line with all that belongs to it, so that it is consistent however long the export takes.
The quests follow the sessions, so that those that were added meanwhile are there too.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from focus_desktop.exchange import values
from focus_desktop.exchange.json_stream import ANY, JsonStream
from focus_desktop.exchange.source import value_missing, value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import (
    LARGEST_COLOUR,
    LARGEST_NUMBER,
    LONGEST_DESCRIPTION,
    LONGEST_MINUTES,
    LONGEST_UNIT,
    LONGEST_WEEKLY_BUDGET_MINUTES,
    SHORTEST_MINUTES,
)
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import OriginalCopy, QuestCopy, SessionCopy, StretchCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from focus_desktop.exchange.source import Source

NAME, VERSION = "focus-desktop", 1
COMPLETED = SessionStatus.COMPLETED.value
_DETAILS = ("colour", "unit", "weekly_budget_minutes")
_DOCUMENTED = ("id", "title", "status", "current_value", "target_value")


class JsonWriter:
    """Writes ASCII, a line for each session and each quest."""

    def __init__(self, stream: IO[str]) -> None:
        self._write = stream.write
        self._encode = json.JSONEncoder(separators=(",", ":")).encode
        self._is_first = True
        self._write(f'{{"format": "{NAME}", "version": {VERSION},\n"sessions": [')

    def write(self, sessions: Sequence[SessionCopy]) -> None:
        """Write these sessions."""
        self._write_objects(map(_session_object, sessions))

    def end(self, quests: Iterable[QuestCopy], left_out: Sequence[str] = ()) -> None:
        """Write the quests, the ids of sessions that could not be read, and what closes the file."""
        self._write('\n],\n"quests": [')
        self._is_first = True
        self._write_objects(map(_quest_object, quests))
        self._write("\n]")
        if left_out:
            self._write(f',\n"left_out": {self._encode(left_out)}')
        self._write("}\n")

    def _write_objects(self, objects: Iterable[dict[str, Any]]) -> None:
        encode, lines = self._encode, []
        for one in objects:
            lines.append("\n" if self._is_first else ",\n")
            lines.append(encode(one))
            self._is_first = False
        self._write("".join(lines))


def read(source: Source) -> Iterator[SessionCopy | QuestCopy]:
    """The sessions and the quests of a file. Raises MalformedFile."""
    heading = {"format": "", "version": 0}
    last_line = 1
    for found in JsonStream(source).find(("format",), ("version",), ("sessions", ANY), ("quests", ANY)):
        last_line = found.line
        try:
            if len(found.path) == 1:
                heading[found.path[0]] = found.value
                _check(heading)
            elif isinstance(found.value, dict):
                read_object = _session if found.path[0] == "sessions" else _quest
                yield read_object(found.value, found.line)
            else:
                raise value_wrong(found.path[0], found.value)
        except InvalidField as error:
            raise source.wrong(found.line, error) from error
    if heading["format"] != NAME or not heading["version"]:
        raise source.wrong(last_line, InvalidField(Refusal.NOT_OF_FORMAT, format="json"))


def _check(heading: dict[str, Any]) -> None:
    if heading["format"] not in {"", NAME}:
        raise InvalidField(Refusal.NOT_OF_FORMAT, format="json")
    if heading["version"] not in {0, VERSION}:
        raise InvalidField(Refusal.OTHER_VERSION, version=str(heading["version"])[:20], known=VERSION)


def _session_object(session: SessionCopy) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": session.id,
        "quest_id": session.quest_id,
        "description": session.description,
        "duration_minutes": session.duration_minutes,
        "status": session.status,
        "started_at": session.started_at,
        "completed_at": session.completed_at,
        "intervals": _stretch_objects(session.intervals),
    }
    if session.gaps:
        made["gaps"] = _stretch_objects(session.gaps)
    if session.original is not None:
        made["original"] = _original_object(session.original)
    return made


def _original_object(original: OriginalCopy) -> dict[str, Any]:
    return {
        "quest_id": original.quest_id,
        "description": original.description,
        "duration_minutes": original.duration_minutes,
        "started_at": original.started_at,
        "completed_at": original.completed_at,
        "intervals": _stretch_objects(original.intervals),
    }


def _stretch_objects(stretches: Iterable[StretchCopy]) -> list[dict[str, Any]]:
    return [{"id": ident, "started_at": start, "ended_at": end} for ident, start, end in stretches]


def _quest_object(quest: QuestCopy) -> dict[str, Any]:
    made = {name: getattr(quest, name) for name in _DOCUMENTED}
    details = {name: getattr(quest, name) for name in _DETAILS}
    return made | ({"details": details} if quest.has_details else {})


def _session(found: dict[str, Any], line: int) -> SessionCopy:
    get = found.get
    status = values.one_of("status", get("status"), values.SESSION_STATUSES)
    completed_at = get("completed_at")
    if (status == COMPLETED) != (completed_at is not None):
        raise value_missing("completed_at") if completed_at is None else value_wrong("status", status)
    return SessionCopy(
        started_at=values.moment("started_at", get("started_at")),
        intervals=_stretches("intervals", get("intervals"), may_be_open=True),
        duration_minutes=values.number(
            "duration_minutes", get("duration_minutes"), SHORTEST_MINUTES, LONGEST_MINUTES
        ),
        status=status,
        completed_at=None if completed_at is None else values.moment("completed_at", completed_at),
        description=_description(get("description")),
        quest_id=_optional_id("quest_id", get("quest_id")),
        id=values.ident("id", get("id")),
        gaps=_stretches("gaps", get("gaps", ()), may_be_open=False),
        original=None if get("original") is None else _original(get("original")),
        line=line,
    )


def _description(value: object) -> str | None:
    return None if value is None else values.text("description", value, LONGEST_DESCRIPTION)


def _optional_id(field: str, value: object) -> str | None:
    return None if value is None else values.ident(field, value)


def _original(found: Any) -> OriginalCopy:
    if not isinstance(found, dict):
        raise value_wrong("original", found)
    get = found.get
    completed_at = get("completed_at")
    return OriginalCopy(
        quest_id=_optional_id("quest_id", get("quest_id")),
        description=_description(get("description")),
        duration_minutes=values.number(
            "duration_minutes", get("duration_minutes"), SHORTEST_MINUTES, LONGEST_MINUTES
        ),
        started_at=values.moment("started_at", get("started_at")),
        completed_at=None if completed_at is None else values.moment("completed_at", completed_at),
        intervals=_stretches("intervals", get("intervals"), may_be_open=False),
    )


def _stretches(field: str, found: Any, *, may_be_open: bool) -> tuple[StretchCopy, ...]:
    if not isinstance(found, list | tuple):
        raise value_missing(field) if found is None else value_wrong(field, found)
    return tuple([_stretch(field, one, may_be_open) for one in found])


def _stretch(field: str, found: Any, may_be_open: bool) -> StretchCopy:
    if not isinstance(found, dict):
        raise value_wrong(field, found)
    end = found.get("ended_at")
    if end is None and not may_be_open:
        raise value_missing("ended_at")
    start = values.moment("started_at", found.get("started_at"))
    return StretchCopy(
        values.ident("id", found.get("id")), start, None if end is None else values.moment("ended_at", end)
    )


def _quest(found: dict[str, Any], line: int) -> QuestCopy:
    get = found.get
    details = get("details") or {}
    if not isinstance(details, dict):
        raise value_wrong("details", details)
    return QuestCopy(
        id=values.ident("id", get("id")),
        title=values.title("title", get("title")),
        status=values.one_of("status", get("status"), values.QUEST_STATUSES),
        current_value=values.number("current_value", get("current_value"), 0, LARGEST_NUMBER),
        target_value=values.number("target_value", get("target_value"), 1, LARGEST_NUMBER),
        line=line,
        **_details(details),
    )


def _details(details: dict[str, Any]) -> dict[str, Any]:
    colour, unit, budget = (details.get(name) for name in _DETAILS)
    return {
        "colour": None if colour is None else values.number("colour", colour, 0, LARGEST_COLOUR),
        "unit": None if unit is None else values.text("unit", unit, LONGEST_UNIT),
        "weekly_budget_minutes": None
        if budget is None
        else values.number("weekly_budget_minutes", budget, 1, LONGEST_WEEKLY_BUDGET_MINUTES),
    }
