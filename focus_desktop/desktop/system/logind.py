"""Receives the D-Bus signal with which logind announces sleep. Linux only; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dbus_fast import BusType

from focus_desktop.desktop.system.bus_listener import BusListener, subscribe

if TYPE_CHECKING:
    from collections.abc import Callable

    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

INTERFACE = "org.freedesktop.login1.Manager"
PREPARE_FOR_SLEEP = "PrepareForSleep"
RULE = f"type='signal',sender='org.freedesktop.login1',interface='{INTERFACE}',member='{PREPARE_FOR_SLEEP}'"


class Logind(BusListener):
    """Reports when the computer goes to sleep and when it has woken.

    Source: org.freedesktop.login1(5), the signal PrepareForSleep: true before sleep, false after it.
    """

    bus_type = BusType.SYSTEM

    def __init__(self, on_sleep: Callable[[bool], None]) -> None:
        """`on_sleep` gets True before sleep and False after it, on the thread of the event loop."""
        self._on_sleep = on_sleep

    async def subscribe_all(self, bus: MessageBus) -> None:
        """Ask for the signal."""
        await subscribe(bus, RULE)

    def receive(self, message: Message) -> None:
        """Call `on_sleep` if the message is the signal."""
        if (message.interface, message.member, message.signature) == (INTERFACE, PREPARE_FOR_SLEEP, "b"):
            self._on_sleep(message.body[0])
