"""Replaces a file in one step: readers see the whole old text or the whole new text."""

import os
import threading
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the text of the file, which only its owner can read; return when it is on the disk.

    Makes the folder if it does not exist. Raises OSError; if the text could not be written or put in
    place, the file is unchanged.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600, exist_ok=False)
    try:
        temporary.write_text(text, encoding="utf-8")
        move(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def move(temporary: Path, path: Path) -> None:
    """Let a file that is complete take the place of another one; return when it is on the disk.

    Raises OSError; if the file could not be put in place, what was there is unchanged.
    """
    _sync(temporary)
    temporary.replace(path)
    _sync_folder(path.parent)


def add(temporary: Path, path: Path) -> None:
    """Let a file that is complete appear at a place; what is there already stays. Raises OSError."""
    _sync(temporary)
    try:
        os.link(temporary, path)
    except OSError:
        if not os.path.lexists(path):  # The disk knows no links, as that of a memory stick.
            temporary.rename(path)
    _sync_folder(path.parent)


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Write the folder's list of files to the disk: otherwise a power cut could undo the replacement."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
