"""The formats by name: who reads and who writes each, and how a file shows which one it is of."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, Protocol

from focus_desktop.exchange import (
    flowkeeper,
    focus_timer,
    foreign_database,
    own_csv,
    own_json,
    pomotroid,
    source,
    super_productivity,
    timewarrior,
    toggl,
)
from focus_desktop.exchange.calendar import CalendarWriter
from focus_desktop.exchange.format import EXPORTED, IMPORTED, Format
from focus_desktop.exchange.own_csv import CsvWriter
from focus_desktop.exchange.own_json import JsonWriter
from focus_desktop.model.errors import Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import QuestCopy, SessionCopy

    Read = Callable[[Source], Iterator[SessionCopy | QuestCopy]]

HEAD_BYTES = 2**16
_OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OWN_JSON = re.compile(r'"format"\s*:\s*"focus-desktop"')


class Writer(Protocol):
    """Writes sessions as they come, then what follows them."""

    def write(self, sessions: Sequence[Any]) -> None:
        """Write these sessions: `SessionLine` for CSV, `SessionCopy` for the others."""

    def end(self, quests: Iterable[QuestCopy], left_out: Sequence[str] = ()) -> None:
        """Write what follows the sessions; `left_out` are the ids of those that could not be read."""


_READERS: dict[Format, Read] = {
    Format.CSV: own_csv.read,
    Format.JSON: own_json.read,
    Format.TOGGL: toggl.read,
    Format.TIMEWARRIOR: timewarrior.read,
    Format.SUPER_PRODUCTIVITY: super_productivity.read,
    Format.FLOWKEEPER: flowkeeper.read,
    Format.POMOTROID: pomotroid.read,
    Format.FOCUS_TIMER: focus_timer.read,
}
_WRITERS: dict[Format, Callable[[IO[str]], Writer]] = {
    Format.CSV: CsvWriter,
    Format.JSON: JsonWriter,
    Format.ICS: CalendarWriter,
}


def reader(chosen: Format) -> Read:
    """What reads files of this format. Raises UnusableFile if it is one that only goes out."""
    if chosen not in _READERS:
        raise UnusableFile(Refusal.FORMAT_ONLY_GOES_OUT, format=chosen, formats=_list(IMPORTED))
    return _READERS[chosen]


def writer(chosen: Format, stream: IO[str]) -> Writer:
    """What writes files of this format. Raises UnusableFile if it is one that only comes in."""
    if chosen not in _WRITERS:
        raise UnusableFile(Refusal.FORMAT_ONLY_COMES_IN, format=chosen, formats=_list(EXPORTED))
    return _WRITERS[chosen](stream)


def of_name(path: Path) -> Format | None:
    """The format to export to that the end of a file's name stands for; None if it stands for none."""
    return next((one for one in EXPORTED if path.suffix.lower() == f".{one}"), None)


def detected(path: Path) -> Format:
    """The format of a file, by its content. Raises UnusableFile."""
    with source.opened(path) as file:
        try:
            head = file.stream.read(HEAD_BYTES)
        except UnicodeDecodeError as error:
            raise UnusableFile(Refusal.NOT_IMPORTABLE, name=path.name) from error
        if not head:
            raise UnusableFile(Refusal.FILE_EMPTY, name=path.name)
        return _of_database(file) if head.startswith(foreign_database.MAGIC) else _of_head(head, path.name)


def _of_database(file: Source) -> Format:
    with foreign_database.opened(file) as database:
        tables = database.tables
    if "schema_version" in tables and "sessions" in tables:
        return Format.POMOTROID
    if "timeblocks" in tables or "entries" in tables:
        return Format.FOCUS_TIMER
    raise UnusableFile(Refusal.NOT_IMPORTABLE, name=file.name)


def _of_head(head: bytes, name: str) -> Format:
    text = head.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("BEGIN:VCALENDAR"):
        raise UnusableFile(Refusal.CALENDAR_ONLY_GOES_OUT, name=name)
    if text.startswith("<") or _OF_NO_TEXT.search(head):
        raise UnusableFile(Refusal.NOT_IMPORTABLE, name=name)
    found = _of_text(text)
    if found is None:
        raise UnusableFile(Refusal.FORMAT_UNKNOWN, name=name, formats=_list(IMPORTED))
    return found


def _of_text(text: str) -> Format | None:
    first_line = text.partition("\n")[0]
    if text.startswith("{"):
        return Format.JSON if _OWN_JSON.search(text) else Format.SUPER_PRODUCTIVITY
    if text.startswith("["):
        return Format.TIMEWARRIOR
    if "started_at" in first_line:
        return Format.CSV
    if "Start date" in first_line:
        return Format.TOGGL
    is_flowkeeper = flowkeeper.ENTRY.fullmatch(first_line) or first_line.startswith(("+", "#"))
    return Format.FLOWKEEPER if is_flowkeeper else None


def _list(formats: Iterable[Format]) -> str:
    return ", ".join(formats)
