"""The services of a system bus that say whether power is to be saved, controlled by a test."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress

from tests.bus_service import BusService

PROPERTIES = "org.freedesktop.DBus.Properties"


class PropertyService(BusService):
    """Has one property, and tells when it changes."""

    path = interface = member = signature = ""

    def __init__(self, address: str, value: object) -> None:
        super().__init__(address)
        self.value = value

    def reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        """The value of the property."""
        assert (member, body) == ("Get", (self.interface, self.member))
        return "v", ((self.signature, self.value),)

    def change(self, value: object) -> None:
        """Tell that the property has another value."""
        self.value = value
        changed = {self.member: (self.signature, value)}
        address = DBusAddress(self.path, interface=PROPERTIES)
        self.emit(address, "PropertiesChanged", "sa{sv}as", (self.interface, changed, []))


class PowerProfiles(PropertyService):
    """What power-profiles-daemon says."""

    name = interface = "org.freedesktop.UPower.PowerProfiles"
    path, member, signature = "/org/freedesktop/UPower/PowerProfiles", "ActiveProfile", "s"


class OldPowerProfiles(PropertyService):
    """What older versions of it say."""

    name = interface = "net.hadess.PowerProfiles"
    path, member, signature = "/net/hadess/PowerProfiles", "ActiveProfile", "s"


class Battery(PropertyService):
    """What UPower says of all batteries together."""

    name, interface = "org.freedesktop.UPower", "org.freedesktop.UPower.Device"
    path, member, signature = "/org/freedesktop/UPower/devices/DisplayDevice", "WarningLevel", "u"
