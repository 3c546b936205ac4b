"""A file that is written: it appears when it is complete."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from focus_desktop.model.errors import Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of `path` at the end, if nothing has failed. Raises UnusableFile."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnusableFile(Refusal.FILE_NOT_WRITABLE, name=path.name, cause=cause) from error
