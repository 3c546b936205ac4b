"""Flowkeeper's data file: a line for each thing that the person has done, oldest first.

The file does not say when a pomodoro's work ends: when its time has passed, unless it is stopped before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.exchange import foreign, values
from focus_desktop.exchange.source import value_missing, value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION
from focus_desktop.model.transfer import moment_of, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy

ENTRY = re.compile(r"([1-9]\d*)\s*,\s*([\d: .+\-T]+?)\s*,\s*(\S+)\s*:\s*([A-Za-z]+)\s*\((.*)\)\s*")
_PARAMETER = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)')
_ESCAPED = re.compile(r"\\(.)")
_STOPS = {"StopTimer", "VoidPomodoro", "FinishTracking"}
_STARTS = {"StartTimer", "StartWork"}


@dataclass(frozen=True, slots=True)
class _Running:
    """A pomodoro that was started, or a time that is tracked if `planned` is zero."""

    workitem: str
    started_at: str
    planned: timedelta
    line: int


@dataclass
class _History:
    """What is known when a line is read."""

    backlogs: dict[str, str] = field(default_factory=dict)
    workitems: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The backlog and the name of each."""
    running: dict[str, _Running] = field(default_factory=dict)
    """By user."""
    sessions: dict[str, list[SessionCopy]] = field(default_factory=dict)
    """Those of each workitem. They go when it is deleted, as they do in Flowkeeper."""


def read(source: Source) -> Iterator[SessionCopy]:
    """The pomodoros and tracked times; a backlog becomes a quest. Raises MalformedFile."""
    history = _History()
    for line, text in source.lines():
        if not text.strip() or text.startswith("#"):
            continue
        try:
            _take(history, text, line)
        except InvalidField as error:
            raise source.wrong(line, error) from error
    for running in history.running.values():
        _end(history, running, None)
    found = [one for sessions in history.sessions.values() for one in sessions]
    yield from sorted(found, key=lambda one: one.line)


def _take(history: _History, text: str, line: int) -> None:
    when, user, name, parameters = _parsed(text)
    running = history.running.get(user)
    if running is not None and _ends(running, name, parameters):
        del history.running[user]
        _end(history, running, when)
    if name in _STARTS:
        workitem = _known(history.workitems, "workitem", parameters, 0)
        history.running[user] = _Running(workitem, when, _planned(parameters), line)
    elif name in {"CreateBacklog", "RenameBacklog"}:
        history.backlogs[_parameter("backlog", parameters, 0)] = _parameter("backlog", parameters, 1)
    elif name == "CreateWorkitem":
        backlog = _known(history.backlogs, "backlog", parameters, 1)
        history.workitems[_parameter("workitem", parameters, 0)] = (
            backlog,
            _parameter("workitem", parameters, 2),
        )
    elif name in {"RenameWorkitem", "MoveWorkitem"}:
        _change_workitem(history, name, parameters)
    elif name in {"DeleteWorkitem", "DeleteBacklog"}:
        _delete(history, _parameter("workitem", parameters, 0))


def _delete(history: _History, deleted: str) -> None:
    """Forget the sessions of a workitem, or of all that are in a backlog."""
    for workitem, (backlog, _) in history.workitems.items():
        if deleted in {workitem, backlog}:
            history.sessions.pop(workitem, None)


def _parsed(text: str) -> tuple[str, str, str, list[str]]:
    """When, who, what and its parameters."""
    if text.startswith("+"):
        raise InvalidField(Refusal.ENCRYPTED)
    found = ENTRY.fullmatch(text)
    if found is None:
        raise InvalidField(Refusal.NOT_OF_FORMAT, format="flowkeeper")
    try:
        moment = datetime.fromisoformat(found[2])
    except ValueError:
        raise value_wrong("time", found[2]) from None
    if moment.tzinfo is None:
        raise value_wrong("time", found[2])
    return values.of_datetime("time", moment), found[3], found[4], _parameters(found[5])


def _parameters(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        match = _PARAMETER.match(text, at)
        if match is None:
            raise InvalidField(Refusal.NOT_OF_FORMAT, format="flowkeeper")
        found.append(_ESCAPED.sub(r"\1", match[1]))
        at = match.end()
    return found


def _ends(running: _Running, name: str, parameters: Sequence[str]) -> bool:
    if name in {"CompleteWorkitem", "DeleteWorkitem"}:
        return parameters[:1] == [running.workitem]
    return name in _STOPS or name in _STARTS


def _planned(parameters: Sequence[str]) -> timedelta:
    text = parameters[1] if len(parameters) > 1 else ""
    try:
        return timedelta(seconds=float(text or 0))
    except (ValueError, OverflowError):
        raise value_wrong("duration", text) from None


def _end(history: _History, running: _Running, stopped_at: str | None) -> None:
    ended = _ended(history, running, stopped_at)
    history.sessions.setdefault(running.workitem, []).append(ended)


def _ended(history: _History, running: _Running, stopped_at: str | None) -> SessionCopy:
    end, is_completed = stopped_at, True
    if running.planned:
        try:
            due_at = moment_text(moment_of(running.started_at) + running.planned)
        except OverflowError:
            raise value_wrong("duration", running.planned) from None
        is_completed = stopped_at is None or stopped_at >= due_at
        end = due_at if is_completed else stopped_at
    backlog, name = history.workitems[running.workitem]
    return foreign.session(
        [(running.started_at, end)],
        line=running.line,
        quest_title=values.title("backlog", history.backlogs[backlog].strip()),
        description=name.strip()[:LONGEST_DESCRIPTION] or None,
        planned=running.planned or None,
        is_completed=is_completed,
    )


def _change_workitem(history: _History, name: str, parameters: Sequence[str]) -> None:
    workitem = _known(history.workitems, "workitem", parameters, 0)
    backlog, title = history.workitems[workitem]
    if name == "RenameWorkitem":
        title = _parameter("workitem", parameters, 1)
    else:
        backlog = _known(history.backlogs, "backlog", parameters, 1)
    history.workitems[workitem] = (backlog, title)


def _known(
    things: dict[str, object] | dict[str, str] | dict[str, tuple[str, str]],
    field: str,
    parameters: Sequence[str],
    at: int,
) -> str:
    found = _parameter(field, parameters, at)
    if found not in things:
        raise value_wrong(field, found)
    return found


def _parameter(field: str, parameters: Sequence[str], at: int) -> str:
    if len(parameters) <= at:
        raise value_missing(field)
    return values.text(field, parameters[at], 2**20)
