"""The event loop that the parts share, and a system bus on which the test is logind."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from jeepney import DBusAddress, message_bus, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection

from focus_desktop.desktop.system.async_thread import AsyncThread
from virtual_desktop import end, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOGIND = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")


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
def system_bus(tmp_path: Path) -> Iterator[SystemBus]:
    """A system bus."""
    bus = SystemBus(tmp_path)
    yield bus
    bus.close()


@pytest.fixture
def background() -> Iterator[AsyncThread]:
    """An event loop in which nothing runs yet."""
    background = AsyncThread()
    yield background
    background.close()
