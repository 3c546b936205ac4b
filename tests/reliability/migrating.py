"""A migration that ends, by an error or by `kill -9`, when a certain statement is about to run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

from focus_desktop.clock import SystemClock
from focus_desktop.controller.backups import Backups
from focus_desktop.store.database import Database
from tests.reliability.children import kill_self, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path

    Look = Callable[[str], object]


def migrate_and_die(told: Connection, url: str, folder: Path, number: int) -> None:
    """Open a store of an older schema, and end as by `kill -9` when statement `number` is about to run.

    Tells each statement.
    """
    seen: list[str] = []

    def look(statement: str) -> None:
        seen.append(statement)
        tell(told, statement)
        if len(seen) == number:
            kill_self()

    with each_statement(look):
        open_store(url, folder)


def open_store(url: str, folder: Path) -> None:
    """Open a store, which is migrated, and backed up to the folder before."""
    backups = Backups(url, lambda: folder, folder, SystemClock())
    Database(url, backups.make_before_update).close()


@contextmanager
def each_statement(look: Look, *, may_raise: bool = False) -> Iterator[None]:
    """Call `look` with each statement that is about to run.

    On SQLite with those as well that triggers run and that end transactions, if `look` does not raise.
    """

    def on_connect(connection: Any, _entry: object) -> None:
        if not may_raise and hasattr(connection, "set_trace_callback"):
            connection.set_trace_callback(look)

    def on_execute(connection: Any, _cursor: object, statement: str, *_rest: object) -> None:
        if may_raise or connection.dialect.name == "postgresql":
            look(statement)

    event.listen(Engine, "connect", on_connect)
    event.listen(Engine, "before_cursor_execute", on_execute)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)
        event.remove(Engine, "before_cursor_execute", on_execute)
