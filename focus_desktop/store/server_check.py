"""Tries a PostgreSQL server, and says in a code what is in the way of keeping our data there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from focus_desktop.model.database_server import DatabaseServer, ServerFacts
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import psycopg

CONNECT_LIMIT_S = 8
"""Seconds. Most of all for addresses from which nothing comes back."""
ANSWER_LIMIT_MS = 5000
OLDEST = 11
"""The first version that knows all that the migrations use."""
_OUR_TABLES = "SELECT to_regclass('alembic_version') IS NOT NULL, to_regclass('focus_session') IS NOT NULL"
_ANY_TABLE = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema())"


@dataclass(frozen=True)
class _Words:
    """A problem that is recognised by words of the driver's message, if that is in English."""

    problem: StoreProblem
    words: tuple[str, ...]


# libpq gives no code when a connection is refused.
_REASONS = (
    _Words(StoreProblem.SERVER_NOT_FOUND, ("failed to resolve host", "could not translate host name")),
    _Words(StoreProblem.NO_ROOT_CERTIFICATE, ("root certificate file", "root.crt", "sslrootcert")),
    _Words(StoreProblem.NOT_TRUSTED, ("certificate verify failed", "server certificate for", "certificate")),
    _Words(StoreProblem.NO_TLS, ("server does not support SSL",)),
    _Words(StoreProblem.PASSWORD_MISSING, ("no password supplied",)),
    _Words(StoreProblem.PASSWORD_WRONG, ("password authentication failed",)),
    _Words(StoreProblem.SERVER_SILENT, ("timeout expired", "timed out")),
    _Words(
        StoreProblem.SERVER_NOT_THERE,
        ("Connection refused", "No such file or directory", "No route to host", "Network is unreachable"),
    ),
)


def check_server(server: DatabaseServer, password: str | None, now: Callable[[], datetime]) -> ServerFacts:
    """Connect once, and change nothing. Raises StoreUnavailable with what is in the way."""
    import psycopg  # noqa: PLC0415 — takes a while, and is not needed for SQLite

    url = server.url(password)
    try:
        with psycopg.connect(
            url,
            connect_timeout=CONNECT_LIMIT_S,
            options=f"-c statement_timeout={ANSWER_LIMIT_MS}",
            tcp_user_timeout=CONNECT_LIMIT_S * 1000,
        ) as connection:
            return _facts(connection, server, now)
    except psycopg.Error as error:
        raise _explained(error, server) from None  # The error of the driver may quote the whole address.


def _facts(
    connection: psycopg.Connection, server: DatabaseServer, now: Callable[[], datetime]
) -> ServerFacts:
    info = connection.info
    version = f"{info.server_version // 10000}.{info.server_version % 10000}"
    if info.server_version < OLDEST * 10000:
        raise StoreUnavailable(StoreProblem.SERVER_TOO_OLD, host=server.host, version=version, oldest=OLDEST)
    sessions = _sessions(connection, server)
    if sessions is None and not _value(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')"):
        raise StoreUnavailable(StoreProblem.NO_RIGHTS, user=server.user, database=server.database)
    before = now()
    there = _value(connection, "SELECT clock_timestamp()")
    halfway = before + (now() - before) / 2
    return ServerFacts(version, bool(info.pgconn.ssl_in_use), sessions, there - halfway)


def _sessions(connection: psycopg.Connection, server: DatabaseServer) -> int | None:
    """How many sessions of ours are there; None if there is no table at all."""
    row = connection.execute(_OUR_TABLES).fetchone()
    if row != (True, True):
        if _value(connection, _ANY_TABLE):
            raise StoreUnavailable(StoreProblem.TABLES_OF_OTHERS, database=server.database)
        return None
    version = _value(connection, "SELECT version_num FROM alembic_version")
    if not (isinstance(version, str) and version.isdigit()):
        raise StoreUnavailable(StoreProblem.TABLES_OF_OTHERS, database=server.database)
    if version > HEAD:
        raise StoreUnavailable(StoreProblem.NEWER, place=server.account, version=f"schema {version}")
    return int(_value(connection, "SELECT count(*) FROM focus_session"))


def _value(connection: psycopg.Connection, query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    return None if row is None else row[0]


def _explained(error: psycopg.Error, server: DatabaseServer) -> StoreUnavailable:
    message = str(error).strip()
    first = message.splitlines()[0] if message else type(error).__name__
    problem = _problem(error, message)
    return StoreUnavailable(
        problem,
        host=server.host,
        port=server.port,
        user=server.user,
        database=server.database,
        cause=first.rpartition("failed: ")[2] or first,
    )


def _problem(error: psycopg.Error, message: str) -> StoreProblem:
    if error.sqlstate == "42501":
        return StoreProblem.NO_RIGHTS
    if "database" in message and message.endswith("does not exist"):
        return StoreProblem.NO_SUCH_DATABASE
    for reason in _REASONS:
        if any(words in message for words in reason.words):
            return reason.problem
    return StoreProblem.SERVER_REFUSES
