"""A display that is not there is noticed before Qt would abort; one that is there is found."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from focus_desktop import displays
from focus_desktop.displays import has_display
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.homes import Home

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
SENTENCE = "There is no display here for the window; `focus-desktop --help` tells what can be done without.\n"


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets variables of the environment."""

    def name(**variables: str) -> None:
        for one, value in variables.items():
            monkeypatch.setenv(one, value)

    return name


def listen(address: str) -> closing[socket.socket]:
    """Listen at the address of a Unix socket."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    return closing(server)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":4077"},
        {"DISPLAY": "unix:4077.0"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":99999999999999999999"},
        {"DISPLAY": "localhost:59000"},
        {"DISPLAY": "no-such-host.invalid:0"},
        {"DISPLAY": "/nowhere/socket:0"},
        {"DISPLAY": "a\\udcff:0"},
        {"WAYLAND_DISPLAY": "nothing"},
        {"WAYLAND_DISPLAY": "/nowhere/wayland-0"},
        {"WAYLAND_DISPLAY": "nothing", "DISPLAY": ":4077"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4077"},
        {"QT_QPA_PLATFORM": "wayland;xcb", "WAYLAND_DISPLAY": "nothing"},
    ],
)
def test_a_display_that_is_not_there_is_none(variables: dict[str, str], name: Callable[..., None]) -> None:
    name(**variables)
    assert not has_display()


@pytest.mark.parametrize("platforms", ["offscreen", "minimal", "wayland;offscreen", "vnc:size=10x10"])
def test_some_platforms_need_no_display(platforms: str, name: Callable[..., None]) -> None:
    name(QT_QPA_PLATFORM=platforms)
    assert has_display()


@pytest.mark.parametrize("is_listed", [True, False], ids=["listed", "of another namespace"])
def test_a_wayland_display_is_found(
    is_listed: bool, tmp_path: Path, name: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_listed:
        monkeypatch.setattr(displays, "_SOCKETS", tmp_path / "nowhere")
    name(XDG_RUNTIME_DIR=str(tmp_path), WAYLAND_DISPLAY="wayland-7", DISPLAY=":4077")
    with listen(str(tmp_path / "wayland-7")):
        assert has_display()
        name(QT_QPA_PLATFORM="xcb")
        assert not has_display()
        name(QT_QPA_PLATFORM="wayland;xcb")
        assert has_display()
        name(WAYLAND_DISPLAY=str(tmp_path / "wayland-7"), XDG_RUNTIME_DIR="")
        assert has_display()
    assert not has_display()  # Its file is still there.


@pytest.mark.parametrize("display", [":4078", ":4078.0", "unix:4078"])
def test_an_x11_display_at_an_abstract_address_is_found_also_if_the_wayland_one_is_not_there(
    display: str, name: Callable[..., None]
) -> None:
    name(DISPLAY=display, WAYLAND_DISPLAY="nothing")
    with listen("\0/tmp/.X11-unix/X4078"):
        assert has_display()
    assert not has_display()


def test_an_x11_display_on_another_computer_is_found(
    name: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setattr(displays, "_X11_PORT", port - 10)
    with closing(socket.create_server(("127.0.0.1", port))):
        for display in ("localhost:10", "localhost:10.0", "127.0.0.1:10", "tcp/localhost:10", ":10"):
            name(DISPLAY=display)
            assert has_display()
    assert not has_display()


@pytest.mark.parametrize("variables", [{"DISPLAY": ":4077"}, {"WAYLAND_DISPLAY": "nothing"}])
@pytest.mark.parametrize("arguments", [[], ["--minimized"], ["--start", "25"]])
def test_a_display_that_is_not_there_is_told_in_one_sentence(
    home: Home, variables: dict[str, str], arguments: list[str]
) -> None:
    done = home.run(*arguments, **variables)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", SENTENCE)


def test_a_display_that_is_there_costs_no_import(tmp_path: Path) -> None:
    with listen(str(tmp_path / "wayland-7")):
        code = "import sys; from focus_desktop import displays as d; print(d.has_display(), *sys.modules)"
        environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
    assert done.stdout.startswith("True ")
    assert "socket" not in done.stdout.split()
