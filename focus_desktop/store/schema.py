"""Brings an opened database to the newest schema, and refuses what is not ours."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, inspect

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store.engines import place
from focus_desktop.store.migrations import HEAD

APPLICATION_ID = 0x464F4355
"""SQLite's `application_id` of our files: "FOCU"."""


def prepare(writer: Engine, before_update: Callable[[], object]) -> None:
    """Bring the schema to HEAD, in one transaction that only one process at a time can hold.

    `before_update` is called before data of an older version is changed. Raises StoreUnavailable for a
    database of another program or of a newer version of ours.
    """
    with writer.execution_options(writing=False).connect() as connection:
        if _version(connection) == HEAD:
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

        upgrade.to_head(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def _refuse_what_is_not_ours(connection: Connection, version: str | None) -> None:
    where = place(connection.engine.url)
    if version is not None and version > HEAD:
        raise StoreUnavailable(StoreProblem.NEWER, place=where)
    if version is None and inspect(connection).get_table_names():
        raise StoreUnavailable(StoreProblem.FOREIGN, place=where)
