"""Notices commits to a SQLite file on Linux, on one thread. Source: inotify(7).

The `watchdog` library, which `file_watch.py` uses, would wake three more threads for each file of a commit.
"""

import ctypes
import logging
import os
import select
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.watch import Watch

log = logging.getLogger(__name__)

SETTLING_S = 0.02
"""A commit touches several files; they are one change."""
POLLING_S = 0.5
"""Between two looks where the system sends no notices of written files."""

_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE, _OVERFLOW = 0x40, 0x80, 0x100, 0x200, 0x4000
_HEADER = struct.Struct("iIII")
"""Number of the watch, mask, cookie, and how many bytes of a name follow."""
_ENOUGH = 65_536
"""Bytes of notices that are read at once."""


class InotifyWatch(Watch):
    """Calls back after a journal beside the file was deleted, or another file was put in its place."""

    def __init__(self, file: Path, on_commit: Callable[[], None]) -> None:
        """Watch `file`, of whose journals each commit deletes one.

        Raises StoreUnavailable if the system has no watch left; it may have one later.
        """
        self._name = os.fsencode(file.name)
        self._every: float | None = None
        self._notices = _open(file)
        try:
            _add(self._notices, file.parent)
        except OSError as error:  # Too many folders are watched, or this one is of a strange kind.
            log.info("%s cannot be watched (%s); it is polled", file, error)
            self._every = POLLING_S
        self._woken, self._waker = os.pipe()
        super().__init__(on_commit)

    def close(self) -> None:
        """Call back no more, and end the thread."""
        super().close()
        for opened in (self._notices, self._woken, self._waker):
            os.close(opened)

    def _wait_for_commits(self) -> None:
        is_due = True
        while not self._closing.wait(SETTLING_S):
            if self._was_written() or is_due or self._every is not None:
                self._on_commit()
            is_due = False
            if not self._closing.is_set():  # Else it may have been closed by `on_commit`.
                select.select([self._notices, self._woken], [], [], self._every)

    def _wake(self) -> None:
        os.write(self._waker, b"!")

    def _was_written(self) -> bool:
        """Read the notices that have come, without waiting; whether there is one of a commit."""
        try:
            notices = os.read(self._notices, _ENOUGH)
        except BlockingIOError:
            return False
        return any(self._is_of_commit(mask, name) for mask, name in _parsed(notices))

    def _is_of_commit(self, mask: int, name: bytes) -> bool:
        if mask & _CREATE:
            return name == self._name  # Each commit creates a journal; what counts is its deletion.
        return bool(mask & _OVERFLOW) or name.startswith(self._name)


def _parsed(notices: bytes) -> Iterator[tuple[int, bytes]]:
    """What happened and the name of the file, for each notice."""
    place = 0
    while place < len(notices):
        _watch, mask, _cookie, length = _HEADER.unpack_from(notices, place)
        place += _HEADER.size + length
        yield mask, notices[place - length : place].rstrip(b"\0")


def _open(file: Path) -> int:
    """Open a source of notices. Raises StoreUnavailable if the system has none left."""
    opened = _libc().inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if opened < 0:
        cause = os.strerror(ctypes.get_errno())
        raise StoreUnavailable(StoreProblem.NOT_WATCHED, place=file, cause=cause)
    return int(opened)


def _add(notices: int, folder: Path) -> None:
    """Ask for notices of what happens in this folder. Raises OSError."""
    mask = ctypes.c_uint32(_MOVED_FROM | _MOVED_TO | _CREATE | _DELETE)
    if _libc().inotify_add_watch(notices, os.fsencode(folder), mask) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
