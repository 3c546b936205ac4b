"""Export and import on the command line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from focus_desktop.controller import Controller
from tests.cli.conftest import Run
from tests.conftest import SettableClock
from tests.full_store import fill, rows
from virtual_desktop import end, wait_until

TOGGL = """Project,Description,Start date,Start time,End date,End time
Thesis,one,2026-02-02,09:00:00,2026-02-02,10:00:00
Thesis,two,2026-02-02,10:00:00,2026-02-02,11:00:00
reading,three,2026-02-02,11:00:00,2026-02-02,12:00:00
reading,again,2026-02-02,10:30:00,2026-02-02,10:45:00
reading,long,2026-02-03,09:00:00,2026-02-05,09:00:00
,back,2026-02-05,12:00:00,2026-02-05,11:00:00
,later,2027-02-05,12:00:00,2027-02-05,13:00:00
,none,2026-02-06,12:00:00,2026-02-06,12:00:00
"""
REASONS = [
    "Line 5, “again”, 2 Feb 2026, 10:30: It overlaps the session of line 3.",
    "Line 6, “long”, 3 Feb 2026, 09:00: It takes longer than a day.",
    "Line 7, “back”, 5 Feb 2026, 12:00: It ends before it starts.",
    "Line 8, “later”, 5 Feb 2027, 12:00: It lies in the future.",
    "Line 9, “none”, 6 Feb 2026, 12:00: It took no time.",
]


@pytest.fixture
def toggl(tmp_path: Path) -> Path:
    file = tmp_path / "toggl.csv"
    file.write_text(TOGGL)
    return file


def test_a_dry_run_tells_what_an_import_would_do_and_does_nothing(
    run: Run, controller: Controller, toggl: Path
) -> None:
    controller.add_quest("Reading")
    before = rows(controller)
    told = run("import", str(toggl), "--dry-run")
    assert told.status == 0
    assert told.out == [
        "3 sessions will be added. 1 quest will be added. 5 are left out.",
        "toggl.csv · Toggl Track (CSV) · Mon 2 Feb 2026 · 3 h",
        "Thesis   →  new quest",
        "reading  →  Reading",
    ]
    assert told.err == REASONS
    assert rows(controller) == before


def test_import_adds_what_is_new_and_tells_what_is_left_out(
    run: Run, controller: Controller, toggl: Path
) -> None:
    done = run("import", str(toggl), "--format", "toggl")
    assert (done.status, done.out, done.err) == (
        0,
        ["3 sessions were added. 2 quests were added. 5 are left out."],
        REASONS,
    )
    assert [one.description for one in controller.list_sessions()] == ["three", "two", "one"]
    again = run("import", str(toggl))
    assert (again.status, again.out) == (0, ["0 sessions were added. 3 are there already. 5 are left out."])
    assert len(controller.list_sessions()) == 3


def test_a_session_that_overlaps_one_of_the_history_is_left_out(
    run: Run, controller: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    controller.start_session(25)
    clock.advance(minutes=60)
    controller.complete_due_session()
    start = clock.moment.astimezone()
    file = tmp_path / "toggl.csv"
    day = f"{start:%Y-%m-%d}"
    begun = start.replace(hour=start.hour - 1)
    file.write_text(
        "Project,Start date,Start time,End date,End time\n"
        f"A,{day},{begun:%H}:20:00,{day},{begun:%H}:30:00\n"
        f"A,{day},{begun:%H}:30:00,{day},{begun:%H}:40:00\n"
    )
    done = run("import", str(file))
    assert done.out == ["1 session was added. 1 quest was added. 1 is left out."]
    assert done.err == [
        f"Line 2, “A”, {start.day} Mar 2026, {begun:%H}:20: It overlaps a session that is in the history."
    ]


def test_only_some_of_many_reasons_are_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "toggl.csv"
    lines = "A,2027-01-01,09:00:00,2027-01-01,10:00:00\n" * 30
    file.write_text("Project,Start date,Start time,End date,End time\n" + lines)
    done = run("import", str(file))
    assert done.status == 1
    assert len(done.err) == 21
    assert done.err[-1] == "And 10 more."


@pytest.mark.parametrize("kind", ["csv", "json", "ics"])
def test_export_tells_how_much_it_has_written_and_takes_the_format_of_the_name(
    run: Run, controller: Controller, clock: SettableClock, tmp_path: Path, kind: str
) -> None:
    fill(controller, clock)
    file = tmp_path / f"all.{kind}"
    assert run("export", str(file)).out == [f"Exported 18 sessions to {file}."]
    other = tmp_path / "file"
    assert run("export", str(other), "--format", kind).status == 0
    start = {"csv": "id,quest,", "json": '{"format": "focus-desktop"', "ics": "BEGIN:VCALENDAR"}[kind]
    assert file.read_text(encoding="utf-8").startswith(start)
    assert kind == "json" or file.read_bytes() == other.read_bytes()


def test_an_export_replaces_no_database_no_device_and_no_link(
    run: Run, controller: Controller, sqlite_url: str, tmp_path: Path
) -> None:
    store = Path(sqlite_url.removeprefix("sqlite:///"))
    before = store.read_bytes()
    refused = run("export", str(store), "--format", "csv")
    assert refused.err == [f"{store.name} is a database and is not replaced; choose another name."]
    assert store.read_bytes() == before
    pipe, link = tmp_path / "pipe", tmp_path / "link.csv"
    os.mkfifo(pipe)
    assert run("export", str(pipe)).err == ["pipe cannot be written (not a regular file)."]
    assert pipe.is_fifo()
    link.symlink_to("real.csv")
    for _ in range(2):
        assert run("export", str(link)).status == 0
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,quest,")
    assert run("export", "").err == [". cannot be written (Is a directory)."]


def test_only_the_sessions_of_a_quest_are_exported(
    run: Run, controller: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    quest = controller.add_quest("Read")
    for quest_id in (quest.id, None):
        controller.start_session(25, quest_id)
        clock.advance(minutes=30)
        controller.complete_due_session()
    file = tmp_path / "all.csv"
    assert run("export", str(file), "--quest", "read").out == [f"Exported 1 session to {file}."]
    assert run("export", str(file), "--status", "cancelled").out == [f"Exported 0 sessions to {file}."]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "/nowhere/file"], "file cannot be read (No such file or directory)."),
        (["import", "/"], "cannot be read (Is a directory)."),
        (["export", "/nowhere/file"], "file cannot be written (No such file or directory)."),
        (["import", "{tmp}/text"], "text is of no known format; say which it is: csv, json, toggl"),
        (["import", "{tmp}/text", "--format", "csv"], "text, line 1: The column “started_at” is missing."),
        (["import", "{tmp}/text", "--format", "ics"], "The format ics can be exported only; import csv,"),
        (["export", "{tmp}/text", "--format", "toggl"], "The format toggl can be imported only; export csv,"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "text").write_text("nothing of use")
    refused = run(*(argument.replace("{tmp}", str(tmp_path)) for argument in arguments))
    assert refused.status == 1
    assert refused.out == []
    assert len(refused.err) == 1
    assert sentence in refused.err[0]
    assert (tmp_path / "text").read_text() == "nothing of use"


def test_ctrl_c_cancels_an_import_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    with file.open("w") as stream:
        stream.write("started_at,completed_at\n")
        for number in range(150_000):
            day, second = divmod(number, 40_000)
            hour, rest = divmod(second, 3600)
            at = f"2020-01-{day + 1:02d}T{hour:02d}:{rest // 60:02d}:{rest % 60:02d}Z"
            stream.write(f"{at},{at[:-1]}.5Z\n")
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "focus_desktop"]
    subprocess.run([*command, "check"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        [*command, "import", str(file)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    journal = tmp_path / "focus-desktop" / "focus.db-journal"
    try:
        wait_until(lambda: journal.exists() or process.poll() is not None, "the first rows")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        end(process)
    assert process.returncode != 0
    assert out == ""
    assert "Traceback" not in err
    listed = subprocess.run(
        [*command, "history"], env=environment, check=True, capture_output=True, text=True
    )
    assert listed.stdout == "No sessions yet.\n"


@pytest.mark.parametrize(
    ("arguments", "listed", "not_listed"),
    [
        (["export", "all", "--format", "xml"], "'csv', 'json', 'ics'", "toggl"),
        (["import", "all", "--format", "xml"], "'csv', 'json', 'toggl'", "'ics'"),
    ],
)
def test_only_formats_that_are_possible_are_listed(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], listed: str, not_listed: str
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    refused = run(*arguments)
    told = " ".join(refused.err)
    assert refused.status == 2
    assert f"Invalid value for '--format': 'xml' is none of {listed}" in told
    assert not_listed not in told


def test_the_exit_status_is_the_same_with_a_dry_run(run: Run, toggl: Path, tmp_path: Path) -> None:
    file = tmp_path / "future.csv"
    file.write_text("started_at,completed_at\n2027-01-01T09:00Z,2027-01-01T10:00Z\n")
    empty = tmp_path / "empty.csv"
    empty.write_text("started_at,completed_at\n")
    for name, status in ((file, 1), (empty, 0), (toggl, 0), (toggl, 0)):
        assert run("import", str(name), "--dry-run").status == status
        assert run("import", str(name)).status == status
