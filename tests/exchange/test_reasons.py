"""What is told of files that cannot be read, and which odd ones can be read after all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from focus_desktop.exchange import formats
from focus_desktop.exchange.format import Format
from focus_desktop.model.errors import MalformedFile, UnusableFile
from focus_desktop.refusals import Refusal
from tests.exchange.reading import sessions

HEADER = "started_at;completed_at;quest;description;status;duration_minutes\n"
ROW = "2026-03-01T08:00:00Z;2026-03-01T08:50:00Z;Müll, Papier;two;completed;25\n"
OWN = "started_at,completed_at,description,quest,status,duration_minutes\n"
TIMES = "2026-03-01T08:00:00Z,2026-03-01T08:50:00Z"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("divider", [";", "\t"])
def test_what_spreadsheets_of_other_countries_write_is_read(
    tmp_path: Path, encoding: str, divider: str
) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes((HEADER + ROW).replace(";", divider).encode(encoding))
    assert formats.detected(file) is Format.CSV
    (found,) = sessions(file)
    assert (found.quest_title, found.description, found.duration_minutes) == ("Müll, Papier", "two", 25)


def test_json_in_utf_16_is_read(tmp_path: Path) -> None:
    file = tmp_path / "timew.json"
    text = '[{"start": "20260301T080000Z", "end": "20260301T090000Z", "tags": ["Müll"]}]'
    file.write_bytes(text.encode("utf-16"))
    (found,) = sessions(file)
    assert found.quest_title == "Müll"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{TIMES},{'d' * 1001},,,", "“description” is longer than 1,000 characters."),
        (f"{TIMES},,{'q' * 201},,", "“quest” is longer than 200 characters."),
        (f"{TIMES},a\0b,,,", "“description” has something in it that is no character of a text."),
        (
            "2026-03-01 08:00,,,,,",
            (
                "“2026-03-01 08:00” in “started_at” names no time zone; write it with one, "
                "like 2026-03-01T08:00:00Z."
            ),
        ),
        (
            f"{TIMES},,,,0",
            "“0” cannot be the value of “duration_minutes”, a whole number from 1 to 1,440.",
        ),
        (
            f"{TIMES},,,done,",
            "“done” cannot be the value of “status”; that is one of active, cancelled, completed.",
        ),
        (f"{TIMES}", "The number of columns (2) is not that of the header (6)."),
        (f'{TIMES},"a"b,,,', "A quotation mark is missing or out of place."),
        (f"{TIMES},\xe9,,,", "This is not written in UTF-8; save the file with that encoding."),
    ],
)
def test_the_true_reason_is_told(tmp_path: Path, row: str, reason: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes((OWN + row + "\n").encode("latin-1" if "\xe9" in row else "utf-8"))
    with pytest.raises(MalformedFile) as refused:
        sessions(file, Format.CSV)
    assert (refused.value.line, refused.value.reason.message) == (2, reason)


def test_utf_16_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes((OWN + TIMES).encode("utf-16")[:-1])
    with pytest.raises(MalformedFile) as refused:
        sessions(file, Format.CSV)
    assert refused.value.reason.code is Refusal.NOT_UNICODE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Refusal.FILE_EMPTY),
        (b"nothing of use", Refusal.FORMAT_UNKNOWN),
        (b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", Refusal.CALENDAR_ONLY_GOES_OUT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Refusal.NOT_IMPORTABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.NOT_IMPORTABLE),
        (b"PK\x03\x04", Refusal.NOT_IMPORTABLE),
        (b"\xff\xfe\x00", Refusal.NOT_IMPORTABLE),
    ],
)
def test_a_format_is_asked_for_only_where_an_answer_may_help(
    tmp_path: Path, content: bytes, code: Refusal
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(UnusableFile) as refused:
        formats.detected(file)
    assert refused.value.code is code


def test_a_database_of_another_program_is_not_taken_for_one_that_is_known(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    with pytest.raises(UnusableFile) as refused:
        formats.detected(file)
    assert refused.value.code is Refusal.NOT_IMPORTABLE
