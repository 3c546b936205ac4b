"""Looks whether there is a display for the window. Where there is none, Qt would abort the process."""

from __future__ import annotations

import os
import re
from pathlib import Path

CONNECT_WITHIN_S = 5.0
"""Seconds that a display on another computer may take to answer."""
_X11_PORT = 6000
_X11_NAME = re.compile(r"(?:[a-z]+/)?(?P<host>.*):(?P<number>\d+)(?:\.\d+)?", re.DOTALL)
_SOCKETS = Path("/proc/net/unix")


def has_display() -> bool:
    """Whether the environment names a display that is there. For Linux.

    Sources: X(7), "Display names"; the environment variables of libwayland-client and of Qt.
    """
    platforms = os.environ.get("QT_QPA_PLATFORM", "")
    if platforms:
        return any(map(_is_platform_there, platforms.split(";")))
    return _has_x11() or _has_wayland()


def _is_platform_there(platform: str) -> bool:
    name = platform.partition(":")[0]
    if name == "xcb":
        return _has_x11()
    return _has_wayland() if name.startswith("wayland") else True  # The others need no display.


def _has_wayland() -> bool:
    if os.environ.get("WAYLAND_SOCKET"):
        return True  # A connection that is open already.
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not folder and not name.startswith("/"):
        return False
    return _is_socket_open(os.path.join(folder or "/", name))  # noqa: PTH118 — the name as it was bound


def _has_x11() -> bool:
    display = os.environ.get("DISPLAY", "")
    found = _X11_NAME.fullmatch(display)
    if found is None:
        return False
    host, number = found["host"], int(found["number"])
    if host.startswith("/"):
        return _is_socket_open(display) or _is_socket_open(f"{host}:{number}") or _is_socket_open(host)
    if host in {"", "unix"} and _is_socket_open(f"/tmp/.X11-unix/X{number}"):  # noqa: S108 — X11's own place
        return True
    return host != "unix" and _answers_at_port(host.strip("[]") or "localhost", _X11_PORT + number)


def _is_socket_open(path: str) -> bool:
    """Whether somebody listens there, or at the abstract address of that name."""
    try:
        listed = {line.rpartition(b" ")[2] for line in _SOCKETS.read_bytes().splitlines()}
    except OSError:
        listed = set()
    name = os.fsencode(path)
    # Sockets of the host are not listed in a container. Importing `socket` is slow.
    return name in listed or b"@" + name in listed or _is_connected(path) or _is_connected(f"\0{path}")


def _is_connected(address: str) -> bool:
    import socket  # noqa: PLC0415 — as above

    with socket.socket(socket.AF_UNIX) as tried:
        tried.settimeout(CONNECT_WITHIN_S)
        try:
            tried.connect(address)
        except OSError as error:
            return isinstance(error, TimeoutError)  # It is there, and Qt may wait for it.
        return True


def _answers_at_port(host: str, port: int) -> bool:
    import socket  # noqa: PLC0415 — as above

    try:
        socket.create_connection((host, port), CONNECT_WITHIN_S).close()
    except (OSError, OverflowError, UnicodeError):
        return False
    return True
