"""The key is asked for as portals want it, and a desktop without a portal is no trouble."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from focus_desktop import paths
from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
from tests.portal import DECLINED, FakePortal

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.system.async_thread import AsyncThread
    from tests.bus_service import PrivateBus


@pytest.fixture
def key(background: AsyncThread) -> GlobalShortcut:
    """A key that is not yet asked for."""
    return GlobalShortcut(paths.APP_ID, background)


def test_a_granted_key_is_told_and_works(portal: FakePortal, key: GlobalShortcut, qtbot: QtBot) -> None:
    with qtbot.waitSignal(key.bound) as bound:
        key.switch(on=True)
    assert bound.args == ["Ctrl+Alt+F"]
    assert portal.app_id == paths.APP_ID
    assert portal.shortcuts == {"start": "Start the last focus session again"}
    with qtbot.waitSignal(key.pressed):
        portal.press("start")


def test_other_keys_and_other_sessions_are_not_ours(
    portal: FakePortal, key: GlobalShortcut, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(key.bound):
        key.switch(on=True)
    with qtbot.assertNotEmitted(key.pressed, wait=300):
        portal.press("stop")
        portal.press("start", session="/org/freedesktop/portal/desktop/session/other")


def test_a_declined_key_is_told(portal: FakePortal, key: GlobalShortcut, qtbot: QtBot) -> None:
    portal.code = DECLINED
    with qtbot.waitSignal(key.refused) as refused:
        key.switch(on=True)
    assert refused.args == [True]


def test_without_a_portal_it_is_told(private_bus: PrivateBus, key: GlobalShortcut, qtbot: QtBot) -> None:
    with qtbot.waitSignal(key.refused) as refused:
        key.switch(on=True)
    assert refused.args == [False]


def test_without_a_session_bus_it_is_told(
    tmp_path: Path, key: GlobalShortcut, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nowhere'}")
    with qtbot.waitSignal(key.refused) as refused:
        key.switch(on=True)
    assert refused.args == [False]


@pytest.mark.parametrize("call", ["CreateSession", "BindShortcuts"])
def test_a_portal_that_dies_is_told_and_found_again(
    portal: FakePortal, key: GlobalShortcut, qtbot: QtBot, call: str
) -> None:
    portal.dies_at = call
    with qtbot.waitSignal(key.refused) as refused:
        key.switch(on=True)
    assert refused.args == [False]
    portal.dies_at = ""
    with qtbot.waitSignal(key.bound):
        portal.restart()
    with qtbot.waitSignal(key.pressed):
        portal.press("start")


def test_a_portal_that_is_restarted_is_asked_again(
    portal: FakePortal, key: GlobalShortcut, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(key.bound):
        key.switch(on=True)
    with qtbot.waitSignal(key.bound):
        portal.restart()
    assert portal.calls == ["Register", "CreateSession", "BindShortcuts"] * 2
    with qtbot.waitSignal(key.pressed):
        portal.press("start")


def test_a_key_can_be_given_back_and_asked_for_again(
    portal: FakePortal, key: GlobalShortcut, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(key.bound):
            key.switch(on=True)
        key.switch(on=False)
        with qtbot.assertNotEmitted(key.pressed, wait=100):
            portal.press("start")


def test_an_answer_that_comes_after_the_key_was_given_back_is_not_told(
    portal: FakePortal, key: GlobalShortcut, qtbot: QtBot
) -> None:
    is_on_its_way = threading.Event()
    key._crossed.connect(is_on_its_way.set, Qt.ConnectionType.DirectConnection)
    key.switch(on=True)
    assert is_on_its_way.wait(10)  # From the background to this thread, which is busy here.
    key.switch(on=False)
    with qtbot.assertNotEmitted(key.bound, wait=100):
        pass


def test_elsewhere_than_on_linux_there_is_none(
    key: GlobalShortcut, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    with qtbot.waitSignal(key.refused) as refused:
        key.switch(on=True)
    assert refused.args == [False]
