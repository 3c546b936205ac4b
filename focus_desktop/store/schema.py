"""Brings an opened database to the newest schema, and refuses what is not ours."""

import re
from collections.abc import Callable
from importlib.metadata import version as version_of

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import SQLModel

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.engines import place
from focus_desktop.store.migrations import HEAD
from focus_desktop.store.problems import problem_of

APPLICATION_ID = 0x464F4355
"""SQLite's `application_id` of our files: "FOCU"."""
_OUR_VERSION = re.compile(r"\d{4}")
_COLUMNS = {
    "sqlite": (
        "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}
"""The columns of all tables."""


def prepare(writer: Engine, before_update: Callable[[], object]) -> None:
    """Bring the schema to HEAD, in one transaction that only one process at a time can hold.

    `before_update` is called before data of an older version is changed. Raises StoreUnavailable for a
    database of another program or of a newer version of ours.
    """
    with writer.execution_options(writing=False).connect() as connection:
        if _version(connection) == HEAD:
            _refuse_what_is_not_ours(connection, HEAD)
            _refuse_what_is_incomplete(connection)
            return
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        version = _version(connection)
        if version == HEAD:
            return
        _refuse_what_is_not_ours(connection, version)
        if version is not None:
            before_update()
        # Alembic costs almost half a second to import, and is needed once per release.
        from focus_desktop.store.migrations import upgrade  # noqa: PLC0415

        try:
            upgrade.to_head(connection)
        except (OperationalError, ProgrammingError) as error:
            if problem_of(error) is not None:
                raise
            raise _incomplete(connection, str(error.orig)) from error  # A table is not as it was left.
        _note_app_version(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def _note_app_version(connection: Connection) -> None:
    """Store this app's version, so that an older one, which cannot open the store, can name it."""
    if not _has_app_version(connection):
        connection.exec_driver_sql("ALTER TABLE alembic_version ADD COLUMN app_version VARCHAR(40)")
    own = {"version": version_of("focus-desktop")}
    connection.execute(text("UPDATE alembic_version SET app_version = :version"), own)


def _has_app_version(connection: Connection) -> bool:
    columns = inspect(connection).get_columns("alembic_version")
    return any(column["name"] == "app_version" for column in columns)


def _refuse_what_is_not_ours(connection: Connection, version: str | None) -> None:
    """Other programs use Alembic as well, and number their versions alike."""
    where = place(connection.engine.url)
    tables = inspect(connection).get_table_names()
    is_ours = not tables if version is None else "focus_session" in tables and _OUR_VERSION.fullmatch(version)
    if connection.dialect.name == "sqlite":
        ident = connection.exec_driver_sql("PRAGMA application_id").scalar()
        is_ours = is_ours and ident in {0, APPLICATION_ID}  # A copy made of SQL statements has none.
    if not is_ours:
        raise StoreUnavailable(StoreProblem.FOREIGN, place=where)
    if version is not None and version > HEAD:
        raise StoreUnavailable(StoreProblem.NEWER, place=where, version=_writer_of(connection, version))


def _writer_of(connection: Connection, version: str) -> str:
    """The version of the app that wrote the store; the schema's, if that is not noted."""
    app = None
    if _has_app_version(connection):
        app = connection.exec_driver_sql("SELECT app_version FROM alembic_version").scalar()
    return str(app or f"schema {version}")


def _refuse_what_is_incomplete(connection: Connection) -> None:
    rows = connection.exec_driver_sql(_COLUMNS[connection.dialect.name])
    there = {(table, column) for table, column in rows}
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in there:
                raise _incomplete(connection, f"{table.name}.{column.name}")


def _incomplete(connection: Connection, missing: str) -> StoreUnavailable:
    return StoreUnavailable(StoreProblem.INCOMPLETE, place=place(connection.engine.url), missing=missing)
