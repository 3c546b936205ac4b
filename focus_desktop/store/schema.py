"""Brings an opened database to the newest schema, and refuses what is not ours."""

import logging
import re
from collections.abc import Callable
from importlib.metadata import version as version_of

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
_PARTS = {
    "sqlite": (
        "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
        "UNION ALL SELECT name, type FROM sqlite_schema WHERE type IN ('index', 'trigger')"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}
"""The columns of all tables; on SQLite also the indexes and triggers, each with what it is."""

log = logging.getLogger(__name__)


def prepare(writer: Engine, before_update: Callable[[], object], has_data: Callable[[], bool]) -> None:
    """Bring the schema to HEAD, in one transaction that only one process at a time can hold.

    `before_update` is called before data of an older version is changed; `has_data` tells whether a database
    without tables is none to begin with. Raises StoreUnavailable for that, for a database of another program
    or of a newer version of ours, and for one that is not complete.
    """
    with writer.execution_options(writing=False).connect() as connection:
        if _version(connection) == HEAD:
            _refuse_what_is_not_ours(connection, HEAD)
            if _is_complete(connection):
                return
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
        version = _version(connection)
        if version == HEAD:
            if not _is_complete(connection):
                _make_what_is_missing(connection)
            return
        _refuse_what_is_not_ours(connection, version)
        if version is not None:
            before_update()
        elif has_data():
            raise StoreUnavailable(StoreProblem.EMPTY, place=place(connection.engine.url))
        _upgrade(connection)


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
        if tables and version is None and ident == APPLICATION_ID:
            raise _incomplete(connection, "alembic_version")
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


def _is_complete(connection: Connection) -> bool:
    """Whether all indexes and triggers are there. Raises StoreUnavailable if a table or column is not."""
    rows = connection.exec_driver_sql(_PARTS[connection.dialect.name])
    there = {(name, part) for name, part in rows}
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in there:
                raise _incomplete(connection, f"{table.name}.{column.name}")
    return connection.dialect.name != "sqlite" or there >= _indexes_and_triggers()


def _indexes_and_triggers() -> set[tuple[str, str]]:
    """Those of a SQLite store, each with what it is."""
    tables = SQLModel.metadata.tables.values()
    indexes = {(str(index.name), "index") for table in tables for index in table.indexes}
    return indexes | {(name, "trigger") for name in session_totals.NAMES}


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
