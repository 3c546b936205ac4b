"""A notification daemon that fails when it is told to, on a real D-Bus bus of its own."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, DBusRouter, Proxy, ReceiveStopped, open_dbus_connection

NAME = "org.freedesktop.Notifications"
EXPIRED, DISMISSED, WITHDRAWN = 1, 2, 3
"""Why a notification was closed. Source: the Desktop Notifications Specification, NotificationClosed."""

_BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/> <allow eavesdrop="true"/> <allow own="*"/>
  </policy>
</busconfig>
"""

_INTERFACE = """
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/> <arg type="u" direction="in"/> <arg type="s" direction="in"/>
    <arg type="s" direction="in"/> <arg type="s" direction="in"/> <arg type="as" direction="in"/>
    <arg type="a{sv}" direction="in"/> <arg type="i" direction="in"/> <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"> <arg type="u" direction="in"/> </method>
  <method name="GetCapabilities"> <arg type="as" direction="out"/> </method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/> <arg type="s" direction="out"/>
    <arg type="s" direction="out"/> <arg type="s" direction="out"/>
  </method>
  <signal name="NotificationClosed"> <arg type="u"/> <arg type="u"/> </signal>
  <signal name="ActionInvoked"> <arg type="u"/> <arg type="s"/> </signal>
</interface></node>
"""


class PrivateBus:
    """A bus on which nothing starts by itself, so that an absent daemon stays absent."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bus-")
        folder = Path(self._folder.name)
        self.address = f"unix:path={folder / 'bus'}"
        config = folder / "bus.conf"
        config.write_text(_BUS.format(socket=folder / "bus"))
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # It grumbles about limits that it may not raise.
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()  # It is printed once the bus can be reached.

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._folder.cleanup()

    def end(self) -> None:
        """Take the bus away from everybody on it."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass(frozen=True)
class Shown:
    """What a Notify call asked for."""

    number: int
    title: str
    body: str
    actions: dict[str, str]


class NotificationDaemon:
    """Not running until `start`. `hangs_at` and `dies_at` name the call at which it fails."""

    def __init__(self, address: str, *capabilities: str) -> None:
        self._address = address
        self._capabilities = list(capabilities)
        self._connection: DBusConnection | None = None
        self._thread: threading.Thread | None = None
        self._number = 0
        self.hangs_at = ""
        self.dies_at = ""
        self.pause = 0.0
        """Seconds that it takes before it answers, or dies."""
        self.calls: list[str] = []
        self.shown: list[Shown] = []
        self.withdrawn: list[int] = []

    def start(self) -> None:
        """Own the name, and answer on a thread; numbers count from 1."""
        self._connection = open_dbus_connection(self._address)
        self._number = 0
        with DBusRouter(self._connection) as router:
            bus = Proxy(message_bus, router)
            while bus.RequestName(NAME, 4)[0] != 1:  # Do not queue; until we own it.
                time.sleep(0.01)
        self._thread = threading.Thread(target=self._serve, args=(self._connection,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, as a daemon that is killed."""
        if self._connection is not None and self._thread is not None:
            with contextlib.suppress(OSError):  # It may have died already.
                self._connection.interrupt()
            self._thread.join()
            self._connection = None

    def restart(self) -> None:
        """End, and start under another unique name."""
        self.stop()
        self.start()

    def invoke(self, number: int, action: str) -> None:
        """A person presses a button; `default` is a click on the notification itself."""
        self._emit("ActionInvoked", "us", (number, action))

    def close_notification(self, number: int, reason: int) -> None:
        """A notification goes away."""
        self._emit("NotificationClosed", "uu", (number, reason))

    def _emit(self, signal: str, signature: str, body: tuple[object, ...]) -> None:
        assert self._connection is not None
        emitter = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
        self._connection.send(new_signal(emitter, signal, signature, body))

    def _serve(self, connection: DBusConnection) -> None:
        with contextlib.suppress(ReceiveStopped, OSError):  # The bus may end before it does.
            while self._answer(connection, connection.receive()):
                pass
        connection.close()

    def _answer(self, connection: DBusConnection, message: Message) -> bool:
        """Whether it lives on."""
        if message.header.message_type is not MessageType.method_call:
            return True
        member = message.header.fields[HeaderFields.member]
        self.calls.append(member)
        time.sleep(self.pause)
        if member == self.dies_at:
            return False
        if member != self.hangs_at:
            connection.send(new_method_return(message, *self._reply(member, message.body)))
        return True

    def _reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        match member:
            case "Introspect":
                return "s", (_INTERFACE,)
            case "GetCapabilities":
                return "as", (self._capabilities,)
            case "GetServerInformation":
                return "ssss", ("Fake", "tests", "1", "1.2")
            case "Notify":
                self._number += 1
                actions = dict(zip(body[5][::2], body[5][1::2], strict=True))
                self.shown.append(Shown(self._number, body[3], body[4], actions))
                return "u", (self._number,)
            case "CloseNotification":
                self.withdrawn.append(body[0])
        return None, ()
