"""Runs programs at the same time and prints the output of each in one piece.

Only the standard library is used.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOK_EVERY_S = 0.1
"""Seconds between two looks at the output of a check that runs."""
PATIENCE_S = 30.0
"""Seconds that an interrupted check has to end before it is killed."""


class Check:
    """A program that is started when this is entered. When it is left, a program that runs is interrupted."""

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self._command = command
        self._folder = folder
        self._environment = environment
        self._seconds = 0.0

    def __enter__(self) -> Self:
        file = tempfile.NamedTemporaryFile(prefix="check-")
        self._output_file, self._output = file, Path(file.name).open(encoding="utf-8", errors="replace")
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            # Ctrl-C in the terminal reaches only this process, which passes it on once.
            start_new_session=True,
        )
        self._wait_thread = threading.Thread(target=self._wait)
        self._wait_thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGKILL):
            if self._process.poll() is None:
                os.killpg(self._process.pid, number)
                self._wait_thread.join(PATIENCE_S)
        self._output.close()
        self._output_file.close()

    def print_to_its_end(self) -> None:
        """Print the output so far, and then what is written until the program ends."""
        while True:
            has_ended = self._process.poll() is not None
            print(self._output.read(), end="", flush=True)
            if has_ended:
                return
            time.sleep(LOOK_EVERY_S)

    def result(self) -> tuple[int, float]:
        """Wait until the program ends; return its exit status and the seconds that it took."""
        self._wait_thread.join()
        return self._process.returncode, self._seconds

    def _wait(self) -> None:
        self._process.wait()
        self._seconds = time.monotonic() - self._started_at
