"""Programs that run at the same time, each printed in one piece. Only the standard library is needed."""

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
PATIENCE_S = 30.0
"""How long a check that is interrupted may take to tidy up."""


class Check:
    """Runs while it is entered; what has not ended by itself then is interrupted, as by Ctrl-C."""

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self._command = command
        self._folder = folder
        self._environment = environment
        self._seconds = 0.0

    def __enter__(self) -> Self:
        written = tempfile.NamedTemporaryFile(prefix="check-")
        self._written, self._output = written, Path(written.name).open(encoding="utf-8", errors="replace")
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us, who pass it on once, to all of it.
        )
        self._waiting = threading.Thread(target=self._wait)
        self._waiting.start()
        return self

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGKILL):
            if self._process.poll() is None:
                os.killpg(self._process.pid, number)
                self._waiting.join(PATIENCE_S)
        self._output.close()
        self._written.close()

    def print_to_its_end(self) -> None:
        """Print all that it has written, and what it writes until it ends."""
        while True:
            has_ended = self._process.poll() is not None
            print(self._output.read(), end="", flush=True)
            if has_ended:
                return
            time.sleep(LOOK_EVERY_S)

    def result(self) -> tuple[int, float]:
        """Its exit status, and how many seconds it took; waits for its end."""
        self._waiting.join()
        return self._process.returncode, self._seconds

    def _wait(self) -> None:
        self._process.wait()
        self._seconds = time.monotonic() - self._begun
