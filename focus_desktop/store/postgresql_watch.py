"""Notices commits to a PostgreSQL database: whoever commits says so on a channel."""

import select
import socket
import threading
from collections.abc import Callable
from typing import cast

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.store.watch import RETRY_S, Watch

CHANNEL = "focus_desktop"


def tell(connection: Connection, own_name: str) -> None:
    """Say, with the commit to come, that `own_name` has changed something."""
    connection.exec_driver_sql(f"SELECT pg_notify('{CHANNEL}', '{own_name}')")


class PostgresqlWatch(Watch):
    """Looks after somebody who is not `own_name` has told of a commit."""

    def __init__(self, engine: Engine, own_name: str, look: Callable[[], None]) -> None:
        self._engine = engine
        self._own_name = own_name
        self._waker, self._woken = socket.socketpair()
        self._listening = threading.Event()
        super().__init__(look)
        self._listening.wait(RETRY_S)

    def close(self) -> None:
        """Call back no more, and end the thread."""
        super().close()
        self._waker.close()
        self._woken.close()

    def _watch(self) -> None:
        try:
            self._listen()
        except (DBAPIError, psycopg.Error) as error:
            raise StoreUnavailable(f"The database does not answer ({error}).") from error

    def _listen(self) -> None:
        with self._engine.connect() as pooled:
            connection = cast("psycopg.Connection", pooled.connection.driver_connection)
            try:
                connection.autocommit = True
                connection.execute(f"LISTEN {CHANNEL}")
                self._listening.set()
                self._look()
                while not self._closing.is_set():
                    select.select([connection.fileno(), self._woken.fileno()], [], [])
                    told = list(connection.notifies(timeout=0))
                    if any(notice.payload != self._own_name for notice in told):
                        self._look()
            finally:
                pooled.invalidate()  # Nobody else shall have a connection that listens.

    def _wake(self) -> None:
        self._waker.send(b"!")
