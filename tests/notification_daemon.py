"""A notification daemon for a private D-Bus bus, which fails when a test wants it to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress

from tests.bus_service import BusService

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.threading import DBusConnection

NAME = "org.freedesktop.Notifications"
EMITTER = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
EXPIRED, DISMISSED, WITHDRAWN = 1, 2, 3
"""Why a notification was closed. Source: the Desktop Notifications Specification, NotificationClosed."""

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


@dataclass(frozen=True)
class Shown:
    """The arguments of a Notify call."""

    number: int
    title: str
    body: str
    actions: dict[str, str]


class NotificationDaemon(BusService):
    """Does not answer the method `hangs_at`, and ends without an answer at the method `dies_at`."""

    name = NAME

    def __init__(self, address: str, *capabilities: str) -> None:
        super().__init__(address)
        self._capabilities = list(capabilities)
        self._number = 0
        self.hangs_at = ""
        self.dies_at = ""
        self.pause = 0.0
        """Seconds before it answers, or ends."""
        self.shown: list[Shown] = []
        self.withdrawn: list[int] = []

    def start(self) -> None:
        """Start; the numbers of notifications begin with 1 again."""
        self._number = 0
        super().start()

    def invoke(self, number: int, action: str) -> None:
        """Report that a button was pressed; `default` is a click on the notification itself."""
        self.emit(EMITTER, "ActionInvoked", "us", (number, action))

    def close_notification(self, number: int, reason: int) -> None:
        """Report that a notification was closed, for a reason such as `DISMISSED`."""
        self.emit(EMITTER, "NotificationClosed", "uu", (number, reason))

    def answer(self, connection: DBusConnection, call: Message) -> bool:
        """Answer the call, or hang or end as a test wants it to."""
        time.sleep(self.pause)
        if self.calls[-1] == self.dies_at:
            return False
        return self.calls[-1] == self.hangs_at or super().answer(connection, call)

    def reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        """The answers of a notification daemon."""
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
