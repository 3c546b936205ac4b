"""Files and folders that only their owner can use, whatever the umask is."""

import os
import stat
from pathlib import Path

_OTHERS = 0o077
_WRITABLE_BY_OTHERS = 0o022


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, unless they are there already. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_file(file: Path) -> None:
    """Make an empty file, unless it is there already. Raises OSError."""
    file.touch(mode=0o600)


def make_private(file: Path) -> bool:
    """Take the rights of others to a file away, if it is the user's; return whether they had any.

    Raises OSError.
    """
    if os.name != "posix":
        return False
    status = file.stat()
    if status.st_uid != os.getuid() or not stat.S_ISREG(status.st_mode) or not status.st_mode & _OTHERS:
        return False
    file.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)
    return True


def is_private_folder(folder: Path) -> bool:
    """Whether it is a folder of the user's that nobody else can write to, and no link to one. POSIX only."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    return is_own and not status.st_mode & _WRITABLE_BY_OTHERS and os.access(folder, os.W_OK | os.X_OK)
