"""Notifications that cannot be delivered are reported, and never keep anybody waiting."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop_notifier import DesktopNotifier
from pytestqt.qtbot import QtBot

from focus_desktop import paths
from focus_desktop.desktop import courier
from focus_desktop.desktop.notifier import Notifier


@pytest.fixture
def notifier(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notifier]:
    """One in a session without D-Bus."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    notifier = Notifier("Focus Desktop", paths.resource("icons/focus-desktop.svg"))
    yield notifier
    notifier.close()


def test_without_a_bus_it_says_so_each_time(qtbot: QtBot, notifier: Notifier) -> None:
    for message in ("first", "second"):
        with qtbot.waitSignal(notifier.undelivered) as told:
            notifier.notify("Session complete", message)
        assert told.args == ["Session complete", message]


def test_preparing_without_a_bus_does_no_harm(qtbot: QtBot, notifier: Notifier) -> None:
    notifier.prepare()
    with qtbot.waitSignal(notifier.undelivered):
        notifier.notify("Session complete", "25 min")


def test_a_daemon_that_hangs_is_given_up(
    qtbot: QtBot, notifier: Notifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_self: DesktopNotifier) -> frozenset[object]:
        await asyncio.sleep(60)
        return frozenset()

    async def no_markup() -> bool:
        return False

    monkeypatch.setattr(DesktopNotifier, "get_capabilities", hang)
    monkeypatch.setattr(courier, "_daemon_renders_markup", no_markup)
    monkeypatch.setattr(courier, "TIME_LIMIT", 0.05)
    with qtbot.waitSignal(notifier.undelivered):
        notifier.notify("Session complete", "25 min")


def test_closing_before_first_use_does_no_harm(qtbot: QtBot) -> None:
    Notifier("Focus Desktop", Path("/nowhere.svg")).close()


def test_what_is_asked_after_closing_is_dropped(qtbot: QtBot, notifier: Notifier) -> None:
    with qtbot.waitSignal(notifier.undelivered):
        notifier.notify("Session complete", "25 min")
    notifier.close()
    with qtbot.assertNotEmitted(notifier.undelivered, wait=100):
        notifier.notify("Session complete", "25 min")
        notifier.prepare()
