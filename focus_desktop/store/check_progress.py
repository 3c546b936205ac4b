"""Tells how far a check of a store has come, several times a second, and ends it where that raises."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from focus_desktop.model.progress import Progress
from focus_desktop.store import inspection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

OPCODES = 50_000
"""Instructions of SQLite's virtual machine from one report to the next: some milliseconds."""
OPCODES_A_ROW = 180
"""That many a check takes in all, as measured with SQLite 3.40: what is told is as exact as that."""
_ROWS = (
    "SELECT (SELECT coalesce(max(rowid), 0) FROM focus_session)"
    " + (SELECT coalesce(max(rowid), 0) FROM focus_interval)"
)
"""About how many there are, without counting them."""


class CheckProgress:
    """The steps of one check. On PostgreSQL there is one for each table."""

    def __init__(self, tell: Callable[[Progress], object], connection: Connection) -> None:
        self._tell = tell
        self._done, self._total = 0, len(inspection.TABLES)
        self._raised: BaseException | None = None
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(_ROWS).scalar_one()
            self._total = rows * OPCODES_A_ROW // OPCODES + 1
        self._tell(Progress(0, self._total))

    @contextmanager
    def watching(self, connection: Connection) -> Iterator[None]:
        """Report what this connection does meanwhile; if that raises, the block raises it soon."""
        driver = connection.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            yield
            return
        driver.set_progress_handler(self._report_or_abort, OPCODES)
        try:
            yield
        except DBAPIError:
            if self._raised is not None:
                raise self._raised from None
            raise
        finally:
            driver.set_progress_handler(None, 0)

    def end_table(self, connection: Connection) -> None:
        """A table has been looked through."""
        if connection.dialect.name != "sqlite":
            self._report()

    def end(self) -> None:
        """Everything has been looked through."""
        self._tell(Progress(self._total, self._total))

    def _report(self) -> None:
        self._done = min(self._done + 1, self._total - 1)
        self._tell(Progress(self._done, self._total))

    def _report_or_abort(self) -> bool:
        """Called by SQLite; whatever it raised would be lost there. True aborts the statement."""
        try:
            self._report()
        except BaseException as error:  # noqa: BLE001 — raised again when the statement has ended
            self._raised = error
        return self._raised is not None
