"""A desktop portal for global shortcuts, on a private D-Bus bus, which grants or declines them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress, HeaderFields

from tests.bus_service import BusService

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.threading import DBusConnection

PATH = "/org/freedesktop/portal/desktop"
GRANTED, DECLINED = 0, 1
"""Source: org.freedesktop.portal.Request, the signal Response."""


class FakePortal(BusService):
    """Has Register, CreateSession and BindShortcuts. `code` is the response to the last."""

    name = "org.freedesktop.portal.Desktop"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.code = GRANTED
        self.dies_at = ""
        self.app_id = ""
        self.shortcuts: dict[str, str] = {}
        """Descriptions by id."""
        self.session = ""

    def press(self, key: str, session: str | None = None) -> None:
        """Report that a key was pressed."""
        emitter = DBusAddress(PATH, interface="org.freedesktop.portal.GlobalShortcuts")
        self.emit(emitter, "Activated", "osta{sv}", (session or self.session, key, 0, {}))

    def answer(self, connection: DBusConnection, call: Message) -> bool:
        """Answer the call with a request, and send the response to the request at once."""
        if self.calls[-1] == self.dies_at:
            return False
        sender = call.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        super().answer(connection, call)
        if self.calls[-1] == "Register":
            return True
        token = call.body[-1]["handle_token"][1]
        request = DBusAddress(f"{PATH}/request/{sender}/{token}", interface="org.freedesktop.portal.Request")
        self.emit(request, "Response", "ua{sv}", self._response(call))
        return True

    def reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        """Return the handle of a request."""
        if member == "Register":
            self.app_id = body[0]
            return None, ()
        return "o", (f"{PATH}/request/unused",)

    def _response(self, call: Message) -> tuple[int, dict[str, tuple[str, Any]]]:
        if self.calls[-1] == "CreateSession":
            self.session = f"{PATH}/session/{call.body[0]['session_handle_token'][1]}"
            return GRANTED, {"session_handle": ("s", self.session)}
        if self.code != GRANTED:
            return self.code, {}
        self.shortcuts = {key: shortcut["description"][1] for key, shortcut in call.body[1]}
        bound = [(key, {"trigger_description": ("s", "Ctrl+Alt+F")}) for key in self.shortcuts]
        return GRANTED, {"shortcuts": ("a(sa{sv})", bound)}
