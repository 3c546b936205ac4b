"""The history as a table model: fetched a page at a time, kept current by announcements."""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from focus_desktop import wording
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

    FetchPage = Callable[[FocusSession | None], Sequence[SessionRecord]]
    """Answers the records older than a session, newest first; none if there are no more."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from left to right."""

    STARTED = 0
    SESSION = 1
    QUEST = 2
    FOCUSED = 3
    PLANNED = 4
    STATUS = 5


LONGEST_REFRESH = 1000
"""Rows that are fetched anew when something has changed."""

_FREE_TEXTS = {Column.SESSION, Column.QUEST}
_NUMBERS = {Column.FOCUSED, Column.PLANNED}
HEADERS = ("Started", "Description", "Quest", "Focused", "Planned", "Status")


class HistoryModel(QAbstractTableModel):
    """Sessions, newest first. Times are local, durations are in words."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._records: list[SessionRecord] = []
        self._fetch: FetchPage | None = None
        self._more = False
        self._growing = ""

    def show_history(self, fetch: FetchPage) -> None:
        """Show what `fetch` answers, from its first page on."""
        self.beginResetModel()
        self._fetch = fetch
        self._records = list(fetch(None))
        self._more = bool(self._records)
        self.endResetModel()

    def refresh(self) -> None:
        """Show what has changed meanwhile; rows that stay keep their selection and place."""
        if self._fetch is None:
            return
        fresh = self._fetched_again(self._fetch)
        kept = {record.id for record in fresh}
        for row in reversed(range(len(self._records))):
            if self._records[row].id not in kept:
                self._remove(row)
        # The order never changes, for neither does the time of a start.
        for row, record in enumerate(fresh):
            if row < len(self._records) and self._records[row].id == record.id:
                self._records[row] = record
            else:
                self._insert(row, record)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Column) - 1))

    def record(self, row: int) -> SessionRecord:
        """The record in a row."""
        return self._records[row]

    def add(self, record: SessionRecord) -> None:
        """Put a new session on top."""
        self._insert(0, record)

    def replace(self, record: SessionRecord) -> bool:
        """Show a session as it is now; whether it is in the table."""
        row = self._row(record.id)
        if row is None:
            return False
        self._records[row] = record
        self._changed(row)
        return True

    def remove(self, session_id: UUID) -> None:
        """Take a session out, if it is in the table."""
        row = self._row(session_id)
        if row is not None:
            self._remove(row)

    def show_time_passing(self) -> None:
        """Show the running session's focused time anew, if that reads differently by now."""
        if self._records and self._records[0].session.status is SessionStatus.ACTIVE:
            words = self._text(self._records[0], Column.FOCUSED)
            if words != self._growing:
                self._growing = words
                self._changed(0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many sessions have been fetched so far."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older sessions may be left."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Append the next page."""
        if self._fetch is None or not self.canFetchMore(parent):
            return
        page = self._fetch(self._records[-1].session if self._records else None)
        self._more = bool(page)
        if page:
            first = len(self._records)
            self.beginInsertRows(_ROOT, first, first + len(page) - 1)
            self._records.extend(page)
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and alignment; where people's words may be cut short, also a tooltip."""
        if not index.isValid():
            return None
        column, record = Column(index.column()), self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in _FREE_TEXTS:
            return wording.tooltip(self._text(record, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def _fetched_again(self, fetch: FetchPage) -> list[SessionRecord]:
        """As many pages as are shown, up to a limit, beyond which scrolling fetches them again."""
        wanted = min(len(self._records), LONGEST_REFRESH)
        fresh = list(fetch(None))
        self._more = bool(fresh)
        while self._more and len(fresh) < wanted:
            page = fetch(fresh[-1].session)
            self._more = bool(page)
            fresh.extend(page)
        return fresh

    def _insert(self, row: int, record: SessionRecord) -> None:
        self.beginInsertRows(_ROOT, row, row)
        self._records.insert(row, record)
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self._records[row]
        self.endRemoveRows()

    def _text(self, record: SessionRecord, column: Column) -> str:
        session = record.session
        match column:
            case Column.STARTED:
                return wording.day_and_time(session.started_at, self._read().wall)
            case Column.SESSION:
                return session.description or ""
            case Column.QUEST:
                return record.quest.title if record.quest else ""
            case Column.FOCUSED:
                return wording.worked(record, record.time(self._read()))
            case Column.PLANNED:
                return wording.duration(timedelta(minutes=session.duration_minutes))
            case Column.STATUS:
                return wording.state(record)

    def _row(self, session_id: UUID) -> int | None:
        return next((row for row, one in enumerate(self._records) if one.id == session_id), None)

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
