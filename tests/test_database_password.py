"""The password of a server is in the system's keyring, or in nothing but memory; every process finds it."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.network_postgres import HOST, PASSWORD, USER, NetworkPostgres
from tests.ports import free_port
from tests.secret_service import unlocked_keyring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.homes import Home


@pytest.fixture(scope="module")
def server() -> Iterator[NetworkPostgres]:
    with NetworkPostgres() as server:
        server.add_user()
        yield server


@pytest.fixture
def url(server: NetworkPostgres) -> str:
    return f"{server.new_database()}?sslmode=disable"


@pytest.fixture
def home(home: Home, tmp_path: Path) -> Home:
    """A home without a keyring, and without a `~/.pgpass`."""
    home.environment |= {"HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    return home


@pytest.fixture
def keyring(home: Home, tmp_path: Path) -> Iterator[None]:
    with unlocked_keyring(tmp_path / "keyring") as environment:
        home.environment |= environment
        yield


def typed(home: Home, text: str, *arguments: str) -> tuple[int, str, str]:
    """Run a command on a terminal, at which a text is typed; its status and what it printed."""
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        [*home.program, *arguments],
        env=home.environment,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    prompt = ""
    while not prompt.endswith(": "):  # What is typed before is thrown away.
        letter = process.stderr.read(1)
        assert letter, prompt
        prompt += letter
    os.write(keyboard, f"{text}\n".encode())
    out, err = process.communicate(timeout=60)
    os.close(keyboard)
    os.close(terminal)
    return process.returncode, out, err


def files_with_password(folder: Path) -> list[Path]:
    """The files in which the password can be read, as it is or as it is in URLs."""
    forms = [PASSWORD.encode(), b"s3cret"]
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in forms)
    ]


@pytest.mark.usefixtures("keyring")
def test_the_password_is_asked_for_once_and_is_then_in_the_keyring(
    home: Home, url: str, tmp_path: Path
) -> None:
    home.run("add", "--start", "2026-01-05 09:00", "--minutes", "25", "--description", "first")
    status, out, err = typed(home, PASSWORD, "move", "--to", url)
    assert (status, "Moved 1 session" in out, "keyring" in err) == (0, True, False), err
    assert "first" in home.run("history").stdout
    serving = home.start("serve", "--port", str(free_port()))
    serving.wait_for_lines(1)
    process = Path(f"/proc/{serving.process.pid}")
    assert b"s3cret" not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert home.run("move", "--to", "here").returncode == 0
    assert home.run("move", "--to", url, "--without-data").returncode == 0  # Not asked for again.
    assert files_with_password(tmp_path) == []


@pytest.mark.usefixtures("keyring")
def test_a_wrong_password_is_one_sentence_and_is_written_nowhere(
    home: Home, url: str, tmp_path: Path
) -> None:
    status, out, err = typed(home, "s3cret but wrong", "move", "--to", url)
    assert status == 1
    assert f"{HOST} does not accept this password for {USER}" in err
    assert "s3cret" not in out + err
    assert files_with_password(tmp_path) == []


def test_without_a_keyring_that_is_said_and_libpqs_own_ways_count(
    home: Home, url: str, tmp_path: Path
) -> None:
    status, _, err = typed(home, PASSWORD, "move", "--to", url)
    assert (status, "There is no keyring on this system" in err) == (0, True), err
    refused = home.run("status")
    assert refused.returncode == 1
    assert refused.stderr.endswith(
        "asks for a password that fits; enter it in Preferences, Data, or in ~/.pgpass.\n"
    )
    assert refused.stderr.count("\n") == 1
    assert home.run("status", PGPASSWORD=PASSWORD).returncode == 0
    assert files_with_password(tmp_path) == []
    escaped = PASSWORD.replace(":", r"\:")
    pgpass = tmp_path / ".pgpass"
    pgpass.touch(mode=0o600)
    pgpass.write_text(f"{HOST}:*:*:{USER}:{escaped}\n", encoding="utf-8")
    assert home.run("status").returncode == 0
