"""Trays of both kinds that appear late, crash and come back. The tests look at the pixels of the screen."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.desktop_e2e.running_app import SEPARATOR, RunningApp
from tests.desktop_e2e.test_trips import IDLE_MENU
from virtual_desktop import VirtualDesktop, wait_until

DOT = QColor("#7c8af5")
"""The dot in the middle of the idle icon; nothing else on the bare desktop is of this colour."""

Host = Callable[[VirtualDesktop], subprocess.Popen[bytes]]
PANEL: Host = VirtualDesktop.start_panel
TRAY: Host = VirtualDesktop.start_tray


SEPARATOR_SHARE = 0.35
"""The height of a separator in the panel's menu, in entries."""


def icons(app: RunningApp) -> list[tuple[int, int]]:
    """The positions of the app's idle icons on the screen: the first pixel of the dot in each."""
    assert isinstance(app.desktop, VirtualDesktop)
    picture = app.home / "screen.png"
    app.desktop.picture(Path(sys.executable), picture)
    screen = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(screen.constBits()).cast("I")
    dots: list[tuple[int, int]] = []
    for place in (place for place, pixel in enumerate(pixels) if pixel == DOT.rgb()):
        y, x = divmod(place, screen.width())
        if not any(abs(x - left) < 12 and abs(y - top) < 12 for left, top in dots):
            dots.append((x, y))
    return dots


def shows_one_icon(app: RunningApp) -> None:
    """Wait until exactly one icon is on the screen."""
    app.wait_for(lambda: len(icons(app)) == 1, "the icon in the tray")


def end_host(host: subprocess.Popen[bytes]) -> None:
    """Kill the host of a tray, as if it had crashed."""
    host.kill()
    host.wait()


def use_panel_menu(app: RunningApp, entry: str) -> None:
    """Click an entry of the menu that the panel shows for the idle app's icon."""
    ((x, y),) = icons(app)
    search = ("xdotool", "search", "--onlyvisible", "--class", "xfce4-panel|wrapper")
    before = set(app.desktop.run(*search).split())
    app.click(x, y, button=3)
    app.wait_for(lambda: set(app.desktop.run(*search).split()) - before, "the menu")
    (menu,) = set(app.desktop.run(*search).split()) - before
    left, top, width, height = app.geometry(menu)
    shares = [SEPARATOR_SHARE if one == SEPARATOR else 1.0 for one in IDLE_MENU]
    place = IDLE_MENU.index(entry)
    above = sum(shares[:place]) + shares[place] / 2
    app.click(left + width // 2, round(top + height * above / sum(shares)))


def test_the_menu_of_a_status_notifier_works(bare_app: RunningApp, bare_desktop: VirtualDesktop) -> None:
    app = bare_app
    PANEL(bare_desktop)
    app.start("--minimized")
    shows_one_icon(app)
    assert not app.main_window_is_visible()
    use_panel_menu(app, "Start 25 min")
    app.wait_for(lambda: [one.status for one in app.sessions()] == ["active"], "a session")
    assert app.end() == 0


@pytest.mark.parametrize("host", [PANEL, TRAY], ids=["StatusNotifier", "XEmbed"])
def test_a_tray_that_appears_late_crashes_and_comes_back(
    bare_app: RunningApp, bare_desktop: VirtualDesktop, host: Host
) -> None:
    app = bare_app
    app.prefer(told_about_tray=True)
    app.start()
    tray = host(bare_desktop)
    app.close_main_window()
    app.wait_for(lambda: not app.main_window_is_visible(), "the window to go into the tray")
    shows_one_icon(app)
    end_host(tray)
    app.wait_for(lambda: icons(app) == [], "the icon to go with its tray")
    host(bare_desktop)
    shows_one_icon(app)


@pytest.mark.parametrize("host", [PANEL, TRAY], ids=["StatusNotifier", "XEmbed"])
def test_the_window_is_shown_if_the_tray_has_gone_for_good(
    bare_app: RunningApp, bare_desktop: VirtualDesktop, host: Host
) -> None:
    app = bare_app
    app.prefer(told_about_tray=True)
    tray = host(bare_desktop)
    app.start("--start", "25", faketime="+0 x10")
    app.wait_for(app.sessions, "a session")
    app.close_main_window()
    app.wait_for(lambda: not app.main_window_is_visible(), "the window to go into the tray")
    end_host(tray)
    app.wait_for(app.main_window_is_visible, "the window")
    assert app.end() == 0


def test_a_tray_of_the_other_kind_takes_over(bare_app: RunningApp, bare_desktop: VirtualDesktop) -> None:
    app = bare_app
    tray = TRAY(bare_desktop)
    app.start("--minimized")
    shows_one_icon(app)
    panel = PANEL(bare_desktop)
    shows_one_icon(app)
    end_host(tray)
    shows_one_icon(app)
    end_host(panel)
    TRAY(bare_desktop)
    shows_one_icon(app)
    app.click_tray_menu(IDLE_MENU, "Show window")
    app.wait_for(app.main_window_is_visible, "the window")


def test_at_login_a_tray_may_appear_a_moment_after_the_app(
    bare_app: RunningApp, bare_desktop: VirtualDesktop
) -> None:
    app = bare_app
    app.start("--minimized", wait=False)
    wait_until(app.database.exists, "the app")
    PANEL(bare_desktop)
    shows_one_icon(app)
    assert not app.main_window_is_visible()
