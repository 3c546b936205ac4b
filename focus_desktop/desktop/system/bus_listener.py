"""Listens to messages on a D-Bus bus. Linux only; no Qt.

QtDBus is not used for this: connecting it to a bus that hangs would block Python on all threads.
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from typing import Any

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

TIME_LIMIT_S = 10.0
"""Seconds within which a bus, or a service on it, must answer."""
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""Name, path and interface of the bus itself."""


class Refused(Exception):
    """A D-Bus call was answered with an error."""


class BusListener(ABC):
    """A connection to a bus. A subclass asks for messages in `subscribe_all` and gets them in `receive`."""

    bus_type = BusType.SESSION

    @abstractmethod
    async def subscribe_all(self, bus: MessageBus) -> None:
        """Ask the bus for the messages that are to be passed to `receive`."""

    @abstractmethod
    def receive(self, message: Message) -> None:
        """Handle a message; called on the thread of the event loop."""

    async def listen(self) -> None:
        """Connect, and listen until cancelled; return if the bus cannot be reached or used."""
        try:
            async with asyncio.timeout(TIME_LIMIT_S):
                bus = await MessageBus(bus_type=self.bus_type).connect()
            try:
                bus.add_message_handler(self.receive)
                await self.subscribe_all(bus)
                # Wait for nothing until cancelled. Waiting for the end of the bus would cancel dbus_fast's
                # own future as well, which would keep it from closing its socket.
                await asyncio.Event().wait()
            finally:
                bus.disconnect()
                await bus.wait_for_disconnect()
        except Exception as error:  # noqa: BLE001 — the app works without these messages
            log.info("%s does not listen: %s", type(self).__name__, error)


async def call(
    bus: MessageBus, service: tuple[str, str, str], member: str, signature: str, *body: Any
) -> list[Any]:
    """Call a method of a service (name, path, interface); return the values of its answer.

    Raises Refused if the answer is an error, and TimeoutError.
    """
    destination, path, interface = service
    async with asyncio.timeout(TIME_LIMIT_S):
        answer = await bus.call(
            Message(
                destination=destination,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
            )
        )
    if answer.message_type is MessageType.ERROR:
        raise Refused(answer.error_name)
    return list(answer.body)


async def subscribe(bus: MessageBus, rule: str) -> None:
    """Ask the bus to deliver the signals that match a D-Bus match rule."""
    await call(bus, BUS, "AddMatch", "s", rule)
