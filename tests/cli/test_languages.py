"""The command line in other languages: nothing of it stays English but what programs read."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
import pytest
from typer import rich_utils

from focus_desktop import paths
from focus_desktop.cli import commands
from focus_desktop.exchange.format import Format
from focus_desktop.model.quest_colour import QuestColour
from focus_desktop.model.statistics import By
from focus_desktop.settings_file import SettingsFile
from tests import pseudo_language
from tests.conftest import ROOT
from tests.documented import SESSION_KEYS
from tests.homes import Home
from tests.ports import free_port
from tests.pseudo_language import untranslated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from tests.cli.conftest import Run
    from tests.conftest import SettableClock


def command_lines(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Each command as it is typed."""
    inner = getattr(command, "commands", {})
    return [path, *(line for name in inner for line in command_lines(inner[name], (*path, name)))]


COMMAND_LINES = command_lines(commands.translated_command())
NAMES = {
    paths.APP_NAME,
    *Format,
    *By,
    *QuestColour,
    "none",
    *(name for line in COMMAND_LINES for name in line),
}


@pytest.fixture
def pseudo(tmp_path: Path) -> Iterator[None]:
    """Speaks the made-up language in this process."""
    with pseudo_language.spoken(tmp_path / "locale"):
        importlib.reload(rich_utils)  # Typer looks some words up when it is imported.
        yield
    importlib.reload(rich_utils)


@pytest.fixture
def pseudo_home(tmp_path: Path) -> Iterator[Home]:
    """A home of somebody who speaks the made-up language."""
    home = Home(tmp_path, [sys.executable, "-m", "tests.pseudo_language", str(tmp_path / "locale")])
    home.environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    yield home
    home.close()


@pytest.mark.parametrize("line", COMMAND_LINES, ids=" ".join)
@pytest.mark.usefixtures("pseudo")
def test_the_help_of_every_command_is_translated(run: Run, line: tuple[str, ...]) -> None:
    done = run(*line, "--help")
    assert done.status == 0
    assert untranslated("\n".join(done.out), *NAMES) == ""
    assert any("⟦" in told for told in done.out)


@pytest.mark.usefixtures("pseudo")
def test_what_commands_on_sessions_tell_is_translated(
    run: Run, clock: SettableClock, services: AppServices
) -> None:
    calls = ["status", "history", "start", "pause", "status", "resume", "extend", "status", "complete"]
    calls += ["start --flow", "status", "pause", "status", "cancel", "history --status active"]
    told: list[str] = []
    for call in calls:
        done = run(*call.split())
        assert (done.status, done.err) == (0, [])
        told += done.out
        clock.advance(minutes=2)
    SettingsFile(services.settings_file).change(time_up="overtime")
    told += run("start", "--description", "Chapter three").out
    clock.advance(minutes=30)
    told += [*run("status").out, *run("pause").out, *run("status").out, *run("history").out]
    assert len(told) == len(calls) + 1 + 3 + 3
    assert untranslated("\n".join(told), "Chapter three") == ""


@pytest.mark.usefixtures("pseudo")
def test_what_other_commands_tell_is_translated(run: Run) -> None:
    told = run("quests").out
    told += run("quest", "add", "Read 12 Books").out
    told += run("quests").out
    assert untranslated("\n".join(told), "Read 12 Books") == ""
    assert untranslated("\n".join(run("check").out), "Focus Desktop", "SQLite") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["statuss"],
        ["--nonsense"],
        ["--minimised"],
        ["start", "--minutes", "x"],
        ["start", "--minutes"],
        ["start", "extra"],
        ["start", "--flow", "--minutes", "5"],
        ["status", "--json=x"],
        ["delete"],
        ["history", "--status", "done"],
        ["quest"],
        ["quest", "add"],
        ["quest", "edit", "Read"],
        ["quest", "nonsense"],
        ["serve", "--port", "0"],
        ["serve", "--port", "65536"],
        ["--start", "0"],
        ["--start", "5", "--complete"],
        ["--start", "5", "status"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("pseudo")
def test_what_is_told_of_wrong_usage_is_translated(run: Run, arguments: list[str]) -> None:
    wrong = run(*arguments)
    told = "\n".join([*wrong.out, *wrong.err])
    values = (
        "nonsense",
        "--nonsense",
        "'-'",
        "statuss",
        "extra",
        "done",
        "Read",
        "'x'",
        "active",
        "completed",
    )
    assert wrong.status == 2
    assert told
    assert untranslated(told, *NAMES, *values, "cancelled") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["pause"],
        ["resume"],
        ["extend"],
        ["complete"],
        ["cancel"],
        ["delete", "nonsense"],
        ["delete", str(UUID(int=7))],
        ["start", "--minutes", "0"],
        ["start", "--quest", "Sing"],
        ["start", "--quest", "Twice"],
        ["start", "--description", "\udcff"],
        ["start", "--description", "x" * 1001],
        ["quest", "add", ""],
        ["quest", "edit", "Read", "--current", "-1"],
        ["history", "--limit", "0"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40].encode(errors="replace").decode(),
)
@pytest.mark.usefixtures("pseudo")
def test_a_refusal_is_translated(run: Run, controller: Controller, arguments: list[str]) -> None:
    for title in ("Read", "Twice", "twice"):
        controller.add_quest(title)
    refused = run(*arguments)
    assert (refused.status, len(refused.err)) == (1, 1)
    field = "description"  # Named as in the API and the options.
    assert untranslated(refused.err[0], "nonsense", "Sing", "Twice", "Read", field) == ""


