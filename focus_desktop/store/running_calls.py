"""Which thread is using which connection, so that another thread can abort what it is doing."""

from __future__ import annotations

import socket
import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import event

from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlalchemy.pool import ConnectionPoolEntry


@dataclass
class _Call:
    """What one thread is doing: its connections, by the pool's entry that each belongs to."""

    connections: dict[ConnectionPoolEntry, object] = field(default_factory=dict)
    is_interrupted: bool = False


class RunningCalls:
    """The calls of all threads. Its lock is never held while anything waits for a database."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._lock = (
            threading.RLock()
        )  # A connection may be returned by the garbage collector, at any moment.
        self._calls: dict[int, _Call] = {}

    @contextmanager
    def running(self) -> Iterator[None]:
        """This thread makes a call; calls inside it are part of it. Raises StoreUnavailable if aborted."""
        thread = threading.get_ident()
        with self._lock:
            is_outermost = thread not in self._calls
            call = self._calls.setdefault(thread, _Call())
        try:
            self._check(call)
            yield
        finally:
            if is_outermost:
                with self._lock:
                    del self._calls[thread]

    def interrupt(self, thread_id: int) -> None:
        """Abort the call that a thread is making, with all that is still to come of it. Never blocks."""
        with self._lock:
            call = self._calls.get(thread_id)
            if call is not None:
                call.is_interrupted = True
                for connection in call.connections.values():
                    _abort(connection)

    def check(self) -> None:
        """Raise StoreUnavailable if the call of this thread was aborted."""
        with self._lock:
            call = self._calls.get(threading.get_ident())
        if call is not None:
            self._check(call)

    def listen_to(self, engine: Engine) -> None:
        """Take note of the connections that this engine lends to threads."""
        event.listen(engine, "checkout", self._note_lent)
        event.listen(engine, "checkin", self._note_returned)
        event.listen(engine, "close", self._note_returned)

    def _note_lent(self, connection: object, entry: ConnectionPoolEntry, _: object) -> None:
        with self._lock:
            call = self._calls.get(threading.get_ident())
            if call is not None:
                call.connections[entry] = connection
        self.check()

    def _note_returned(self, _: object, entry: ConnectionPoolEntry) -> None:
        with self._lock:
            for call in self._calls.values():
                call.connections.pop(entry, None)

    def _check(self, call: _Call) -> None:
        if call.is_interrupted:
            raise StoreUnavailable(StoreProblem.NO_ANSWER, place=self._place)


def _abort(connection: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        with suppress(sqlite3.ProgrammingError):  # It has just been closed.
            connection.interrupt()
    else:
        _shut_down_socket(connection)


def _shut_down_socket(connection: object) -> None:
    import psycopg  # noqa: PLC0415 — it is loaded by now, and only if it is needed

    assert isinstance(connection, psycopg.Connection)
    with suppress(psycopg.Error, OSError):  # It has just been closed.
        lent = socket.socket(fileno=connection.fileno())
        try:
            lent.shutdown(socket.SHUT_RDWR)
        finally:
            lent.detach()  # The socket stays psycopg's, which closes it.
