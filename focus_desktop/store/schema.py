"""Brings an opened database to the newest schema, and refuses what is not ours."""

import logging
import re
from collections.abc import Callable
from importlib.metadata import version as version_of
from typing import NamedTuple

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlmodel import SQLModel

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.engines import place
from focus_desktop.store.migrations import HEAD, session_totals
from focus_desktop.store.problems import problem_of

APPLICATION_ID = 0x464F4355
"""SQLite's `application_id` of our files: "FOCU"."""
_OUR_VERSION = re.compile(r"\d{4}")
_READ = {
    "sqlite": (
        "SELECT 'column', m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " UNION ALL SELECT type, name, '' FROM sqlite_schema WHERE type IN ('index', 'trigger')"
        " UNION ALL SELECT 'application_id', '', application_id FROM pragma_application_id"
    ),
    "postgresql": (
        "SELECT 'column', table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    ),
}
"""What there is: a single statement, since the start of the app waits for it."""

log = logging.getLogger(__name__)


class _Schema(NamedTuple):
    """What a database holds, apart from its rows."""

    columns: set[tuple[str, str]]
    """Each table and column."""
    others: set[tuple[str, str]]
    """The kind and the name of SQLite's indexes and triggers."""
    application_id: int
    version: str | None
    """That of the last migration; None without any."""

    @property
    def tables(self) -> set[str]:
        """Their names."""
        return {table for table, _column in self.columns}


def prepare(writer: Engine, before_update: Callable[[], object], has_data: Callable[[], bool]) -> None:
    """Bring the schema to HEAD, in one transaction that only one process at a time can hold.

    `before_update` is called before data of an older version is changed; `has_data` tells whether a database
    without tables is none to begin with. Raises StoreUnavailable for that, for a database of another program
    or of a newer version of ours, and for one that is not complete.
    """
    with writer.execution_options(writing=False).connect() as connection:
        found = _read(connection)
        if found.version == HEAD:
            _refuse_what_is_not_ours(connection, found)
            if _is_complete(connection, found):
                return
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        found = _read(connection)
        if found.version == HEAD:
            if not _is_complete(connection, found):
                _make_what_is_missing(connection)
            return
        _refuse_what_is_not_ours(connection, found)
        if found.version is not None:
            before_update()
        elif has_data():
            raise StoreUnavailable(StoreProblem.EMPTY, place=place(connection.engine.url))
        _upgrade(connection)


def _read(connection: Connection) -> _Schema:
    columns, others, application_id = set(), set(), 0
    for kind, name, part in connection.exec_driver_sql(_READ[connection.dialect.name]):
        if kind == "column":
            columns.add((name, part))
        elif kind == "application_id":
            application_id = part
        else:
            others.add((kind, name))
    version = None
    if ("alembic_version", "version_num") in columns:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return _Schema(columns, others, application_id, None if version is None else str(version))


def _upgrade(connection: Connection) -> None:
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


def _note_app_version(connection: Connection) -> None:
    """Store this app's version, so that an older one, which cannot open the store, can name it."""
    if not _has_app_version(connection):
        connection.exec_driver_sql("ALTER TABLE alembic_version ADD COLUMN app_version VARCHAR(40)")
    own = {"version": version_of("focus-desktop")}
    connection.execute(text("UPDATE alembic_version SET app_version = :version"), own)


def _has_app_version(connection: Connection) -> bool:
    columns = inspect(connection).get_columns("alembic_version")
    return any(column["name"] == "app_version" for column in columns)


def _refuse_what_is_not_ours(connection: Connection, found: _Schema) -> None:
    """Other programs use Alembic as well, and number their versions alike."""
    where, version, tables = place(connection.engine.url), found.version, found.tables
    is_ours = not tables if version is None else "focus_session" in tables and _OUR_VERSION.fullmatch(version)
    if tables and version is None and found.application_id == APPLICATION_ID:
        raise _incomplete(connection, "alembic_version")
    # A copy made of SQL statements has no id, and no database on a server.
    if not is_ours or found.application_id not in {0, APPLICATION_ID}:
        raise StoreUnavailable(StoreProblem.FOREIGN, place=where)
    if version is not None and version > HEAD:
        raise StoreUnavailable(StoreProblem.NEWER, place=where, version=_writer_of(connection, version))


def _writer_of(connection: Connection, version: str) -> str:
    """The version of the app that wrote the store; the schema's, if that is not noted."""
    app = None
    if _has_app_version(connection):
        app = connection.exec_driver_sql("SELECT app_version FROM alembic_version").scalar()
    return str(app or f"schema {version}")


def _is_complete(connection: Connection, found: _Schema) -> bool:
    """Whether all indexes and triggers are there. Raises StoreUnavailable if a table or column is not."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in found.columns:
                raise _incomplete(connection, f"{table.name}.{column.name}")
    return connection.dialect.name != "sqlite" or found.others >= _indexes_and_triggers()


def _indexes_and_triggers() -> set[tuple[str, str]]:
    """The kind and the name of those of a SQLite store."""
    tables = SQLModel.metadata.tables.values()
    indexes = {("index", str(index.name)) for table in tables for index in table.indexes}
    return indexes | {("trigger", name) for name in session_totals.NAMES}


def _make_what_is_missing(connection: Connection) -> None:
    """Make the indexes and triggers of a SQLite store again.

    Raises StoreUnavailable if the data does not keep to the rule of such an index.
    """
    there = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
    for name, kind, sql in _in_a_new_store():
        if name not in there:
            log.warning("the %s %s was missing", kind, name)
            try:
                connection.exec_driver_sql(sql)
            except IntegrityError as error:
                raise _incomplete(connection, name) from error
    if not there.issuperset(session_totals.NAMES):
        connection.exec_driver_sql("DELETE FROM session_total")
        connection.exec_driver_sql(session_totals.summed_up("sqlite"))


def _in_a_new_store() -> list[tuple[str, str, str]]:
    """Name, kind and SQL of each index and trigger."""
    from focus_desktop.store.migrations import upgrade  # noqa: PLC0415 — as above

    memory = create_engine("sqlite://")
    with memory.begin() as connection:
        upgrade.to_head(connection)
        rows = connection.exec_driver_sql(
            "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
        found = [(name, kind, sql) for name, kind, sql in rows]
    memory.dispose()
    return found


def _incomplete(connection: Connection, missing: str) -> StoreUnavailable:
    return StoreUnavailable(StoreProblem.INCOMPLETE, place=place(connection.engine.url), missing=missing)
