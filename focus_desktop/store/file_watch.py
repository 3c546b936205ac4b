"""Notices commits to a SQLite file by the operating system's notices of written files.

On Linux `inotify_watch.py` does so for a store whose commits delete a journal, as usual.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.watch import Watch

log = logging.getLogger(__name__)

SETTLING_S = 0.02
"""A commit touches several files; they are one change."""
POLLING_S = 0.5
"""Between two checks where the system sends no notices of written files."""

_WHEN_REPLACED: list[type[FileSystemEvent]] = [FileCreatedEvent, FileMovedEvent]
"""A file that is moved here from another folder is reported as created."""
_AT_EACH_WRITE: list[type[FileSystemEvent]] = [FileModifiedEvent, FileDeletedEvent, *_WHEN_REPLACED]


class FileWatch(Watch):
    """Calls back after any process has written the file or its journal, or has put another in its place."""

    def __init__(self, file: Path, on_commit: Callable[[], None]) -> None:
        """Watch `file`.

        Raises StoreUnavailable if the system has no watch left; it may have one later.
        """
        self._written = threading.Event()
        self._observer = _started_observer(file)
        self._every: float | None = None
        try:
            self._observer.schedule(
                _SetWhenWritten(file.name, self._written),
                str(file.parent),
                event_filter=_AT_EACH_WRITE,
            )
        except OSError as error:  # Too many folders are watched, or this one is of a strange kind.
            log.info("%s cannot be watched (%s); it is polled", file, error)
            self._every = POLLING_S
        super().__init__(on_commit)

    def close(self) -> None:
        """Call back no more, and end the threads."""
        super().close()
        self._observer.stop()
        self._observer.join()

    def _wait_for_commits(self) -> None:
        while True:
            self._closing.wait(SETTLING_S)
            self._written.clear()
            if self._closing.is_set():  # Asked after `clear`, which may have undone what `_wake` did.
                return
            self._on_commit()
            self._written.wait(self._every)

    def _wake(self) -> None:
        self._written.set()


def _started_observer(file: Path) -> BaseObserver:
    try:
        observer = Observer()
        observer.start()
    except OSError as error:
        raise StoreUnavailable(StoreProblem.NOT_WATCHED, place=file, cause=error.strerror) from error
    return observer


class _SetWhenWritten(FileSystemEventHandler):
    def __init__(self, name: str, written: threading.Event) -> None:
        self._name = name
        self._written = written

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a write to the file or to its journal, whose name begins with the file's."""
        names = [Path(str(path)).name for path in (event.src_path, event.dest_path) if path]
        if isinstance(event, FileCreatedEvent):
            is_ours = names == [self._name]  # Each commit creates a journal; what counts is its deletion.
        else:
            is_ours = any(name.startswith(self._name) for name in names)
        if is_ours:
            self._written.set()
