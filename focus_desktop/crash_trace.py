"""Keeps what `faulthandler` writes when the process crashes, for the next start."""

import faulthandler
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from focus_desktop import private_files

_opened: list[TextIO] = []
"""The file that faulthandler writes to: it must stay open."""


def start(file: Path) -> None:
    """From now on write the stacks of all threads to `file` if the process crashes.

    What the file has from the last time is put aside for `take`. Does nothing if faulthandler writes
    somewhere already, as developers can have it, or if the file cannot be written.
    """
    if faulthandler.is_enabled():
        return
    with suppress(OSError):
        private_files.make_folder(file.parent)
        if file.exists() and file.stat().st_size:
            file.replace(_aside(file))
        private_files.make_file(file)
        _opened.append(file.open("w", encoding="utf-8"))
        faulthandler.enable(_opened[-1])


def stop(file: Path) -> None:
    """End what `start` began: the process ends as it should."""
    if _opened:
        faulthandler.disable()
        _opened.pop().close()
        with suppress(OSError):
            file.unlink()


def take(file: Path) -> str:
    """Return the trace of the last crash, once; an empty text if there is none."""
    try:
        trace = _aside(file).read_text(encoding="utf-8", errors="replace")
        _aside(file).unlink()
    except OSError:
        return ""
    return trace


def _aside(file: Path) -> Path:
    return file.with_suffix(".last.txt")
