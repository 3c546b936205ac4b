"""SQL on single rows that cannot be read: their raw values, what is wrong, a new value, and their removal.

Rows are found by their id as it is stored, whatever it is. Every function works inside the caller's
transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Table, literal_column, select, text, update
from sqlmodel import SQLModel

from focus_desktop.model import row_values
from focus_desktop.model.columns import Unreadable
from focus_desktop.model.errors import FocusError, InvalidField, Refusal
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unreadable_row import RowContents, UnreadableRow, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Column, ColumnElement
    from sqlmodel import Session

    Address = ColumnElement[bool]
    """Finds one row, whatever its id is."""

NO_ID = "NULL"
"""How a row is named that has no id."""
_CLOSE_INTERVAL = (
    "UPDATE focus_interval SET ended_at = coalesce((SELECT max(seen_at, started_at) FROM session_clock"
    " WHERE session_id = focus_interval.session_id AND typeof(seen_at) = 'text'), started_at)"
    " WHERE ended_at IS NULL AND session_id = :session"
)
_DELETE_CLOCK = "DELETE FROM session_clock WHERE session_id = :session"
_IS_OPEN_FOR_NOBODY = (
    "(ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM focus_session s"
    " WHERE s.id = focus_interval.session_id AND s.status = 'active'))"
)
"""SQL: whether an interval is open although its session does not run."""
_COLUMN_OF_RULE = {"ck_focus_interval_end": "ended_at"}


def stored_id(value: object) -> str:
    """How a row with this id is named."""
    return NO_ID if value is None else shown(value)


def contents(work: Session, found: UnreadableRow) -> RowContents | None:
    """The row with all its values; None if it is gone or can be read."""
    table = SQLModel.metadata.tables[found.table]
    address = _address(work, table, found.row)
    if address is None:
        return None
    values = _values(work, table, address)
    wrong = _wrong(work, table, address)
    return RowContents(found, values, wrong, _is_active(work, table, address, values)) if wrong else None


def find_against_rules(work: Session, table: Table) -> Iterator[UnreadableRow]:
    """The rows of a SQLite table that break one of its rules, although their values can be read."""
    (key,) = table.primary_key.columns
    broken = [f"NOT ({rule.sqltext})" for rule in _rules(table)]
    broken += [_IS_OPEN_FOR_NOBODY] if table.name == "focus_interval" else []
    broken += [f"{key.name} IS NULL", *(_orphaned(one) for one in table.columns if one.foreign_keys)]
    query = f"SELECT {key.name} FROM {table.name} WHERE {' OR '.join(broken)}"
    for (ident,) in work.connection().exec_driver_sql(query).fetchall():
        yield from _named(work, table, stored_id(ident))


def change(work: Session, found: UnreadableRow, name: str, typed: str) -> None:
    """Store a value that a person has typed. Raises InvalidField; IntegrityError if a rule forbids it."""
    table = SQLModel.metadata.tables[found.table]
    changed = table.columns[name]
    value = row_values.read(changed, typed)
    address = _existing(work, table, found.row)
    for key in changed.foreign_keys if value is not None else ():
        parent = key.column
        if work.connection().execute(select(parent).where(parent == value)).first() is None:
            raise InvalidField(Refusal.ROW_NO_PARENT, table=parent.table.name)
    work.connection().execute(update(table).where(address).values({name: value}))


def end(work: Session, found: UnreadableRow) -> None:
    """Cancel a session that cannot be read, as of the last moment at which it is known to have run."""
    table = SQLModel.metadata.tables[found.table]
    address = _existing(work, table, found.row)
    for statement in (_CLOSE_INTERVAL, _DELETE_CLOCK):
        work.connection().execute(_portable(work, statement), {"session": _key(work, table, address)})
    ended = {"status": SessionStatus.CANCELLED, "completed_at": None}
    work.connection().execute(update(table).where(address).values(ended))


def take_out(work: Session, found: UnreadableRow) -> dict[str, list[Mapping[str, object]]]:
    """Delete the row with all that belongs to it; the raw values of all of them, by table."""
    table = SQLModel.metadata.tables[found.table]
    address = _existing(work, table, found.row)
    key = _key(work, table, address)
    taken: dict[str, list[Mapping[str, object]]] = {table.name: [_values(work, table, address)]}
    if key is not None:
        for child, at, names in _children(table, key):
            rows: list[Mapping[str, object]]
            rows = [_only(_values(work, child, row), names) for row in _rows(work, child, at)]
            if rows:
                taken[child.name] = rows
    work.connection().execute(table.delete().where(address))
    return taken


def raw(work: Session, found: UnreadableRow) -> dict[str, list[Mapping[str, object]]]:
    """The raw values of the row, by table, as `take_out` returns them."""
    table = SQLModel.metadata.tables[found.table]
    return {table.name: [_values(work, table, _existing(work, table, found.row))]}


def named(work: Session, row: str) -> UnreadableRow | None:
    """The row that cannot be read and has this id."""
    for table in SQLModel.metadata.sorted_tables:
        for found in _named(work, table, row):
            return found
    return None


def _named(work: Session, table: Table, row: str) -> Iterator[UnreadableRow]:
    if len(table.primary_key.columns) != 1 or table.name == "session_total":
        return
    address = _address(work, table, row)
    wrong = {} if address is None else _wrong(work, table, address)
    if wrong:
        known = parsed_id(row)
        yield UnreadableRow(table.name, str(known) if known else row, next(iter(wrong)))


def _address(work: Session, table: Table, row: str) -> Address | None:
    """What finds the row with this id; None if there is none."""
    (key,) = table.primary_key.columns
    known = parsed_id(row)
    if not _is_sqlite(work):
        there = known and work.connection().execute(select(key).where(key == known)).first()
        return _is(key, known) if there else None
    for number, ident in work.connection().execute(
        select(_sql("rowid"), _sql(key.name)).select_from(table).where(_odd(key, known))
    ):
        if known is not None or stored_id(ident) == row:
            return _is(_sql("rowid"), number)
    return None


def _odd(key: Column[Any], known: object) -> ColumnElement[bool]:
    if known is not None:
        return key == known
    name = key.name
    odd = f"typeof({name}) <> 'text' OR length({name}) <> 32 OR {name} GLOB '*[^0-9a-f]*'"
    return _sql(f"({odd})") == _sql("1")


def _existing(work: Session, table: Table, row: str) -> Address:
    address = _address(work, table, row)
    if address is None:
        raise InvalidField(Refusal.ROW_GONE)
    return address


def _key(work: Session, table: Table, address: Address) -> Any:
    """The id of a row as the database has it."""
    (key,) = table.primary_key.columns
    query = select(_sql(key.name)).select_from(table).where(address)
    return work.connection().execute(query).scalar_one()


def _values(work: Session, table: Table, address: Address) -> dict[str, object]:
    """The raw values by column; text that is no UTF-8 as bytes."""
    names = [one.name for one in table.columns]
    raw_text = "CASE typeof({0}) WHEN 'text' THEN CAST({0} AS BLOB) ELSE {0} END"
    if not _is_sqlite(work):
        query = select(*(_sql(f"CAST({one} AS text)") for one in names))
        return dict(
            zip(names, work.connection().execute(query.select_from(table).where(address)).one(), strict=True)
        )
    kinds = [_sql(f"typeof({one})") for one in names]
    query = select(*(_sql(raw_text.format(one)) for one in names), *kinds)
    found = work.connection().execute(query.select_from(table).where(address)).one()
    pairs = zip(found[: len(names)], found[len(names) :], strict=True)
    return dict(zip(names, [_text(value) if kind == "text" else value for value, kind in pairs], strict=True))


def _text(stored: bytes) -> str | bytes:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored


def _wrong(work: Session, table: Table, address: Address) -> dict[str, FocusError]:
    """By column: what would be right in place of a value that is wrong."""
    row = work.connection().execute(select(table).where(address)).one()._mapping  # noqa: SLF001 — public
    wrong: dict[str, FocusError] = {}
    for one in table.columns:
        value = row[one]
        if isinstance(value, Unreadable) or (value is None and not one.nullable):
            wrong[one.name] = row_values.expected(one)
    if _is_sqlite(work):
        wrong |= {name: error for name, error in _broken(work, table, address) if name not in wrong}
    return wrong


def _broken(work: Session, table: Table, address: Address) -> Iterator[tuple[str, FocusError]]:
    """The rules of the table that the row breaks."""
    for rule in _rules(table):
        if _holds(work, table, address, f"NOT ({rule.sqltext})"):
            name = _COLUMN_OF_RULE.get(str(rule.name)) or str(rule.name).removeprefix(f"ck_{table.name}_")
            yield name, InvalidField(Refusal.ROW_RULE)
    if table.name == "focus_interval" and _holds(work, table, address, _IS_OPEN_FOR_NOBODY):
        yield "ended_at", InvalidField(Refusal.ROW_RULE)
    for one in table.columns:
        for key in one.foreign_keys:
            if _holds(work, table, address, _orphaned(one)):
                yield one.name, InvalidField(Refusal.ROW_NO_PARENT, table=key.column.table.name)


def _rules(table: Table) -> list[CheckConstraint]:
    rules = [one for one in table.constraints if isinstance(one, CheckConstraint)]
    return sorted(rules, key=lambda rule: str(rule.name))


def _orphaned(one: Column[Any]) -> str:
    """SQL: whether a row points to one that is not there."""
    (key,) = one.foreign_keys
    parent, own = key.column, f"{one.table.name}.{one.name}"
    there = f"SELECT 1 FROM {parent.table.name} parent WHERE parent.{parent.name} = {own}"
    return f"({own} IS NOT NULL AND NOT EXISTS ({there}))"


def _holds(work: Session, table: Table, address: Address, condition: str) -> bool:
    query = select(_sql("rowid")).select_from(table).where(address, text(condition))
    return work.connection().execute(query).first() is not None


def _is_active(work: Session, table: Table, address: Address, values: Mapping[str, object]) -> bool:
    """Whether it is a session that keeps another one from starting: by its status, or by its interval."""
    if table.name != "focus_session":
        return False
    query = text("SELECT 1 FROM focus_interval WHERE ended_at IS NULL AND session_id = :session")
    is_open = work.connection().execute(query, {"session": _key(work, table, address)}).first()
    return values["status"] == SessionStatus.ACTIVE or is_open is not None


def _children(table: Table, key: Any) -> Iterator[tuple[Table, ColumnElement[bool], frozenset[str]]]:
    """What is deleted with a row of this id, children of children as well: with which of its columns.

    Of what only loses its owner, those are the ids.
    """
    for child in SQLModel.metadata.sorted_tables:
        if child.name == "session_total":
            continue
        for one in child.columns:
            for parent in one.foreign_keys:
                if parent.column.table is not table:
                    continue
                ids = {one.name, *(own.name for own in child.primary_key.columns)}
                is_deleted = parent.ondelete == "CASCADE"
                yield (
                    child,
                    _sql(one.name) == key,
                    frozenset(child.columns.keys() if is_deleted else ids),
                )
                if is_deleted and one.primary_key:
                    yield from _children(child, key)


def _only(values: dict[str, object], names: frozenset[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in names}


def _rows(work: Session, child: Table, at: ColumnElement[bool]) -> Iterator[Address]:
    (key,) = child.primary_key.columns
    own = "rowid" if _is_sqlite(work) else key.name
    query = select(_sql(own)).select_from(child).where(at)
    for (number,) in work.connection().execute(query).fetchall():
        yield _sql(own) == number


def _portable(work: Session, statement: str) -> Any:
    if _is_sqlite(work):
        return text(statement)
    return text(statement.replace("max(", "greatest(").replace(" AND typeof(seen_at) = 'text'", ""))


def _is_sqlite(work: Session) -> bool:
    return work.get_bind().dialect.name == "sqlite"


def _is(key: ColumnElement[Any], value: object) -> Address:
    return key == value


def _sql(words: str) -> ColumnElement[Any]:
    return literal_column(words)
