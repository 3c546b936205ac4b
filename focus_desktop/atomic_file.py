"""Writes a whole file as one step: whoever reads it sees the old text or the new one, never a part."""

import os
import threading
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the text of a file that only its owner can read, and have it on the disk before returning.

    Makes the folder if there is none. Raises OSError; the old text is still there then.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Without this the new name may be lost in a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
