"""Starts counted processes, in surroundings that are the same on every machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{cache}</cachedir></fontconfig>
"""
BYTE_CODE = "byte code"
"""The name of the folder of the byte code of all homes that are in the same folder."""
NOT_PASSED_ON = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "FOCUS_DESKTOP_DATABASE_URL"}


class Surroundings:
    """The environment of counted processes: an empty home, one font, no screen, nothing left to chance."""

    def __init__(self, home: Path, url: str | None = None) -> None:
        """`url` is that of the store, if it is not the file in the home."""
        self.home = home
        runtime, fonts = home / "runtime", home / "fonts.conf"
        runtime.mkdir(mode=0o700, parents=True)
        fonts.write_text(FONTS.format(cache=home / "fonts"))
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in NOT_PASSED_ON and not name.startswith(("QT_", "XDG_", "PYTHON", "LC_"))
        }
        self.environment = kept | {
            **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "CACHE", "STATE")},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "FONTCONFIG_FILE": str(fonts),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(home.parent / BYTE_CODE),
            "PYTHONHASHSEED": "0",
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        if url is not None:
            self.environment["FOCUS_DESKTOP_DATABASE_URL"] = url

    def run(self, module: str) -> None:
        """Run a program of this package to its end."""
        subprocess.run(_command(module), env=self.environment, cwd=ROOT, check=True)

    @contextmanager
    def started(self, module: str, *options: str, under: Sequence[str | Path] = ()) -> Iterator[Conversation]:
        """Run a program of this package while the context lasts, under another program if one is given."""
        process = subprocess.Popen(
            [*under, *_command(module), *options],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with process:
            try:
                yield Conversation(process)
            except BaseException:
                process.kill()
                raise
            assert process.stdin is not None
            process.stdin.close()  # It ends now.


class Conversation:
    """What a counted process is asked, and answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def modules(self) -> frozenset[str]:
        """Wait until it tells its modules."""
        return frozenset(self._line().split())

    def wait_until_ready(self) -> None:
        """Wait until it is painted and can start a session."""
        self.modules()
        self.modules()

    def ask(self, *command: object) -> Any:
        """Let it obey a command; return its answer."""
        assert self._process.stdin is not None
        print(*command, file=self._process.stdin, flush=True)
        return json.loads(self._line())

    def wakeups(self) -> int:
        """How often its threads have waited for something so far; each time they were woken."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        lines = [line for task in tasks for line in (task / "status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the counted process ended too early")
        return line


def _command(module: str) -> list[str]:
    return [sys.executable, "-m", f"tests.guards.{module}"]
