"""Makes backups of the store, lists them, and restores them, whether the store can be opened or not."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from focus_desktop.model.backup import Backup, BackupReason, Restored
from focus_desktop.model.errors import Refusal, UnusableFile
from focus_desktop.store import backups, engines
from focus_desktop.store.backups import BackupFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from focus_desktop.clock import Clock
    from focus_desktop.model.backup import BackedUpSession
    from focus_desktop.store.backups import OnProgress

A_DAY = timedelta(days=1)


class Backups:
    """Safe on any thread; this process makes one backup at a time, whoever asks for it.

    The store is the file of a `url`. For PostgreSQL, which has its own ways, nothing is done by itself.
    """

    _one_at_a_time = threading.Lock()

    def __init__(self, url: str, folder: Callable[[], Path], usual_folder: Path, clock: Clock) -> None:
        """`folder` is asked each time: a person may choose another one than the usual one."""
        self._url = url
        self._folder = folder
        self._usual_folder = usual_folder
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._folder()

    @property
    def is_usual_store(self) -> bool:
        """Whether the store is where the data is by default."""
        file = engines.file(engines.parsed(self._url))
        return file is not None and file.parent == self._usual_folder.parent

    def has_data(self) -> bool:
        """Whether there are signs that there was data: a file that is empty, or backups without a file.

        Only of the usual place: another one that is empty may have been chosen for a new store.
        """
        store = self.store_file()
        if store is None or not self.is_usual_store:
            return False
        folders = {self.folder, self._usual_folder}
        return store.exists() or any(BackupFolder(one).newest() is not None for one in folders)

    def all(self) -> list[Backup]:
        """The backups that are there, the newest first."""
        return BackupFolder(self.folder).all()

    def make(self, reason: BackupReason, on_progress: OnProgress | None = None) -> Backup | None:
        """Back up the store, if it is a file that is there. Raises UnusableFile.

        If nothing has changed since the newest backup, that is returned.
        """
        store = self.store_file()
        if store is None or not store.is_file():
            return None
        with self._one_at_a_time:
            return BackupFolder(self.folder).make(store, reason, self._clock.now(), on_progress)

    def make_by_hand(self, on_progress: OnProgress | None = None) -> Backup:
        """Make a backup that the person asks for. Raises UnusableFile, also if the data is on a server."""
        made = self.make(BackupReason.REQUEST, on_progress)
        if made is None:
            raise UnusableFile(Refusal.BACKUP_OF_SERVER)
        return made

    def make_before_update(self) -> None:
        """Back up a store whose schema is about to be changed. Raises UnusableFile.

        If the folder that was chosen is not there, as that of a disk that is not plugged in, it is the usual
        one: the update must not wait.
        """
        try:
            self.make(BackupReason.MIGRATION)
        except UnusableFile:
            store = self.store_file()
            if store is None or self.folder == self._usual_folder:
                raise
            with self._one_at_a_time:
                BackupFolder(self._usual_folder).make(store, BackupReason.MIGRATION, self._clock.now())

    def make_if_due(self, on_progress: OnProgress | None = None) -> Backup | None:
        """Make the backup of today, unless one was made in the last 24 hours. Raises UnusableFile."""
        newest = BackupFolder(self.folder).newest()
        if newest is not None and newest.made_at > self._clock.now() - A_DAY:
            return None
        return self.make(BackupReason.DAILY, on_progress)

    def copy_to(self, target: Path, on_progress: OnProgress | None = None) -> None:
        """Write a backup to a file that the person has chosen. Raises UnusableFile."""
        backups.write(self._own_file(), target, on_progress)

    def restore(self, file: Path, on_progress: OnProgress | None = None) -> Restored:
        """Put a backup in the place of the store; what was there is kept.

        Raises UnusableFile, StoreUnavailable; nothing has changed then.
        """
        from focus_desktop.store.restore import restore  # noqa: PLC0415 — rarely needed

        with self.alone() as store:
            return restore(store, file, BackupFolder(self.folder), self._clock.now(), on_progress)

    def newest_sessions(self, backup: Backup) -> list[BackedUpSession]:
        """Some of the sessions of a backup, the newest first; none if it cannot be read any more."""
        return backups.newest_sessions(backup.file)

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """Yields the file of the store, while this process makes no backup.

        Raises UnusableFile if the data is on a server.
        """
        store = self._own_file()
        with self._one_at_a_time:
            yield store

    def store_file(self) -> Path | None:
        """The file of the store; None for a server, and for a store in memory."""
        file = engines.file(engines.parsed(self._url))
        real = None if file is None else Path(os.path.realpath(file))
        return real if real is not None and real.is_file() else file  # A link to a file stays one.

    def _own_file(self) -> Path:
        """The file of the store. Raises UnusableFile if it is on a server."""
        store = self.store_file()
        if store is None:
            raise UnusableFile(Refusal.BACKUP_OF_SERVER)
        return store
