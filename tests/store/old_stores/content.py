"""What a person's store holds: rows for every table that a schema has had, as SQLite keeps them."""

from typing import Any

Rows = tuple[dict[str, Any], ...]


def _id(number: int) -> str:
    return f"{number:032x}"


def _at(day: int, time: str) -> str:
    return f"2026-03-{day:02}T{time}Z"


_QUESTS: Rows = (
    {
        "id": _id(1),
        "title": "Read 12 Books",
        "status": "active",
        "current_value": 3,
        "target_value": 12,
    },
    {
        "id": _id(2),
        "title": '\'Zoë’s 🦉; "thesis"',
        "status": "completed",
        "current_value": 1,
        "target_value": 1,
    },
    {"id": _id(3), "title": "x" * 200, "status": "archived", "current_value": 0, "target_value": 40},
)
_DETAILS: Rows = (
    {"quest_id": _id(1), "colour": 3, "unit": "books", "weekly_budget_minutes": 90},
    {"quest_id": _id(3), "colour": None, "unit": "pages", "weekly_budget_minutes": None},
)


def _session(number: int, day: int, time: str, status: str, end: str | None, **about: Any) -> dict[str, Any]:
    return {
        "id": _id(number),
        "quest_id": about.get("quest_id"),
        "description": about.get("description"),
        "duration_minutes": about.get("minutes", 25),
        "status": status,
        "started_at": _at(day, time),
        "completed_at": None if end is None else _at(day, end),
    }


_SESSIONS: Rows = (
    _session(
        16, 2, "08:00:00.000000", "completed", "08:25:00.000000", quest_id=_id(1), description="chapter 1"
    ),
    _session(
        17, 2, "09:00:00.123456", "completed", "10:00:00.654321", quest_id=_id(2), minutes=50, description=""
    ),
    _session(18, 3, "23:50:00.000000", "cancelled", None, description="two\nlines; 東京 'and' \"quotes\""),
    _session(19, 4, "07:00:00.000000", "completed", "07:01:00.000000", minutes=1, description="x" * 1000),
    _session(20, 5, "12:00:00.000000", "cancelled", None, minutes=1440, quest_id=_id(3)),
    _session(21, 6, "08:00:00.000000", "active", None, minutes=90, quest_id=_id(1), description="=1+1"),
)


def _interval(number: int, session: int, start: str, end: str | None) -> dict[str, Any]:
    return {"id": _id(number), "session_id": _id(session), "started_at": start, "ended_at": end}


_INTERVALS: Rows = (
    _interval(32, 16, _at(2, "08:00:00.000000"), _at(2, "08:25:00.000000")),
    _interval(33, 17, _at(2, "09:00:00.123456"), _at(2, "09:20:00.000001")),
    _interval(34, 17, _at(2, "09:30:00.999999"), _at(2, "10:00:00.654321")),
    _interval(35, 18, _at(3, "23:50:00.000000"), _at(4, "00:10:00.500000")),
    _interval(36, 19, _at(4, "07:00:00.000000"), _at(4, "07:01:00.000000")),
    _interval(37, 20, _at(5, "12:00:00.000000"), _at(5, "12:00:00.000000")),
    _interval(38, 21, _at(6, "08:00:00.000000"), _at(6, "08:10:00.000000")),
    _interval(39, 21, _at(6, "08:20:00.000000"), None),
)
_CLOCKS: Rows = (
    {
        "session_id": _id(21),
        "time_up": "overtime",
        "kept": True,
        "seen_at": _at(6, "08:25:00.000000"),
        "machine": "here",
        "boot_id": "boot 1",
        "up_us": 3_600_000_000,
        "awake_us": 3_500_000_000,
    },
)
_GAPS: Rows = (
    {
        "id": _id(48),
        "session_id": _id(21),
        "started_at": _at(6, "08:10:00.000000"),
        "ended_at": _at(6, "08:20:00.000000"),
    },
)
_ORIGINALS: Rows = (
    {
        "session_id": _id(17),
        "quest_id": _id(9),
        "description": "before it was edited",
        "duration_minutes": 50,
        "started_at": _at(2, "09:00:00.000000"),
        "completed_at": _at(2, "10:10:00.000000"),
    },
)
_ORIGINAL_INTERVALS: Rows = (
    _interval(64, 17, _at(2, "09:00:00.000000"), _at(2, "09:20:00.000000")),
    _interval(65, 17, _at(2, "09:30:00.000000"), _at(2, "10:10:00.000000")),
)

CONTENT: dict[str, Rows] = {
    "quest": _QUESTS,
    "focus_session": _SESSIONS,
    "focus_interval": _INTERVALS,
    "session_clock": _CLOCKS,
    "focus_gap": _GAPS,
    "quest_details": _DETAILS,
    "session_original": _ORIGINALS,
    "original_interval": _ORIGINAL_INTERVALS,
}
"""By table, in an order that foreign keys allow; triggers fill `session_total`."""
