"""The log: its size, and that neither texts of people nor control characters get into it."""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from focus_desktop import log_file
from focus_desktop.model.errors import Refusal, StoreProblem, StoreUnavailable, UnknownQuest
from tests.homes import Home
from tests.ports import free_port

MARK = "Marzipan"
"""A word that stands in every text of people here, and nowhere else."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of this process, begun anew."""
    root, file = logging.getLogger(), tmp_path / "logs" / "focus-desktop.log"
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    log_file.start(file)
    yield file
    root.handlers[0].close()
    root.handlers[:], root.level = handlers, level


def raised(error: Exception) -> Exception:
    """The error with a traceback."""

    def fails() -> None:
        raise error

    try:
        fails()
    except Exception as caught:
        return caught
    raise AssertionError


def test_the_log_keeps_three_files_of_half_a_megabyte(log: Path) -> None:
    for number in range(3000):
        logging.getLogger("any").info("%d %s", number, "x" * 1000)
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == [log.name, f"{log.name}.1", f"{log.name}.2"]
    assert all(file.stat().st_size <= log_file.LARGEST_FILE for file in files)
    assert log.read_text().splitlines()[-1].startswith("20")
    assert " 2999 " in log.read_text()


def test_a_log_that_cannot_be_written_is_told_nowhere(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handler,) = (one for one in logging.getLogger().handlers if isinstance(one, logging.FileHandler))
    handler.close()
    handler.stream = Path("/dev/full").open("a", encoding="utf-8", buffering=1)  # noqa: SIM115
    logging.getLogger("any").warning("no room")
    assert capsys.readouterr().err == ""
    assert log.read_text() == ""
    with suppress(OSError):
        handler.close()


def test_control_characters_are_written_as_escapes(log: Path) -> None:
    hostile = "\x1b]0;title\x07 \x9b31m a\0b \u202e\u2066 first\nsecond\rthird"
    logging.getLogger("any").warning("%s", hostile)
    logging.getLogger("any").warning(hostile.replace("%", ""))
    text = log.read_text()
    assert len(text.splitlines()) == 2
    assert text.count(r"\x1b]0;title\x07 \x9b31m a\x00b \u202e\u2066 first\nsecond\rthird") == 2
    assert log_file.printable("\ud800") == r"\ud800"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError(f"invalid: {MARK}"), "ValueError"),
        (KeyError(MARK), "KeyError"),
        (
            FileNotFoundError(2, "No such file or directory", f"/{MARK}"),
            "FileNotFoundError: No such file or directory",
        ),
        (UnknownQuest(Refusal.NO_QUEST_OF_THIS_TITLE, title=MARK), "UnknownQuest NO_QUEST_OF_THIS_TITLE"),
        (StoreUnavailable(StoreProblem.LOCKED, place=f"/{MARK}"), "StoreUnavailable LOCKED"),
        (ZeroDivisionError("on purpose"), "ZeroDivisionError: on purpose"),
        (
            AttributeError("'NoneType' object has no attribute 'x'"),
            "AttributeError: 'NoneType' object has no attribute 'x'",
        ),
    ],
)
def test_an_exception_is_logged_with_its_place_but_not_with_what_it_quotes(
    log: Path, error: Exception, line: str
) -> None:
    before = raised(RuntimeError("before"))
    error.__cause__ = before
    logging.getLogger("any").critical("unhandled", exc_info=raised(error))
    logging.getLogger("any").warning("refused: %s", error)
    text = log.read_text()
    assert MARK not in text
    assert f"\n{line}\n" in text
    assert f"refused: {line}\n" in text
    assert "in fails\n    raise error\nRuntimeError: before\n" in text
    assert text.index("RuntimeError: before") < text.index(f"\n{line}\n")


def test_the_commands_log_no_text_of_people(home: Home, tmp_path: Path) -> None:
    file = tmp_path / f"{MARK}.csv"
    file.write_text(f"Id,Start\n{MARK},{MARK}\n")
    url = f"postgresql://user:{MARK}@127.0.0.1:{free_port()}/{MARK}"
    for arguments in (
        ("quest", "add", MARK),
        ("start", "--quest", MARK, "--description", f"{MARK} 1"),
        ("start", "--description", f"{MARK} 2"),
        ("complete",),
        ("start", "--quest", f"{MARK} that is not there"),
        ("import", str(file)),
        ("import", str(file), "--format", "csv"),
        ("export", str(tmp_path / MARK / "out.csv")),
        ("backup", str(tmp_path / MARK / "out.db")),
        ("quest", "delete", MARK),
    ):
        home.run(*arguments)
    home.run("history", FOCUS_DESKTOP_DATABASE_URL=url)
    with closing(sqlite3.connect(home.data / "focus.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        home.run("quest", "add", f"{MARK} 3")
    assert MARK not in home.log.read_text()


def test_the_http_api_logs_no_text_of_people(home: Home) -> None:
    port = free_port()
    serving = home.start("serve", "--port", str(port))
    serving.wait_for_lines(1)
    headers = {"Authorization": f"Bearer {home.run('token').stdout.strip()}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
        quest = client.post("/quests", json={"title": MARK}).json()
        for _ in range(2):  # The second is refused, as the first is running.
            client.post("/focus-sessions", json={"duration_minutes": 25, "description": MARK})
        client.patch(f"/quests/{quest['id']}", json={"status": MARK})
        client.post("/quests", content=json.dumps({MARK: MARK}))
        client.get(f"/{MARK}?{MARK}={MARK}")
        with closing(sqlite3.connect(home.data / "focus.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert client.post("/quests", json={"title": f"{MARK} 2"}).status_code == 503
            other.execute("ROLLBACK")
            other.execute("PRAGMA ignore_check_constraints = ON")
            other.execute("UPDATE quest SET current_value = ?", (MARK,))
        client.get("/quests")
        client.get("/statistics", params={"by": MARK})
    assert MARK not in home.log.read_text()
    assert "serving at" in home.log.read_text()
