"""The command line as the shell runs it: real processes, signals, pipes, and many at once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.homes import COMMAND, Home, Running
from tests.ports import free_port
from virtual_desktop import wait_until


def serve(home: Home) -> tuple[Running, httpx.Client]:
    """A running server, and a client for it."""
    port = free_port()
    server = home.start("serve", "--port", str(port))
    line = server.wait_for_lines(1)[0]
    assert line.startswith(f"Serving http://127.0.0.1:{port} ")
    headers = {"Authorization": f"Bearer {home.run('token').stdout.strip()}"}
    limits = httpx.Limits(max_connections=None)
    return server, httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers=headers, limits=limits, timeout=300
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_stops_cleanly(home: Home, number: signal.Signals) -> None:
    server, client = serve(home)
    with client:
        assert client.get("/quests").json() == []
        # A connection that is kept alive does not keep the server from stopping.
        assert server.signal(number) == 0
    assert "Traceback" not in home.log.read_text()


def test_serve_completes_what_is_due_on_time(home: Home) -> None:
    _, client = serve(home)
    with client:
        client.post("/focus-sessions", json={"duration_minutes": 1})
        # libfaketime does not reach what a thread waits for; so the past is put into the file.
        with closing(sqlite3.connect(home.data / "focus.db")) as file, file:
            earlier = (datetime.now(UTC) - timedelta(seconds=57)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            file.execute("UPDATE focus_session SET started_at = ?", (earlier,))
            file.execute("UPDATE focus_interval SET started_at = ?", (earlier,))

        def rows() -> list[tuple[str, str]]:
            with closing(sqlite3.connect(home.data / "focus.db")) as file:
                return file.execute("SELECT status, completed_at FROM focus_session").fetchall()

        wait_until(lambda: rows()[0][0] == "completed", "the end", 10)  # Nobody has asked for it.
    due = datetime.fromisoformat(earlier) + timedelta(minutes=1)
    assert datetime.fromisoformat(rows()[0][1]) == due
    assert datetime.now(UTC) - due < timedelta(seconds=2)


def test_serve_needs_no_display_and_no_qt(home: Home) -> None:
    code = """
import sys, threading, time
from focus_desktop import app, headless_timer
def look(self):
    print([name for name in sys.modules if name.startswith("PySide6")])
    return iter(())
