"""Starts the app when the user logs in. Only the system's own entry says whether it does; no setting does.

Sources: XDG Desktop Application Autostart and Desktop Entry Specifications; launchd.plist(5); Microsoft's
"Run and RunOnce Registry Keys".
"""

from __future__ import annotations

import configparser
import plistlib
import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from focus_desktop import atomic_file, paths, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP = "Desktop Entry"


class Autostart(ABC):
    """The system's entry that starts a command at login."""

    def __init__(self, command: Sequence[str], place: str) -> None:
        """`place` is the path of the entry, to be shown to the user."""
        self._command = list(command)
        self.place = place

    @abstractmethod
    def is_on(self) -> bool:
        """Whether there is an entry that is not disabled and whose program exists. Raises OSError."""

    @abstractmethod
    def switch(self, *, on: bool) -> None:
        """Make or remove the entry. Raises OSError."""


class XdgAutostart(Autostart):
    """A desktop entry in the folder `autostart`. Desktops may disable it by adding a key to it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._file = folder / f"{paths.APP_ID}.desktop"
        super().__init__(command, str(self._file))

    def is_on(self) -> bool:
        """As `Autostart` says."""
        # Desktop entries have no interpolation, no other delimiters and no other comments.
        entry = configparser.RawConfigParser(delimiters="=", comment_prefixes="#", strict=False)
        try:
            entry.read_string(self._file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (configparser.Error, UnicodeDecodeError):
            return False  # No desktop can read it either.
        hidden = entry.get(GROUP, "Hidden", fallback="false")
        enabled = entry.get(GROUP, "X-GNOME-Autostart-enabled", fallback="true")
        program = _program(entry.get(GROUP, "Exec", fallback=""))
        return (hidden, enabled) == ("false", "true") and shutil.which(program) is not None

    def switch(self, *, on: bool) -> None:
        """As `Autostart` says."""
        if on:
            atomic_file.write(self._file, self._entry())
        else:
            self._file.unlink(missing_ok=True)

    def _entry(self) -> str:
        command = " ".join(map(_quoted, self._command))
        return (
            f"[{GROUP}]\nType=Application\nName={wording.APP_TITLE}\nIcon={paths.APP_ID}\n"
            f"Exec={command}\nTerminal=false\n"
        )


class LaunchAgent(Autostart):
    """A property list in `~/Library/LaunchAgents` (macOS)."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._file = folder / f"{paths.APP_ID}.plist"
        super().__init__(command, str(self._file))

    def is_on(self) -> bool:
        """As `Autostart` says."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (plistlib.InvalidFileException, ValueError):
            return False  # launchd cannot read it either.
        match agent:
            case {"Disabled": True}:
                return False
            case {"RunAtLoad": True, "ProgramArguments": [str(program), *_]}:
                return shutil.which(program) is not None
        return False

    def switch(self, *, on: bool) -> None:
        """As `Autostart` says."""
        if on:
            agent = {"Label": paths.APP_ID, "ProgramArguments": self._command, "RunAtLoad": True}
            atomic_file.write(self._file, plistlib.dumps(agent).decode())
        else:
            self._file.unlink(missing_ok=True)


if sys.platform == "win32":
    import winreg

    RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
    APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

    class RunKey(Autostart):
        """A value of the registry's Run key. The Task Manager disables it by a value of another key."""

        def is_on(self) -> bool:
            """As `Autostart` says."""
            command = _registry_value(RUN)
            approval = _registry_value(APPROVED)
            disabled = isinstance(approval, bytes) and bool(approval[:1]) and approval[0] % 2 == 1
            if disabled or not isinstance(command, str):
                return False
            program = re.match(r'"([^"]*)"|(\S+)', command)
            return program is not None and shutil.which(program[1] or program[2]) is not None

        def switch(self, *, on: bool) -> None:
            """As `Autostart` says."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                if on:
                    command = subprocess.list2cmdline(self._command)
                    winreg.SetValueEx(key, wording.APP_TITLE, 0, winreg.REG_SZ, command)
                elif _registry_value(RUN) is not None:
                    winreg.DeleteValue(key, wording.APP_TITLE)
            if on and _registry_value(APPROVED) is not None:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, APPROVED, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, wording.APP_TITLE)

    def _registry_value(path: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, wording.APP_TITLE)[0]
        except FileNotFoundError:
            return None


def autostart() -> Autostart:
    """The entry of this system that starts this installation of the app, minimized."""
    command = [*paths.command(), "--minimized"]
    if sys.platform == "win32":
        if len(paths.command()) == 1:  # The bundle also has a program that opens no console window.
            command[0] = str(Path(command[0]).with_name(f"{wording.APP_TITLE}.exe"))
        return RunKey(command, rf"HKEY_CURRENT_USER\{RUN}")
    folder = paths.autostart_dir()
    return LaunchAgent(command, folder) if sys.platform == "darwin" else XdgAutostart(command, folder)


def _program(line: str) -> str:
    """The program of an Exec value, without the quoting that `_quoted` adds."""
    found = re.match(r'"((?:[^"\\]|\\.)*)"|(\S*)', line.replace("\\\\", "\\"))
    assert found is not None  # The pattern also matches an empty text.
    quoted, plain = found.groups()
    name: str = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    return name.replace("%%", "%")


def _quoted(argument: str) -> str:
    """Quote an argument for Exec: escape its special characters and double each `%`."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    # Exec is a value of the type string, in which a backslash is written as two.
    return f'"{escaped}"'.replace("\\", "\\\\") if re.search(r"[^\w@:/.,+=-]", argument) else escaped
