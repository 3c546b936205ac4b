"""Notices commits to a SQLite file, as the operating system tells of written files."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileDeletedEvent, FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from focus_desktop.store.watch import Watch

log = logging.getLogger(__name__)

SETTLING_S = 0.02
"""A commit touches several files; they are one change."""
POLLING_S = 0.5
"""Between two looks where the system does not tell of written files."""


_ONCE: list[type[FileSystemEvent]] = [FileDeletedEvent]
"""Each event wakes three threads, and a commit writes its files a dozen times."""
_OFTEN: list[type[FileSystemEvent]] = [FileModifiedEvent, FileDeletedEvent]


class FileWatch(Watch):
    """Looks after the file or its journal was written, by whomever."""

    def __init__(self, file: Path, look: Callable[[], None], *, deletes_journal: bool) -> None:
        """Watch `file`; if each commit deletes a journal beside it, that is told once per commit."""
        self._stirred = threading.Event()
        self._observer = Observer()
        self._observer.start()
        self._every: float | None = None
        try:
            self._observer.schedule(
                _Stirring(file.name, self._stirred),
                str(file.parent),
                event_filter=_ONCE if deletes_journal and sys.platform == "linux" else _OFTEN,
            )
        except OSError as error:  # No watches are left, or the folder is of a strange kind.
            log.info("%s cannot be watched (%s); it is polled", file, error)
            self._every = POLLING_S
        super().__init__(look)

    def close(self) -> None:
        """Call back no more, and end the threads."""
        super().close()
        self._observer.stop()
        self._observer.join()

    def _watch(self) -> None:
        while not self._closing.wait(SETTLING_S):
            self._stirred.clear()
            self._look()
            self._stirred.wait(self._every)

    def _wake(self) -> None:
        self._stirred.set()


class _Stirring(FileSystemEventHandler):
    def __init__(self, name: str, stirred: threading.Event) -> None:
        self._name = name
        self._stirred = stirred

    def on_any_event(self, event: FileSystemEvent) -> None:
        """The file itself, or its journal, whose name begins with the file's."""
        if Path(str(event.src_path)).name.startswith(self._name):
            self._stirred.set()
