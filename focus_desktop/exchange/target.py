"""A file that is written: it appears when it is complete."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from focus_desktop import atomic_file
from focus_desktop.exchange.foreign_database import MAGIC
from focus_desktop.model.errors import Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of `path` at the end, if nothing has failed.

    A symbolic link stays one. Raises UnusableFile, also if there is a device, or a database: it may
    be the store itself.
    """
    try:
        if path.is_file() and _is_database(path):
            raise UnusableFile(Refusal.FILE_IS_DATABASE, name=path.name)
        place = atomic_file.replaceable(path)
        part = place.with_name(f".{place.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(place)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnusableFile(Refusal.FILE_NOT_WRITABLE, name=path.name or str(path), cause=cause) from error


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
