"""A file that is read: its bytes, its lines, and what is wrong with it. Memory stays flat."""

from __future__ import annotations

import codecs
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from focus_desktop import atomic_file
from focus_desktop.model.errors import FocusError, InvalidField, MalformedFile, Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_LINE = 4 * 2**20
"""Bytes of a line, or of one value: more than the longest session needs."""
LONGEST_SHOWN = 40
"""Characters of a wrong value that are shown."""


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Bytes(Protocol):
    """What is read of a file: UTF-8, or the bytes of a database."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""

    def readline(self, size: int, /) -> bytes:
        """The rest of the line, or as much of it."""

    def tell(self) -> int:
        """How many bytes of the file have been read."""


class _Utf16:
    """A file of UTF-16, as UTF-8. Spreadsheets write such files. Raises UnicodeDecodeError."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-16", newline="\n")
        self.tell = stream.tell

    def read(self, size: int, /) -> bytes:
        """So many characters."""
        return self._text.read(size).encode()

    def readline(self, size: int, /) -> bytes:
        """The rest of the line, or so many characters of it."""
        return self._text.readline(size).encode()


class Source:
    """An open file; `position` and `size` in bytes tell how far it has been read."""

    def __init__(self, path: Path, stream: Bytes) -> None:
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

        Raises MalformedFile for what is no Unicode text, and for a line that is too long.
        """
        number = first
        while (text := self._line(number)) != "":
            yield number, text
            number += 1

    def _line(self, number: int) -> str:
        try:
            line = self.stream.readline(LONGEST_LINE + 1)
            if len(line) <= LONGEST_LINE:
                return line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise self.wrong(number, InvalidField(Refusal.NOT_UNICODE)) from error
        raise self.wrong(number, InvalidField(Refusal.LINE_TOO_LONG, longest=LONGEST_LINE))

    def wrong(self, line: int, reason: FocusError) -> MalformedFile:
        """The error that something is wrong in this line."""
        return MalformedFile(self.name, line, reason)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a file for reading. Raises UnusableFile, also if the disk fails later."""
    try:
        atomic_file.check_is_file(path)
        with path.open("rb") as stream:
            yield Source(path, _Utf16(stream) if stream.peek(2)[:2] in _UTF16 else stream)
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnusableFile(Refusal.FILE_NOT_READABLE, name=path.name, cause=cause) from error


def value_wrong(field: str, value: object) -> InvalidField:
    """The reason that a value makes no sense."""
    return InvalidField(Refusal.VALUE_WRONG, field=field, value=shown(value))


def shown(value: object) -> str:
    """A wrong value as it is told: not more than its beginning."""
    text = str(value).encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def value_missing(field: str) -> InvalidField:
    """The reason that a value is not there."""
    return InvalidField(Refusal.VALUE_MISSING, field=field)
