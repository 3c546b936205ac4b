"""Listens on a D-Bus bus with an asyncio loop of its own, on a thread of its own. Linux only; no Qt.

Not by way of QtDBus: to connect to a bus that hangs would block Python in all threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from typing import Any

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

TIME_LIMIT_S = 10.0
"""Within this a bus, or who is on it, must have answered."""
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Refused(Exception):
    """A call was answered by an error."""


class BusListener(ABC):
    """Whoever listens says to what, in `follow`; it ends when it is stopped, or the bus fails."""

    bus_type = BusType.SESSION

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()

    @abstractmethod
    async def follow(self, bus: MessageBus) -> None:
        """Say to the bus what is to be heard. Until `stop` is called, `hear` gets it."""

    @abstractmethod
    def hear(self, message: Message) -> None:
        """A message has come, on the listener's thread."""

    def listen(self) -> None:
        """Listen on this thread until `stop` is called; return early where there is no bus."""
        with self._runner, contextlib.suppress(asyncio.CancelledError):
            self._runner.run(self._listen())

    def stop(self) -> None:
        """Let `listen` return; may be called on any thread, and when it has returned."""
        with contextlib.suppress(RuntimeError):  # The loop is closed: it has returned.
            self._loop.call_soon_threadsafe(_cancel_all)

    async def _listen(self) -> None:
        try:
            async with asyncio.timeout(TIME_LIMIT_S):
                bus = await MessageBus(bus_type=self.bus_type).connect()
            try:
                bus.add_message_handler(self.hear)
                await self.follow(bus)
                # Not until the bus is gone: cancelling dbus_fast's own future would keep it from
                # closing its socket.
                await asyncio.Event().wait()
            finally:
                bus.disconnect()
                await bus.wait_for_disconnect()
        except Exception as error:  # noqa: BLE001 — the app can live without hearing anything
            log.info("%s does not listen: %r", type(self).__name__, error)


async def call(
    bus: MessageBus, whom: tuple[str, str, str], member: str, signature: str, *body: Any
) -> list[Any]:
    """What a method of `whom` (name, path, interface) answers. Raises Refused, TimeoutError."""
    destination, path, interface = whom
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
    """Have the signals that match a D-Bus match rule come to `hear`."""
    await call(bus, BUS, "AddMatch", "s", rule)


def _cancel_all() -> None:
    for task in asyncio.all_tasks():
        task.cancel()
