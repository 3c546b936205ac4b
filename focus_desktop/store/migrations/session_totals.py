"""The triggers that keep `session_total`, as SQL of each dialect.

In the database and not in our code, because other programs may change the tables as well. Each function is
told which columns of a session are repeated there: migrations have added some.
"""

from collections.abc import Sequence

COPIED_0003 = ("quest_id", "status", "started_at", "description")
COPIED = (*COPIED_0003, "duration_minutes")
"""Those of the newest schema."""

_SQLITE_MICROSECONDS = (
    "(CAST(strftime('%s', substr({0}, 1, 19)) AS INTEGER) * 1000000 + CAST(substr({0}, 21, 6) AS INTEGER))"
)

NAMES = tuple(
    f"total_{table}_{event}"
    for table in ("focus_session", "focus_interval")
    for event in ("inserted", "updated", "deleted")
)
"""Of the triggers on SQLite."""


def summed_up(dialect: str, copied: Sequence[str] = COPIED) -> str:
    """Fills the table from the sessions and intervals that are there."""
    length = _length(dialect, "focus_interval")
    return f"""
        INSERT INTO session_total (session_id, {", ".join(copied)}, focused_us)
        SELECT s.id, {_of("s", copied)}, coalesce(sum({length}), 0)
        FROM focus_session s LEFT JOIN focus_interval ON focus_interval.session_id = s.id
        GROUP BY s.id"""


def created(dialect: str, copied: Sequence[str] = COPIED) -> list[str]:
    """Make the triggers."""
    return _postgresql(copied) if dialect == "postgresql" else _sqlite(copied)


def dropped(dialect: str) -> list[str]:
    """Remove the triggers."""
    if dialect == "postgresql":
        return [f"DROP FUNCTION total_{table} CASCADE" for table in ("focus_session", "focus_interval")]
    return [f"DROP TRIGGER {name}" for name in NAMES]


def _of(row: str, copied: Sequence[str]) -> str:
    """The values of these columns."""
    return ", ".join(f"{row}.{column}" for column in copied)


def _changes(copied: Sequence[str]) -> str:
    """Sets a total's copies to the session's new values."""
    return ", ".join(f"{column} = NEW.{column}" for column in copied)


def _length(dialect: str, row: str) -> str:
    """An interval's length in microseconds; zero while it is open, and if its times cannot be read."""
    if dialect == "postgresql":
        length = f"CAST(extract(epoch FROM ({row}.ended_at - {row}.started_at)) * 1000000 AS bigint)"
    else:
        start, end = (_SQLITE_MICROSECONDS.format(f"{row}.{column}") for column in ("started_at", "ended_at"))
        length = f"({end} - {start})"
    return f"coalesce({length}, 0)"


def _sqlite(copied: Sequence[str]) -> list[str]:
    old, new = _length("sqlite", "OLD"), _length("sqlite", "NEW")
    total = "UPDATE session_total SET focused_us = focused_us"
    return [
        _sqlite_trigger(
            "focus_session_inserted",
            "INSERT ON focus_session",
            # The sum, for programs that do not keep to foreign keys and write the intervals first.
            f"INSERT OR REPLACE INTO session_total (session_id, {', '.join(copied)}, focused_us)"
            f" SELECT NEW.id, {_of('NEW', copied)}, coalesce(sum({_length('sqlite', 'focus_interval')}), 0)"
            " FROM focus_interval WHERE session_id = NEW.id",
        ),
        _sqlite_trigger(
            "focus_session_updated",
            f"UPDATE OF id, {', '.join(copied)} ON focus_session",
            f"UPDATE session_total SET session_id = NEW.id, {_changes(copied)} WHERE session_id = OLD.id",
        ),
        _sqlite_trigger(
            "focus_session_deleted",
            "DELETE ON focus_session",
            "DELETE FROM session_total WHERE session_id = OLD.id",
        ),
        _sqlite_trigger(
            "focus_interval_inserted",
            "INSERT ON focus_interval WHEN NEW.ended_at IS NOT NULL",
            f"{total} + {new} WHERE session_id = NEW.session_id",
        ),
        _sqlite_trigger(
            "focus_interval_updated",
            "UPDATE OF session_id, started_at, ended_at ON focus_interval",
            f"{total} - {old} WHERE session_id = OLD.session_id;"
            f" {total} + {new} WHERE session_id = NEW.session_id",
        ),
        _sqlite_trigger(
            "focus_interval_deleted",
            "DELETE ON focus_interval WHEN OLD.ended_at IS NOT NULL",
            f"{total} - {old} WHERE session_id = OLD.session_id",
        ),
    ]


def _sqlite_trigger(name: str, event: str, action: str) -> str:
    return f"CREATE TRIGGER total_{name} AFTER {event} BEGIN {action}; END"


def _postgresql(copied: Sequence[str]) -> list[str]:
    old, new = _length("postgresql", "OLD"), _length("postgresql", "NEW")
    total = "UPDATE session_total SET focused_us = focused_us"
    of_session = f"""
        IF TG_OP = 'INSERT' THEN
            INSERT INTO session_total (session_id, {", ".join(copied)}, focused_us)
                VALUES (NEW.id, {_of("NEW", copied)}, 0);
        ELSE
            UPDATE session_total SET session_id = NEW.id, {_changes(copied)} WHERE session_id = OLD.id;
        END IF;"""
    of_interval = f"""
        IF TG_OP <> 'INSERT' THEN
            {total} - {old} WHERE session_id = OLD.session_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            {total} + {new} WHERE session_id = NEW.session_id;
        END IF;"""
    return [
        _postgresql_function("focus_session", of_session),
        _postgresql_trigger("focus_session", f"INSERT OR UPDATE OF id, {', '.join(copied)}"),
        _postgresql_function("focus_interval", of_interval),
        _postgresql_trigger(
            "focus_interval", "INSERT OR DELETE OR UPDATE OF session_id, started_at, ended_at"
        ),
    ]


def _postgresql_function(table: str, body: str) -> str:
    return (
        f"CREATE FUNCTION total_{table}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body} RETURN NULL; END $$"
    )


def _postgresql_trigger(table: str, events: str) -> str:
    return (
        f"CREATE TRIGGER total_{table} AFTER {events} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION total_{table}()"
    )
