"""A file that is read: its bytes, its lines, and what is wrong with it. Memory stays flat."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from focus_desktop.model.errors import FocusError, InvalidField, MalformedFile, Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE = 4 * 2**20
"""Bytes of a line, or of one value: more than the longest session needs."""
LONGEST_SHOWN = 40
"""Characters of a wrong value that are shown."""


class Source:
    """An open file; `position` and `size` in bytes tell how far it has been read."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self.path = path
        self.name = path.name
        self.stream = stream
        self.size = path.stat().st_size

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return min(self.stream.tell(), self.size)

    def lines(self, first: int = 1) -> Iterator[tuple[int, str]]:
        """The lines with their numbers and their ends, `first` being the number of the next one.

        Raises MalformedFile for what is no UTF-8 text, and for a line that is too long.
        """
        for number, line in enumerate(iter(lambda: self.stream.readline(LONGEST_LINE + 1), b""), first):
            if len(line) > LONGEST_LINE:
                raise self.wrong(number, InvalidField(Refusal.LINE_TOO_LONG, longest=LONGEST_LINE))
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise self.wrong(number, InvalidField(Refusal.NOT_UTF8)) from error
            yield number, text

    def wrong(self, line: int, reason: FocusError) -> MalformedFile:
        """The error that something is wrong in this line."""
        return MalformedFile(self.name, line, reason)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a file for reading. Raises UnusableFile, also if the disk fails later."""
    try:
        with path.open("rb") as stream:
            yield Source(path, stream)
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnusableFile(Refusal.FILE_NOT_READABLE, name=path.name, cause=cause) from error


def value_wrong(field: str, value: object) -> InvalidField:
    """The reason that a value makes no sense."""
    text = str(value)
    shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return InvalidField(Refusal.VALUE_WRONG, field=field, value=shown)


def value_missing(field: str) -> InvalidField:
    """The reason that a value is not there."""
    return InvalidField(Refusal.VALUE_MISSING, field=field)