def test_what_processes_tell_is_translated(pseudo_home: Home) -> None:
    assert untranslated(pseudo_home.run("status").stdout) == ""
    assert untranslated(pseudo_home.run().stderr) == ""  # There is no display.
    server = pseudo_home.start("serve", "--port", str(free_port()))
    assert untranslated(server.wait_for_lines(1)[0]) == ""
    assert server.signal(signal.SIGTERM) == 0


def test_what_the_shell_shows_beside_a_completion_is_translated(pseudo_home: Home) -> None:
    shell = {"_FOCUS_DESKTOP_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "focus-desktop st"}
    told = pseudo_home.run(**shell).stdout
    assert '"start":"⟦' in told
    assert untranslated(told, "start", "status", "stats", "_arguments") == ""


@pytest.mark.usefixtures("pseudo")
def test_what_programs_read_stays_the_same_in_every_language(
    run: Run, controller: Controller, services: AppServices
) -> None:
    controller.add_quest("Read")
    run("start", "--quest", "Read")
    status, history, quests = (
        json.loads(run(*call.split(), "--json").out[0]) for call in ("status", "history", "quests")
    )
    assert list(status) == [*SESSION_KEYS, "remaining_seconds", "focused_seconds", "paused"]
    assert (status["status"], history[0]["status"], quests[0]["status"]) == ("active", "active", "active")
    with services.serve(controller, free_port()) as address:
        headers = {"Authorization": f"Bearer {services.token().current()}"}
        with httpx.Client(base_url=address, headers=headers) as client:
            refusals = [
                client.post("/focus-sessions", json={"duration_minutes": 25}),
                client.post("/focus-sessions", json={"duration_minutes": 0}),
                client.patch(f"/focus-sessions/{UUID(int=7)}", json={"status": "completed"}),
                client.get("/nowhere"),
            ]
    assert [refusal.status_code for refusal in refusals] == [409, 422, 404, 404]
    for refusal in refusals:
        assert refusal.text.isascii() or "“Read”" in refusal.text
        assert untranslated(refusal.json()["detail"])


def test_the_environment_chooses_german(home: Home) -> None:
    assert home.run("status", LANGUAGE="de").stdout == "Es läuft keine Sitzung.\n"
    assert home.run("pause", LANGUAGE="", LANG="de_AT.UTF-8").stderr == "Es läuft keine Sitzung.\n"
    assert "Aufruf: focus-desktop [OPTIONEN] BEFEHL" in home.run("--help", LANGUAGE="de").stdout
    wrong = home.run("statuss", LANGUAGE="de", COLUMNS="120")
    assert wrong.returncode == 2
    assert (
        "Den Befehl 'statuss' gibt es nicht. Gemeint ist vielleicht 'status', 'stats', 'start'."
        in wrong.stderr
    )


@pytest.mark.parametrize("name", ["xx", "../../de"])
def test_an_unknown_language_means_english(home: Home, name: str) -> None:
    done = home.run("status", LANGUAGE=name, LANG="xx_XX.UTF-8")
    assert (done.stdout, done.stderr) == ("No session is running.\n", "")


def test_a_damaged_catalogue_means_english(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "locale" / "de" / "LC_MESSAGES" / f"{paths.APP_NAME}.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(paths.resource(f"locale/de/LC_MESSAGES/{paths.APP_NAME}.mo").read_bytes()[:-100])
    code = """
import sys
from pathlib import Path
from unittest.mock import patch
from focus_desktop import app, language
with patch.object(language, "catalogues", lambda: Path(sys.argv[1])):
    sys.exit(app.main(sys.argv[2:]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "locale", "statuss"],
        env=home.environment | {"LANGUAGE": "de"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Usage: focus-desktop" in done.stderr
    assert "No such command 'statuss'." in done.stderr
