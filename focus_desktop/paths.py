"""The paths of data, settings, logs and resources. The only caller of appdirs."""

import os
import sys
import zlib
from pathlib import Path

import appdirs

APP_NAME = "focus-desktop"
APP_ID = "io.github.focus_desktop.FocusDesktop"
"""The name of the desktop entry; desktops use it to identify windows, notifications and the shortcut."""

LONGEST_RUNTIME_DIR = 70
"""Characters. The path of a socket, its file name included, has room for about 100 bytes (unix(7))."""


def data_dir() -> Path:
    """The folder of the database: `$XDG_DATA_HOME/focus-desktop` on Linux."""
    # Without appauthor=False, appdirs adds a vendor folder of the same name on Windows.
    return Path(appdirs.user_data_dir(APP_NAME, appauthor=False))


def forced_database_url() -> str | None:
    """The SQLAlchemy URL in `FOCUS_DESKTOP_DATABASE_URL`, which counts more than the settings."""
    return os.environ.get("FOCUS_DESKTOP_DATABASE_URL") or None


def database_file() -> Path:
    """The file of the store, unless another one or a server is chosen: `focus.db` in the data folder."""
    return data_dir() / "focus.db"


def database_url() -> str:
    """The SQLAlchemy URL of the store, if the settings name no server."""
    return forced_database_url() or f"sqlite:///{database_file()}"


def backup_dir() -> Path:
    """The folder of the backups, unless the user has chosen another one."""
    return data_dir() / "backups"


def api_token_file() -> Path:
    """The file that contains the token of the HTTP API."""
    return data_dir() / "api-token"


def settings_file() -> Path:
    """The JSON file of the user's preferences."""
    return Path(appdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.json"


def log_file() -> Path:
    """The log file. Older log files are in the same folder, with a number after the name."""
    return Path(appdirs.user_log_dir(APP_NAME, appauthor=False)) / "focus-desktop.log"


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


def runtime_dir() -> Path:
    """A folder for locks and sockets that only the user can write to.

    On Linux it is `$XDG_RUNTIME_DIR`, unless that cannot be written or is longer than
    `LONGEST_RUNTIME_DIR`; otherwise it is a temporary folder.
    """
    xdg_dir = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    if sys.platform == "linux" and len(str(xdg_dir)) <= LONGEST_RUNTIME_DIR and os.access(xdg_dir, os.W_OK):
        return xdg_dir
    import tempfile  # noqa: PLC0415 — rarely needed

    if sys.platform != "linux":
        return Path(tempfile.gettempdir())  # On macOS and Windows each user has their own.
    folder = Path(tempfile.gettempdir()) / f"{APP_NAME}-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # On Linux all users share the temporary folder, so another user may have made `folder` first.
    return folder if folder.lstat().st_uid == os.getuid() else data_dir()


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
