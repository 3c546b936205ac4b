"""Toggl Track's CSV: the detailed report, in both of its forms. Its times are those of the person's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.exchange import foreign, values
from focus_desktop.exchange.csv_rows import CsvRows
from focus_desktop.model.errors import InvalidField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy

ENDS = (("End date", "End time"), ("Stop date", "Stop time"))


def read(source: Source) -> Iterator[SessionCopy]:
    """The time entries; a project becomes a quest. Raises MalformedFile."""
    rows = CsvRows(source)
    end_date, end_time = ENDS[1] if ENDS[1][0] in rows.columns else ENDS[0]
    names = ("Start date", "Start time", end_date, end_time)
    for cells in rows.picked(*names, optional=("Project", "Description", "Task")):
        try:
            yield _session(cells, rows.line)
        except InvalidField as error:
            raise source.wrong(rows.line, error) from error


def _session(cells: Sequence[str], line: int) -> SessionCopy:
    start_date, start_time, end_date, end_time, project, about, task = cells
    start = values.local_moment("Start time", start_date, start_time)
    end = values.local_moment("End time", end_date, end_time)
    if end < start:  # In the hour that comes twice when summer time ends, it may be the second one.
        end = end.replace(tzinfo=None, fold=1).astimezone()
    return foreign.session(
        [(values.of_datetime("Start time", start), values.of_datetime("End time", end))],
        line=line,
        quest_title=values.title("Project", project.strip()) if project.strip() else None,
        description=values.description("Description", about) or values.description("Task", task),
    )
