"""Sleep is told as logind tells it, and where nobody tells it nothing happens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from focus_desktop.desktop.system.sleep_watch import SleepWatch
from tests.desktop.system.conftest import SystemBus
from virtual_desktop import end

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.system.async_thread import AsyncThread

# In a process of its own: what it prints is a part of the tests, and so is that it ends.
IN_A_PROCESS = """
import threading, time
from PySide6.QtCore import QCoreApplication, QTimer
from focus_desktop.desktop.system.async_thread import AsyncThread
from focus_desktop.desktop.system.sleep_watch import SleepWatch

application = QCoreApplication([])
background = AsyncThread()
watch = SleepWatch(background)
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
background.close()
"""
LISTEN_A_MOMENT = """
ticking.start()
watch.start()
QTimer.singleShot({milliseconds}, application.quit)
application.exec()
background.close()
print(max(gaps) < 0.8, [thread.name for thread in threading.enumerate()])
"""
UNTROUBLED = "True ['MainThread']"


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


def test_falling_asleep_and_waking_are_told_on_the_main_thread(system_bus: SystemBus) -> None:
    process = listen(LISTEN, system_bus.address)
    system_bus.wait_for_listener()
    system_bus.pretend()
    system_bus.prepare_for_sleep(near=True)
    system_bus.prepare_for_sleep(near=False)
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


def test_closing_at_once_leaves_no_thread(system_bus: SystemBus) -> None:
    code = "watch.start(); background.close(); print([thread.name for thread in threading.enumerate()])"
    assert printed(listen(code, system_bus.address)) == ["['MainThread']"]


def test_elsewhere_than_on_linux_it_does_nothing(
    qtbot: QtBot, background: AsyncThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    watch = SleepWatch(background)
    watch.start()
    assert "asyncio" not in [thread.name for thread in threading.enumerate()]
