"""A connection to the platform's notification server, and what that server can do. No Qt."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from desktop_notifier import Capability, DesktopNotifier, Icon

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus
    from desktop_notifier import Notification

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


class NoNotificationServer(Exception):
    """There is no notification server, or the user does not allow notifications."""


class NotificationServer:
    """A connection to one server process. If another one replaces it, a new connection is needed."""

    def __init__(self, app_name: str, icon: Icon) -> None:
        self._notifier = DesktopNotifier(app_name, icon)
        self._is_disconnected = False
        self.shows_buttons = False
        self.renders_markup = False
        """Whether the server reads messages as markup, so that plain text must be escaped."""

    @classmethod
    async def connect(cls, app_name: str, icon: Icon) -> Self:
        """Connect and read the capabilities. Raises NoNotificationServer, or what the platform raises."""
        server = cls(app_name, icon)
        try:
            await server._read_capabilities()
        except BaseException:
            server.disconnect()
            raise
        return server

    @property
    def is_gone(self) -> bool:
        """Whether the server or the bus has ended, or `disconnect` was called."""
        bus = self._bus
        return self._is_disconnected or (bus is not None and not bus.connected)

    async def show(self, notification: Notification) -> None:
        """Send a notification. Its `on_dispatched` reports success; a failure is only logged."""
        await self._notifier.send_notification(notification)

    async def close_notification(self, identifier: str) -> None:
        """Close a notification. Raises KeyError if it is closed or another server shows it."""
        await self._notifier.clear(identifier)

    def disconnect(self) -> None:
        """Disconnect from the server; reactions are no longer received."""
        self._is_disconnected = True
        if self._bus is not None:
            self._bus.disconnect()

    async def _read_capabilities(self) -> None:
        if not await self._notifier.request_authorisation():
            raise NoNotificationServer("the user does not allow notifications")
        capabilities = await self._notifier.get_capabilities()
        if Capability.ON_DISPATCHED not in capabilities:
            raise NoNotificationServer("there are no notifications on this platform")
        self.shows_buttons = Capability.BUTTONS in capabilities
        if self._bus is not None:
            self._bus.add_message_handler(self._watch_for_replacement)
            self.renders_markup = "body-markup" in await _bus_capabilities(self._bus)

    @property
    def _bus(self) -> MessageBus | None:
        """The library's D-Bus connection, which its interface can neither watch nor close."""
        if sys.platform != "linux":
            return None
        return getattr(self._notifier._backend, "bus", None)  # noqa: SLF001

    def _watch_for_replacement(self, message: Message) -> None:
        # The library would go on listening to the next server, which numbers its notifications from 1
        # again: if another program's notification were closed there, ours would be reported as closed.
        if message.member == "NameOwnerChanged" and message.body[0] == NAME:
            self.disconnect()


async def _bus_capabilities(bus: MessageBus) -> list[str]:
    """Return the capabilities of a D-Bus notification server.

    Source: the Desktop Notifications Specification, `GetCapabilities`.
    """
    from dbus_fast import Message, MessageType  # noqa: PLC0415 — there is no D-Bus on the other platforms

    reply = await bus.call(Message(destination=NAME, path=PATH, interface=NAME, member="GetCapabilities"))
    if reply.message_type is not MessageType.METHOD_RETURN:
        raise NoNotificationServer(str(reply.body))
    capabilities: list[str] = reply.body[0]
    return capabilities
