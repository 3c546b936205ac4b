"""Sleep is told as logind tells it, and where nobody tells it nothing happens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress, message_bus, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection

from focus_desktop.desktop.system.sleep_watch import SleepWatch
from virtual_desktop import end, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LOGIND = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")

# In a process of its own: what it prints is a part of the tests, and so is that it ends.
IN_A_PROCESS = """
import threading, time
from PySide6.QtCore import QCoreApplication, QTimer
from focus_desktop.desktop.system.sleep_watch import SleepWatch

application = QCoreApplication([])
watch = SleepWatch()
gaps, ticked = [], [time.monotonic()]

def tell(what):
    print(what, threading.current_thread().name, flush=True)
    if what == "woken":
        application.quit()

def tick():
    gaps.append(time.monotonic() - ticked.pop())
    ticked.append(time.monotonic())

watch.falling_asleep.connect(lambda: tell("asleep"))
watch.woken.connect(lambda: tell("woken"))
ticking = QTimer(interval=5)
ticking.timeout.connect(tick)
"""
LISTEN = """
watch.start()
application.exec()
watch.close()
"""
LISTEN_A_MOMENT = """
ticking.start()
watch.start()
QTimer.singleShot({milliseconds}, application.quit)
application.exec()
watch.close()
print(max(gaps) < 0.8, [thread.name for thread in threading.enumerate()])
"""
UNTROUBLED = "True ['MainThread']"


class SystemBus:
    """A D-Bus daemon of our own, on which the test is logind."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self._daemon = subprocess.Popen(
            ("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={self.address}"),
            stderr=subprocess.DEVNULL,
        )
        wait_until((folder / "bus").exists, "dbus-daemon")
        self._logind = open_dbus_connection(self.address)
        self._logind.send_and_get_reply(message_bus.RequestName(LOGIND))

    def wait_for_listener(self) -> None:
        """Return when somebody has asked for the signal."""
        wait_until(lambda: "PrepareForSleep" in str(self._ask_for_rules()), "a listener")

    def prepare_for_sleep(self, *, near: bool) -> None:
        """What logind sends before sleep, and after it."""
        self._logind.send(new_signal(MANAGER, "PrepareForSleep", "b", (near,)))

    def pretend(self) -> None:
        """Somebody else sends that sleep is near."""
        with open_dbus_connection(self.address) as stranger:
            stranger.send(new_signal(MANAGER, "PrepareForSleep", "b", (True,)))
            stranger.send_and_get_reply(message_bus.GetId())

    def close(self) -> None:
        """End it."""
        self._logind.close()
        end(self._daemon)

    def _ask_for_rules(self) -> object:
        stats = DBusAddress(
            "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Debug.Stats"
        )
        return self._logind.send_and_get_reply(new_method_call(stats, "GetAllMatchRules")).body


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[SystemBus]:
    """A system bus."""
    bus = SystemBus(tmp_path)
    yield bus
    bus.close()


def listen(code: str, address: str) -> subprocess.Popen[str]:
    """A process that watches for sleep."""
    return subprocess.Popen(
        (sys.executable, "-c", IN_A_PROCESS + code),
        env=os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def printed(process: subprocess.Popen[str]) -> list[str]:
    """All that it has printed until its end."""
    try:
        lines = process.communicate(timeout=30)[0].splitlines()
    finally:
        end(process)
    assert process.returncode == 0, lines
    return lines


def test_falling_asleep_and_waking_are_told_on_the_main_thread(bus: SystemBus) -> None:
    process = listen(LISTEN, bus.address)
    bus.wait_for_listener()
    bus.pretend()
    bus.prepare_for_sleep(near=True)
    bus.prepare_for_sleep(near=False)
    assert printed(process) == ["asleep MainThread", "woken MainThread"]


def test_a_bus_that_ends_is_no_trouble(tmp_path: Path) -> None:
    bus = SystemBus(tmp_path)
    process = listen(LISTEN_A_MOMENT.format(milliseconds=3000), bus.address)
    try:
        bus.wait_for_listener()
    finally:
        bus.close()
    assert printed(process) == [UNTROUBLED]


def test_without_a_system_bus_nothing_happens(tmp_path: Path) -> None:
    assert printed(
        listen(LISTEN_A_MOMENT.format(milliseconds=1000), f"unix:path={tmp_path / 'nowhere'}")
    ) == [UNTROUBLED]


def test_a_system_bus_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        assert printed(
            listen(LISTEN_A_MOMENT.format(milliseconds=1000), f"unix:path={tmp_path / 'bus'}")
        ) == [UNTROUBLED]


def test_closing_at_once_leaves_no_thread(bus: SystemBus) -> None:
    code = "watch.start(); watch.close(); print([thread.name for thread in threading.enumerate()])"
    assert printed(listen(code, bus.address)) == ["['MainThread']"]


def test_elsewhere_than_on_linux_it_does_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    watch = SleepWatch()
    watch.start()
    assert "sleep watch" not in [thread.name for thread in threading.enumerate()]
    watch.close()
