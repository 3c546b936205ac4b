"""The folders of a user, and commands that the user runs in a terminal, as real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from virtual_desktop import PATIENCE, end, wait_until

if TYPE_CHECKING:
    import signal
    from collections.abc import Sequence
    from pathlib import Path

COMMAND = [sys.executable, "-m", "focus_desktop"]


class Home:
    """The folders of a user. Commands of the app run with them."""

    def __init__(self, folder: Path, program: Sequence[str] = COMMAND) -> None:
        self.program = program
        self.data = folder / "data" / "focus-desktop"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))},
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "TZ": "UTC",
        }
        self.environment.pop("DISPLAY", None)
        self.log = folder / "cache" / "focus-desktop" / "log" / "focus-desktop.log"
        self._running: list[subprocess.Popen[str]] = []

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*self.program, *arguments],
            env=self.environment | environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=300,
            check=False,
        )

    def start(self, *arguments: str) -> Running:
        """Start a command, and return while it is running."""
        process = subprocess.Popen(
            [*self.program, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._running.append(process)
        return Running(process)

    def close(self) -> None:
        """End the processes that are still running."""
        for process in self._running:
            end(process)
            process.communicate()


class Running:
    """A process and the lines that it has printed so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for_lines(self, count: int) -> list[str]:
        """Wait until there are `count` lines; return all of them."""
        wait_until(lambda: len(self.lines) >= count or self.process.poll() is not None, f"{count} lines")
        assert len(self.lines) >= count, self.process.returncode
        return self.lines

    def signal(self, number: signal.Signals) -> int:
        """Send the process a signal, and wait for its end; return its exit status."""
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.strip())
