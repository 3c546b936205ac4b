"""The tray icon: shows progress, and offers what can be done without the window."""

from __future__ import annotations

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
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

# Readable on light and dark panels alike.
_TRACK, _PROGRESS, _REST = QColor("#8a91a3"), QColor("#7c8af5"), QColor("#3fae83")
_SIZES = (16, 22, 24, 32, 44, 48, 64)
_STEPS = 60
MOST_QUESTS = 25
"""Quests in the submenu; the window has all of them."""


class TrayIcon(QObject):
    """The icon and its menu. `icon.isVisible()` says only that we want it seen."""

    start_requested = Signal()
    start_with_quest_requested = Signal(object)
    """The quest's id."""
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    cancel_requested = Signal()
    extend_requested = Signal(int)
    """By so many minutes."""
    skip_break_requested = Signal()
    show_requested = Signal()
    quit_requested = Signal()
    menu_toggled = Signal()
    """The menu has opened or closed; `is_watched` says which."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle_icon = QIcon()
        self._had_tray = False
        self._record: SessionRecord | None = None
        self._display: TimerDisplay | None = None
        self._drawn: tuple[Kind, int] | None = None
        self.is_watched = False
        self._offered: tuple[list[tuple[UUID, str]], bool] | None = None
        """Ids and titles in the submenu, and whether the window has more."""

        self.menu = QMenu()
        self._time_left = self._entry("", None)
        self._time_left.setEnabled(False)
        self._skip_break = self._entry(_("Skip break"), self.skip_break_requested)
        self._start = self._entry(_("Start"), self.start_requested)
        self._quests = self.menu.addMenu(_("Start with quest"))
        self._pause = self._entry(_("Pause"), self.pause_requested)
        self._resume = self._entry(_("Resume"), self.resume_requested)
        self._complete = self._entry(_("Complete"), self.complete_requested)
        self._cancel = self._entry(_("Cancel"), self.cancel_requested)
        self._extend = self._entry(
            wording.extend_by(EXTENSION_MINUTES), lambda: self.extend_requested.emit(EXTENSION_MINUTES)
        )
        self._entry(_("Show window"), self.show_requested)
        self._entry(_("Quit"), self.quit_requested)
        self.menu.aboutToShow.connect(lambda: self._watch(watched=True))
        self.menu.aboutToHide.connect(lambda: self._watch(watched=False))

        self.icon = self._new_icon()
        self._start.setEnabled(False)  # until the store is open
        self._quests.setEnabled(False)
        self.show_quests([])
        self.show_idle()

    def show_icon(self, idle_icon: QIcon) -> None:
        """Appear in the tray, with this icon while no session runs."""
        self._idle_icon = idle_icon
        self._had_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self.icon.setIcon(idle_icon)
        self.icon.show()

    @property
    def is_with_host(self) -> bool:
        """Whether the icon is with a StatusNotifier host, which tells nobody where it shows it."""
        return self._had_tray and self.icon.geometry().isEmpty()

    def renew(self) -> None:
        """Appear again, in the kind of tray that is there now."""
        before, self.icon = self.icon, self._new_icon()
        self.icon.setIcon(before.icon())
        self.icon.setToolTip(before.toolTip())
        self.icon.setVisible(before.isVisible())
        before.hide()
        before.deleteLater()

    def show_ready(self) -> None:
        """The store is open: sessions can be started."""
        self._start.setEnabled(True)
        self._quests.setEnabled(True)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show what the first entry starts."""
        text = _("Start flow") if planned.flow else wording.start_minutes(planned.minutes)
        if text != self._start.text():
            self._start.setText(text)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer the active quests in the submenu."""
        active = [quest for quest in quests if quest.status is QuestStatus.ACTIVE]
        offered = [(quest.id, wording.shortened(quest.title)) for quest in active[:MOST_QUESTS]]
        has_more = len(active) > MOST_QUESTS
        if (offered, has_more) == self._offered:
            return  # A menu is slow to build, and one that is open would close.
        self._offered = offered, has_more
        self._quests.clear()
        for quest_id, title in offered:
            # A lone & would underline the letter after it.
            entry = self._quests.addAction(title.replace("&", "&&"))
            entry.triggered.connect(
                lambda _checked=False, quest_id=quest_id: self.start_with_quest_requested.emit(quest_id)
            )
        if not offered:
            self._quests.addAction(_("No quests yet")).setEnabled(False)
        if has_more:
            self._quests.addAction(_("More in the window…")).triggered.connect(self.show_requested)

    def show_session(self, record: SessionRecord) -> None:
        """The active session; `show_face` shows its time."""
        self._record, self._display = record, None
        self._show_entries()

    def show_break(self) -> None:
        """A break is taken; `show_face` shows its time."""
        self._record, self._display = None, None
        self._show_entries(on_break=True)

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time; the icon and the tooltip are touched only if they change."""
        self._time_left.setText(display.ticking if self.is_watched else display.words)
        about = wording.tray_tooltip(display.summary, self._record)
        if about != self.icon.toolTip():
            self.icon.setToolTip(about)
        drawn = (display.kind, round(_STEPS * display.fraction))
        if drawn != self._drawn or self._display is None:
            self._drawn = drawn
            self.icon.setIcon(progress_icon(drawn[1] / _STEPS, display.kind))
        self._display = display

    def show_idle(self) -> None:
        """Nothing runs."""
        self._record, self._display, self._drawn = None, None, None
        self.icon.setIcon(self._idle_icon)
        self.icon.setToolTip(wording.APP_TITLE)
        self._show_entries()

    def show_message(self, title: str, message: str) -> bool:
        """Let the tray itself show a message; whether there is a tray to do so."""
        # supportsMessages() is true even with no tray, and the message would be dropped in silence.
        if not (QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()):
            return False
        self.icon.showMessage(title, message, self._idle_icon)
        return True

    def _new_icon(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._show_on_click)
        return icon

    def _entry(self, text: str, act: Signal | object | None) -> QAction:
        entry = self.menu.addAction(text)
        if act is not None:
            entry.triggered.connect(act)
        return entry

    def _show_entries(self, *, on_break: bool = False) -> None:
        record = self._record
        self._time_left.setVisible(record is not None or on_break)
        self._skip_break.setVisible(on_break)
        self._start.setVisible(record is None)
        self._quests.menuAction().setVisible(record is None)
        for entry in (self._complete, self._cancel):
            entry.setVisible(record is not None)
        self._pause.setVisible(record is not None and not record.is_paused)
        self._resume.setVisible(record is not None and record.is_paused)
        self._extend.setVisible(record is not None and record.time_up is not TimeUp.FLOW)

    def _watch(self, *, watched: bool) -> None:
        self.is_watched = watched
        self.menu_toggled.emit()

    def _show_on_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_requested.emit()


def progress_icon(left: float, kind: Kind) -> QIcon:
    """A ring of which the fraction `left` (0 to 1) is lit, in every size that trays ask for.

    Paused, it has two bars in its middle; during a break it is green and has a dot there.
    """
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(_ring(size, left, kind))
    return icon


def _ring(size: int, left: float, kind: Kind) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = size / 7
    room = QRectF(0, 0, size, size).adjusted(width, width, -width, -width)
    painter.setPen(QPen(_TRACK, width / 2))
    painter.drawEllipse(room)
    colour = _REST if kind is Kind.BREAK else _PROGRESS
    painter.setPen(QPen(colour, width * 1.4, c=Qt.PenCapStyle.FlatCap))
    # Qt counts sixteenths of a degree, counter-clockwise from three o'clock.
    painter.drawArc(room, 90 * 16, round(360 * 16 * left))
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
    for place in (0.41, 0.59):
        bar.moveCenter(QPointF(size * place, size / 2))
        painter.fillRect(bar, _PROGRESS)
