"""The paths of data, settings, logs and resources. The only caller of appdirs."""

from __future__ import annotations

import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import appdirs

from focus_desktop import private_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APP_NAME = "focus-desktop"
APP_ID = "io.github.focus_desktop.FocusDesktop"
"""The name of the desktop entry; desktops use it to identify windows, notifications and the shortcut."""

LONGEST_RUNTIME_DIR = 70
"""Characters. The path of a socket, its file name included, has room for about 100 bytes (unix(7))."""


def data_dir() -> Path:
    """The folder of the database: `$XDG_DATA_HOME/focus-desktop` on Linux."""
    return _user_dir(appdirs.user_data_dir, "XDG_DATA_HOME")


def forced_database_url() -> str | None:
    """The SQLAlchemy URL in `FOCUS_DESKTOP_DATABASE_URL`, which counts more than the settings."""
    return os.environ.get("FOCUS_DESKTOP_DATABASE_URL") or None


def database_file() -> Path:
    """The file of the store, unless another one or a server is chosen: `focus.db` in the data folder."""
    return data_dir() / "focus.db"


def database_url() -> str:
    """The SQLAlchemy URL of the store, if the settings name no server."""
    return forced_database_url() or sqlite_url(database_file())


def sqlite_url(file: Path) -> str:
    """The SQLAlchemy URL of a SQLite file, whatever characters its name has."""
    return "sqlite:///" + str(file).replace("%", "%25").replace("?", "%3F")


def backup_dir() -> Path:
    """The folder of the backups, unless the user has chosen another one."""
    return data_dir() / "backups"


def api_token_file() -> Path:
    """The file that contains the token of the HTTP API."""
    return data_dir() / "api-token"


def settings_file() -> Path:
    """The JSON file of the user's preferences."""
    return _user_dir(appdirs.user_config_dir, "XDG_CONFIG_HOME") / "settings.json"


def log_file() -> Path:
    """The log file. Older log files are in the same folder, with a number after the name."""
    return _user_dir(appdirs.user_log_dir, "XDG_CACHE_HOME") / "focus-desktop.log"


def crash_file() -> Path:
    """The file beside the log that has the trace of a crash. Apps that run side by side have one each."""
    return log_file().with_name(f"{instance_name()}-crash.txt")


def _user_dir(find: Callable[..., str], variable: str) -> Path:
    """A folder that appdirs finds. A variable that is empty or relative counts as not set (XDG)."""
    if not Path(os.environ.get(variable, "")).is_absolute():
        os.environ.pop(variable, None)
    # Without appauthor=False, appdirs adds a vendor folder of the same name on Windows.
    return Path(find(APP_NAME, appauthor=False))


def command() -> list[str]:
    """The command line that starts this installation of the app."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "focus_desktop"]


def autostart_dir() -> Path:
    """The folder in which macOS and Linux desktops look for what to start at login."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents"
    return settings_file().parent.parent / "autostart"


def make_data_private() -> None:
    """Take others' rights to the usual file of the database away; one that a URL names stays as it is."""
    if not os.environ.get("FOCUS_DESKTOP_DATABASE_URL"):
        with suppress(OSError):  # It is not there yet, or the store tells why it cannot be used.
            private_files.make_private(data_dir() / "focus.db")


def runtime_dir() -> Path:
    """A folder for locks and sockets that only the user can write to.

    On Linux it is the first of these that is one: `$XDG_RUNTIME_DIR`, the folder that systemd makes for the
    user, a temporary folder. At last it is the data folder. Paths longer than `LONGEST_RUNTIME_DIR` are left
    out.
    """
    if sys.platform != "linux":
        import tempfile  # noqa: PLC0415 — as below

        return Path(tempfile.gettempdir())  # On macOS and Windows each user has their own.
    return next(filter(_is_usable, _runtime_dirs()), data_dir())


def _is_usable(folder: Path) -> bool:
    return len(str(folder)) <= LONGEST_RUNTIME_DIR and private_files.is_private_folder(folder)


def _runtime_dirs() -> Iterator[Path]:
    yield Path(os.path.realpath(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere"))
    user = os.getuid()
    yield Path(f"/run/user/{user}")
    import tempfile  # noqa: PLC0415 — rarely needed

    # All users share the temporary folder, so another user may have made this one first.
    temporary = Path(tempfile.gettempdir()) / f"{APP_NAME}-{user}"
    with suppress(OSError):
        temporary.mkdir(mode=0o700, exist_ok=True)
    yield temporary
    with suppress(OSError):
        private_files.make_folder(data_dir())


def instance_name() -> str:
    """A name made from the paths of store and settings: apps that differ in one may run side by side."""
    identity = f"{database_url()}\n{settings_file()}".encode(errors="surrogateescape")
    return f"{APP_NAME}-{zlib.crc32(identity):08x}"


def resource(name: str) -> Path:
    """The path of a file in `resources/`, for instance `icons/focus-desktop.svg`.

    The folder is inside an installed package, and beside the package in a checkout.
    """
    package = Path(__file__).parent
    installed = package / "resources"
    return (installed if installed.is_dir() else package.parent / "resources") / name
