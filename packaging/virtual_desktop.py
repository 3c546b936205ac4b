"""A desktop without a screen: an X server, a session bus, a window manager, a tray, notifications.

`wayland_desktop.py` has the one of Wayland.

If there is no display, the bootstrap opens the app on such a desktop. The end-to-end tests use all
parts of it. Only the standard library is needed, and the programs that `bootstrap.py` installs.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SCREEN = (1280, 900)
PATIENCE = 60.0
"""Seconds that a part of the desktop may take to start on a busy machine."""

_DUNSTRC = """
[global]
    width = 340
    offset = 12x12
    font = Sans 10
    markup = full
    mouse_left_click = do_action, close_current
    mouse_middle_click = context
    mouse_right_click = close_current
    dmenu = grep -m 1 Start.break
    idle_threshold = 0
[urgency_normal]
    timeout = 0
"""


class DesktopError(Exception):
    """A part of the desktop did not start."""


@dataclass(frozen=True)
class Part:
    """A part of a desktop that is starting."""

    name: str
    process: subprocess.Popen[bytes]
    is_there: Callable[[], bool]

    def wait(self) -> subprocess.Popen[bytes]:
        """Wait until the part is there; return its process. Raises DesktopError."""
        wait_until(self.is_there, self.name)
        return self.process


class Desktop:
    """Starts its parts when it is entered, and ends them in reverse order when it is left.

    `environment` has the variables that a program needs to appear on it.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="virtual-desktop-")
        self.folder = Path(self._folder.name)
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = _clean_environment(self.folder)

    def __enter__(self) -> Self:
        try:
            self._start_parts()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            end(process)
        self._folder.cleanup()

    def start(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desktop, which is ended with it. Its output goes to `log`."""
        with (log or self.folder / f"{Path(command[0]).name}.log").open("ab") as output:
            process = subprocess.Popen(
                command,
                env={**self.environment, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal must reach only the calling process.
            )
        self._processes.append(process)
        return process

    def run(self, *command: str | Path, environment: Mapping[str, str] | None = None) -> str:
        """Run a program on this desktop to its end; return what it printed, whatever its exit status."""
        done = subprocess.run(
            command,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.stdout

    def log(self, program: str) -> str:
        """Return what a program that was started has printed so far."""
        return (self.folder / f"{program}.log").read_text(encoding="utf-8", errors="replace")

    def _start_parts(self) -> None:
        raise NotImplementedError

    def _start_x_server(self) -> str:
        """Start an X server without a screen; return its display."""
        reader, writer = os.pipe()
        width, height = SCREEN
        with (self.folder / "Xvfb.log").open("wb") as output:
            screen = subprocess.Popen(
                f"Xvfb -displayfd {writer} -screen 0 {width}x{height}x24 -nolisten tcp -noreset".split(),
                pass_fds=(writer,),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._processes.append(screen)
        os.close(writer)
        with os.fdopen(reader) as number:
            display = number.readline().strip()
        if not display:
            raise DesktopError(f"Xvfb did not start: {self.log('Xvfb')}")
        return f":{display}"

    def _bus(self) -> Part:
        address = f"unix:path={self.folder / 'bus'}"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        bus = self.start(("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"))
        return Part("dbus-daemon", bus, (self.folder / "bus").exists)

    def _has_owner(self, name: str) -> bool:
        answer = self.run(
            *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus"),
            *("/", "org.freedesktop.DBus.NameHasOwner", f"string:{name}"),
        )
        return "true" in answer


class VirtualDesktop(Desktop):
    """A desktop of X11, with the requested parts."""

    def __init__(self, *, bus: bool = True, tray: bool = True, notifications: bool = True) -> None:
        super().__init__()
        self._wants_bus = bus or notifications
        self._wants_tray = tray
        self._wants_notifications = notifications
        self.environment["QT_QPA_PLATFORM"] = "xcb"

    def picture(self, python: Path, file: Path, window: int = 0) -> None:
        """Write a picture of the whole screen, or of one window by its X11 id.

        It is taken by the PySide6 of the interpreter `python`.
        """
        self.run(python, "-c", _TAKE_PICTURE, file, str(window))

    def start_tray(self) -> subprocess.Popen[bytes]:
        """Start a tray of the XEmbed kind in the lower right corner."""
        return self._tray().wait()

    def start_panel(self) -> subprocess.Popen[bytes]:
        """Start a panel at the upper edge, with a tray of the StatusNotifier kind."""
        panel = self.start(("xfce4-panel", "--disable-wm-check"))
        return Part("xfce4-panel", panel, lambda: self._has_owner("org.kde.StatusNotifierWatcher")).wait()

    def _start_parts(self) -> None:
        self._start_screen()
        start_together({self._bus: self._wants_bus, self._window_manager: True})
        start_together({self._tray: self._wants_tray, self._notifications: self._wants_notifications})

    def _start_screen(self) -> None:
        self.environment["DISPLAY"] = self._start_x_server()
        # The first key that is pressed changes the keyboard map. Openbox would then bind its keys again,
        # and miss what is pressed meanwhile. So a key is pressed before Openbox is started.
        self.run("xdotool", "key", "Shift_L")

    def _window_manager(self) -> Part:
        def is_there() -> bool:
            return "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

        return Part("openbox", self.start(("openbox", "--sm-disable")), is_there)

    def _tray(self) -> Part:
        edge = "--edge bottom --align right --widthtype request --height 28 --SetDockType true"
        tray = self.start(["trayer", *edge.split()])
        return Part("trayer", tray, lambda: bool(self.run("xdotool", "search", "--class", "trayer")))

    def _notifications(self) -> Part:
        """Start a notification daemon that prints what it receives into its log.

        A left click on a notification clicks it, a middle click presses its button “Start break”.
        """
        config = self.folder / "dunstrc"
        config.write_text(_DUNSTRC)
        dunst = self.start(("dunst", "-print", "-config", str(config)))
        return Part("dunst", dunst, lambda: self._has_owner("org.freedesktop.Notifications"))


def start_together(parts: Mapping[Callable[[], Part], bool]) -> None:
    """Start at the same time those parts that have the value True, and wait for them."""
    for part in [start() for start, is_requested in parts.items() if is_requested]:
        part.wait()


def end(process: subprocess.Popen[bytes] | subprocess.Popen[str], patience: float = 30.0) -> None:
    """Ask a process to end; kill it if it has not ended after `patience` seconds."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until `holds` returns True. After `patience` seconds raise DesktopError, which names `what`."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise DesktopError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)


def _clean_environment(folder: Path) -> dict[str, str]:
    """This environment without the variables that belong to another desktop."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SESSION_MANAGER"}
        and not name.startswith(("QT_", "XDG_"))
    }
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environment["XDG_RUNTIME_DIR"] = str(runtime)
    return environment


_TAKE_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
QGuiApplication.primaryScreen().grabWindow(int(sys.argv[2])).save(sys.argv[1])
"""