headless_timer.HeadlessTimer.updates = look
sys.exit(app.main(["serve", "--port", sys.argv[1]]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(free_port())],
        env=home.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[1:] == ["[]"], done.stderr


def test_a_port_that_is_taken_is_told_in_one_line(home: Home) -> None:
    _, client = serve(home)
    client.close()
    port = str(client.base_url.port)
    refused = home.run("serve", "--port", port)
    assert refused.returncode == 1
    assert refused.stderr == f"Port {port} is used by another program; choose another port.\n"


def test_status_follow_prints_a_line_at_once_and_after_each_change(home: Home) -> None:
    follower = home.start("status", "--follow")
    assert json.loads(follower.wait_for_lines(1)[0]) is None
    home.run("start", "--description", "Chapter three")
    status = json.loads(follower.wait_for_lines(2)[1])
    assert (status["description"], status["paused"]) == ("Chapter three", False)
    assert status["remaining_seconds"] > 1490
    home.run("cancel")
    assert json.loads(follower.wait_for_lines(3)[2]) is None
    assert follower.signal(signal.SIGINT) == 0
    assert len(follower.lines) == 3


def test_status_follow_costs_nothing_while_nothing_happens(home: Home) -> None:
    home.run("start")
    follower = home.start("status", "--follow")
    follower.wait_for_lines(1)
    tasks = Path(f"/proc/{follower.process.pid}/task")

    def wake_ups() -> int:
        return sum(
            int(line.split()[1])
            for task in tasks.iterdir()
            for line in (task / "status").read_text().splitlines()
            if line.startswith("voluntary_ctxt_switches")
        )

    threading.Event().wait(1)
    before = wake_ups()
    threading.Event().wait(5)
    assert wake_ups() - before <= 2


def test_status_follow_ends_quietly_with_the_pipe_it_writes_to(home: Home) -> None:
    follower = home.start("status", "--follow")
    follower.wait_for_lines(1)
    assert follower.process.stdout is not None
    # The reader goes away; the next line finds nobody.
    os.close(os.dup(follower.process.stdout.fileno()))
    shell = f"{sys.executable} -m focus_desktop status --follow | head -1"
    done = subprocess.Popen(
        ["/bin/sh", "-c", shell],
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.stdout is not None
    assert done.stdout.readline() == "null\n"
    home.run("start")
    _, errors = done.communicate(timeout=300)
    assert errors == ""


def test_100_starts_over_http_and_20_by_command_leave_one_active(home: Home) -> None:
    _, client = serve(home)
    with client, ThreadPoolExecutor(120) as pool:
        http = [
            pool.submit(client.post, "/focus-sessions", json={"duration_minutes": 25, "description": "http"})
            for _ in range(100)
        ]
        commands = [pool.submit(home.run, "start", "--description", "command") for _ in range(20)]
        statuses = sorted(one.result().status_code for one in http)
        outcomes = [one.result() for one in commands]
        active = client.get("/focus-sessions", params={"limit": 1000}).json()

    assert [one["status"] for one in active] == ["active"]
    wins = statuses.count(200) + sum(one.returncode == 0 for one in outcomes)
    assert wins == 1
    assert set(statuses) <= {
        200,
        408,
        409,
    }  # 408 tells a client to try again that got no time to send its body.
    for refused in outcomes:
        if refused.returncode:
            assert refused.returncode == 1
            assert (
                refused.stderr == f"“{active[0]['description']}” is running; complete or cancel it first.\n"
            )


def test_a_bug_is_told_in_one_line_and_logged(home: Home) -> None:
    code = """
import sys
from focus_desktop import app
from focus_desktop.controller import Controller
def fail(*_, **__): raise ZeroDivisionError("on purpose")
Controller.quest_records = fail
sys.exit(app.main(["quests"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=home.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == f"This is our mistake; the details are in {home.log}.\n"
    assert "ZeroDivisionError: on purpose" in home.log.read_text()


def test_output_that_cannot_be_written_is_told_in_one_line(home: Home) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "start"],
            env=home.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "It is done, but what it printed is lost (No space left on device).\n"
    assert json.loads(home.run("status", "--json").stdout)["status"] == "active"


def test_without_a_display_the_window_is_refused_in_one_line(home: Home) -> None:
    refused = home.run()
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is no display here")
    assert refused.stderr.count("\n") == 1


def test_ctrl_c_is_no_mistake_however_early(home: Home) -> None:
    code = """
from focus_desktop import app
app._report_bugs(print)
raise KeyboardInterrupt
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=home.environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_a_store_that_cannot_be_opened_is_told_in_one_line(home: Home) -> None:
    refused = home.run("status", FOCUS_DESKTOP_DATABASE_URL="mysql://nowhere")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "only sqlite and postgresql are supported" in refused.stderr


def test_a_terminal_that_cannot_show_a_title_shows_something_else(home: Home) -> None:
    home.run("start", "--description", "Chapter – three", PYTHONUTF8="1")
    shown = home.run("status", PYTHONIOENCODING="cp437")
    assert shown.returncode == 0
    assert shown.stdout.endswith("Chapter ? three\n")
    exact = home.run("status", "--json", PYTHONIOENCODING="cp437")
    assert json.loads(exact.stdout)["description"] == "Chapter – three"


def test_an_argument_that_is_no_text_is_refused(home: Home) -> None:
    refused = subprocess.run(
        [*(word.encode() for word in COMMAND), b"start", b"--description", b"\xff"],
        env=home.environment,
        capture_output=True,
        check=False,
    )
    assert refused.returncode == 1
    assert refused.stderr.startswith(b"The description has something in it that is no character")


def test_the_shell_is_told_what_could_be_typed_next(home: Home) -> None:
    shells = {"_FOCUS_DESKTOP_COMPLETE": "complete_bash", "COMP_WORDS": "focus-desktop st", "COMP_CWORD": "1"}
    assert home.run(**shells).stdout.split() == ["start", "status", "stats"]
