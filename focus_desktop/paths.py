"""Where data, settings, logs and resources live. The only caller of appdirs."""

import os
import sys
import zlib
from pathlib import Path

import appdirs

APP_NAME = "focus-desktop"
APP_ID = "io.github.focus_desktop.FocusDesktop"
"""The name of the desktop entry, by which desktops know our windows, notifications and global key."""

LONGEST_RUNTIME_DIR = 70


def data_dir() -> Path:
    """The folder of the database: `$XDG_DATA_HOME/focus-desktop` on Linux."""
    # appauthor=False: without it appdirs repeats the name as a vendor folder on Windows.
    return Path(appdirs.user_data_dir(APP_NAME, appauthor=False))


def database_url() -> str:
    """The SQLAlchemy URL of the store: `FOCUS_DESKTOP_DATABASE_URL`, else `focus.db` in the data folder."""
    return os.environ.get("FOCUS_DESKTOP_DATABASE_URL") or f"sqlite:///{data_dir() / 'focus.db'}"


def api_token_file() -> Path:
    """The secret of the HTTP API."""
    return data_dir() / "api-token"


def settings_file() -> Path:
    """The JSON file of the user's preferences."""
    return Path(appdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.json"


def log_file() -> Path:
    """The log; older ones lie beside it with a number behind the name."""
    return Path(appdirs.user_log_dir(APP_NAME, appauthor=False)) / "focus-desktop.log"


def command() -> list[str]:
    """What starts this very app again."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "focus_desktop"]


def autostart_dir() -> Path:
    """Where macOS and the desktops of Linux look for what the user has started at login."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents"
    return settings_file().parent.parent / "autostart"


def runtime_dir() -> Path:
    """A folder of the user's own for locks and sockets; on Linux it does not outlive the login.

    A socket's path has room for about a hundred bytes.
    """
    given = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    if sys.platform == "linux" and len(str(given)) <= LONGEST_RUNTIME_DIR and os.access(given, os.W_OK):
        return given
    import tempfile  # noqa: PLC0415 — rarely needed

    if sys.platform != "linux":
        return Path(tempfile.gettempdir())  # On macOS and Windows it is the user's own.
    folder = Path(tempfile.gettempdir()) / f"{APP_NAME}-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # Everybody may write there: what somebody else has put in our place is not for us.
    return folder if folder.lstat().st_uid == os.getuid() else data_dir()


def instance_name() -> str:
    """Tells apps on different stores or settings apart: they may run side by side."""
    told = f"{database_url()}\n{settings_file()}".encode(errors="surrogateescape")
    return f"{APP_NAME}-{zlib.crc32(told):08x}"


def resource(name: str) -> Path:
    """A file of `resources/`, for instance `icons/focus-desktop.svg`.

    An installed package carries the folder inside itself; a checkout has it beside the package.
    """
    package = Path(__file__).parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources") / name
