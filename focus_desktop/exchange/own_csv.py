"""Our own CSV: a row for each session, for spreadsheets and back again."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from focus_desktop.exchange import values
from focus_desktop.exchange.cells import neutralised, restored
from focus_desktop.exchange.csv_rows import CsvRows
from focus_desktop.exchange.source import value_missing, value_wrong
from focus_desktop.model.errors import InvalidField
from focus_desktop.model.limits import LONGEST_DESCRIPTION
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import SessionCopy, StretchCopy, length_between, whole_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionLine

_MICROSECONDS_A_MINUTE = 60_000_000
COMPLETED = SessionStatus.COMPLETED.value
NEEDED = ("started_at",)
OTHERS = (
    "id",
    "quest",
    "description",
    "status",
    "duration_minutes",
    "completed_at",
    "intervals",
    "quest_id",
)
COLUMNS = (
    "id",
    "quest",
    "description",
    "status",
    "duration_minutes",
    "started_at",
    "completed_at",
    "focused_minutes",
    "intervals",
    "quest_id",
)


class CsvWriter:
    """Writes UTF-8 with the ends of lines that RFC 4180 asks for."""

    def __init__(self, stream: IO[str]) -> None:
        self._rows = csv.writer(stream)
        self._rows.writerow(COLUMNS)

    def write(self, sessions: Sequence[SessionLine]) -> None:
        """Write these sessions."""
        self._rows.writerows(map(_row, sessions))

    def end(self, quests: object, left_out: object = ()) -> None:
        """Nothing follows the sessions."""


def read(source: Source) -> Iterator[SessionCopy]:
    """The sessions of a file. `started_at` and an end are all that each needs. Raises MalformedFile."""
    rows = CsvRows(source)
    for cells in rows.picked(*NEEDED, optional=OTHERS):
        try:
            yield _session(cells, rows.line)
        except InvalidField as error:
            raise source.wrong(rows.line, error) from error


def _row(line: SessionLine) -> tuple[object, ...]:
    ident, title, about, status, minutes, started_at, completed_at, focused_us, intervals, quest_id = line
    return (
        ident,
        neutralised(title) if title else "",
        neutralised(about) if about else "",
        status,
        minutes,
        started_at,
        completed_at,
        f"{focused_us / _MICROSECONDS_A_MINUTE:.2f}",
        intervals,
        quest_id,
    )


def _session(cells: Sequence[str], line: int) -> SessionCopy:
    started, ident, quest, description, status, minutes, completed, intervals, quest_id = cells
    started_at = values.moment("started_at", started)
    completed_at = values.moment("completed_at", completed) if completed else None
    worked: tuple[StretchCopy, ...]
    if completed_at is not None and intervals == f"{started}/{completed}":
        worked = (StretchCopy(None, started_at, completed_at),)  # Most have no pause.
    else:
        worked = _intervals(intervals) if intervals else _whole(started_at, completed_at, ident)
    return SessionCopy(
        started_at=started_at,
        intervals=worked,
        duration_minutes=_minutes(minutes, worked),
        status=_status(status, completed_at),
        completed_at=completed_at,
        description=_description(description, ident),
        quest_title=values.title("quest", restored(quest)) if quest else None,
        quest_id=values.ident("quest_id", quest_id) if quest_id else None,
        id=values.ident("id", ident) if ident else None,
        line=line,
    )


def _description(cell: str, ident: str) -> str | None:
    """Of a session of ours exactly what it was; text that a person typed is trimmed."""
    if not cell:
        return None
    found = restored(cell)
    if ident:
        return values.text("description", found, LONGEST_DESCRIPTION)
    return values.description("description", found)


def _status(cell: str, completed_at: str | None) -> str:
    status = values.one_of("status", cell, values.SESSION_STATUSES) if cell else COMPLETED
    if (status == COMPLETED) != (completed_at is not None):
        raise value_missing("completed_at") if completed_at is None else value_wrong("status", status)
    return status


def _minutes(cell: str, worked: Sequence[StretchCopy]) -> int:
    if cell:
        return values.minutes("duration_minutes", cell)
    return whole_minutes(sum((length_between(a, b) for _, a, b in worked if b is not None), timedelta()))


def _whole(started_at: str, completed_at: str | None, ident: str) -> tuple[StretchCopy, ...]:
    """The intervals of a row that names none: all of a person's session was work; one of ours has none."""
    if ident:
        return ()
    if completed_at is None:
        raise value_missing("completed_at")
    return (StretchCopy(None, started_at, completed_at),)


def _intervals(cell: str) -> tuple[StretchCopy, ...]:
    return tuple(map(_interval, cell.split(" ")))


def _interval(text: str) -> StretchCopy:
    start, _, end = text.partition("/")
    return StretchCopy(
        None, values.moment("intervals", start), values.moment("intervals", end) if end else None
    )
