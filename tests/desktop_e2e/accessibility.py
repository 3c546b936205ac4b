"""Finds and uses widgets as assistive technology does: by role and name, over the D-Bus bus of AT-SPI.

Source: the AT-SPI2 interfaces `org.a11y.atspi.*`, at-spi2-core 2.46.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Iterator

ATSPI = "org.a11y.atspi"
ACTIVE_STATE, CHECKED_STATE, ENABLED_STATE, FOCUSABLE_STATE, FOCUSED_STATE = 1, 4, 8, 11, 12
SHOWING_STATE = 25
MARKUP = re.compile(r"</?[a-z]+[ />]|&(lt|gt|amp|quot|nbsp|#\w+);", re.IGNORECASE)
"""What is heard of rich text that should have been plain."""
TIMEOUT = 60.0


class Gone(Exception):
    """The widget, or the whole application, no longer exists."""


@dataclass(frozen=True)
class Widget:
    """A widget, or another part of the screen, as assistive technology sees it."""

    connection: DBusConnection
    owner: str
    path: str

    @property
    def name(self) -> str:
        """Its accessible name."""
        return str(self._property("Accessible", "Name"))

    @property
    def description(self) -> str:
        """Its accessible description."""
        return str(self._property("Accessible", "Description"))

    @property
    def role(self) -> str:
        """The name of its role, for instance `push button`."""
        return str(self._call("Accessible", "GetRoleName")[0])

    @property
    def is_showing(self) -> bool:
        """Whether it is visible on the screen."""
        return self._has_state(SHOWING_STATE)

    @property
    def is_active(self) -> bool:
        """Whether it is the window that has the keyboard focus."""
        return self._has_state(ACTIVE_STATE)

    @property
    def is_enabled(self) -> bool:
        """Whether it can be used."""
        return self._has_state(ENABLED_STATE)

    @property
    def is_focusable(self) -> bool:
        """Whether it can have the keyboard focus."""
        return self._has_state(FOCUSABLE_STATE)

    @property
    def is_focused(self) -> bool:
        """Whether it has the keyboard focus."""
        return self._has_state(FOCUSED_STATE)

    @property
    def is_checked(self) -> bool:
        """Whether it is ticked, or chosen as one of several."""
        return self._has_state(CHECKED_STATE)

    @property
    def actions(self) -> list[str]:
        """The names of what can be done with it, in the words of the user's language."""
        if not self._has_interface("Action"):
            return []
        return [str(name) for name, _description, _keys in self._call("Action", "GetActions")[0]]

    @property
    def value(self) -> float:
        """The number it shows."""
        return float(self._property("Value", "CurrentValue"))

    @property
    def text(self) -> str:
        """The text in it."""
        return str(self._call("Text", "GetText", "ii", 0, -1)[0])

    @property
    def extents(self) -> tuple[int, int, int, int]:
        """Its position (x, y) and size (width, height), in pixels of the screen."""
        x, y, width, height = self._call("Component", "GetExtents", "u", 0)[0]
        return x, y, width, height

    @property
    def centre(self) -> tuple[int, int]:
        """The position (x, y) of its centre, in pixels of the screen."""
        x, y, width, height = self.extents
        return x + width // 2, y + height // 2

    @property
    def parent(self) -> Widget:
        """What contains it."""
        owner, path = self._property("Accessible", "Parent")
        return Widget(self.connection, owner, path)

    @property
    def children(self) -> list[Widget]:
        """The widgets that it contains."""
        found = self._call("Accessible", "GetChildren")[0]
        return [Widget(self.connection, owner, path) for owner, path in found]

    def press(self) -> None:
        """Do its first action: press a button, or choose a tab."""
        self._call("Action", "DoAction", "i", 0)

    def select(self) -> None:
        """Select it in the list that contains it."""
        (place,) = self._call("Accessible", "GetIndexInParent")
        self.parent._call("Selection", "SelectChild", "i", place)

    def select_row(self, row: int) -> None:
        """Select a row of this table."""
        self._call("Table", "AddRowSelection", "i", row)

    def take_focus(self) -> None:
        """Give it the keyboard focus."""
        self._call("Component", "GrabFocus")

    def write(self, text: str) -> None:
        """Replace the text in it."""
        self._call("EditableText", "SetTextContents", "s", text)

    def set_value(self, value: float) -> None:
        """Set the number it shows."""
        address = DBusAddress(self.path, self.owner, f"{ATSPI}.Value")
        self._send(Properties(address).set("CurrentValue", "d", value))

    def walk(self) -> Iterator[Widget]:
        """Yield this widget and what is visible inside it, except what disappears meanwhile."""
        yield self
        for child in self._visible_children():
            yield from child.walk()

    def find(self, role: str, name: str | None = None) -> Iterator[Widget]:
        """Yield the visible widgets inside it with this role and, if given, this name."""
        for widget in self.walk():
            with suppress(Gone):
                if widget.role == role and name in {None, widget.name}:
                    yield widget

    def find_all(self, role: str, name: str | None = None) -> list[Widget]:
        """All visible widgets inside it with this role and, if given, this name."""
        return list(self.find(role, name))

    def faults(self, place: str = "") -> Iterator[str]:
        """What somebody would miss who hears what is visible inside it, each with its role and place."""
        try:
            name, description = self.name.strip(), self.description
            if not name and (self.is_focusable or self.actions):
                yield f"no name: a {self.role} in {place}"
            if MARKUP.search(name) or MARKUP.search(description):
                yield f"markup: {name!r}, {description!r}, a {self.role} in {place}"
        except Gone:
            return
        for child in self._visible_children():
            yield from child.faults(" › ".join(filter(None, (place, name))))

    def _visible_children(self) -> list[Widget]:
        try:
            return [child for child in self.children if child.is_showing]
        except Gone:
            return []

    def _has_state(self, state: int) -> bool:
        low, high = self._call("Accessible", "GetState")[0]
        return bool((low | high << 32) >> state & 1)

    def _has_interface(self, interface: str) -> bool:
        return f"{ATSPI}.{interface}" in self._call("Accessible", "GetInterfaces")[0]

    def _property(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, self.owner, f"{ATSPI}.{interface}")
        return self._send(Properties(address).get(name))[0][1]

    def _call(self, interface: str, method: str, signature: str | None = None, *body: Any) -> Any:
        address = DBusAddress(self.path, self.owner, f"{ATSPI}.{interface}")
        return self._send(new_method_call(address, method, signature, body))

    def _send(self, message: Any) -> Any:
        reply = self.connection.send_and_get_reply(message, timeout=TIMEOUT)
        if reply.header.message_type is MessageType.error:
            raise Gone(f"{self.path}: {reply.body}")
        return reply.body


class AccessibilityBus:
    """The bus on which applications describe their widgets."""

    def __init__(self, session_bus_address: str) -> None:
        session_bus = open_dbus_connection(session_bus_address)
        launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        reply = session_bus.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=TIMEOUT)
        session_bus.close()
        self.address = str(reply.body[0])
        self._connection = open_dbus_connection(self.address)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def application(self, name: str) -> Widget | None:
        """The running application with this name; None if there is none."""
        root = Widget(self._connection, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        for application in root.children:
            try:
                if application.name == name:
                    return application
            except Gone:
                continue
        return None
