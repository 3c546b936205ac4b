"""Damages files of every format so that they are malformed for sure."""

import json
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from focus_desktop.exchange.format import Format
from tests.exchange.reading import SAMPLES, make_focus_timer, make_pomotroid

Damage = Callable[[bytes, random.Random], bytes]
_CSV = (
    "id,quest,description,status,duration_minutes,started_at,completed_at,focused_minutes,intervals,quest_id\r\n"
    + "".join(
        f'{n:032x},Thesis,"a, ""b""",completed,25,2026-02-0{n}T09:00:00.000000Z,'
        f"2026-02-0{n}T09:25:00.000000Z,25.00,2026-02-0{n}T09:00:00.000000Z/2026-02-0{n}T09:25:00.000000Z,{7:032x}\r\n"
        for n in range(1, 9)
    )
)


def _own_json() -> str:
    interval = {"started_at": "2026-02-01T09:00:00Z", "ended_at": "2026-02-01T09:25:00Z"}
    session = {
        "quest_id": f"{7:032x}",
        "description": "text",
        "duration_minutes": 25,
        "status": "completed",
        "started_at": "2026-02-01T09:00:00Z",
        "completed_at": "2026-02-01T09:25:00Z",
    }
    quest = {"id": f"{7:032x}", "title": "t", "status": "active", "current_value": 0, "target_value": 1}
    sessions = [
        {"id": f"{n:032x}", **session, "intervals": [{"id": f"{n:032x}", **interval}]} for n in range(5)
    ]
    whole = {"format": "focus-desktop", "version": 1, "sessions": sessions, "quests": [quest]}
    return json.dumps(whole, indent=1)


