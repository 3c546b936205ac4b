"""The tray icon, which shows progress, and its menu, which offers what needs no window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import EXTENSION_MINUTES
from focus_desktop.model.status import QuestStatus, TimeUp
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from focus_desktop.desktop.session_plan import PlannedSession
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

# These colours can be seen on light and on dark panels.
_TRACK, _PROGRESS, _BREAK = QColor("#8a91a3"), QColor("#7c8af5"), QColor("#3fae83")
_SIZES = (16, 22, 24, 32, 44, 48, 64)
_STEPS = 60
LONGEST_SUBJECT = 40
"""Characters of what a session is about, in the menu."""
MOST_QUESTS = 25
"""Quests that the submenu offers; the window offers all of them."""


class TrayIcon(QObject):
    """The icon and its menu. `icon.isVisible()` is True even if there is no tray to show it."""

    start_requested = Signal()
    start_with_quest_requested = Signal(object)
    """The argument is the quest's id."""
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    cancel_requested = Signal()
    extend_requested = Signal(int)
    """The argument is the number of minutes."""
    skip_break_requested = Signal()
    break_requested = Signal()
    start_again_requested = Signal()
    show_requested = Signal()
    mini_window_requested = Signal()
    quit_requested = Signal()
    menu_toggled = Signal()
    """The menu was opened or closed; `is_watched` says which."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle_icon = QIcon()
        self._had_tray = False
        self._record: SessionRecord | None = None
        self._shown: tuple[Kind, str, str] | None = None
        """Kind and words of the time that is shown; None until `show_time` shows one."""
        self._is_on_break = False
        self._drawn: tuple[Kind, int] | None = None
        self.is_watched = False
        """Whether the menu is open."""
        self._offered: tuple[list[tuple[UUID, str]], bool] | None = None
        """Ids and titles in the submenu, and whether the window has more."""

        self.menu = QMenu()
        self._header = self._add_entry("", None)
        self._header.setEnabled(False)
        self._today = ""
        self.menu.addSeparator()
        self._skip_break = self._add_entry(_("Skip break"), self.skip_break_requested)
        self._take_break = self._add_entry("", self.break_requested)
        self._start = self._add_entry(_("Start"), self.start_requested)
        self._quests = self.menu.addMenu(_("Start with quest"))
        self._start_again = self._add_entry("", self.start_again_requested)
        self._pause = self._add_entry(_("Pause"), self.pause_requested)
        self._resume = self._add_entry(_("Resume"), self.resume_requested)
        self._extend = self._add_entry(
            wording.extend_by(EXTENSION_MINUTES), lambda: self.extend_requested.emit(EXTENSION_MINUTES)
        )
        self._complete = self._add_entry(_("Complete"), self.complete_requested)
        self._cancel = self._add_entry(_("Cancel"), self.cancel_requested)
        self.menu.addSeparator()
        self._add_entry(_("Show window"), self.show_requested)
        self._mini_window = self._add_entry(_("Mini window"), self.mini_window_requested)
        self._add_entry(_("Quit"), self.quit_requested)
        self.menu.aboutToShow.connect(lambda: self._set_watched(watched=True))
        self.menu.aboutToHide.connect(lambda: self._set_watched(watched=False))

        self.icon = self._new_icon()
        self._start.setEnabled(False)  # until the store is open
        self._quests.setEnabled(False)
        self.show_quests([])
        self.show_idle()

    def show_icon(self, idle_icon: QIcon) -> None:
        """Show the icon in the tray; while no session runs, it is `idle_icon`."""
        self._idle_icon = idle_icon
        self._had_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.icon.setIcon(idle_icon)
        self.icon.show()

    @property
    def is_with_host(self) -> bool:
        """Whether a StatusNotifier host shows the icon. Such a host does not report where it shows it."""
        return self._had_tray and self.icon.geometry().isEmpty()

    def renew(self) -> None:
        """Replace the icon by a new one, which Qt shows in the kind of tray that there is now."""
        before, self.icon = self.icon, self._new_icon()
        self.icon.setIcon(before.icon())
        self.icon.setToolTip(before.toolTip())
        self.icon.setVisible(before.isVisible())
        before.hide()
        before.deleteLater()

    def show_ready(self) -> None:
        """Enable the entries that start a session: the store is open."""
        self._start.setEnabled(True)
        self._quests.setEnabled(True)

    def show_plan(self, planned: PlannedSession) -> None:
        """Name in the first entry what it starts."""
        text = _("Start flow") if planned.flow else wording.start_minutes(planned.minutes)
        if text != self._start.text():
            self._start.setText(text)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer the active quests in the submenu."""
        active = [quest for quest in quests if quest.status is QuestStatus.ACTIVE]
        offered = [(quest.id, wording.shortened(quest.title)) for quest in active[:MOST_QUESTS]]
        has_more = len(active) > MOST_QUESTS
        if (offered, has_more) == self._offered:
            return  # A menu takes long to build, and an open one would close.
        self._offered = offered, has_more
        self._quests.clear()
        for quest_id, title in offered:
            entry = self._quests.addAction(_escaped(title))
            entry.triggered.connect(
                lambda _checked=False, quest_id=quest_id: self.start_with_quest_requested.emit(quest_id)
            )
        if not offered:
            self._quests.addAction(_("No quests yet")).setEnabled(False)
        if has_more:
            self._quests.addAction(_("More in the window…")).triggered.connect(self.show_requested)

    def show_today(self, total: str) -> None:
        """Show today's total while nothing runs."""
        if total == self._today:
            return
        self._today = total
        if self._record is None and not self._is_on_break:
            self._show_idle_texts()
            self._show_entries()

    def show_earned_break(self, earned: Break | None) -> None:
        """Offer the break that was earned; None for no break."""
        self._take_break.setText("" if earned is None else wording.start_break(earned))
        self._show_entries()

    def show_last(self, title: str) -> None:
        """Offer to start the last session again; an empty title if there is none."""
        self._start_again.setText(_escaped(wording.start_again(title)) if title else "")
        self._show_entries()

    def show_session(self, record: SessionRecord) -> None:
        """Show the entries of an active session; `show_time` shows its time."""
        self._record, self._shown, self._is_on_break = record, None, False
        self._show_entries()

    def show_break(self) -> None:
        """Show the entries of a break; `show_time` shows its time."""
        self._record, self._shown, self._is_on_break = None, None, True
        self._show_entries()

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time: in the open menu to the second, in the icon and the tooltip to the minute."""
        left = _to_the_second(display) if self.is_watched else display.summary
        shown = display.kind, display.summary, left
        if shown == self._shown:
            return
        self._shown = shown
        subject = (
            "" if self._record is None else wording.shortened(wording.title(self._record), LONGEST_SUBJECT)
        )
        self._header.setText(_escaped(wording.listed(left, subject)))
        tooltip = wording.tray_tooltip(display.summary, self._record)
        if tooltip != self.icon.toolTip():
            self.icon.setToolTip(tooltip)
        self._show_progress(display)

    def _show_progress(self, display: TimerDisplay) -> None:
        minutes_left = math.ceil(display.seconds / 60)
        drawn = display.kind, round(_STEPS * min(1.0, minutes_left * 60 / display.total))
        if drawn != self._drawn:
            self._drawn = drawn
            self.icon.setIcon(progress_icon(drawn[1] / _STEPS, display.kind))

    def show_idle(self) -> None:
        """Show the icon, tooltip and entries for the time when nothing runs."""
        self._record, self._shown, self._drawn = None, None, None
        self._is_on_break = False
        self.icon.setIcon(self._idle_icon)
        self._show_idle_texts()
        self._show_entries()

    def show_message(self, title: str, message: str) -> bool:
        """Let the tray itself show a message. Return whether there is a tray that can."""
        # supportsMessages() is true even without a tray, and the message would be lost without an error.
        if not (QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()):
            return False
        self.icon.showMessage(title, message, self._idle_icon)
        return True

    def _new_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._show_on_click)
        return icon

    def _add_entry(self, text: str, act: Signal | object | None) -> QAction:
        entry = self.menu.addAction(text)
        if act is not None:
            entry.triggered.connect(act)
        return entry

    def _show_idle_texts(self) -> None:
        self._header.setText(self._today)
        tooltip = wording.listed(wording.APP_TITLE, self._today)
        if tooltip != self.icon.toolTip():
            self.icon.setToolTip(tooltip)

    def _show_entries(self) -> None:
        record = self._record
        is_idle = record is None and not self._is_on_break
        self._header.setVisible(not is_idle or bool(self._today))
        self._skip_break.setVisible(self._is_on_break)
        self._take_break.setVisible(is_idle and bool(self._take_break.text()))
        self._start_again.setVisible(is_idle and bool(self._start_again.text()))
        self._mini_window.setVisible(not is_idle)
        self._start.setVisible(record is None)
        self._quests.menuAction().setVisible(record is None)
        for entry in (self._complete, self._cancel):
            entry.setVisible(record is not None)
        self._pause.setVisible(record is not None and not record.is_paused)
        self._resume.setVisible(record is not None and record.is_paused)
        self._extend.setVisible(record is not None and record.time_up is not TimeUp.FLOW)

    def _set_watched(self, *, watched: bool) -> None:
        self.is_watched = watched
        self.menu_toggled.emit()

    def _show_on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_requested.emit()


def _to_the_second(display: TimerDisplay) -> str:
    return wording.paused_time(display.ticking) if display.kind is Kind.PAUSED else display.ticking


def _escaped(text: str) -> str:
    """Return the text for a menu, where a lone & would underline the letter after it."""
    return text.replace("&", "&&")


def progress_icon(left: float, kind: Kind) -> QIcon:
    """Return a ring whose fraction `left` (0 to 1) is coloured, in every size that trays ask for.

    The ring of a paused session has two bars in the middle; that of a break is green and has a dot.
    """
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(_draw_ring(size, left, kind))
    return icon


def _draw_ring(size: int, left: float, kind: Kind) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = size / 7
    circle = QRectF(0, 0, size, size).adjusted(width, width, -width, -width)
    painter.setPen(QPen(_TRACK, width / 2))
    painter.drawEllipse(circle)
    colour = _BREAK if kind is Kind.BREAK else _PROGRESS
    painter.setPen(QPen(colour, width * 1.4, c=Qt.PenCapStyle.FlatCap))
    # Qt measures in sixteenths of a degree, counter-clockwise from three o'clock.
    painter.drawArc(circle, 90 * 16, round(360 * 16 * left))
    if kind is Kind.PAUSED:
        _draw_bars(painter, size)
    elif kind is Kind.BREAK:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(size / 2, size / 2), size / 6.5, size / 6.5)
    painter.end()
    return pixmap


def _draw_bars(painter: QPainter, size: int) -> None:
    bar = QRectF(0, 0, size / 10, size / 3)
    for center in (0.41, 0.59):
        bar.moveCenter(QPointF(size * center, size / 2))
        painter.fillRect(bar, _PROGRESS)
