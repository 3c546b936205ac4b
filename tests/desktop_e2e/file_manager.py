"""Opens a desktop entry as a file manager does, passes SIGTERM on to the app, and ends when the app ends."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""Source: prctl(2)."""


def main(entry: str) -> int:
    """Open the desktop entry, wait until the app ends, and return its exit status."""
    # `gio` ends before the app that it has launched. This makes the app a child of this process then.
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError("this kernel knows no subreapers")
    subprocess.run(["gio", "launch", entry], check=True)
    app = int(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()[0])
    signal.signal(signal.SIGTERM, lambda *_: os.kill(app, signal.SIGTERM))
    _, status = os.waitpid(app, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