def _timewarrior() -> str:
    lines = [
        f'{{"id":{n},"start":"2026020{n}T090000Z","end":"2026020{n}T093000Z","tags":["a b"]}}'
        for n in range(1, 9)
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


TEXTS = {
    Format.CSV: _CSV.encode(),
    Format.JSON: _own_json().encode(),
    Format.TIMEWARRIOR: _timewarrior().encode(),
    Format.TOGGL: (SAMPLES / "toggl.csv").read_bytes(),
    Format.FLOWKEEPER: (SAMPLES / "flowkeeper.txt").read_bytes(),
    Format.SUPER_PRODUCTIVITY: (SAMPLES / "super-productivity.json").read_bytes(),
}
DATABASES = {Format.POMOTROID: make_pomotroid, Format.FOCUS_TIMER: make_focus_timer}


def damaged_text(kind: Format, seed: int) -> bytes:
    """The text of a file with one fault."""
    chosen = random.Random(f"{kind} {seed}")
    return chosen.choice(_FAULTS[kind])(TEXTS[kind], chosen)


def damage_database(kind: Format, seed: int, path: Path) -> None:
    """Make a database with one fault."""
    DATABASES[kind](path)
    chosen = random.Random(f"{kind} {seed}")
    chosen.choice((_garbage, _no_table, _no_column, _wrong_value))(path, kind, chosen)


def _not_utf8(text: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(3, len(text))
    return text[:at] + chosen.choice((b"\xff", b"\xc3\x28", b"\xed\xa0\x80")) + text[at:]


def _cut(text: bytes, chosen: random.Random) -> bytes:
    """End inside the last quarter of a line's characters, where something is missing in every format."""
    lines = text.splitlines(keepends=True)
    long_ones = [number for number, one in enumerate(lines) if len(one) > 8 and (number or len(lines) == 1)]
    line = chosen.choice(long_ones)
    at = chosen.randrange(1, len(lines[line].rstrip()) // 2)
    return b"".join(lines[:line]) + lines[line][:at]


def _without_a_bracket(text: bytes, chosen: random.Random) -> bytes:
    at = chosen.choice([found.start() for found in re.finditer(rb'[\[\]{}](?=[\s,"}\]]|$)', text)])
    return text[:at] + text[at + 1 :]


def _no_moment(text: bytes, chosen: random.Random) -> bytes:
    found = chosen.choice(list(re.finditer(rb"2026-?\d\d-?\d\d(?=[T,])", text)))
    wrong = chosen.choice((b"2026-13-45", b"yesterday", b"20260230", b"-1", b"99999-01-01"))
    return text[: found.start()] + wrong + text[found.end() :]


def _another_column(text: bytes, chosen: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    line = chosen.randrange(1, len(lines))
    lines[line] = lines[line].replace(b",", chosen.choice((b",,", b"")), 1)
    return b"".join(lines)


def _no_header(text: bytes, chosen: random.Random) -> bytes:
    return (
        text.replace(chosen.choice((b"started_at", b"Start time", b"Start date")), b"begun", 1)
        .replace(b"started_at", b"begun", 1)
        .replace(b"Start time", b"begun", 1)
    )


def _quotation_mark(text: bytes, chosen: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    line = chosen.randrange(1, len(lines))
    lines[line] = b'"x"y' + lines[line]
    return b"".join(lines)


def _wrong_json_value(text: bytes, chosen: random.Random) -> bytes:
    name = chosen.choice((b"start", b"started_at", b"timeSpentOnDay", b"title", b"end"))
    wrong = chosen.choice((b"NaN", b"[1]", b"true", b'"\\ud800"', b"-7"))
    changed, count = re.subn(
        rb'("%s":\s*)(?:"[^"]*"|\{[^}]*\})' % name, rb"\g<1>" + wrong.replace(b"\\", b"\\\\"), text, count=1
    )
    return changed if count else _without_a_bracket(text, chosen)


def _unknown_line(text: bytes, chosen: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    lines.insert(
        chosen.randrange(1, len(lines)), chosen.choice((b"not a line of it\n", b"7, : ()\n", b"+gAAAA\n"))
    )
    return b"".join(lines)


def _unknown_workitem(text: bytes, chosen: random.Random) -> bytes:
    at = [found.start(1) for found in re.finditer(rb'StartTimer\("(.)', text)]
    place = chosen.choice(at)
    return text[:place] + b"zz" + text[place:]


_JSON: tuple[Damage, ...] = (_not_utf8, _cut, _without_a_bracket, _wrong_json_value)
_FAULTS: dict[Format, tuple[Damage, ...]] = {
    Format.CSV: (_not_utf8, _cut, _no_moment, _another_column, _no_header, _quotation_mark),
    Format.TOGGL: (_not_utf8, _cut, _no_moment, _another_column, _no_header, _quotation_mark),
    Format.JSON: _JSON,
    Format.TIMEWARRIOR: (*_JSON, _no_moment),
    Format.SUPER_PRODUCTIVITY: _JSON,
    Format.FLOWKEEPER: (_not_utf8, _cut, _unknown_line, _unknown_workitem),
}


def _garbage(path: Path, kind: Format, chosen: random.Random) -> None:
    """All pages but the first are overwritten."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + chosen.randbytes(len(content) - 4096))


def _no_table(path: Path, kind: Format, chosen: random.Random) -> None:
    _execute(path, f"DROP TABLE {'sessions' if kind is Format.POMOTROID else 'timeblocks'}")


def _no_column(path: Path, kind: Format, chosen: random.Random) -> None:
    table, column = (
        ("sessions", "duration_secs") if kind is Format.POMOTROID else ("timeblocks", '"intended-duration"')
    )
    _execute(path, f"ALTER TABLE {table} DROP COLUMN {column}")


def _wrong_value(path: Path, kind: Format, chosen: random.Random) -> None:
    wrong = chosen.choice(("'soon'", "x'00ff'", "9223372036854775807", "-9223372036854775808"))
    if kind is Format.POMOTROID:
        _execute(path, f"UPDATE sessions SET started_at = {wrong} WHERE round_type = 'work'")
    else:
        _execute(path, f'UPDATE timeblocks SET "start-time" = {wrong} WHERE id = 1')


def break_name(path: Path) -> None:
    """Give a table a name that is no text, and a definition that cannot be read: SQLite tells both."""
    _execute(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET name = CAST(x'80' AS TEXT), sql = 'CREATE nonsense' WHERE type = 'table'",
    )


def _execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
