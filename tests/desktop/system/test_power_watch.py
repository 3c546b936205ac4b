"""That the computer saves power is told as its services tell it; where none does, nothing happens."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest

from focus_desktop.desktop.system.power_watch import PowerWatch
from tests.bus_service import PrivateBus
from tests.power_services import Battery, OldPowerProfiles, PowerProfiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.system.async_thread import AsyncThread
    from tests.power_services import PropertyService


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        yield bus


def watch(background: AsyncThread, told: list[bool]) -> PowerWatch:
    watch = PowerWatch(background)
    watch.changed.connect(told.append)
    watch.start()
    return watch


@pytest.mark.parametrize(
    ("kind", "usual", "saving"),
    [
        (PowerProfiles, "balanced", "power-saver"),
        (OldPowerProfiles, "performance", "power-saver"),
        (Battery, 1, 3),
        (Battery, 2, 4),
    ],
)
def test_it_is_told_what_there_is_at_first_and_what_changes(
    kind: type[PropertyService],
    usual: object,
    saving: object,
    bus: PrivateBus,
    background: AsyncThread,
    qtbot: QtBot,
) -> None:
    service, told = kind(bus.address, saving), list[bool]()
    service.start()
    kept = watch(background, told)
    qtbot.waitUntil(lambda: told == [True])
    service.change(usual)
    qtbot.waitUntil(lambda: told == [True, False])
    service.change(saving)
    qtbot.waitUntil(lambda: told == [True, False, True])
    service.stop()
    qtbot.waitUntil(lambda: told == [True, False, True, False])
    service.start()
    qtbot.waitUntil(lambda: told == [True, False, True, False, True])
    service.stop()
    assert set(service.calls) == {"Get"}
    kept.deleteLater()


def test_power_is_saved_as_long_as_one_service_says_so(
    bus: PrivateBus, background: AsyncThread, qtbot: QtBot
) -> None:
    profiles, battery, told = PowerProfiles(bus.address, "balanced"), Battery(bus.address, 3), list[bool]()
    profiles.start()
    battery.start()
    kept = watch(background, told)
    qtbot.waitUntil(lambda: told == [True])
    profiles.change("power-saver")
    battery.change(1)
    profiles.change("balanced")
    qtbot.waitUntil(lambda: told == [True, False])
    profiles.stop()
    battery.stop()
    kept.deleteLater()


def test_without_such_services_or_a_bus_nothing_is_told(
    background: AsyncThread, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    kept = watch(background, told)
    assert kept._job is not None
    assert kept._job.done.wait(10)
    assert told == []


def test_elsewhere_than_on_linux_it_does_nothing(
    background: AsyncThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    watch(background, [])
    assert "asyncio" not in [thread.name for thread in threading.enumerate()]
