"""The History page: filters, the table of sessions, the panel that edits one, and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from focus_desktop.desktop.window.history.history_menu import HistoryMenu
    from focus_desktop.desktop.window.history.session_editor import SessionEditor
    from focus_desktop.model.history_query import HistoryFilter, HistorySummary
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

SCROLL_BAR = 16
"""Pixels of its width and of the gap before it: it stands in the margin of the page."""


class HistoryPage(QWidget):
    """Shows the sessions that match the filters.

    Its parts are made by `build`, since the page is not the first one that is seen.
    """

    shown = Signal()
    """The page can be seen now."""
    filters_changed = Signal()
    order_requested = Signal(object)
    """The argument is the HistoryOrder."""
    edit_requested = Signal(object)
    """A session is to be edited. The argument is the SessionRecord."""
    inspect_requested = Signal(object)
    """The open panel is to show another session, which was selected. The argument is the SessionRecord."""
    add_requested = Signal()
    delete_requested = Signal(object)
    """Sessions are to be deleted. The argument is a list of SessionRecords, as in the signals below."""
    merge_requested = Signal(object)
    quest_requested = Signal(object, object)
    """Sessions are to have a quest. The arguments are the list and the id of the quest, or None."""
    split_requested = Signal(object, object)
    """The arguments are the SessionRecord and the moment."""
    start_again_requested = Signal(object)
    """The argument is the SessionRecord."""
    export_requested = Signal(object)
    """The argument is the list of selected sessions; empty for all that match the filters."""
    rename_requested = Signal(object, str)
    """A session was given another description in the table. The arguments are its record and the text."""
    more_wanted = Signal(object)
    """Sessions after the last one are to be read. The argument is that one, a FocusSession."""
    save_requested = Signal(object)
    """The panel is to be saved. The argument is the EditedSession."""
    restore_requested = Signal(object)
    """The first values of the session in the panel are to come back. The argument is its id."""
    unreadable_requested = Signal()
    """The entries that cannot be read are to be shown."""

    def __init__(self, read: Callable[[], Reading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("History"))
        self._read = read
        self._wanted: HistoryFilter | None = None
        """What the table shows; None before it was first filled."""
        self._has_frame = self.is_built = False
        self._is_search_wanted = False
        """Whether somebody has asked for the search."""
        self._gives_table_keyboard = False
        """Whether the table is to take the keyboard focus as soon as it has sessions."""
        self._editor: SessionEditor | None = None
        self._menu: HistoryMenu | None = None
        self._quests: Sequence[Quest] = ()
        self._unreadable_sentence = ""

    def build(self) -> None:
        """Make the parts of the page, unless they are there. Only `show_quests` may be called before."""
        if self.is_built:
            return
        self._build_frame()
        from focus_desktop.desktop.window.history.history_table import HistoryTable  # noqa: PLC0415

        self.is_built = True
        self.unreadable = button("", self.unreadable_requested, look="link")
        self._upper_rows.insertWidget(1, self.unreadable, alignment=Qt.AlignmentFlag.AlignLeft)
        self.table = HistoryTable(self.model)
        self._stack.insertWidget(0, self.table)
        self._connect()
        self._fit()
        self.show_quests(self._quests)
        self.show_unreadable(self._unreadable_sentence)
        self._show_state()
        middle = (self.unreadable, self.nothing_listed.clear, self.table)
        parts = (*self.filters.parts(), *middle, *self.footer.buttons())
        tab_order.let_follow(self.previousInFocusChain(), self, parts)

    def appear(self) -> None:
        """Make the parts and tell that the page is shown, unless that was done before."""
        if not self.is_built:
            self.build()
            tab_order.pass_keyboard_on(self, self.filters.search)
            self._tell_shown()

    @property
    def editor(self) -> SessionEditor:
        """The panel that edits a session; made when it is first asked for."""
        self._editor = self._editor or self._new_editor()
        return self._editor

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests in the filter and for sessions."""
        self._quests = quests
        if not self.is_built:
            return  # It will offer them when it is made.
        self.filters.show_quests(quests)
        for part in (self._editor, self._menu):
            if part is not None:
                part.show_quests(quests)

    def quest_title(self, quest_id: object) -> str:
        """The title of a quest; empty if there is none with this id."""
        return next((quest.title for quest in self._quests if quest.id == quest_id), "")

    def begin_search(self) -> None:
        """Give the keyboard focus to the search."""
        self._is_search_wanted = True
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def show_wanted(self, wanted: HistoryFilter) -> None:
        """Note which sessions the table shows now."""
        has_keyboard_by_chance = self.filters.search.hasFocus() and not self._is_search_wanted
        if self._wanted is None and has_keyboard_by_chance and not self.filters.search.text():
            self._gives_table_keyboard = True  # The page was opened before there was anything in the table.
        self._wanted = wanted
        self.nothing_listed.show_reason(wanted)

    def show_summary(self, summary: HistorySummary) -> None:
        """Show what all sessions that match the filters add up to."""
        self.footer.show_summary(summary, self.filters.range.words())

    def show_unreadable(self, sentence: str) -> None:
        """Tell that entries of the data cannot be read; with an empty text, all can."""
        self._unreadable_sentence = sentence
        if self.is_built:
            self.unreadable.setText(sentence)
            self.unreadable.setVisible(bool(sentence))

    def show_session(self, record: SessionRecord) -> None:
        """Show a session that has just begun or changed, if it matches the filters; else remove it."""
        if not self._matches(record):
            self.model.remove(record.id)
        elif not self.model.replace(record):
            self.model.add(record)

    def choose(self, session_ids: Collection[UUID]) -> None:
        """Select these sessions, as far as they are in the table, which gets the keyboard focus."""
        self.table.choose(*session_ids)
        if self.table.isVisible() and (self._editor is None or self._editor.known is None):
            self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Emit `shown`, and give the sessions the keyboard focus, if there are any.

        The first time most parts are made after the page is seen: the window never stands still for long.
        """
        super().showEvent(event)
        if not self.is_built:
            from focus_desktop.desktop.window import next_turn  # noqa: PLC0415 — not before the first paint

            self._build_frame()
            next_turn.call_next(self, self.appear)
        elif event.spontaneous():
            self.shown.emit()
        else:
            self._tell_shown()

    def minimumSizeHint(self) -> QSize:
        """As wide as either the table or the panel needs: where there is no room for both, one is hidden."""
        hint = super().minimumSizeHint()
        if not self.is_built:
            return hint
        parts = (self._upper,) if self._editor is None else (self._upper, self._editor)
        return QSize(max(part.minimumSizeHint().width() for part in parts), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts into the width."""
        super().resizeEvent(event)
        if self.is_built:
            self._fit()

    @property
    def wanted(self) -> HistoryFilter | None:
        """What the sessions were asked for by that are shown; None before any are."""
        return self._wanted

    def _matches(self, record: SessionRecord) -> bool:
        """Whether the session is shown, as far as can be said without the store, which is asked as well."""
        passes = None if self._wanted is None else self._wanted.passes(record)
        return self.model.row_of(record.id) is not None if passes is None else passes

    def _tell_shown(self) -> None:
        self.shown.emit()
        if self.model.rowCount():
            self.table.setFocus()

    def _build_frame(self) -> None:
        """Make what is seen at once when the page is opened for the first time."""
        if self._has_frame:
            return
        self._has_frame = True
        # What the first paint of the window does not need is not imported before.
        from focus_desktop.desktop.window.history.day_group import today  # noqa: PLC0415
        from focus_desktop.desktop.window.history.history_filters import HistoryFilters  # noqa: PLC0415
        from focus_desktop.desktop.window.history.history_footer import HistoryFooter  # noqa: PLC0415
        from focus_desktop.desktop.window.history.history_model import HistoryModel  # noqa: PLC0415
        from focus_desktop.desktop.window.history.nothing_listed import NothingListed  # noqa: PLC0415

        self.model = HistoryModel(self._read, self)
        self.filters = HistoryFilters(lambda: today(self._read(), self.model.day_start_hour))
        self.filters.lay_out(self.width() - 2 * tokens.WIDE)
        self.nothing_listed = NothingListed()
        self.footer = HistoryFooter()
        self._lay_out()

    def _lay_out(self) -> None:
        self._upper = QWidget(self)
        self._upper_rows = upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(tokens.WIDE, tokens.LARGE, tokens.WIDE - SCROLL_BAR, 0)
        upper.setSpacing(tokens.MEDIUM)
        self.filters.setContentsMargins(0, 0, SCROLL_BAR, 0)
        upper.addWidget(self.filters)
        self._stack = QStackedLayout()
        upper.addLayout(self._stack, stretch=1)
        # Only now: a stack that is not in a window yet shows its first widget as a window of its own.
        self._stack.addWidget(self.nothing_listed)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(0)
        self._columns.addWidget(self._upper, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._columns, stretch=1)
        layout.addWidget(self.footer)

    def _connect(self) -> None:
        self.filters.changed.connect(self.filters_changed)
        self.filters.add_requested.connect(self.add_requested)
        self.filters.left.connect(self.table.begin)
        self.nothing_listed.clear_requested.connect(self._clear_filters)
        self.table.edit_requested.connect(self.edit_requested)
        self.table.order_requested.connect(self.order_requested)
        self.table.menu_requested.connect(self._open_menu)
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.table.selectionModel().selectionChanged.connect(self._inspect_selected)
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 — not before the first paint

        shortcut = QShortcut(QKeySequence.StandardKey.Delete, self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._request_delete)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.changed):
            signal.connect(self._show_state)
        footer = self.footer
        footer.edit_requested.connect(lambda: self._emit_one(self.edit_requested))
        footer.delete_requested.connect(self._request_delete)
        footer.merge_requested.connect(self._request_merge)
        footer.more_requested.connect(self._open_menu)
        footer.export_requested.connect(lambda: self.export_requested.emit([]))
        footer.short_cancelled_toggled.connect(self._toggle_short_cancelled)
        self.model.renamed.connect(self.rename_requested)
        self.model.more_wanted.connect(self.more_wanted)

    def _show_state(self) -> None:
        if self.model.is_changing:
            return
        if self.table.hasFocus() and not self.model.rowCount():
            self.filters.search.setFocus()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if not self.isVisible() or (self._gives_table_keyboard and self.model.rowCount()):
            self._gives_table_keyboard = False
            self.table.setFocus()  # It has the keyboard focus when the page is shown.
        self._show_selected()

    def _clear_filters(self) -> None:
        self._gives_table_keyboard = True  # The button goes away.
        self.filters.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the editor by Escape from all other parts, too."""
        if event.key() == Qt.Key.Key_Escape and self._editor is not None and self._editor.isVisible():
            self._editor.close_panel()
        else:
            super().keyPressEvent(event)

    def _show_selected(self) -> None:
        if self.model.is_changing:
            return  # All rows that go away are looked at together.
        self.footer.show_selected(self.table.chosen(), self._read())

    def _inspect_selected(self) -> None:
        """Let the open panel show the selected session, unless it has changes that are not saved."""
        editor = self._editor
        if editor is None or editor.known is None or self.model.is_changing:
            return
        chosen = self.table.chosen()
        if len(chosen) != 1 or chosen[0].is_active:
            return
        if not editor.is_about(chosen[0]) and not editor.has_changes:
            self.inspect_requested.emit(chosen[0])

    def _emit_one(self, signal: object) -> None:
        chosen = self.table.chosen()
        if len(chosen) == 1:
            signal.emit(chosen[0])  # type: ignore[attr-defined]  # a signal of this page

    def _request_delete(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self.table.setFocus()  # The button is hidden when nothing is selected any more.
            self.delete_requested.emit(chosen)

    def _request_merge(self) -> None:
        self.table.setFocus()
        self.merge_requested.emit(self.table.chosen())

    def _toggle_short_cancelled(self) -> None:
        shown = not self.filters.with_short_cancelled
        self.filters.with_short_cancelled = shown
        self.footer.show_short_cancelled(shown=shown)
        self.filters_changed.emit()

    def _open_menu(self) -> None:
        chosen = self.table.chosen()
        if not chosen:
            return
        self._menu = self._menu or self._new_menu()
        self._menu.show_sessions(chosen)
        self._menu.open_at(self.footer.more)

    def _new_editor(self) -> SessionEditor:
        from focus_desktop.desktop.window.history.session_editor import (  # noqa: PLC0415 — not at once
            SessionEditor,
        )

        editor = SessionEditor()
        editor.show_quests(self._quests)
        editor.save_requested.connect(self.save_requested)
        editor.restore_requested.connect(self.restore_requested)
        editor.opened.connect(self._fit)
        editor.closed.connect(self._fit)
        editor.closed.connect(self.table.setFocus)
        self._columns.addWidget(editor)
        tab_order.let_follow(self.table, editor)
        return editor

    def _new_menu(self) -> HistoryMenu:
        from focus_desktop.desktop.window.history.history_menu import HistoryMenu  # noqa: PLC0415 — rare

        menu = HistoryMenu(self)
        menu.show_quests(self._quests)
        menu.edit_requested.connect(lambda: self._emit_one(self.edit_requested))
        menu.rename_requested.connect(self.table.begin_rename)
        menu.start_again_requested.connect(lambda: self._emit_one(self.start_again_requested))
        menu.quest_requested.connect(
            lambda quest_id: self.quest_requested.emit(self.table.chosen(), quest_id)
        )
        menu.split_requested.connect(lambda moment: self.split_requested.emit(self.table.chosen()[0], moment))
        menu.merge_requested.connect(self._request_merge)
        menu.export_requested.connect(lambda: self.export_requested.emit(self.table.chosen()))
        menu.delete_requested.connect(self._request_delete)
        return menu

    def _fit(self) -> None:
        """Let the filters stand in two rows where there is little room; the editor takes all of it then."""
        editor, beside = self._editor, 0
        if editor is not None and editor.isVisibleTo(self):
            both = self._upper.minimumSizeHint().width() + editor.usual_width
            is_narrow = self.width() < max(self.filters.narrow, both)
            editor.fill(is_narrow=is_narrow)
            self._upper.setVisible(not is_narrow)
            beside = 0 if is_narrow else editor.usual_width
        else:
            self._upper.show()
        self.filters.lay_out(self.width() - beside - 2 * tokens.WIDE)
