"""Reads PostgreSQL's times that Python cannot hold: `infinity`, or years after 9999."""

import psycopg
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader

from focus_desktop.model.columns import Unreadable


class _Loader(TimestamptzLoader):
    def load(self, data: Buffer) -> object:  # type: ignore[override] # for what is no datetime
        """The time; `Unreadable` in place of an error, which would fail the whole query."""
        try:
            return super().load(data)
        except psycopg.DataError:
            return Unreadable(bytes(data).decode())


def register(connection: psycopg.Connection) -> None:
    """Let this connection read every time."""
    connection.adapters.register_loader("timestamptz", _Loader)
