"""Whether the app starts when the user logs in. The system's own entry is the truth; nothing else keeps it.

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
    """The login's entry for a command."""

    def __init__(self, command: Sequence[str], place: str) -> None:
        """`place` is where the entry is, for people."""
        self._command = list(command)
        self.place = place

    @abstractmethod
    def is_on(self) -> bool:
        """Whether an entry is there, is not disabled, and leads to a program that exists. Raises OSError."""

    @abstractmethod
    def switch(self, *, on: bool) -> None:
        """Make the entry, or take it away. Raises OSError."""


class XdgAutostart(Autostart):
    """A desktop entry in the folder `autostart`; desktops disable it by keys of their own in it."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._file = folder / f"{paths.APP_ID}.desktop"
        super().__init__(command, str(self._file))

    def is_on(self) -> bool:
        """As `Autostart` says."""
        # Desktop entries know neither interpolation nor other marks than these.
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
    """A property list in `~/Library/LaunchAgents`; macOS."""

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
        """A value of the registry's Run key; the Task Manager disables it by another value."""

        def is_on(self) -> bool:
            """As `Autostart` says."""
            command = _value(RUN)
            approval = _value(APPROVED)
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
                elif _value(RUN) is not None:
                    winreg.DeleteValue(key, wording.APP_TITLE)
            if on and _value(APPROVED) is not None:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, APPROVED, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, wording.APP_TITLE)

    def _value(path: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, wording.APP_TITLE)[0]
        except FileNotFoundError:
            return None


def autostart() -> Autostart:
    """This system's way, for this app as it runs now, minimized."""
    command = [*paths.command(), "--minimized"]
    if sys.platform == "win32":
        if len(paths.command()) == 1:  # The bundle has a program without a console, too.
            command[0] = str(Path(command[0]).with_name(f"{wording.APP_TITLE}.exe"))
        return RunKey(command, rf"HKEY_CURRENT_USER\{RUN}")
    folder = paths.autostart_dir()
    return LaunchAgent(command, folder) if sys.platform == "darwin" else XdgAutostart(command, folder)


def _program(line: str) -> str:
    """The first word of an Exec value, what `_quoted` has done undone."""
    found = re.match(r'"((?:[^"\\]|\\.)*)"|(\S*)', line.replace("\\\\", "\\"))
    assert found is not None  # It matches even nothing.
    quoted, plain = found.groups()
    name: str = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    return name.replace("%%", "%")


def _quoted(argument: str) -> str:
    """An argument as Exec wants it: what is special to it is escaped, and `%` is doubled."""
    escaped = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    # The whole value is a string, too, in which each backslash counts for half.
    return f'"{escaped}"'.replace("\\", "\\\\") if re.search(r"[^\w@:/.,+=-]", argument) else escaped
