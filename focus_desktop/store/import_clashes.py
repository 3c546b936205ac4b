"""Finds what stands against the sessions of a file: others in the file, and those in the store."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.transfer import EARLIEST, LATEST
from focus_desktop.store.import_stage import ADDED, DUPLICATE, LEFT_OUT
from focus_desktop.store.plain_rows import AT_ONCE, MOST_VALUES, rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sqlmodel import Session

    from focus_desktop.store.import_stage import ImportStage

    Reading = Callable[[], AbstractContextManager[Session]]
    """Opens a transaction that reads."""

_STRETCHES = f"""
    SELECT i.started_at, coalesce(i.ended_at, '{LATEST}'), s.no, s.line, s.is_own, s.started_at, s.ended_at
    FROM interval i JOIN session s ON s.no = i.session_no
    WHERE {ADDED} AND (i.ended_at IS NULL OR i.ended_at > i.started_at) ORDER BY 1, s.no"""
_STORED_STRETCHES = f"""
    SELECT started_at, ended_at FROM focus_interval
    WHERE started_at >= ? AND started_at < ? AND (ended_at > ? OR ended_at IS NULL)
    ORDER BY started_at LIMIT {AT_ONCE} OFFSET ?"""
_SAME_TIMES = """
    SELECT s.started_at, max(i.ended_at) FROM focus_session s
    LEFT JOIN focus_interval i ON i.session_id = s.id WHERE s.started_at IN (?) GROUP BY s.id, s.started_at"""


class Clash(NamedTuple):
    """Why a staged session is left out."""

    line: int
    number: int
    reason: InvalidField


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of work of a session of the file, which has begun."""

    end: str
    number: int
    line: int
    is_own: bool
    session: tuple[str, str | None]
    """Start and end of the whole session."""


class _Undecided:
    """Collects what is decided, and writes it when all stretches have been read."""

    def __init__(self) -> None:
        self.fates: dict[int, int] = {}
        self.clashes: list[Clash] = []

    def leave_out(self, stretch: _Stretch, reason: InvalidField) -> None:
        self.fates[stretch.number] = LEFT_OUT
        self.clashes.append(Clash(stretch.line, stretch.number, reason))

    def of_kind(self, fate: int) -> list[int]:
        return [number for number, found in self.fates.items() if found == fate]


def find_in_file(stage: ImportStage) -> list[Clash]:
    """Decide on the sessions that overlap others of the same file; why those are left out.

    Sessions of ours may overlap one another: they did so in the store that they come from.
    """
    if not stage.has_foreign:
        return []
    found = _Undecided()
    begun: list[_Stretch] = []
    for row in stage.rows(_STRETCHES):
        start, stretch = row[0], _stretch(row)
        begun = [one for one in begun if one.end > start and one.number not in found.fates]
        if stretch.number in found.fates:
            continue
        for other in begun:
            _decide(found, other, stretch)
        begun.append(stretch)
    stage.set_fate(DUPLICATE, found.of_kind(DUPLICATE))
    stage.set_fate(LEFT_OUT, found.of_kind(LEFT_OUT))
    return found.clashes


def find_in_store(reading: Reading, stage: ImportStage, check: Callable[[], object]) -> list[Clash]:
    """Decide on the sessions that the store has already, or others at the same time; why those are left out.

    `reading` opens the transactions, each of which is short. `check` is called often, and may raise.
    """
    stage.forget_clashes()
    with reading() as work:
        if not rows(work, "SELECT 1 FROM focus_session LIMIT 1"):
            return []
    _find_duplicates(reading, stage, check)
    with reading() as work:
        clashes = _find_second_active(work, stage)
    return clashes + _find_overlaps(reading, stage, check)


def _decide(found: _Undecided, earlier: _Stretch, later: _Stretch) -> None:
    if earlier.number == later.number or (earlier.is_own and later.is_own):
        return
    if later.number in found.fates or earlier.number in found.fates:
        return
    goes, stays = (earlier, later) if later.is_own else (later, earlier)
    if goes.session == stays.session:
        found.fates[goes.number] = DUPLICATE
    else:
        found.leave_out(goes, InvalidField(Refusal.OVERLAPS_LINE, other=stays.line))


