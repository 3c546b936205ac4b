"""The database of Focus Timer for GNOME, which was called Pomodoro, in its new and in its old form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.exchange import foreign, foreign_database, values
from focus_desktop.exchange.source import value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.transfer import moment_of, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from focus_desktop.exchange.foreign_database import ForeignDatabase
    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy

MICROSECONDS = 1_000_000
_BLOCKS = """
    SELECT b.id, b."start-time", b."end-time", b.status, b."intended-duration", g."start-time", g."end-time"
    FROM timeblocks b LEFT JOIN gaps g ON g."time-block-id" = b.id
    WHERE b.state = 'pomodoro' AND b.status <> 'scheduled' ORDER BY b."start-time", b.id, g."start-time\""""
_OLDER = """
    SELECT id, time, duration FROM stats WHERE category = 'pomodoro' AND "source-id" = 0 ORDER BY time, id"""
_OLDEST = """
    SELECT id, "datetime-string", elapsed, "state-duration" FROM entries
    WHERE "state-name" = 'pomodoro' ORDER BY "datetime-string", id"""
LONGEST_SECONDS = 10 * 365 * 24 * 3600


def read(source: Source) -> Iterator[SessionCopy]:
    """The pomodoros, without breaks. Raises MalformedFile, its lines being the ids of the rows."""
    with foreign_database.opened(source) as database:
        if {"timeblocks", "gaps", "stats"} <= database.tables:
            yield from _older(source, database)
            yield from _blocks(source, database)
        elif "entries" in database.tables:
            yield from _oldest(source, database)
        else:
            raise source.wrong(1, InvalidField(Refusal.NOT_OF_FORMAT, format="focus-timer"))


def _blocks(source: Source, database: ForeignDatabase) -> Iterator[SessionCopy]:
    """Each time block with its gaps, which are rows of their own in the query."""
    block: tuple[object, ...] = ()
    gaps: list[tuple[object, object]] = []
    for *row, gap_start, gap_end in database.rows(_BLOCKS):
        if block and row[0] != block[0]:
            yield _checked(source, block, gaps)
            gaps = []
        block = tuple(row)
        if gap_start is not None:
            gaps.append((gap_start, gap_end))
    if block:
        yield _checked(source, block, gaps)


def _checked(source: Source, block: tuple[object, ...], gaps: list[tuple[object, object]]) -> SessionCopy:
    ident, start, end, status, planned = block
    line = ident if isinstance(ident, int) else 1
    try:
        return foreign.session(
            _worked(values.since_1970("start-time", start, MICROSECONDS), _end("end-time", end), gaps),
            line=line,
            planned=_length("intended-duration", planned, MICROSECONDS) or None,
            is_completed=status == "completed",
        )
    except InvalidField as error:
        raise source.wrong(line, error) from error


def _worked(start: str, end: str | None, gaps: list[tuple[object, object]]) -> list[tuple[str, str | None]]:
    """The block without its gaps."""
    if end is None:
        return [(start, None)]
    worked: list[tuple[str, str | None]] = []
    at = start
    for gap_start, gap_end in gaps:
        begins = values.since_1970("start-time", gap_start, MICROSECONDS)
        if at < begins < end:
            worked.append((at, begins))
        at = max(at, _end("end-time", gap_end) or end)
    if at < end or not worked:
        worked.append((min(at, end), end))
    return worked


def _end(field: str, value: object) -> str | None:
    """A moment; one that is not known yet is less than zero."""
    if isinstance(value, int) and value < 0:
        return None
    return values.since_1970(field, value, MICROSECONDS)


def _older(source: Source, database: ForeignDatabase) -> Iterator[SessionCopy]:
    """What an update of the program has kept of its old form."""
    for ident, start, length in database.rows(_OLDER):
        try:
            begun = values.since_1970("time", start, MICROSECONDS)
            yield _whole(begun, _length("duration", length, MICROSECONDS), None, ident)
        except InvalidField as error:
            raise source.wrong(ident, error) from error


def _oldest(source: Source, database: ForeignDatabase) -> Iterator[SessionCopy]:
    for ident, start, length, planned in database.rows(_OLDEST):
        try:
            begun = values.moment("datetime-string", f"{str(start)[:19]}Z")
            target = _length("state-duration", planned, 1)
            yield _whole(begun, _length("elapsed", length, 1), target, ident)
        except InvalidField as error:
            raise source.wrong(ident, error) from error


def _whole(start: str, length: timedelta, planned: timedelta | None, ident: int) -> SessionCopy:
    end = moment_text(moment_of(start) + length)
    is_completed = planned is None or length >= planned
    return foreign.session([(start, end)], line=ident, planned=planned or None, is_completed=is_completed)


def _length(field: str, value: object, per_second: int) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int):
        raise value_wrong(field, value)
    if not 0 <= value <= LONGEST_SECONDS * per_second:
        raise value_wrong(field, value)
    return timedelta(microseconds=value * (MICROSECONDS // per_second))
