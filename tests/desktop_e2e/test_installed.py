"""The Debian package: installed, started from the menu, used, and removed again."""

from __future__ import annotations

import configparser
import hashlib
import os
import shlex
import subprocess
import sys
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from focus_desktop import paths
from tests.desktop.notifications.test_bell import SoundServer
from tests.desktop_e2e.test_trips import IDLE_MENU, after_a_session, statuses
from tests.locks import locked
from virtual_desktop import PATIENCE, end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktop_e2e.running_app import RunningApp

ENTRY = Path("/usr/share/applications") / f"{paths.APP_ID}.desktop"
FOLDER = Path("/opt") / paths.APP_NAME
COMMAND = Path("/usr/bin") / paths.APP_NAME
APT = ("apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300")
"""Waits up to 300 s if another program is installing packages."""
BUILD_AND_USE_S = 900


def as_root(*command: str | Path) -> str:
    """Run a command as root, and return what it prints; fail if this user may not do so."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    done = subprocess.run([*sudo, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]} needs root, or sudo without a password: {done.stderr}"
    return done.stdout


def remove() -> None:
    """Remove the package, if it is there."""
    status = subprocess.run(["dpkg", "--status", paths.APP_NAME], capture_output=True, check=False)
    if status.returncode == 0:
        as_root(*APT, "purge", paths.APP_NAME)


@pytest.fixture
def installed(built: Path) -> Iterator[None]:
    """Installs the package, and removes it afterwards. Only one test on this computer does so at a time."""
    FOLDER.parent.mkdir(exist_ok=True)  # Removing the package removes it, if it was empty.
    with locked(FOLDER.parent):
        remove()
        try:
            as_root(*APT, "install", *built.glob("*.deb"))
            yield
        finally:
            remove()


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[SoundServer]:
    """A sound server whose output can be recorded."""
    server = SoundServer(tmp_path)
    yield server
    server.close()


@pytest.mark.long
@pytest.mark.timeout(BUILD_AND_USE_S)
def test_the_package_works_from_its_installation_to_its_removal(
    app: RunningApp, installed: None, sound: SoundServer, tmp_path: Path
) -> None:
    files = set(FOLDER.rglob("*"))
    app.program = [str(COMMAND)]
    app.launcher = [sys.executable, "-m", "tests.desktop_e2e.file_manager", str(ENTRY)]
    app.environment |= {"PATH": "/usr/bin:/bin", "PULSE_SERVER": sound.environment["PULSE_SERVER"]}
    app.start()
    (pid,) = {app.desktop.run("xdotool", "getwindowpid", window).strip() for window in app.windows()}
    assert Path(f"/proc/{pid}/exe").readlink() == FOLDER / paths.APP_NAME

    recording = tmp_path / "recording"
    recorder = sound.record(recording)
    app.widget("spin box", "Minutes").set_value(1)
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    app.close_main_window()  # A window that is used tells by itself.
    app.wait_for(lambda: statuses(app) == ["completed"], "the end", patience=150)
    app.wait_for(lambda: "Session complete" in app.notifications(), "the notification")
    app.wait_for(lambda: loudness(recording) > 1_000, "the bell")
    end(recorder)
    app.click_tray_menu(after_a_session(IDLE_MENU, "Start break"), "Quit")
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0

    app.start()
    app.press("page tab", "History")
    assert app.history_rows()[0][3:] == ["1 min of 1 min", "Completed"]
    act(app, "start-last", leads_to="active")
    act(app, "complete", leads_to="completed")
    act(app, "start-25", leads_to="active")
    assert [session.duration_minutes for session in app.sessions()] == [25, 1, 1]
    assert app.end() == 0
    assert "Traceback" not in app.output()
    assert set(FOLDER.rglob("*")) == files
    assert as_root("dpkg", "--verify", paths.APP_NAME) == ""

    before = contents(app.home)
    remove()
    assert not FOLDER.exists()
    assert not os.path.lexists(COMMAND)
    assert not ENTRY.exists()
    assert any(file.name == "focus.db" for file in before)
    assert contents(app.home) == before


def act(app: RunningApp, name: str, *, leads_to: str) -> None:
    """Run the command of an action of the desktop entry, and wait for the status that it leads to."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ENTRY, encoding="utf-8")
    command, *arguments = shlex.split(entry[f"Desktop Action {name}"]["Exec"])
    assert command == COMMAND.name
    app.command(*arguments)
    app.wait_for(lambda: statuses(app)[0] == leads_to, name)


def contents(folder: Path) -> dict[Path, str]:
    """Every file in a folder, with the hash of its content."""
    return {
        file: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()
    }


def loudness(recording: Path) -> int:
    """The loudest sample of a recording, 0 to 32,768."""
    content = recording.read_bytes()
    return max(map(abs, array("h", content[: len(content) // 2 * 2])), default=0)
