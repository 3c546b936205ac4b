"""A quest as a card: its title, the time spent on it, its progress, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QToolTip, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.desktop.window.quest_colour import draw_dot, quest_colour
from focus_desktop.desktop.window.quests import card_layout
from focus_desktop.desktop.window.quests.card_layout import BUTTON, BelowBar, CardFonts, CardLayout
from focus_desktop.desktop.window.quests.card_texts import CardTexts
from focus_desktop.desktop.window.quests.progress_bar import ProgressBar
from focus_desktop.desktop.window.quests.sparkline import Sparkline
from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.desktop.window.sign_button import Look, Sign, SignButton
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from focus_desktop.model.quest_record import QuestRecord

DOT_DIAMETER, DOT_LEFT = 10, 17
"""Pixels."""


_KEYS = {
    Qt.Key.Key_Return: Wish.EDIT,
    Qt.Key.Key_Enter: Wish.EDIT,
    Qt.Key.Key_S: Wish.START,
    Qt.Key.Key_Minus: Wish.LESS,
    Qt.Key.Key_Plus: Wish.MORE,
    Qt.Key.Key_Delete: Wish.DELETE,
}
_OF_ACTIVE = {Wish.START, Wish.LESS, Wish.MORE, Wish.COMPLETE}
"""What can be done only with a quest that is neither completed nor archived."""
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class QuestCard(QWidget):
    """Has the keyboard focus as a whole: its buttons are for the pointer, its keys do what they do.

    It draws its texts itself: two hundred cards of labels would take a second to make.
    """

    requested = Signal(object, object)
    """A Wish, and the QuestRecord that it is about."""
    neighbour_requested = Signal(int)
    """The focus is to go to a card further down, or further up if the number is negative."""
    focused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._record: QuestRecord | None = None
        self._fonts = CardFonts(self)
        self._bar, self._sparkline = ProgressBar(self), Sparkline(self)
        self._less = self._button(Wish.LESS, Look.OUTLINED)
        self._more = self._button(Wish.MORE, Look.OUTLINED)
        self._start = self._button(Wish.START, Look.TINTED)
        self._menu = self._button(Wish.MENU, Look.QUIET)
        self._complete: QPushButton | None = None
        self._below_bar = BelowBar()
        self._layout = card_layout.place(self.width(), self._fonts, self._below_bar)

    @property
    def record(self) -> QuestRecord:
        """The quest that is shown."""
        assert self._record is not None
        return self._record

    @property
    def quest_id(self) -> UUID:
        """Its id."""
        return self.record.id

    @property
    def menu_button(self) -> QWidget:
        """Where what belongs to the card is opened."""
        return self._menu

    def shows(self, record: QuestRecord) -> bool:
        """Whether it shows just this record."""
        return self._record is record

    def make_room(self, below_bar: BelowBar) -> None:
        """Have this room below the bar, so that the bars of all cards are equally long."""
        if below_bar != self._below_bar:
            self._below_bar = below_bar
            self._place()

    def show_record(self, record: QuestRecord) -> None:
        """Show a quest as it is now."""
        self._record = record
        title = wording.on_one_line(record.quest.title)
        is_active = record.quest.status is QuestStatus.ACTIVE
        self.setAccessibleName(title)
        self._texts = texts = CardTexts(record)
        self.setAccessibleDescription(wording.listed(texts.time, texts.steps, texts.forecast))
        self._bar.show_record(record)
        self._sparkline.show_record(record)
        self._less.show_sign(Sign.LESS, _("One less: {title}").format(title=title))
        self._more.show_sign(Sign.MORE, _("One more: {title}").format(title=title))
        self._start.show_sign(Sign.GO, _("Start {title}").format(title=title))
        self._menu.show_sign(Sign.MENU, _("More about {title}").format(title=title))
        for one in (self._less, self._more, self._start):
            one.setVisible(is_active)
        self._less.setEnabled(record.quest.current_value > 0)
        self._offer_to_complete(is_offered=texts.offers_completion)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for, or go to another card."""
        wish = None if event.modifiers() & _MODIFIERS else _KEYS.get(Qt.Key(event.key()))
        if wish is not None:
            self._request(wish)
            return
        match event.key():
            case Qt.Key.Key_Down:
                self.neighbour_requested.emit(1)
            case Qt.Key.Key_Up:
                self.neighbour_requested.emit(-1)
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu by the right button, and by the key for menus."""
        self.setFocus()
        self._request(Wish.MENU)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the quest."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._request(Wish.EDIT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the list, which Tab comes back to this card."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the card without the frame."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the texts again when they have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fonts = CardFonts(self)
            self._place()

    def event(self, event: QEvent) -> bool:
        """Tell what is cut off of a text, and how a forecast was reckoned."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._record is not None:
            tooltip = self._texts.tooltip_at(event.pos(), self._fonts, self._layout)
            QToolTip.showText(event.globalPos(), tooltip, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and its texts."""
        if self._record is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(edge, tokens.RADIUS, tokens.RADIUS)
        if self.hasFocus():
            draw_focus_frame(painter, palette, QRectF(self.rect()), tokens.RADIUS)
        middle = QPointF(DOT_LEFT + DOT_DIAMETER / 2, self._layout.title.center().y() + 1)
        draw_dot(painter, quest_colour(palette, self.quest_id), middle, DOT_DIAMETER)
        self._texts.draw(painter, palette, self._fonts, self._layout)
        painter.end()

    def _offer_to_complete(self, *, is_offered: bool) -> None:
        if is_offered and self._complete is None:
            self._complete = button(
                _("Mark as completed"), lambda: self._request(Wish.COMPLETE), look="link", shape="inline"
            )
            self._complete.setParent(self)
            self._complete.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._complete is not None:
            name = _("Mark as completed: {title}").format(title=wording.on_one_line(self.record.quest.title))
            self._complete.setAccessibleName(name)
            self._complete.setVisible(is_offered)

    def _place(self) -> None:
        if self._record is None:
            return
        self._layout = layout = card_layout.place(self.width(), self._fonts, self._below_bar)
        self._bar.setGeometry(layout.bar)
        self._sparkline.setGeometry(layout.sparkline)
        for part, place in (
            (self._less, layout.less),
            (self._more, layout.more),
            (self._start, layout.start),
            (self._menu, layout.menu),
        ):
            part.move(place)
        self._place_complete(layout)
        self.update()

    def _place_complete(self, layout: CardLayout) -> None:
        if self._complete is None:
            return
        wanted = self._complete.sizeHint()
        area = QRect(0, 0, min(wanted.width(), layout.steps.width()), wanted.height())
        area.moveCenter(layout.steps.center())
        area.moveRight(layout.steps.right() + tokens.TINY)
        self._complete.setGeometry(area)

    def _button(self, wish: Wish, look: Look) -> SignButton:
        size = {Look.QUIET: card_layout.MENU}.get(look, BUTTON)
        new = SignButton(look, size)
        new.setParent(self)
        new.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        new.clicked.connect(lambda: self._request(wish))
        return new

    def _request(self, wish: Wish) -> None:
        is_active = self.record.quest.status is QuestStatus.ACTIVE
        is_nothing_less = wish is Wish.LESS and not self.record.quest.current_value
        if (is_active or wish not in _OF_ACTIVE) and not is_nothing_less:
            self.requested.emit(wish, self.record)
