"""What other processes send to the socket, whatever it is, does not disturb the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtNetwork import QLocalSocket

from focus_desktop.desktop.system import single_instance
from focus_desktop.desktop.system.single_instance import SingleInstance
from focus_desktop.launch import Launch
from tests.test_launch import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NO_LAUNCH = "Focus Desktop is open already, in another version; quit it and try again."


class First:
    """The process that is the only one."""

    def __init__(self, folder: Path) -> None:
        self.taken: list[Launch] = []
        self.instance = SingleInstance(folder, "focus-desktop")
        assert self.instance.claim(Launch())
        self.instance._on_launch = self.take
        self.instance._listen()
        self.address = self.instance._address

    def take(self, launch: Launch) -> str:
        self.taken.append(launch)
        return ""


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[First]:
    first = First(tmp_path)
    yield first
    first.instance.release()


def send(first: First, qtbot: QtBot, sent: bytes) -> str:
    """Send these bytes, and return the answer."""
    socket = QLocalSocket()
    socket.connectToServer(first.address)
    assert socket.waitForConnected(5000)
    socket.write(sent)
    socket.flush()
    qtbot.waitUntil(socket.canReadLine, timeout=10_000)
    answer = bytes(socket.readLine().data()).decode().strip()
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    return answer


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\n",
        b"{}[]\n",
        b'{"activation_token": 5}\n',
        b"[" * 10_000 + b"\n",
        b"\xff\xfe\n",
        b"x" * single_instance.LONGEST_REQUEST,
    ],
)
def test_what_is_no_launch_is_refused_politely(first: First, qtbot: QtBot, nonsense: bytes) -> None:
    assert send(first, qtbot, nonsense) == NO_LAUNCH
    assert first.taken == []
    assert send(first, qtbot, b"{}\n") == ""
    assert first.taken == [Launch()]


def test_who_sends_too_much_is_cut_off(first: First, qtbot: QtBot) -> None:
    socket = QLocalSocket()
    socket.connectToServer(first.address)
    assert socket.waitForConnected(5000)
    socket.write(b"x" * 10_000_000)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert send(first, qtbot, b"{}\n") == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.binary(max_size=200) | VALUES.map(lambda values: str(values).encode("utf-8", "replace")))
def test_whatever_is_sent_is_answered(first: First, qtbot: QtBot, sent: bytes) -> None:
    assert send(first, qtbot, sent + b"\n") in {NO_LAUNCH, ""}
    assert all(launch == Launch.from_text(launch.as_text()) for launch in first.taken)


def test_who_sends_nothing_is_not_waited_for(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_WITHIN_MS", 50)
    first = First(tmp_path)
    socket = QLocalSocket()
    socket.connectToServer(first.address)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.ConnectedState)
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    first.instance.release()