def _stretch(row: tuple[Any, ...]) -> _Stretch:
    _, end, number, line, is_own, session_start, session_end = row
    return _Stretch(end, number, line, bool(is_own), (session_start, session_end))


def _find_duplicates(reading: Reading, stage: ImportStage, check: Callable[[], object]) -> None:
    query = f"SELECT s.no, s.id, s.started_at, s.ended_at FROM session s WHERE {ADDED}"
    found: list[int] = []
    for batch in stage.batches(query, size=MOST_VALUES):
        check()
        with reading() as work:
            ids = {ident for (ident,) in rows_of(work, _BY_ID, [row[1] for row in batch])}
            times = set(rows_of(work, _SAME_TIMES, sorted({row[2] for row in batch})))
        found += [
            number for number, ident, start, end in batch if ident in ids or (end and (start, end) in times)
        ]
    stage.set_clash(DUPLICATE, found)


_BY_ID = "SELECT id FROM focus_session WHERE id IN (?)"


def _find_second_active(work: Session, stage: ImportStage) -> list[Clash]:
    staged = list(stage.rows(f"SELECT s.no, s.line FROM session s WHERE {ADDED} AND s.status = 'active'"))
    if not staged or not rows(work, "SELECT 1 FROM focus_session WHERE status = 'active'"):
        return []
    stage.set_clash(LEFT_OUT, [number for number, _ in staged])
    return [Clash(line, number, InvalidField(Refusal.ANOTHER_RUNS_ALREADY)) for number, line in staged]


def _find_overlaps(reading: Reading, stage: ImportStage, check: Callable[[], object]) -> list[Clash]:
    """Walk through both in the order of time. Only what is going on at a moment is in memory."""
    found = _Undecided()
    stored_end = ""
    begun: list[_Stretch] = []
    for count, (start, stretch, end) in enumerate(_both(reading, stage)):
        if count % MOST_VALUES == 0:
            check()
        if stretch is None:
            begun = [one for one in begun if one.end > start]
            clashing = begun
            stored_end = max(stored_end, end)
        else:
            begun.append(stretch)
            clashing = [stretch] if stored_end > start else []
        for one in clashing:
            if one.number not in found.fates:
                found.leave_out(one, InvalidField(Refusal.OVERLAPS_STORED))
    stage.set_clash(LEFT_OUT, found.of_kind(LEFT_OUT))
    return found.clashes


def _both(reading: Reading, stage: ImportStage) -> Iterator[tuple[str, _Stretch | None, str]]:
    """The stretches of the file, and those of the store without a `_Stretch`, by their starts."""
    bounds = (
        f"SELECT min(i.started_at), max(coalesce(i.ended_at, '{LATEST}'))"
        f" FROM interval i JOIN session s ON s.no = i.session_no WHERE {ADDED}"
    )
    first, last = next(stage.rows(bounds))
    if first is None:
        return iter(())
    staged = ((row[0], _stretch(row), row[1]) for row in stage.rows(_STRETCHES))
    stored = (
        (start, None, end or LATEST)
        for start, end in _stored_stretches(reading, first, last)
        if end is None or end > start
    )
    return heapq.merge(stored, staged, key=lambda one: one[0])


def _stored_stretches(reading: Reading, first: str, last: str) -> Iterator[tuple[str, str | None]]:
    """Those that touch a range of time, page by page."""
    start, seen = "", 0
    while True:
        with reading() as work:
            found = rows(work, _STORED_STRETCHES, start or EARLIEST, last, first, seen)
        yield from ((begun, end) for begun, end in found)
        if len(found) < AT_ONCE:
            return
        at_same_start = sum(begun == found[-1][0] for begun, _ in found)
        seen = at_same_start + (seen if found[-1][0] == start else 0)
        start = found[-1][0]
