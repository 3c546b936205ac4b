"""A keyring for the tests: the real one of GNOME, unlocked, on a session bus of its own."""

from __future__ import annotations

import subprocess
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from tests.bus_service import PrivateBus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "org.freedesktop.secrets"


@contextmanager
def unlocked_keyring(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment in which the keyring is found. Its files are in `folder`."""
    folder.mkdir(mode=0o700)
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    with PrivateBus() as bus:
        environment = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env={**own, **environment, "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            daemon.communicate(b"of the keyring itself", timeout=0.1)
        except subprocess.TimeoutExpired:  # It runs until it is ended.
            _wait_for_name(bus.address)
        try:
            yield environment
        finally:
            daemon.terminate()
            daemon.wait()


def _wait_for_name(address: str) -> None:
    with closing(open_dbus_connection(address)) as connection:
        for _ in range(100):
            if connection.send_and_get_reply(message_bus.NameHasOwner(NAME)).body[0]:
                return
            time.sleep(0.1)
    raise TimeoutError(NAME)
