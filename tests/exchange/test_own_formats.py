"""Our own formats: CSV that no spreadsheet calculates, JSON of any layout, calendars with the right times."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from focus_desktop.exchange.calendar import CalendarWriter
from focus_desktop.exchange.cells import neutralised, restored
from focus_desktop.exchange.format import Format
from focus_desktop.exchange.own_csv import CsvWriter
from focus_desktop.exchange.own_json import JsonWriter
from focus_desktop.model.errors import MalformedFile
from focus_desktop.model.transfer import QuestCopy, SessionCopy, SessionLine, StretchCopy
from tests.exchange.reading import read_all, sessions
from tests.full_store import HOSTILE

CALCULATED = ("=", "+", "-", "@", "\t", "\r")


def session(text: str | None = "text", day: int = 1) -> SessionCopy:
    start, end = f"2026-03-{day:02d}T08:00:00.000000Z", f"2026-03-{day:02d}T08:25:00.000000Z"
    return SessionCopy(
        started_at=start,
        intervals=(StretchCopy(f"{day + 100:032x}", start, end),),
        duration_minutes=25,
        completed_at=end,
        description=text,
        quest_title=text[:200] if text else None,
        quest_id=f"{7:032x}" if text else None,
        id=f"{day:032x}",
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_with_what_spreadsheets_calculate(text: str) -> None:
    written = io.StringIO()
    CsvWriter(written).write([SessionLine.of(session(text))])
    for row in csv.reader(io.StringIO(written.getvalue())):
        assert not [cell for cell in row if cell.startswith(CALCULATED)]


@given(st.text())
def test_every_cell_comes_back_as_it_was(text: str) -> None:
    assert restored(neutralised(text)) == text
    assert not neutralised(text).startswith(CALCULATED)


@given(st.text(alphabet="'=+-@\t\r\n\"a, "))
def test_every_cell_of_nothing_but_hostile_characters_comes_back(text: str) -> None:
    assert restored(neutralised(text)) == text


def test_csv_that_a_person_wrote_needs_only_start_and_end(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(
        b"\xef\xbb\xbfquest,description,started_at,completed_at\r\n"
        b"Read,  Chapter 3 ,2026-03-01T09:00+01:00,2026-03-01T09:50:00+01:00\r\n\r\n"
    )
    (found,) = sessions(file)
    assert (found.quest_title, found.description, found.duration_minutes) == ("Read", "Chapter 3", 50)
    assert found.started_at == "2026-03-01T08:00:00.000000Z"
    assert (found.id, found.status, len(found.intervals)) == (None, "completed", 1)


@pytest.mark.parametrize("indent", [None, 0, 1, 7])
@pytest.mark.parametrize("first", ["format", "sessions", "quests"])
def test_json_of_every_layout_and_order_is_read(tmp_path: Path, indent: int | None, first: str) -> None:
    written = io.StringIO()
    writer = JsonWriter(written)
    wanted = [session(text, day) for day, text in enumerate(HOSTILE, 1)]
    writer.write(wanted)
    writer.end([QuestCopy(f"{7:032x}", "=1+1", unit="pages")])
    whole = json.loads(written.getvalue())
    ordered = {first: whole[first], "unknown": [[[{"a": ["]", "}"]}]], "x" * 300_000], **whole}
    file = tmp_path / "all.json"
    file.write_text(json.dumps(ordered, indent=indent, ensure_ascii=False), encoding="utf-8")
    found = read_all(file, Format.JSON)
    assert [one.description for one in found if isinstance(one, SessionCopy)] == list(HOSTILE)
    assert [one.unit for one in found if isinstance(one, QuestCopy)] == ["pages"]
    assert all(one.line >= 1 for one in found)


def test_each_session_and_quest_of_our_json_has_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    with file.open("w") as stream:
        writer = JsonWriter(stream)
        writer.write([session(day=1), session(day=2)])
        writer.end([QuestCopy(f"{7:032x}", "title")])
    assert [one.line for one in read_all(file)] == [3, 4, 7]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"format": "focus-desktop", "version": 2}', "This is version 2 of the format; only 1 can be read."),
        ('{"format": "other", "version": 1}', "This is no file of the format json."),
        ("{}", "This is no file of the format json."),
        ("", "This is no valid JSON."),
        ('{"format": "focus-desktop", "version": 1} x', "This is no valid JSON."),
        (
            '{"format": "focus-desktop", "version": 1, "sessions": [7]}',
            "“7” cannot be the value of “sessions”.",
        ),
        ("[" * 100_000, "This is no valid JSON."),
    ],
)
def test_what_is_no_json_of_ours_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "all.json"
    file.write_text(text)
    with pytest.raises(MalformedFile) as refused:
        read_all(file, Format.JSON)
    assert refused.value.reason.message == reason


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_calendar_shows_sessions_at_their_local_times(tmp_path: Path, zone: str) -> None:
    starts = [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # before and after the clocks go forward in Berlin
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    file = tmp_path / "all.ics"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = CalendarWriter(stream)
        for number, start in enumerate(starts):
            moments = [f"{start:%Y-%m-%dT%H}:{minute}:00.000000Z" for minute in (30, 55)]
            writer.write(
                [
                    SessionCopy(
                        started_at=moments[0],
                        intervals=(StretchCopy(None, *moments),),
                        duration_minutes=25,
                        completed_at=moments[1],
                        description="long " * 30 + "töxt; with, \\all\nof it",
                        id=f"{number:032x}",
                    )
                ]
            )
        writer.end([])
    calendar = Calendar.from_ical(file.read_bytes())
    events = calendar.walk("VEVENT")
    local = ZoneInfo(zone)
    assert [one.decoded("dtstart").astimezone(local) for one in events] == [
        one.astimezone(local) for one in starts
    ]
    assert all((one.decoded("dtend") - one.decoded("dtstart")).seconds == 25 * 60 for one in events)
    assert {str(one["summary"]) for one in events} == {"long " * 30 + "töxt; with, \\all\nof it"}
    assert len({str(one["uid"]) for one in events}) == len(starts)
    assert max(map(len, file.read_bytes().split(b"\r\n"))) <= 75


def test_a_session_that_runs_is_in_no_calendar(tmp_path: Path) -> None:
    written = io.StringIO()
    running = SessionCopy(
        started_at="2026-03-01T08:00:00.000000Z",
        intervals=(StretchCopy(None, "2026-03-01T08:00:00.000000Z", None),),
        duration_minutes=25,
        status="active",
    )
    CalendarWriter(written).write([running])
    assert "VEVENT" not in written.getvalue()


def test_a_calendar_tells_what_was_cancelled_and_for_which_quest(tmp_path: Path) -> None:
    file = tmp_path / "all.ics"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = CalendarWriter(stream)
        writer.write([session("Read, and write"), replace(session(None, 2), status="cancelled")])
        writer.end([])
    first, second = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert (first.get("status"), first.get("categories").cats) == (None, ["Read, and write"])
    assert (second.get("status"), second.get("categories")) == ("CANCELLED", None)
