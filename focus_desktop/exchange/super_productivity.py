"""Super Productivity's backup: how long each task was worked on each day, but not when.

The tasks of a day are laid one after another, from the moment at which the work of that day began; where the
file does not say that, from nine o'clock on. So the totals of days, projects and tasks are right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from focus_desktop.exchange import foreign, values
from focus_desktop.exchange.json_stream import ANY, JsonStream
from focus_desktop.exchange.source import value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from focus_desktop.exchange.json_stream import Found, Path
    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy

_PROJECTS: Path = ("project", "entities", ANY)
_TASKS: tuple[Path, ...] = (
    ("task", "entities", ANY),
    ("taskArchive", "entities", ANY),
    ("archiveYoung", "task", "entities", ANY),
    ("archiveOld", "task", "entities", ANY),
)
_TIMES: tuple[Path, ...] = (
    ("timeTracking", "project", ANY, ANY),
    ("archiveYoung", "timeTracking", "project", ANY, ANY),
    ("archiveOld", "timeTracking", "project", ANY, ANY),
)
_WANTED = (_PROJECTS, *_TASKS, *_TIMES)
_PLACES = (*_WANTED, *(("data", *path) for path in _WANTED))
"""An automatic backup holds the data itself, an exported one holds it under `data`."""
NINE = time(9)


@dataclass(frozen=True, slots=True)
class _Work:
    """A task's time on one day."""

    milliseconds: float
    project_id: str | None
    title: str | None
    line: int


@dataclass
class _Backup:
    projects: dict[str, str] = field(default_factory=dict)
    starts: dict[date, float] = field(default_factory=dict)
    """Of each day, in milliseconds since 1970."""
    days: dict[date, list[_Work]] = field(default_factory=dict)
    has_tasks: bool = False


def read(source: Source) -> Iterator[SessionCopy]:
    """A session for each task and day; a project becomes a quest. Raises MalformedFile."""
    backup = _Backup()
    for found in JsonStream(source).find(*_PLACES):
        try:
            _take(backup, found)
        except InvalidField as error:
            raise source.wrong(found.line, error) from error
    if not backup.has_tasks and not backup.projects:
        raise source.wrong(1, InvalidField(Refusal.NOT_OF_FORMAT, format="super-productivity"))
    for day in sorted(backup.days):
        yield from _sessions(source, backup, day)


def _take(backup: _Backup, found: Found) -> None:
    path = found.path[1:] if found.path[0] == "data" else found.path
    if not isinstance(found.value, dict):
        raise value_wrong(path[-1], found.value)
    if path[0] == "project":
        backup.projects[path[-1]] = values.title("title", found.value.get("title"))
    elif path[-2] == "entities":
        backup.has_tasks = True
        _take_task(backup, found.value, found.line)
    else:
        _take_start(backup, _day(path[-1]), found.value.get("s"))


def _take_task(backup: _Backup, task: dict[str, Any], line: int) -> None:
    title = values.text("title", task.get("title"), 2**20).strip()[:LONGEST_DESCRIPTION] or None
    project = task.get("projectId")
    project_id = project if isinstance(project, str) else None
    times = task.get("timeSpentOnDay") or {}
    if not isinstance(times, dict):
        raise value_wrong("timeSpentOnDay", times)
    for day, spent in times.items():
        if isinstance(spent, bool) or not isinstance(spent, int | float) or not 0 <= spent < 1e12:
            raise value_wrong("timeSpentOnDay", spent)
        if spent and not task.get("subTaskIds"):  # Their sum is also the time of the task above them.
            backup.days.setdefault(_day(day), []).append(_Work(spent, project_id, title, line))


def _take_start(backup: _Backup, day: date, start: object) -> None:
    if isinstance(start, int | float) and not isinstance(start, bool) and start > 0:
        backup.starts[day] = min(start, backup.starts.get(day, start))


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise value_wrong("timeSpentOnDay", text) from None
    if not 2 < found.year < 9998:
        raise value_wrong("timeSpentOnDay", text)
    return found


def _sessions(source: Source, backup: _Backup, day: date) -> Iterator[SessionCopy]:
    works = backup.days[day]
    try:
        start = _start(backup, day, sum(work.milliseconds for work in works))
        for work in works:
            end = start + timedelta(milliseconds=work.milliseconds)
            stretch = (values.of_datetime("timeSpentOnDay", start), values.of_datetime("timeSpentOnDay", end))
            title = backup.projects.get(work.project_id or "")
            yield foreign.session([stretch], line=work.line, quest_title=title, description=work.title)
            start = end
    except InvalidField as error:
        raise source.wrong(works[0].line, error) from error


def _start(backup: _Backup, day: date, milliseconds: float) -> datetime:
    """When the work of this day begins: early enough to end on the same day."""
    midnight = datetime.combine(day, time()).astimezone()
    next_midnight = datetime.combine(day + timedelta(days=1), time()).astimezone()
    begun = datetime.combine(day, NINE).astimezone()
    if day in backup.starts:
        known = datetime.fromisoformat(values.since_1970("s", backup.starts[day], 1000))
        begun = known if midnight <= known < next_midnight else begun
    return max(midnight, min(begun, next_midnight - timedelta(milliseconds=milliseconds)))
