"""A connection to the platform's notification daemon, and what that daemon can. No Qt."""

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
    """Nothing here shows notifications, or it does not let us."""


class NotificationServer:
    """One daemon for as long as it lives; another one that takes its place has to be met anew."""

    def __init__(self, app_name: str, icon: Icon) -> None:
        self._notifier = DesktopNotifier(app_name, icon)
        self._left = False
        self.shows_buttons = False
        self.renders_markup = False
        """Whether it takes a message for markup, so that text must be escaped."""

    @classmethod
    async def meet(cls, app_name: str, icon: Icon) -> Self:
        """Connect, and learn what it can. Raises NoDaemon, or what the platform raises."""
        daemon = cls(app_name, icon)
        try:
            await daemon._get_acquainted()
        except BaseException:
            daemon.leave()
            raise
        return daemon

    @property
    def is_gone(self) -> bool:
        """Whether it or the bus has ended since, or we have left."""
        bus = self._bus
        return self._left or (bus is not None and not bus.connected)

    async def show(self, notification: Notification) -> None:
        """Show it; a failure is only logged, the one sign of success is its `on_dispatched`."""
        await self._notifier.send_notification(notification)

    async def take_away(self, identifier: str) -> None:
        """Take away what it shows. Raises KeyError if that has gone or was shown by another daemon."""
        await self._notifier.clear(identifier)

    def leave(self) -> None:
        """Disconnect: no reaction is heard any more."""
        self._left = True
        if self._bus is not None:
            self._bus.disconnect()

    async def _get_acquainted(self) -> None:
        if not await self._notifier.request_authorisation():
            raise NoNotificationServer("the user does not allow notifications")
        capabilities = await self._notifier.get_capabilities()
        if Capability.ON_DISPATCHED not in capabilities:
            raise NoNotificationServer("there are no notifications on this platform")
        self.shows_buttons = Capability.BUTTONS in capabilities
        if self._bus is not None:
            self._bus.add_message_handler(self._watch_for_replacement)
            self.renders_markup = "body-markup" in await _capabilities(self._bus)

    @property
    def _bus(self) -> MessageBus | None:
        """The library's own connection to D-Bus: it offers no way to watch or to close it."""
        if sys.platform != "linux":
            return None
        return getattr(self._notifier._backend, "bus", None)  # noqa: SLF001

    def _watch_for_replacement(self, message: Message) -> None:
        # The library would go on listening to the successor, who counts from 1 again: somebody else's
        # notification that is closed there would pass for ours.
        if message.member == "NameOwnerChanged" and message.body[0] == NAME:
            self.leave()


async def _capabilities(bus: MessageBus) -> list[str]:
    """What a D-Bus daemon says that it can.

    Source: the Desktop Notifications Specification, `GetCapabilities`.
    """
    from dbus_fast import Message, MessageType  # noqa: PLC0415 — there is no D-Bus on the other platforms

    reply = await bus.call(Message(destination=NAME, path=PATH, interface=NAME, member="GetCapabilities"))
    if reply.message_type is not MessageType.METHOD_RETURN:
        raise NoNotificationServer(str(reply.body))
    capabilities: list[str] = reply.body[0]
    return capabilities
