"""Pomotroid's database: rounds with a start, a planned length and whether they were completed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.exchange import foreign, foreign_database, values
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.transfer import moment_of, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy

LONGEST_SECONDS = 10 * 365 * 24 * 3600
_QUERY = """
    SELECT id, started_at, ended_at, duration_secs, completed FROM sessions
    WHERE round_type = 'work' ORDER BY started_at, id"""


def read(source: Source) -> Iterator[SessionCopy]:
    """The rounds of work, without breaks. Raises MalformedFile, its lines being the ids of the rounds."""
    with foreign_database.opened(source) as database:
        if not {"sessions", "schema_version"} <= database.tables:
            raise source.wrong(1, InvalidField(Refusal.NOT_OF_FORMAT, format="pomotroid"))
        for ident, *row in database.rows(_QUERY):
            line = ident if isinstance(ident, int) else 1
            try:
                yield _session(*row, line=line)
            except InvalidField as error:
                raise source.wrong(line, error) from error


def _session(started: object, ended: object, planned: object, completed: object, *, line: int) -> SessionCopy:
    start = values.since_1970("started_at", started, 1)
    length = timedelta(seconds=values.number("duration_secs", planned, 1, LONGEST_SECONDS))
    is_completed = values.number("completed", completed, 0, 1) == 1
    end = None if ended is None else values.since_1970("ended_at", ended, 1)
    return foreign.session(
        [(start, None if end is None else _end_of_work(start, end, length))],
        line=line,
        planned=length,
        is_completed=is_completed,
        ended_at=end,
    )


def _end_of_work(start: str, end: str, length: timedelta) -> str:
    """A round that took longer was paused, the file does not say when: no more than its length was worked."""
    return min(end, moment_text(moment_of(start) + length))
