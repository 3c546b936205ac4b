"""The history as a table model. It holds the sessions that it is given, and requests more at its end."""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from focus_desktop import wording
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

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


_MAY_BE_CUT = {Column.SESSION, Column.QUEST, Column.FOCUSED}
_NUMBERS = {Column.FOCUSED, Column.PLANNED}
HEADERS = (N_("Started"), N_("Description"), N_("Quest"), N_("Focused"), N_("Planned"), N_("Status"))


class HistoryModel(QAbstractTableModel):
    """Sessions, newest first. Times are local, durations are in words."""

    more_wanted = Signal(object)
    """The view has reached the end. The argument is the last FocusSession; older ones are needed."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._records: list[SessionRecord] = []
        self._has_more = False
        self._is_waiting = False
        self._shown_duration = ""

    def show_history(self, records: Sequence[SessionRecord], *, more: bool) -> None:
        """Show only these sessions; `more` says whether there are older ones."""
        self.beginResetModel()
        self._records = list(records)
        self._has_more, self._is_waiting = more, False
        self.endResetModel()

    def show_changes(self, fresh: Sequence[SessionRecord], *, more: bool) -> None:
        """Show the same sessions as they are now; rows that stay keep their selection and place."""
        self._has_more = more
        kept = {record.id for record in fresh}
        for row in reversed(range(len(self._records))):
            if self._records[row].id not in kept:
                self._remove(row)
        # The order of those that stay changes only if `add` put one on top that is not the newest.
        for row, record in enumerate(fresh):
            if row < len(self._records) and self._records[row].id == record.id:
                self._records[row] = record
            else:
                self._insert(row, record)
        for row in reversed(range(len(fresh), len(self._records))):
            self._remove(row)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Column) - 1))

    def append(self, records: Sequence[SessionRecord], *, more: bool) -> None:
        """Add older sessions at the end."""
        self._has_more, self._is_waiting = more, False
        if records:
            first = len(self._records)
            self.beginInsertRows(_ROOT, first, first + len(records) - 1)
            self._records.extend(records)
            self.endInsertRows()

    def stop_waiting(self) -> None:
        """Let the view ask for older sessions again, after none could be added."""
        self._is_waiting = False

    @property
    def is_waiting(self) -> bool:
        """Whether older sessions were asked for and have not come yet."""
        return self._is_waiting

    def ends_with(self, session: FocusSession) -> bool:
        """Whether this is the last session in the table."""
        return bool(self._records) and self._records[-1].id == session.id

    def record(self, row: int) -> SessionRecord:
        """The record in a row."""
        return self._records[row]

    def add(self, record: SessionRecord) -> None:
        """Put a new session on top."""
        self._insert(0, record)

    def replace(self, record: SessionRecord) -> bool:
        """Show a session as it is now. Return whether it is in the table."""
        row = self._row(record.id)
        if row is None:
            return False
        self._records[row] = record
        self._changed(row)
        return True

    def remove(self, session_id: UUID) -> None:
        """Remove a session, if it is in the table."""
        row = self._row(session_id)
        if row is not None:
            self._remove(row)

    def show_time_passing(self) -> None:
        """Update the active session's focused time, if its text has changed."""
        if self._records and self._records[0].session.status is SessionStatus.ACTIVE:
            duration = self._text(self._records[0], Column.FOCUSED)
            if duration != self._shown_duration:
                self._shown_duration = duration
                self._changed(0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of sessions in the table so far."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older sessions can be asked for."""
        return self._has_more and not self._is_waiting and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Request older sessions, which are appended later."""
        if self.canFetchMore(parent) and self._records:
            self._is_waiting = True
            self.more_wanted.emit(self._records[-1].session)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name and alignment of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADERS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text and alignment of a cell, what is read aloud, and where it may be cut off a tooltip."""
        if not index.isValid():
            return None
        column, record = Column(index.column()), self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(record, column) or _spoken_if_empty(record, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in _MAY_BE_CUT:
            return wording.tooltip(self._text(record, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

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
                is_open_ended = record.is_active and record.time_up is TimeUp.FLOW
                planned = timedelta(minutes=session.duration_minutes)
                return wording.flow() if is_open_ended else wording.duration(planned)
            case Column.STATUS:
                return wording.state(record)

    def _row(self, session_id: UUID) -> int | None:
        return next((row for row, one in enumerate(self._records) if one.id == session_id), None)

    def _changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))


def _spoken_if_empty(record: SessionRecord, column: Column) -> str:
    """What is read aloud of a cell without text."""
    return wording.no_quest() if column is Column.QUEST else wording.title(record)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
