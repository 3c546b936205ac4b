"""Receives from D-Bus whether the computer saves power. Linux only; no Qt."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dbus_fast import BusType

from focus_desktop.desktop.system.bus_listener import BUS, BusListener, Refused, call, subscribe

if TYPE_CHECKING:
    from collections.abc import Callable

    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

PROPERTIES = "org.freedesktop.DBus.Properties"
POWER_SAVER = "power-saver"
LOW = 3
"""The battery is low: UPower's warning levels from here on are low, critical and action."""


class Source(NamedTuple):
    """A property that says whether power is to be saved."""

    service: str
    path: str
    interface: str
    name: str


# Sources: the documentation of power-profiles-daemon, whose older versions have only the second name, and
# of UPower, whose display device stands for all batteries and warns only while these are discharged.
SOURCES = (
    Source(
        "org.freedesktop.UPower.PowerProfiles",
        "/org/freedesktop/UPower/PowerProfiles",
        "org.freedesktop.UPower.PowerProfiles",
        "ActiveProfile",
    ),
    Source(
        "net.hadess.PowerProfiles", "/net/hadess/PowerProfiles", "net.hadess.PowerProfiles", "ActiveProfile"
    ),
    Source(
        "org.freedesktop.UPower",
        "/org/freedesktop/UPower/devices/DisplayDevice",
        "org.freedesktop.UPower.Device",
        "WarningLevel",
    ),
)


class PowerState(BusListener):
    """Reports when the computer begins to save power, by its power profile or as its battery is low."""

    bus_type = BusType.SYSTEM

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        """`on_change` gets True or False whenever that changes, on the thread of the event loop."""
        self._on_change = on_change
        self._saving: set[Source] = set()
        self._to_read: asyncio.Queue[Source] = asyncio.Queue()

    async def subscribe_all(self, bus: MessageBus) -> None:
        """Ask for changes, then read what there is; again when a service comes back."""
        for source in SOURCES:
            await subscribe(
                bus,
                f"type='signal',sender='{source.service}',path='{source.path}',interface='{PROPERTIES}'"
                f",member='PropertiesChanged',arg0='{source.interface}'",
            )
            owner = f"sender='{BUS[0]}',member='NameOwnerChanged',arg0='{source.service}'"
            await subscribe(bus, f"type='signal',{owner}")
            self._to_read.put_nowait(source)
        while True:
            await self._read(bus, await self._to_read.get())

    def receive(self, message: Message) -> None:
        """Take the new value of a property, and note that a service has come or gone."""
        match message.member, message.body:
            case "PropertiesChanged", [str(interface), dict(changed), _]:
                for source in SOURCES:
                    if (message.path, interface) == (
                        source.path,
                        source.interface,
                    ) and source.name in changed:
                        self._take(source, changed[source.name].value)
            case "NameOwnerChanged", [str(service), _, str(owner)]:
                for source in SOURCES:
                    if source.service == service:
                        self._take(source, None)
                        if owner:
                            self._to_read.put_nowait(source)

    async def _read(self, bus: MessageBus, source: Source) -> None:
        """Read a property, if its service runs: none is started for this."""
        with suppress(Refused, TimeoutError):
            [is_there] = await call(bus, BUS, "NameHasOwner", "s", source.service)
            if is_there:
                service = source.service, source.path, PROPERTIES
                [found] = await call(bus, service, "Get", "ss", source.interface, source.name)
                self._take(source, found.value)

    def _take(self, source: Source, value: object) -> None:
        before = bool(self._saving)
        if value == POWER_SAVER or (isinstance(value, int) and value >= LOW):
            self._saving.add(source)
        else:
            self._saving.discard(source)
        if bool(self._saving) != before:
            self._on_change(bool(self._saving))
