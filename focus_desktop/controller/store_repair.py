"""What can be done about a store that cannot be used. None is open then, so there is no controller."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from focus_desktop import paths
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.store_repair import Remedy, Salvaged, StoreFile, remedies
from focus_desktop.store import problems, store_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from focus_desktop.clock import Clock
    from focus_desktop.controller.backups import Backups
    from focus_desktop.store.backups import OnProgress


class StoreRepair:
    """Safe on any thread. Whatever is done, the file that cannot be used is kept as it is."""

    def __init__(self, backups: Backups, clock: Clock) -> None:
        self.backups = backups
        self._clock = clock

    @property
    def file(self) -> StoreFile | None:
        """What is known of the store's file; None if the data is not in a file."""
        with suppress(StoreUnavailable):
            file = self.backups.store_file()
            if file is not None:
                return _known_of(file)
        return None

    def remedies(self, error: StoreUnavailable) -> tuple[Remedy, ...]:
        """What can be done after the store was refused by this error."""
        if self.file is None:
            return ()
        return remedies(error.reason, is_own_place=self.backups.is_usual_store)

    def salvage(self, on_progress: OnProgress | None = None) -> Salvaged:
        """Read what can be read of the store into a new one, and let that take its place.

        Raises UnusableFile if nothing can be read, StoreUnavailable; nothing has changed then.
        """
        from focus_desktop.store.salvage import salvage  # noqa: PLC0415 — rarely needed

        with self._alone() as store:
            return salvage(store, self._clock.now(), on_progress)

    def start_empty(self) -> Path | None:
        """Put a new store in the place; return where the file is now that was there, if there was one.

        Raises StoreUnavailable; nothing has changed then.
        """
        from focus_desktop.store.database import Database  # noqa: PLC0415 — SQLAlchemy

        with self._alone() as store:
            new = store_file.temporary(store, "empty")
            store_file.create(new, lambda file: Database(paths.sqlite_url(file)).close())
            return store_file.replace(store, new, self._clock.now())

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Yields the file of the store, while no backup is made or restored by this process."""
        with self.backups.alone() as store:
            try:
                yield store
            except OSError as error:
                raise problems.of_system(error, str(store)) from error


def _known_of(file: Path) -> StoreFile:
    try:
        status = file.stat()
    except OSError:
        return StoreFile(file, None, None)
    return StoreFile(file, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))
