"""Notices commits to a PostgreSQL database: each of our transactions sends a notice."""

import select
import socket
from collections.abc import Callable
from typing import cast

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.engines import place
from focus_desktop.store.watch import Watch

CHANNEL = "focus_desktop"
_MARK = " mark"
"""Ends the payload of a commit that only marks the running session as seen."""


def notify(connection: Connection, own_name: str, *, only_a_mark: bool) -> None:
    """Send with the commit that `own_name` has changed something, or only marked the session as seen."""
    payload = own_name + (_MARK if only_a_mark else "")
    connection.exec_driver_sql(f"SELECT pg_notify('{CHANNEL}', '{payload}')")


class PostgresqlWatch(Watch):
    """Calls back after a commit of another process than `own_name` that is more than a mark."""

    retry_s = 1.0  # What others do is to be seen within two seconds, also when the server has been restarted.

    def __init__(self, engine: Engine, own_name: str, on_commit: Callable[[], None]) -> None:
        """Listen from now on. Raises DBAPIError if the server cannot be reached."""
        self._engine = engine
        self._own_name = own_name
        self._listener: Connection | None = self._listen()
        self._waker, self._woken = socket.socketpair()
        super().__init__(on_commit)

    def close(self) -> None:
        """Call back no more, and end the thread."""
        super().close()
        if self._listener is not None:  # The thread has not come to use it.
            self._listener.invalidate()
            self._listener.close()
        self._waker.close()
        self._woken.close()

    def _wait_for_commits(self) -> None:
        try:
            with self._listener or self._listen() as listener:
                self._listener = None
                try:
                    self._call_back_while_listening(listener)
                finally:
                    listener.invalidate()  # Nobody else shall have a connection that listens.
        except (DBAPIError, psycopg.Error) as error:
            where = place(self._engine.url)
            raise StoreUnavailable(StoreProblem.NO_CONNECTION, place=where, cause=error) from error

    def _listen(self) -> Connection:
        listener = self._engine.connect()
        try:
            listener.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"LISTEN {CHANNEL}")
        except BaseException:
            listener.invalidate()
            listener.close()
            raise
        return listener

    def _call_back_while_listening(self, listener: Connection) -> None:
        connection = cast("psycopg.Connection", listener.connection.driver_connection)
        self._on_commit()
        while not self._closing.is_set():
            select.select([connection.fileno(), self._woken.fileno()], [], [])
            payloads = [notice.payload for notice in connection.notifies(timeout=0)]
            if any(one != self._own_name and not one.endswith(_MARK) for one in payloads):
                self._on_commit()

    def _wake(self) -> None:
        self._waker.send(b"!")
