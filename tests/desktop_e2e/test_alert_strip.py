"""The strip on a real desktop: above a maximised window, which keeps the keyboard focus."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop_e2e.accessibility import AccessibilityBus, Widget
from virtual_desktop import VirtualDesktop, wait_until

PROGRAM = "tests.desktop_e2e.strip_beside_work"


@pytest.fixture
def accessibility(bare_desktop: VirtualDesktop) -> Iterator[AccessibilityBus]:
    """The bus on which the applications of the desktop describe their widgets."""
    bus = AccessibilityBus(bare_desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
    yield bus
    bus.close()


def active_window(desktop: VirtualDesktop) -> str:
    return desktop.run("xdotool", "getactivewindow", "getwindowname").strip()


def strip_window(desktop: VirtualDesktop) -> str:
    return desktop.run("xdotool", "search", "--onlyvisible", "--name", "^Session complete$").strip()


def button(accessibility: AccessibilityBus, name: str) -> Widget:
    program = accessibility.application("strip-beside-work")
    assert program is not None
    (found,) = program.find_all("push button", name)
    return found


def test_the_window_below_keeps_the_focus_while_the_strip_is_shown_and_answered(
    bare_desktop: VirtualDesktop, accessibility: AccessibilityBus, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    always_on = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    bare_desktop.start([sys.executable, "-m", PROGRAM], always_on, log)
    wait_until(lambda: active_window(bare_desktop) == "Work", "the work")
    wait_until(lambda: bool(strip_window(bare_desktop)), "the strip")
    strip = strip_window(bare_desktop)
    assert "_NET_WM_STATE_ABOVE" in bare_desktop.run("xprop", "-id", strip, "_NET_WM_STATE")
    bare_desktop.run("xdotool", "type", "on")
    wait_until(lambda: "typed on\n" in log.read_text(), "what is typed to reach the work")

    x, y = button(accessibility, "5 min more").centre
    bare_desktop.run("xdotool", "mousemove", str(x), str(y), "click", "1")
    wait_until(lambda: "chosen more\n" in log.read_text(), "the answer")
    wait_until(lambda: not strip_window(bare_desktop), "the strip to go")
    assert active_window(bare_desktop) == "Work"
    bare_desktop.run("xdotool", "type", "ward")
    wait_until(lambda: "typed onward\n" in log.read_text(), "the work to go on")
