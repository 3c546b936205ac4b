"""The README's examples, run as they are written."""

import re
import subprocess
import sys
from pathlib import Path

from focus_desktop import paths
from tests.homes import Home
from tests.ports import free_port

README = Path(__file__).parent.parent / "README.md"


def examples(section: str) -> list[str]:
    """The shell examples of a section."""
    text = README.read_text(encoding="utf-8")
    (body,) = re.findall(rf"^## {section}\n(.*?)^## ", text, re.DOTALL | re.MULTILINE)
    return re.findall(r"^```sh\n(.*?)^```", body, re.DOTALL | re.MULTILINE)


def run(home: Home, script: str) -> list[str]:
    """The lines that a script prints; every command in it must succeed."""
    path = f"{Path(sys.executable).parent}:{home.environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script.replace("curl ", "curl -sS --fail-with-body -w '\\n' ")],
        env=home.environment | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_terminal_examples_work(home: Home) -> None:
    (script,) = examples("From a terminal")
    _quest, started, status, completed, row, _added, *weeks = run(home, script)
    assert started == "Started 50 min · Chapter three · Read 12 Books."
    assert re.fullmatch(r"(50:00|49:5\d) left · Chapter three · Read 12 Books", status)
    assert re.fullmatch(r"Completed after \d+ \w+ · Chapter three · Read 12 Books\.", completed)
    assert "of 50 min  Completed" in row
    assert any("50 min" in line for line in weeks)


def test_the_http_examples_work(home: Home) -> None:
    serve, script = examples("Over HTTP")
    assert serve.split() == [paths.APP_NAME, "serve"]
    port = str(free_port())  # Another program may use the default port.
    home.start("serve", "--port", port).wait_for_lines(1)
    assert script.count("8722") == 1
    started, completed, listed, deleted, quest, quests = run(home, script.replace("8722", port))
    assert '"status":"active"' in started
    assert '"status":"completed"' in completed
    assert listed == f"[{completed}]"
    assert deleted == "null"
    assert quests == f"[{quest}]"


def test_every_command_is_mentioned(home: Home) -> None:
    text = README.read_text(encoding="utf-8")
    commands = re.findall(r"^│ ([a-z]+) +[A-Z]", home.run("--help").stdout, re.MULTILINE)
    assert len(commands) >= 10
    assert [command for command in commands if f"`{command}" not in text] == []
