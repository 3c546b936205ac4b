"""Opens a desktop entry as a file manager does, and stands for the app: ends with it, passes SIGTERM on."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""Source: prctl(2)."""


def main(entry: str) -> int:
    """The app's exit status."""
    # What is launched outlives its launcher; its parent then shall be this process.
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError("this kernel knows no subreapers")
    subprocess.run(["gio", "launch", entry], check=True)
    app = int(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()[0])
    signal.signal(signal.SIGTERM, lambda *_: os.kill(app, signal.SIGTERM))
    _, status = os.waitpid(app, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
