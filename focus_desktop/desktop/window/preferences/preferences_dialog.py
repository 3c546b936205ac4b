"""The preferences dialog. Each change takes effect at once; there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontInfo, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.line_edit import SearchLine
from focus_desktop.desktop.window.preferences import page_search
from focus_desktop.desktop.window.preferences.page_list import PageList
from focus_desktop.desktop.window.preferences.pages import PAGES
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage, note
from focus_desktop.desktop.window.preferences.restore_row import RestoreRow
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.settings import Settings

Page = TypeVar("Page", bound=PreferencePage)

TITLE_BAR = 40
"""Pixels that the window system's title bar may take."""
SIZE, LEAST_PAGE = QSize(740, 520), QSize(296, 288)
"""Of the dialog as it opens, and of a page in the smallest dialog, in pixels; a page may have to scroll."""


class PreferencesDialog(QDialog):
    """A searchable list of pages. A page is built when it is first shown or searched."""

    changed = Signal(object)
    """The user has changed settings. The argument is a dict of their names and new values."""
    page_built = Signal(object)
    """The argument is the PreferencePage."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self.setAccessibleName(_("Preferences"))
        self._settings = settings
        self._built: dict[type[PreferencePage], PreferencePage] = {}
        self.search = SearchLine(_("Search preferences"))
        self.list = PageList()
        self.list.setAccessibleName(_("Pages"))
        self.list.addItems([_(page.NAME) for page in PAGES])
        self.nothing_found = note(_("No preference has these words."))
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages, self._restore_rows = QStackedWidget(), QStackedWidget()
        self._pages.setMinimumSize(LEAST_PAGE)
        self._pages.addWidget(self.nothing_found)
        self._restore_rows.addWidget(QWidget())
        self._restore_rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._close_button = QPushButton(_("Close"))
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.list.currentRowChanged.connect(self._show_row)
        self._close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._edit_search)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self._undo_restoring)

    def open_page(self) -> None:
        """Show the dialog with the page that was shown last, which reads again what may have changed."""
        if not self.choose_page():
            self._page(PAGES[self.list.currentRow()]).shown.emit()
        self.search.setFocus()
        self.show()
        self.raise_()
        self.activateWindow()

    def choose_page(self) -> bool:
        """Choose the first page if none was chosen yet; return whether that was so."""
        is_first = self.list.currentRow() < 0
        if is_first:
            self.list.setCurrentRow(0)
        return is_first

    def page(self, kind: type[Page]) -> Page:
        """Return the page of this class; build it if need be."""
        page = self._page(kind)
        assert isinstance(page, kind)
        return page

    def show_page(self, kind: type[Page]) -> Page:
        """Show the page of this class, and return it."""
        self.list.setCurrentRow(PAGES.index(kind))
        return self.page(kind)

    def show_settings(self, settings: Settings) -> None:
        """Show the current values."""
        self._settings = settings
        for page in self._built.values():
            page.show_settings(settings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the search with Escape, then close; Down goes to the list. Enter presses no button."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.search.text():
            self._edit_search()
            self.search.clear()
        elif key == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        elif key not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Clear the search, and offer no longer to undo anything."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.search.clear()
            for page in self._built.values():
                page.forget()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.resize(self.size().expandedTo(self._usual_size()))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, tokens.SMALL, 0)
        below.addWidget(self._restore_rows)
        below.addWidget(self._close_button)
        layout = QGridLayout(self)
        # Pages end before this margin, where a scroll bar may appear.
        layout.setContentsMargins(tokens.LARGE, tokens.LARGE, tokens.LARGE - tokens.SMALL, tokens.LARGE)
        layout.setHorizontalSpacing(tokens.WIDE)
        layout.setVerticalSpacing(tokens.SMALL)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(1, 1)
        layout.addWidget(self.search, 0, 0)
        layout.addWidget(self.list, 1, 0, 2, 1)
        layout.addWidget(self._pages, 0, 1, 2, 1)
        layout.addLayout(below, 2, 1)
        self.resize(self._usual_size())

    def _usual_size(self) -> QSize:
        size = SIZE * max(1.0, QFontInfo(self.font()).pixelSize() / tokens.TEXT)
        return size.boundedTo(self.screen().availableSize() - QSize(0, TITLE_BAR))

    def _page(self, kind: type[PreferencePage]) -> PreferencePage:
        if kind not in self._built:
            self._built[kind] = page = kind()
            page.show_settings(self._settings)
            page.changed.connect(self.changed)
            scroll_area = QScrollArea()
            scroll_area.setWidgetResizable(True)
            scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll_area.setWidget(page)
            scroll_area.verticalScrollBar().setAccessibleName(_(kind.NAME))
            self._pages.addWidget(scroll_area)
            self._restore_rows.addWidget(page.restore_row if page.has_settings else QWidget())
            last = self.previousInFocusChain()
            assert last is not None
            self.setTabOrder(last, self._close_button)  # By itself Tab goes to what was made first.
            self.page_built.emit(page)
        return self._built[kind]

    def _show_row(self, row: int) -> None:
        page = self._page(PAGES[row])
        place = list(self._built.values()).index(page) + 1
        if place != self._pages.currentIndex():
            self._show_place(place)
            page.shown.emit()

    def _show_place(self, place: int) -> None:
        """Show what is at a place of both stacks; the first place is for nothing found."""
        self._pages.setCurrentIndex(place)
        self._restore_rows.setCurrentIndex(place)

    def _undo_restoring(self) -> None:
        row = self._restore_rows.currentWidget()
        if isinstance(row, RestoreRow):
            row.undo()

    def _edit_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self, query: str) -> None:
        """List only the pages that have all words of the query on one label, and show the first one."""
        if query.strip():
            rows = [row for row, kind in enumerate(PAGES) if page_search.mark(self.page(kind), query)]
        else:
            rows = list(range(len(PAGES)))
            for page in self._built.values():
                page_search.mark(page, "")
        for row in range(len(PAGES)):
            self.list.item(row).setHidden(row not in rows)
        if not rows:
            self._show_place(0)
            return
        row = rows[0] if query.strip() else max(0, self.list.currentRow())
        self.list.setCurrentRow(row)
        self._show_row(row)
