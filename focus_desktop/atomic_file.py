"""Reads small files of ours, and replaces them in one step: readers see the whole old or new text."""

import errno
import os
import stat
import threading
from pathlib import Path

from focus_desktop import private_files

LONGEST = 2**20
"""Bytes of a file that is read."""


def read(path: Path) -> bytes:
    """What is in the file. Raises OSError; never waits, as for a pipe, and never reads without an end."""
    check_is_file(path)
    with path.open("rb") as file:
        found = file.read(LONGEST + 1)
    if len(found) > LONGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return found


def check_is_file(path: Path) -> None:
    """Raise OSError for what is no regular file: a pipe would have to be waited for, a device never ends."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")


def replaceable(path: Path) -> Path:
    """The file whose place a new one takes: of a symbolic link, the one that it points to.

    Raises OSError for what is no regular file: a device or a pipe must not be replaced by a file.
    """
    if path.exists():
        check_is_file(path)
    return Path(os.path.realpath(path))


def write(path: Path, text: str) -> None:
    """Replace the text of the file, which only its owner can read; return when it is on the disk.

    Makes the folder if it does not exist. A symbolic link stays one: what it points to is replaced. Raises
    OSError; if the text could not be written or put in place, the file is unchanged.
    """
    path = replaceable(path)
    private_files.make_folder(path.parent)
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


def set_aside(path: Path) -> None:
    """Give a file that cannot be used its `broken_name`; of a link, the file it points to. Raises OSError."""
    Path(os.path.realpath(path)).replace(broken_name(path))


def broken_name(path: Path) -> Path:
    """A name for what cannot be used of a file: beside it, and not taken yet."""
    file = Path(os.path.realpath(path))
    aside, number = file.with_name(f"{file.name}.broken"), 1
    while os.path.lexists(aside):
        number += 1
        aside = file.with_name(f"{file.name}.broken-{number}")
    return aside


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
