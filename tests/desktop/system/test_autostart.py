"""The login's entry is what the system reads, and is read back as the system would."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from focus_desktop import paths
from focus_desktop.desktop.system.autostart import Autostart, LaunchAgent, XdgAutostart, autostart
from virtual_desktop import wait_until

COMMAND = [sys.executable, "-m", "focus_desktop", "--minimized"]


@pytest.fixture(params=[XdgAutostart, LaunchAgent])
def entry(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    """An entry of each kind, not yet made, in a folder that is not there yet."""
    kind: type[XdgAutostart] | type[LaunchAgent] = request.param
    return kind(COMMAND, tmp_path / "autostart")


def test_it_is_off_until_it_is_switched_on_and_off_again(entry: Autostart) -> None:
    assert not entry.is_on()
    entry.switch(on=False)
    entry.switch(on=True)
    assert entry.is_on()
    entry.switch(on=True)
    assert entry.is_on()
    entry.switch(on=False)
    assert not entry.is_on()


@pytest.mark.parametrize("kind", [XdgAutostart, LaunchAgent])
def test_an_entry_of_an_app_that_has_gone_starts_nothing(
    kind: type[XdgAutostart] | type[LaunchAgent], tmp_path: Path
) -> None:
    entry = kind([str(tmp_path / "gone"), "--minimized"], tmp_path)
    entry.switch(on=True)
    assert not entry.is_on()


@pytest.mark.parametrize(
    "line",
    [
        "Hidden=true",
        "X-GNOME-Autostart-enabled=false",
        "Exec=",
        "Exec=/no/such/program",
        "[Another]\nx",
    ],
)
def test_what_a_desktop_has_disabled_is_off(tmp_path: Path, line: str) -> None:
    entry = XdgAutostart(COMMAND, tmp_path)
    entry.switch(on=True)
    with (tmp_path / f"{paths.APP_ID}.desktop").open("a") as file:
        file.write(f"{line}\n")
    assert not entry.is_on()
    entry.switch(on=True)
    assert entry.is_on()


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"no group", b"[Desktop Entry]", b"<plist/>"])
def test_what_no_desktop_can_read_is_off(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / f"{paths.APP_ID}.desktop").write_bytes(damage)
    (tmp_path / f"{paths.APP_ID}.plist").write_bytes(damage)
    assert not XdgAutostart(COMMAND, tmp_path).is_on()
    assert not LaunchAgent(COMMAND, tmp_path).is_on()


@pytest.mark.parametrize(
    "name",
    ["plain", "with space", 'with "quotes"', "with $dollar", "with `tick`", "back\\slash", "ä ö"],
)
def test_a_program_of_any_name_is_started_by_the_desktop(tmp_path: Path, name: str) -> None:
    program, proof = tmp_path / name, tmp_path / "proof"
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {proof}.new && mv {proof}.new {proof}\n')
    program.chmod(0o755)
    entry = XdgAutostart([str(program), "--minimized"], tmp_path)
    entry.switch(on=True)
    assert entry.is_on()
    file = tmp_path / f"{paths.APP_ID}.desktop"
    subprocess.run(["desktop-file-validate", file], check=True)
    subprocess.run(["gio", "launch", file], check=True, timeout=20)
    wait_until(proof.exists, "the program")
    assert proof.read_text() == "--minimized"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, entry: Autostart) -> None:
    (tmp_path / "autostart").write_text("a file in its place")
    with pytest.raises(OSError, match="autostart"):
        entry.switch(on=True)


def test_a_launch_agent_is_what_launchd_reads(tmp_path: Path) -> None:
    LaunchAgent(COMMAND, tmp_path).switch(on=True)
    agent = plistlib.loads((tmp_path / f"{paths.APP_ID}.plist").read_bytes())
    assert agent == {"Label": paths.APP_ID, "ProgramArguments": COMMAND, "RunAtLoad": True}


def test_on_linux_it_is_an_entry_among_the_users_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    entry = autostart()
    entry.switch(on=True)
    text = (tmp_path / "autostart" / f"{paths.APP_ID}.desktop").read_text()
    assert f"Exec={sys.executable} -m focus_desktop --minimized\n" in text
