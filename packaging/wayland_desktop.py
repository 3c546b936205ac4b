"""A Wayland desktop without a screen: the compositor weston, and a session bus.

Only the end-to-end tests use it. weston draws into a window of an X server without a screen, and takes
its input from there: its headless backend has neither a pointer nor a keyboard. Programs on the desktop
do not learn of the X server.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from virtual_desktop import SCREEN, Desktop, DesktopError, Part, start_together

BACKGROUND = (0x33, 0x66, 0x99)
"""Red, green and blue of the desktop where there is no window."""

_SOCKET = "wayland-0"
_WESTON_INI = """
[core]
backend=x11-backend.so
# Older versions of weston read the first of these, newer ones the second.
use-pixman=true
renderer=pixman
idle-time=0
[shell]
background-color=0xff{:02x}{:02x}{:02x}
panel-position=none
locking=false
animation=none
startup-animation=none
close-animation=none
focus-animation=none
[input-method]
path=
"""


class WaylandDesktop(Desktop):
    """A desktop of Wayland, with neither a tray nor a notification daemon.

    Only a picture shows where weston has placed a window.
    """

    def __init__(self) -> None:
        super().__init__()
        # From these variables Qt knows that it is on Wayland, as in a real session.
        self.environment["XDG_SESSION_TYPE"] = "wayland"
        self.environment["WAYLAND_DISPLAY"] = _SOCKET
        self._x11: dict[str, str] = {}

    def click(self, x: int, y: int) -> None:
        """Click with the mouse."""
        # weston adds up the movements, from a start that is not that of the X server's pointer. In the
        # corners both stop, and from then on they agree.
        width, height = SCREEN
        path = f"mousemove {width - 1} {height - 1} mousemove 0 0 mousemove {x} {y}"
        self.run("xdotool", *path.split(), "click", "1", environment=self._x11)

    def press_key(self, key: str) -> None:
        """Press a key; it goes to the window with the keyboard focus."""
        self.run("xdotool", "key", key, environment=self._x11)

    def picture(self) -> bytes:
        """Return a picture of the whole screen in the PNG format. Raises DesktopError."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            said = self.run("weston-screenshooter", environment={"XDG_PICTURES_DIR": folder})
            pictures = list(Path(folder).iterdir())
            if len(pictures) != 1:
                raise DesktopError(f"weston-screenshooter took {len(pictures)} pictures; {said}")
            return pictures[0].read_bytes()

    def _start_parts(self) -> None:
        self._x11["DISPLAY"] = self._start_x_server()
        start_together({self._bus: True, self._compositor: True})

    def _compositor(self) -> Part:
        config = self.folder / "weston.ini"
        config.write_text(_WESTON_INI.format(*BACKGROUND))
        width, height = SCREEN
        # Without --debug no program may take pictures of the screen.
        options = f"--config={config} --socket={_SOCKET} --width={width} --height={height} --debug"
        weston = self.start(["weston", *options.split()], self._x11)

        def is_there() -> bool:
            if weston.poll() is not None:
                raise DesktopError(f"weston ended with {weston.returncode}: {self.log('weston')}")
            return Path(self.environment["XDG_RUNTIME_DIR"], _SOCKET).exists()

        return Part("weston", weston, is_there)
