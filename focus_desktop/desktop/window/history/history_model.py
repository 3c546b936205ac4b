"""The history as a table model. It holds the sessions that it is given, and requests more at its end."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from focus_desktop import wording
from focus_desktop.desktop.window.history.day_group import DayGroup, grouped, today
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.history_query import NEWEST_FIRST, SortBy
from focus_desktop.model.record import SessionRecord
from focus_desktop.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.history_query import HistoryOrder
    from focus_desktop.model.reading import Reading

Index = QModelIndex | QPersistentModelIndex
Entry: TypeAlias = "DayGroup | SessionRecord"
"""What a row shows: the heading of a day, or a session."""
_ROOT = QModelIndex()
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_USUAL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE_FLAGS = _USUAL_FLAGS | Qt.ItemFlag.ItemIsEditable
# Made once: to draw a frame they are asked for as often as there are cells.


class Column(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    SESSION = 1
    QUEST = 2
    FOCUSED = 3
    STATUS = 4


SORTED_BY = {
    Column.TIME: SortBy.STARTED,
    Column.SESSION: SortBy.DESCRIPTION,
    Column.QUEST: SortBy.QUEST,
    Column.FOCUSED: SortBy.FOCUSED,
    Column.STATUS: SortBy.STATUS,
}
HEADERS = (N_("Time"), N_("Description"), N_("Quest"), N_("Focused"), N_("Status"))


class HistoryModel(QAbstractTableModel):
    """Sessions in an order. The newest first are grouped by day, with a row for each day's heading."""

    more_wanted = Signal(object)
    """The view has reached the end. The argument is the last FocusSession; those after it are needed."""
    renamed = Signal(object, str)
    """A description was typed in place. The arguments are the SessionRecord and the text."""

    changed = Signal()
    """Rows were added or removed one by one, and that is done now."""

    def __init__(self, read: Callable[[], Reading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._records: list[SessionRecord] = []
        self._entries: list[Entry] = []
        self._order = NEWEST_FIRST
        self.day_start_hour = 0
        self.hides_status_words = False
        """Whether there is room only for the signs of how sessions have ended."""
        self.hides_planned = False
        """Whether there is no room for the planned time."""
        self.is_changing = False
        """Whether rows are just being added or removed one by one; `changed` tells the end of it."""
        self._has_more = False
        self._is_waiting = False
        self._shown_duration = ""

    # What is shown

    def show_history(
        self, records: Sequence[SessionRecord], *, more: bool, order: HistoryOrder = NEWEST_FIRST
    ) -> None:
        """Show only these sessions; `more` says whether there are others after them."""
        self.beginResetModel()
        self._order = order
        self._records = list(records)
        self._entries = self._entries_of(self._records)
        self._has_more, self._is_waiting = more, False
        self.endResetModel()

    def show_changes(self, fresh: Sequence[SessionRecord], *, more: bool) -> None:
        """Show the same sessions as they are now; rows that stay keep their selection and place."""
        self._has_more = more
        self._become(list(fresh))

    def append(self, records: Sequence[SessionRecord], *, more: bool) -> None:
        """Add sessions at the end."""
        self._has_more, self._is_waiting = more, False
        entries = self._entries_of(records)
        if not entries:
            return
        last = next((one for one in reversed(self._entries) if isinstance(one, DayGroup)), None)
        first = entries[0]
        if isinstance(first, DayGroup) and last is not None and last.day == first.day:
            last.records.extend(first.records)
            entries = entries[1:]
        self._records.extend(records)
        place = len(self._entries)
        self.beginInsertRows(_ROOT, place, place + len(entries) - 1)
        self._entries.extend(entries)
        self.endInsertRows()

    def add(self, record: SessionRecord) -> None:
        """Show a new session in its place; if sorted otherwise, the store's next answer tells its place."""
        if self._order.is_newest_first:
            self._become([record, *self._records])

    def replace(self, record: SessionRecord) -> bool:
        """Show a session as it is now. Return whether it is in the table."""
        place = self._place(record.id)
        if place is None:
            return False
        self._become([*self._records[:place], record, *self._records[place + 1 :]])
        return True

    def remove(self, session_id: UUID) -> None:
        """Remove a session, if it is in the table."""
        place = self._place(session_id)
        if place is not None:
            self._become([*self._records[:place], *self._records[place + 1 :]])

    def stop_waiting(self) -> None:
        """Let the view ask for more sessions again, after none could be added."""
        self._is_waiting = False

    def show_time_passing(self) -> None:
        """Update the active session's focused time and its day's, if its text has changed."""
        found = next((row for row in range(min(2, len(self._entries))) if self._is_active(row)), None)
        if found is None:
            return
        duration = self._text(self._entries[found], Column.FOCUSED)
        if duration != self._shown_duration:
            self._shown_duration = duration
            self.dataChanged.emit(self.index(0, 0), self.index(found, len(Column) - 1))

    # What it has

    @property
    def is_waiting(self) -> bool:
        """Whether more sessions were asked for and have not come yet."""
        return self._is_waiting

    @property
    def order(self) -> HistoryOrder:
        """The order in which the sessions are."""
        return self._order

    @property
    def records(self) -> Sequence[SessionRecord]:
        """The sessions that are shown, in their order."""
        return self._records

    @property
    def read(self) -> Callable[[], Reading]:
        """Reads the clock."""
        return self._read

    def ends_with(self, session: FocusSession) -> bool:
        """Whether this is the last session in the table."""
        return bool(self._records) and self._records[-1].id == session.id

    def entry(self, row: int) -> Entry:
        """What a row shows."""
        return self._entries[row]

    def record(self, row: int) -> SessionRecord | None:
        """The session in a row; None for a heading."""
        entry = self._entries[row]
        return entry if isinstance(entry, SessionRecord) else None

    def row_of(self, session_id: UUID) -> int | None:
        """The row of a session; None if it is not in the table."""
        return next((row for row, one in enumerate(self._entries) if _key(one) == session_id), None)

    # As Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of rows so far: sessions and headings."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more sessions can be asked for."""
        return self._has_more and not self._is_waiting and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Request more sessions, which are appended later."""
        if self.canFetchMore(parent) and self._records:
            self._is_waiting = True
            self.more_wanted.emit(self._records[-1].session)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name and alignment of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._header(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= Column.FOCUSED else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen; the description of a session can be edited."""
        if not index.isValid() or self.record(index.row()) is None:
            return _NO_FLAGS
        return _EDITABLE_FLAGS if index.column() == Column.SESSION else _USUAL_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, what is read aloud of it, and a tooltip where it may be cut off."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.EditRole and isinstance(entry, SessionRecord):
            return entry.session.description or ""  # As it is stored: only the description can be edited.
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(entry, column) or self._spoken_if_empty(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, SessionRecord):
            return wording.tooltip(self._text(entry, column))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another description. The row changes when that is stored."""
        record = self.record(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or record is None:
            return False
        text = str(value).strip()
        if text != (record.session.description or ""):
            self.renamed.emit(record, text)
        return True

    def _header(self, column: Column) -> str:
        """A column's name, with an arrow if the sessions are sorted by it and are not grouped by day."""
        if column is Column.STATUS and self.hides_status_words:
            return ""
        name = _(HEADERS[column])
        if self._order.is_newest_first or SORTED_BY[column] is not self._order.by:
            return name
        return f"{name} {'↓' if self._order.is_descending else '↑'}"

    def _entries_of(self, records: Sequence[SessionRecord]) -> list[Entry]:
        if not self._order.is_newest_first:
            return list(records)
        entries: list[Entry] = []
        for group in grouped(records, self.day_start_hour):
            entries += [group, *group.records]
        return entries

    def _become(self, records: list[SessionRecord]) -> None:
        """Show these sessions, and touch only the rows that differ."""
        if self._order.is_newest_first:
            records.sort(key=lambda one: (one.session.started_at, one.id), reverse=True)
        self._records = records
        before, fresh = [_key(entry) for entry in self._entries], self._entries_of(records)
        self.is_changing = True
        self._replace_entries(fresh)
        if fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(Column) - 1))
        self.is_changing = False
        if [_key(entry) for entry in fresh] != before:
            self.changed.emit()

    def _replace_entries(self, fresh: list[Entry]) -> None:
        kept = {_key(entry) for entry in fresh}
        for row in reversed(range(len(self._entries))):
            if _key(self._entries[row]) not in kept:
                self._remove(row)
        for row, entry in enumerate(fresh):
            if row < len(self._entries) and _key(self._entries[row]) == _key(entry):
                self._entries[row] = entry
            else:
                self._insert(row, entry)
        for row in reversed(range(len(fresh), len(self._entries))):
            self._remove(row)  # It has another place now.

    def _insert(self, row: int, entry: Entry) -> None:
        self.beginInsertRows(_ROOT, row, row)
        self._entries.insert(row, entry)
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self._entries[row]
        self.endRemoveRows()

    def _text(self, entry: Entry, column: Column) -> str:
        if isinstance(entry, DayGroup):
            return self._heading(entry, column)
        texts: dict[Column, Callable[[SessionRecord], str]] = {
            Column.TIME: self.time,
            Column.SESSION: lambda record: wording.isolated(record.session.description or ""),
            Column.QUEST: lambda record: wording.isolated(record.quest.title) if record.quest else "",
            Column.FOCUSED: self._focused,
            Column.STATUS: words.status,
        }
        return texts[column](entry)

    def time(self, record: SessionRecord) -> str:
        """When a session took place; also on which day, unless the sessions are grouped by day."""
        if self._order.is_newest_first:
            return words.time_span(record)
        return words.day_and_time_span(record, self._read().wall)

    def _focused(self, record: SessionRecord) -> str:
        focused = words.focused(record, record.time(self._read()))
        return " ".join(filter(None, (focused, words.of_planned(record))))

    def _heading(self, group: DayGroup, column: Column) -> str:
        reading = self._read()
        match column:
            case Column.TIME:
                return group.heading(today(reading, self.day_start_hour))
            case Column.FOCUSED:
                return wording.worked_minutes(group.focused(reading))
            case _:
                return ""

    def _spoken_if_empty(self, entry: Entry, column: Column) -> str:
        """What is read aloud of a cell without text."""
        if isinstance(entry, DayGroup):
            return self._heading(entry, Column.TIME)
        return wording.no_quest() if column is Column.QUEST else wording.title(entry)

    def _place(self, session_id: UUID) -> int | None:
        return next((place for place, one in enumerate(self._records) if one.id == session_id), None)

    def _is_active(self, row: int) -> bool:
        record = self.record(row)
        return record is not None and record.is_active

    def sessions(self) -> Iterator[tuple[int, SessionRecord]]:
        """The rows that show sessions, and these."""
        for row, entry in enumerate(self._entries):
            if isinstance(entry, SessionRecord):
                yield row, entry


def _key(entry: Entry) -> object:
    return entry.day if isinstance(entry, DayGroup) else entry.id
