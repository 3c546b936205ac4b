"""The log: at most three files of 500 kB each, without control characters and without texts of people.

What is logged as a text must not be from people; of exceptions only what is about code is written.
"""

from __future__ import annotations

import logging
import re
import traceback
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from focus_desktop import private_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    Raised = (
        tuple[type[BaseException], BaseException, TracebackType | None] | tuple[Literal[None], None, None]
    )

LARGEST_FILE = 500_000
"""Bytes."""
_ABOUT_CODE = {
    AssertionError,
    AttributeError,
    ImportError,
    IndexError,
    ModuleNotFoundError,
    NameError,
    RecursionError,
    RuntimeError,
    TypeError,
    UnboundLocalError,
    ZeroDivisionError,
}
"""Exceptions whose messages name code. Those of others may quote any value."""
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def start(file: Path) -> None:
    """Write the log to a file, and older lines to files beside it. Later calls do nothing."""
    if logging.getLogger().handlers:
        return
    try:
        private_files.make_folder(file.parent)
        private_files.make_file(file)
        private_files.make_private(file)
        rotating = RotatingFileHandler(
            file, maxBytes=LARGEST_FILE, backupCount=2, encoding="utf-8", errors="backslashreplace"
        )
        rotating.rotator = _rotate
        handler: logging.Handler = rotating
    except OSError:
        handler = logging.StreamHandler()  # The app must run even if the log file cannot be written.
    logging.raiseExceptions = False  # On a full disk each line would print a traceback in a terminal.
    handler.setFormatter(LogFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _rotate(source: str, target: str) -> None:
    Path(source).replace(target)
    private_files.make_file(Path(source))


class LogFormatter(logging.Formatter):
    """Writes a record as one line, and below it the traceback of its exception."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line."""
        arguments = record.args if isinstance(record.args, tuple) else (record.args,)
        if any(isinstance(one, BaseException) for one in arguments):
            known = (described(one) if isinstance(one, BaseException) else one for one in arguments)
            record.message = record.msg % tuple(known)
        return printable(super().formatMessage(record)).replace("\n", "\\n")

    def formatException(self, ei: Raised) -> str:
        """Return the traceback."""
        return "" if ei[1] is None else traceback_text(ei[1])


def described(error: BaseException) -> str:
    """The kind of an exception, its code if it has one, and its message if that can only be about code."""
    kind = type(error).__qualname__
    if isinstance(error, OSError) and error.strerror:
        return f"{kind}: {error.strerror}"  # Without the name of the file.
    code = getattr(error, "code", None)
    if isinstance(code, Enum):
        return f"{kind} {code.name}"
    return f"{kind}: {error}" if type(error) in _ABOUT_CODE else kind


def traceback_text(error: BaseException) -> str:
    """The traceback of an exception and of those that led to it, the first one first."""
    parts = (
        "".join(traceback.format_tb(one.__traceback__)) + printable(described(one)) for one in _chain(error)
    )
    return "\nThis led to:\n".join(parts)


def printable(text: str) -> str:
    """A text with each control character, also one for the direction of writing, as an escape of Python."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _chain(error: BaseException) -> Iterator[BaseException]:
    before = error.__cause__ if error.__cause__ or error.__suppress_context__ else error.__context__
    if before is not None:
        yield from _chain(before)
    yield error
