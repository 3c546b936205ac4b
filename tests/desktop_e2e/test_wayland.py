"""What users do with the app on Wayland.

On Wayland the compositor decides where a window is, what covers it and whether it has the keyboard focus,
and does not tell the app where it is. So these tests accept the alert strip at any place. weston also gives
it the focus, which the strip does not want.

To raise a window that is already shown, or to restore a minimised one, the app needs an activation token
(protocol xdg-activation). weston does not have this protocol: it grants no tokens and takes none. On weston
such a window stays where it is when the app is launched again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QTransform

from tests.bus_service import BusService
from tests.desktop_e2e.accessibility import Gone, Widget
from tests.desktop_e2e.running_app import RunningApp
from tests.desktop_e2e.test_single_instance import launch
from tests.desktop_e2e.test_trips import statuses
from tests.notification_daemon import DISMISSED, NotificationDaemon
from virtual_desktop import PATIENCE, SCREEN
from wayland_desktop import BACKGROUND, WaylandDesktop

TRAY_INTERFACE = """
<node><interface name="org.kde.StatusNotifierWatcher">
  <method name="RegisterStatusNotifierItem"> <arg type="s" direction="in"/> </method>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
</interface></node>
"""
WIDEST_POINTER = 40
"""Pixels of a row or column that the pointer covers at most; nothing else that is shown is so small."""
MINIMISE, CLOSE = QPoint(-63, 15), QPoint(-17, 15)
"""The buttons of the title bar, which Qt draws, from the upper right corner of the window."""
TITLE_BAR = 60
"""More pixels than the title bar and the borders add to a window."""
KNOWN_OUTPUT = ("QDBusTrayIcon encountered a D-Bus error: ", "The name org.kde.StatusNotifierWatcher was not")
"""What Qt prints if there is no tray. Nothing else may be printed."""


class TrayHost(BusService):
    """A tray of the StatusNotifier kind, which shows nothing."""

    name = "org.kde.StatusNotifierWatcher"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.icons: list[str] = []

    def reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        """The answers of a host that is ready."""
        match member:
            case "Introspect":
                return "s", (TRAY_INTERFACE,)
            case "Get":
                return "v", (("b", True),)
            case "RegisterStatusNotifierItem":
                self.icons.append(body[0])
        return None, ()


@pytest.fixture(scope="module")
def desktop() -> Iterator[WaylandDesktop]:
    """A desktop without a tray and without a notification daemon, for all tests of this file."""
    with WaylandDesktop() as desktop:
        yield desktop


@pytest.fixture
def daemon(desktop: WaylandDesktop) -> Iterator[NotificationDaemon]:
    """A notification daemon; dunst does not run on weston."""
    daemon = NotificationDaemon(desktop.environment["DBUS_SESSION_BUS_ADDRESS"], "actions")
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture
def tray(desktop: WaylandDesktop) -> Iterator[TrayHost]:
    """A tray. Only the tests that take it have one."""
    tray = TrayHost(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
    tray.start()
    yield tray
    tray.stop()


@pytest.fixture
def app(desktop: WaylandDesktop, daemon: NotificationDaemon, tmp_path: Path) -> Iterator[RunningApp]:
    """The app, not yet started. Neither it nor Qt may have printed warnings at its end."""
    app = RunningApp(desktop, tmp_path)
    app.prefer(sound=False)
    yield app
    app.close()
    assert [line for line in app.output().splitlines() if line and not is_known(line)] == []


def is_known(line: str) -> bool:
    return all(part in line for part in KNOWN_OUTPUT)


def screen(desktop: WaylandDesktop) -> QImage:
    """A picture of the screen."""
    return QImage.fromData(desktop.picture()).convertToFormat(QImage.Format.Format_RGB32)


def used_rows(picture: QImage) -> list[int]:
    """The rows in which there is more than the background and the pointer."""
    pixel = bytes((*reversed(BACKGROUND), 255))
    pixels, length = bytes(picture.constBits()), picture.bytesPerLine()
    rows = [pixels[start : start + length] for start in range(0, len(pixels), length)]
    return [y for y, row in enumerate(rows) if picture.width() - row.count(pixel) > WIDEST_POINTER]


def used_part(picture: QImage) -> QRect:
    """The smallest rectangle around all windows; it is null if there are none."""
    rows, columns = used_rows(picture), used_rows(picture.transformed(QTransform(0, 1, 1, 0, 0, 0)))
    if not rows or not columns:
        return QRect()
    return QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))


def colours(picture: QImage) -> set[int]:
    return set(memoryview(picture.constBits()).cast("I"))


def size(widget: Widget) -> QSize:
    return QSize(*widget.extents[2:])


def wait_for_windows(app: RunningApp, desktop: WaylandDesktop) -> QRect:
    """Wait until there are windows; return the rectangle around them."""
    app.wait_for(lambda: not used_part(screen(desktop)).isNull(), "a window on the screen")
    return used_part(screen(desktop))


def wait_for_empty_screen(app: RunningApp, desktop: WaylandDesktop) -> None:
    app.wait_for(lambda: used_part(screen(desktop)).isNull(), "a screen without windows")


def click_title_bar(desktop: WaylandDesktop, window: QRect, button: QPoint) -> None:
    place = window.topRight() + button
    desktop.click(place.x(), place.y())


def start_session(app: RunningApp) -> None:
    app.press("push button", "Start")
    app.wait_for(app.sessions, "a session")


def open_page(app: RunningApp, name: str) -> None:
    """Press whatever opens the page with this name."""
    window = app.window("Focus Desktop")
    assert window is not None
    for widget in window.walk():
        try:
            if widget.name == name and widget.role != "table":
                widget.press()
        except Gone:
            continue


def test_the_window_is_on_the_screen_with_a_title_bar_and_content(
    app: RunningApp, desktop: WaylandDesktop
) -> None:
    app.start()
    content = size(app.widget("frame", "Focus Desktop"))
    window = wait_for_windows(app, desktop)
    assert content.width() <= window.width() < content.width() + TITLE_BAR
    assert content.height() < window.height() < content.height() + TITLE_BAR
    below_title = window.adjusted(0, TITLE_BAR, 0, 0)
    assert len(colours(screen(desktop).copy(below_title))) > 20  # Smooth text alone has as many.
    assert app.end() == 0
    wait_for_empty_screen(app, desktop)


def test_a_session_runs_in_the_window_and_is_completed_there(app: RunningApp) -> None:
    app.start()
    app.widget("text", "Description").write("Chapter three")
    app.widget("spin box", "Minutes").set_value(1)
    start_session(app)
    assert "Chapter three" in app.command("status")
    app.press("push button", "Pause")
    app.press("push button", "Resume")
    app.press("push button", "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    session = app.sessions()[0]
    assert (session.description, session.duration_minutes) == ("Chapter three", 1)
    assert len(session.intervals) == 2
    open_page(app, "History")
    cells = app.widget("table", "History").find_all
    app.wait_for(lambda: cells("cell", "Chapter three"), "the session in the history")


def test_a_second_launch_shows_the_window_that_the_first_keeps_in_the_tray(
    app: RunningApp, desktop: WaylandDesktop, tray: TrayHost
) -> None:
    app.start("--minimized")
    app.wait_for(lambda: tray.icons, "the icon in the tray")
    # weston grants no token. The first process receives this one, and must do without.
    app.environment |= {"XDG_ACTIVATION_TOKEN": "of another compositor"}
    assert launch(app, "--minimized").wait(PATIENCE) == 0
    assert used_part(screen(desktop)).isNull()
    assert launch(app).wait(PATIENCE) == 0
    wait_for_windows(app, desktop)
    assert (app.home / "second.log").read_text() == ""
    assert app.end() == 0


def test_closing_the_window_quits_because_there_is_no_tray(app: RunningApp, desktop: WaylandDesktop) -> None:
    app.start()
    click_title_bar(desktop, wait_for_windows(app, desktop), CLOSE)
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0


def test_closing_the_window_of_a_session_leaves_the_mini_window(
    app: RunningApp, desktop: WaylandDesktop
) -> None:
    app.start()
    window = wait_for_windows(app, desktop)
    start_session(app)
    click_title_bar(desktop, window, CLOSE)
    mini = app.wait_for(lambda: app.window("Mini window"), "the mini window")
    assert isinstance(mini, Widget)
    # The compositor alone chooses its place, and whether it stays above other windows.
    app.wait_for(lambda: used_part(screen(desktop)).size() == size(mini), "the mini window alone")
    desktop.press_key("Return")
    wait_for_windows(app, desktop)
    assert statuses(app) == ["active"]
    assert app.end() == 0


def test_a_notification_tells_that_time_is_up_and_later_the_strip_does(
    app: RunningApp, desktop: WaylandDesktop, daemon: NotificationDaemon
) -> None:
    app.prefer(sound=False, minutes=1)
    app.start(faketime="+0 x10")
    window = wait_for_windows(app, desktop)
    app.widget("text", "Description").write("Chapter three")
    start_session(app)
    click_title_bar(desktop, window, MINIMISE)
    app.wait_for(lambda: daemon.shown, "the notification")
    told = daemon.shown[0]
    assert (told.title, told.body) == ("Session complete", "1 min · Chapter three")
    assert statuses(app) == ["completed"]

    strip = app.wait_for(lambda: app.window("Session complete"), "the strip, after 35 s")
    assert isinstance(strip, Widget)
    app.wait_for(lambda: used_part(screen(desktop)).size() == size(strip), "the strip on the screen")
    assert size(strip).height() < window.height() / 4
    daemon.close_notification(told.number, DISMISSED)
    wait_for_empty_screen(app, desktop)


def test_the_break_fills_the_screen_until_escape_is_pressed(
    app: RunningApp, desktop: WaylandDesktop, daemon: NotificationDaemon
) -> None:
    app.prefer(sound=False, minutes=1, break_minutes=30, auto_start_break=True, break_screen=True)
    app.start(faketime="+0 x20")
    window = wait_for_windows(app, desktop)
    start_session(app)
    whole = QSize(*SCREEN)
    app.wait_for(lambda: used_part(screen(desktop)).size() == whole, "the screen of the break")
    app.wait_for(lambda: app.window_that_is_active().name == "Break", "the keyboard focus there")
    desktop.press_key("Escape")
    app.wait_for(lambda: used_part(screen(desktop)) == window, "the window below")
    assert daemon.shown == []  # The window, which is active, tells by itself; and the break is not over.
