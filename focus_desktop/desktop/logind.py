"""Listens to logind on the system bus, with an asyncio loop of its own. Linux only; no Qt."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

TIME_LIMIT_S = 10.0
"""Within this the bus must have answered."""

INTERFACE = "org.freedesktop.login1.Manager"
PREPARE_FOR_SLEEP = "PrepareForSleep"
RULE = f"type='signal',sender='org.freedesktop.login1',interface='{INTERFACE}',member='{PREPARE_FOR_SLEEP}'"


class Logind:
    """Tells when the computer goes to sleep and when it is back.

    Source: org.freedesktop.login1(5), the signal PrepareForSleep: true before sleep, false after it.
    """

    def __init__(self, on_sleep: Callable[[bool], None]) -> None:
        self._on_sleep = on_sleep
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()

    def listen(self) -> None:
        """Call `on_sleep`, on this thread, until `stop` is called; return early where there is no bus."""
        with self._runner, contextlib.suppress(asyncio.CancelledError):
            self._runner.run(self._listen())

    def stop(self) -> None:
        """Let `listen` return; may be called on any thread, and when it has returned."""
        with contextlib.suppress(RuntimeError):  # The loop is closed: it has returned.
            self._loop.call_soon_threadsafe(_cancel_all)

    async def _listen(self) -> None:
        try:
            async with asyncio.timeout(TIME_LIMIT_S):
                bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
            try:
                await self._follow(bus)
            finally:
                bus.disconnect()
                await bus.wait_for_disconnect()
        except Exception as error:  # noqa: BLE001 — the app can live without knowing of sleep
            log.info("logind cannot be heard: %r", error)

    async def _follow(self, bus: MessageBus) -> None:
        bus.add_message_handler(self._hear)
        async with asyncio.timeout(TIME_LIMIT_S):
            await bus.call(
                Message(
                    destination="org.freedesktop.DBus",
                    path="/org/freedesktop/DBus",
                    interface="org.freedesktop.DBus",
                    member="AddMatch",
                    signature="s",
                    body=[RULE],
                )
            )
        # Not until the bus is gone: cancelling dbus_fast's own future would keep it from closing its socket.
        await asyncio.Event().wait()

    def _hear(self, message: Message) -> None:
        told = (message.interface, message.member, message.signature)
        if told == (INTERFACE, PREPARE_FOR_SLEEP, "b"):
            self._on_sleep(message.body[0])


def _cancel_all() -> None:
    for task in asyncio.all_tasks():
        task.cancel()
