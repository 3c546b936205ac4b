"""Starts measured processes, and reads from the kernel what they use."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from virtual_desktop import VirtualDesktop, end

LIMIT_S = 180
LAUNCH = [sys.executable, "-m", "tests.benchmarks.launch"]


class Measured:
    """A process that prints marks; times are seconds since it was started."""

    def __init__(self, process: subprocess.Popen[str], started: float) -> None:
        self.process = process
        self._started = started
        self._marks: dict[str, float] = {}

    def at(self, name: str) -> float:
        """Wait until it reaches a mark; return the time of that."""
        assert self.process.stdout is not None
        while name not in self._marks:
            line = self.process.stdout.readline().split()
            if not line:
                raise RuntimeError(f"the measured process ended before it was {name}")
            self._marks[line[0]] = float(line[1]) - self._started
        return self._marks[name]

    def memory_mb(self) -> float:
        """Its proportional set size, in megabytes."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        pss = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
        return int(pss.split()[1]) / 1024

    def cpu_seconds(self) -> float:
        """Seconds of processor time that it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/schedstat").read_text().split()
        others = sum(
            int((task / "schedstat").read_text().split()[0])
            for task in Path(f"/proc/{self.process.pid}/task").iterdir()
            if task.name != str(self.process.pid)
        )
        return (int(fields[0]) + others) / 1e9

    def wakeups(self) -> int:
        """How often its threads have waited for something so far; each time they were woken."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            status = (task / "status").read_text()
            line = next(one for one in status.splitlines() if one.startswith("voluntary_ctxt"))
            total += int(line.split()[1])
        return total


@contextmanager
def measured(desktop: VirtualDesktop, home: Path, *arguments: str) -> Iterator[Measured]:
    """Run `launch.py` on the desktop while the context lasts, with its data in `home`."""
    environment = {**desktop.environment, **_folders(home)}
    started = time.monotonic()
    process = subprocess.Popen(
        [*LAUNCH, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Measured(process, started)
    finally:
        end(process)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def printed(desktop: VirtualDesktop, home: Path, program: str, *arguments: str) -> Any:
    """Run a program of this package to its end, with its data in `home`; return the JSON that it prints."""
    settle()
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{program}", *arguments],
        env={**desktop.environment, **_folders(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _folders(home: Path) -> dict[str, str]:
    return {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}


def settle() -> None:
    """Let a machine with few cores finish other work before a measurement."""
    os.sync()
    time.sleep(0.3)
