"""A card that opens over the window's content and closes when the user goes elsewhere.

It is a widget of the window and not a window of its own: assistive technology sees no pop-up windows, and
on Wayland only the compositor could place one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.viewport import own_viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent


SCROLL_STEP = 40
"""Pixels by which an arrow key scrolls."""


class Popover(QWidget):
    """Covers the window while it is open, notices too, so that a click beside the card closes it."""

    def __init__(self, name: str, opener: QWidget) -> None:
        """`opener` is the part of a window that opens the card; the card closes when that part goes away."""
        window = opener.window()
        super().__init__(window)
        self._window, self._opener = window, opener
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self._anchor: QWidget | None = None
        self._focus_after: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("popover")
        self.card.setAccessibleName(name)
        content = QWidget()
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(tokens.SMALL, tokens.SMALL, tokens.SMALL, tokens.SMALL)
        self.rows.setSpacing(tokens.TINY)
        self._scroll = _WholeIfThereIsRoom(content)
        for bar in (self._scroll.verticalScrollBar(), self._scroll.horizontalScrollBar()):
            bar.setAccessibleName(name)
        self._layout = QVBoxLayout(self.card)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._scroll)
        self._watched = window, opener, content
        """While the card is open: each event of these costs a call of Python."""
        self._content = content
        self._placed_for = QSize()
        self.hide()

    def open_at(self, anchor: QWidget) -> None:
        """Open above or below a widget, wherever there is more room; or close, if it is open."""
        if self.isVisible():
            self.close_card()
            return
        self._anchor = anchor
        focused: QWidget | None = self._window.focusWidget()
        self._focus_after = focused if focused is not None and focused.isVisible() else anchor
        self.setGeometry(self._window.rect())
        self._place(anchor)
        self.show()
        self.raise_()
        first = next(iter(self._stops()), self.card)
        first.setFocus(Qt.FocusReason.TabFocusReason)  # A number or a text is selected, to be replaced.

    def return_focus_to(self, widget: QWidget) -> None:
        """Give the keyboard focus to this widget when the card is closed, not to where it was opened."""
        self._focus_after = widget

    def close_card(self) -> None:
        """Close the card, and give the keyboard focus back to the part that had it before."""
        self._close(self._focus_after)

    def go_away(self) -> None:
        """Close the card, if it is open, as what it was opened at goes away."""
        if self.isVisible():
            self._close(self._window)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close the card; a press on the card itself does not come here."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_card()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the card by Escape; go through its parts by the arrow keys. No key goes past the card."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_card()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next or previous part of the card, from the last one to the first."""
        stops = self._stops()
        if not stops:
            return False
        here = self.window().focusWidget()
        place = stops.index(here) if here in stops else -1
        stop = stops[(place + (1 if forward else -1)) % len(stops)]
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(stop)
        return True

    def scroll_by_key(self, event: QKeyEvent) -> bool:
        """Scroll the card, if it is too high for the window and this key scrolls."""
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up as key:
                step = SCROLL_STEP if key == Qt.Key.Key_Down else -SCROLL_STEP
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp as key:
                step = bar.pageStep() if key == Qt.Key.Key_PageDown else -bar.pageStep()
            case _:
                return False
        bar.setValue(bar.value() + step)
        return bar.maximum() > 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the card when the window is resized or the opener goes away; fit it when its parts change."""
        is_resized = watched is self._window and event.type() == QEvent.Type.Resize
        is_gone = watched is self._opener and event.type() == QEvent.Type.Hide
        if self.isVisible() and is_resized:
            self.close_card()
        elif is_gone:
            self.go_away()
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._place_again)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look from now on at what is below the card."""
        super().showEvent(event)
        for one in self._watched:
            one.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer at what is below the card."""
        super().hideEvent(event)
        for one in self._watched:
            one.removeEventFilter(self)

    def _close(self, other: QWidget | None) -> None:
        """Close the card, and give the keyboard focus to another widget, if the card has it."""
        had_focus = self.isAncestorOf(self._window.focusWidget())
        self.hide()
        if had_focus and other is not None:
            other.setFocus()

    def _follow_focus(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Close the card when the keyboard goes elsewhere: another part would act beside it."""
        if not self.isVisible() or focused is None or self.isAncestorOf(focused):
            return  # The keyboard is with another program, or with a part of the card.
        if focused.window().windowType() != Qt.WindowType.Popup:  # Not the list of one of its combo boxes.
            self._close(None)

    def _place_again(self) -> None:
        """Fit the card to its parts, such as a sentence that has just appeared."""
        if self.isVisible() and self._anchor is not None and self._content.sizeHint() != self._placed_for:
            self._place(self._anchor)

    def _place(self, anchor: QWidget) -> None:
        for layout in (self.rows, self._layout):
            layout.invalidate()  # Its parts may have changed while it was hidden, as by another text size.
            layout.activate()
        self._scroll.updateGeometry()
        self._placed_for = self._content.sizeHint()
        self.card.adjustSize()
        area = self.rect().adjusted(tokens.SMALL, tokens.TINY, -tokens.SMALL, -tokens.TINY)
        size = self.card.size()
        if size.height() > area.height():
            size += QSize(self._scroll.verticalScrollBar().sizeHint().width(), 0)
        size = size.boundedTo(area.size())
        corner = anchor.mapTo(self._window, QPoint(0, 0))
        below, above = corner.y() + anchor.height() + tokens.TINY, corner.y() - size.height() - tokens.TINY
        fits_below = below + size.height() <= area.bottom()
        middle = corner.x() + anchor.width() // 2 - size.width() // 2
        left = min(max(middle, area.left()), area.right() + 1 - size.width())
        top = min(max(below if fits_below else above, area.top()), area.bottom() + 1 - size.height())
        self.card.setGeometry(left, top, size.width(), size.height())

    def _stops(self) -> list[QWidget]:
        """The parts of the card that can have the keyboard focus, in the order in which they were made."""
        parts = self.card.findChildren(QWidget)
        return [
            one
            for one in parts
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isEnabled()
            and one.isVisibleTo(self.card)
            and one.focusProxy() is None
        ]


class _WholeIfThereIsRoom(QScrollArea):
    """Shows its content whole where the window is high enough; else the content can be scrolled."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._placed_for = QSize()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        own_viewport(self)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # The card's background is seen, with its round corners.

    def sizeHint(self) -> QSize:
        """The size of the content."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as the content; of any height."""
        return QSize(self._content.minimumSizeHint().width(), 0)
