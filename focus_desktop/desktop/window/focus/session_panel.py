"""The Focus page: the ring, and below it the form, the running session, what was done, or the break.

Its parts have fixed places, which depend on the size of the page only, and never on what is told.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.focus.cycle_dots import CycleDots
from focus_desktop.desktop.window.focus.dial import Dial
from focus_desktop.desktop.window.focus.session_form import SessionForm
from focus_desktop.desktop.window.focus.stage_page import largest_height
from focus_desktop.desktop.window.focus.timer_ring import DIAMETER, STROKE
from focus_desktop.language import gettext as _
from focus_desktop.timer_display import Kind, TimerDisplay, done_display, idle_display

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from focus_desktop.desktop.session_plan import SessionPlan
    from focus_desktop.desktop.window.focus.break_page import BreakPage
    from focus_desktop.desktop.window.focus.done_page import DonePage
    from focus_desktop.desktop.window.focus.lengths_card import LengthsCard
    from focus_desktop.desktop.window.focus.running_page import RunningPage
    from focus_desktop.desktop.window.focus.session_card import SessionCard
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

COLUMN_WIDTH = 460
"""Pixels of the pages below the ring."""
USUAL_HEIGHT, LARGEST = 584, 420
"""Pixels of the page in a window of usual size, and of the ring's diameter in the largest one."""
SMALLEST = 120
"""Pixels of the ring's diameter in the smallest window."""
HASTY_MS = 800
"""Milliseconds after a session's end in which a click was meant for what was shown before."""
FORM, RUNNING, DONE, BREAK = range(4)


class SessionPanel(QWidget):
    """Shows the active session or break, what was done, or the form; only its `show_…` methods change it."""

    start_requested = Signal()
    start_next_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    cancel_requested = Signal()
    extend_requested = Signal(int)
    """The argument is the number of minutes."""
    rename_requested = Signal(object, str)
    """The arguments are the session's id and the new description."""
    mini_window_requested = Signal()
    skip_break_requested = Signal()
    break_requested = Signal()
    leave_requested = Signal()
    """The user is done for now."""
    advance_requested = Signal(object)
    """One is to be added to the progress of a quest. The argument is its id."""
    complete_quest_requested = Signal(object)
    """A quest is to be marked as done. The argument is its id."""

    def __init__(self, plan: SessionPlan, now: datetime, parent: QWidget | None = None) -> None:
        """`now` is the moment from which the planned end is counted, until `show_now` says another."""
        super().__init__(parent)
        self._plan = plan
        self._now = now
        self.setAccessibleName(_("Focus"))
        self.dial, self.dots = Dial(), CycleDots()
        self.ring = self.dial.ring
        self.form = SessionForm(plan, self.dial.minutes)
        self._shown, self._is_waiting, self._keys = FORM, False, ("", "")
        self._pages = _Column()
        self._pages.addWidget(self.form)
        self._lay_out()
        self._cards: list[QWidget] = []
        self._connect_parts()
        self._show_planned_time()
        self.form.description.setFocus()

    # What is shown

    def show_session(self, record: SessionRecord) -> None:
        """Show the active session."""
        self.running.show_session(record)
        self.running.show_waiting(waiting=self._is_waiting)
        self.session_card.show_session(record)
        self._show_page(RUNNING, self.running)

    def show_break(self, earned: Break) -> None:
        """Show that a break is taken."""
        self.break_page.show_break(earned)
        self._show_page(BREAK, self.break_page)

    def show_done(self, record: SessionRecord, now: datetime) -> None:
        """Show what was done in a session that is complete."""
        self.done.show_session(record)
        self._show_page(DONE, self.done)
        self._ignore_clicks(self.done)
        self.show_time(done_display(record, now))

    def show_idle(self) -> None:
        """Show the form."""
        self._show_page(FORM, self.form)
        self._show_planned_time()

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time of the session or the break."""
        self.dial.show_time(display)

    def show_now(self, now: datetime) -> None:
        """Show when a session that starts now would end."""
        self._now = now
        self._show_planned_time()

    def show_waiting(self, *, waiting: bool) -> None:
        """Show whether a user action is waiting for its answer."""
        self._is_waiting = waiting
        self.form.show_waiting(waiting=waiting)
        if self._shown == RUNNING:
            self.running.show_waiting(waiting=waiting)

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Show the quests as they are now."""
        self.form.quest_picker.show_quests(quests)
        if self.is_done:
            self.done.show_changed(quests)

    def show_keys(self, *, start: str, pause: str, extend: str) -> None:
        """Show in the tooltips which keys do what the buttons do."""
        self.form.start.setToolTip(start)
        self._keys = pause, extend

    @property
    def display(self) -> TimerDisplay:
        """The time that is shown."""
        return self.ring.display

    @property
    def is_idle(self) -> bool:
        """Whether the form is shown."""
        return self._shown == FORM

    @property
    def is_done(self) -> bool:
        """Whether a completed session is shown."""
        return self._shown == DONE

    @property
    def is_after_session(self) -> bool:
        """Whether a completed session or a break is shown."""
        return self._shown in {DONE, BREAK}

    # Keys

    def press_enter(self) -> None:
        """Do what Enter does where no part takes it: start, or what comes next after a session."""
        if self.is_idle:
            self.form.start.click()
        elif self.is_done:
            self.done.press_first()

    def press_space(self) -> None:
        """Pause or resume the session, if one is shown."""
        if self._shown == RUNNING:
            self.running.toggle_pause()

    def press_escape(self) -> None:
        """Leave what was done, if that can be seen."""
        if self.is_done and self.isVisible():
            self.leave_requested.emit()

    def take_keyboard(self) -> None:
        """Give the keyboard focus to the field of the form, or else to the ring."""
        # A key that was meant for the form must not end the session: the ring takes no key.
        focused = self.form.description if self.is_idle else self.ring
        focused.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what Enter and Space do, if the part with the keyboard focus has no use for them."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.press_enter()
            case Qt.Key.Key_Space:
                self.press_space()
            case _:
                super().keyPressEvent(event)

    # Its parts

    def event(self, event: QEvent) -> bool:
        """Let the ring shrink when the pages need more room, as for longer words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_ring()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the ring grow and shrink with the page."""
        super().resizeEvent(event)
        self._fit_ring()

    def hasHeightForWidth(self) -> bool:
        """False: the layout would ask for the ring as large as it is now, so the window could not shrink."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Room for the pages and the smallest ring."""
        pages = self._pages.minimumSizeHint()
        height = SMALLEST + pages.height() + self.dots.height() + 2 * tokens.MEDIUM
        return QSize(pages.width() + 2 * tokens.SMALL, height)

    def _fit_ring(self) -> None:
        around = self._pages.minimumSizeHint().height() + self.dots.height() + 2 * tokens.MEDIUM
        wanted = self.height() * (DIAMETER + STROKE) / USUAL_HEIGHT
        side = min(wanted, self.height() - around, self.width() - tokens.HUGE, LARGEST + STROKE)
        side = max(SMALLEST, int(side))
        self.dial.setFixedSize(side, side)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(3)
        column.addWidget(self.dial, 0, middle)
        column.addStretch(2)
        column.addWidget(self.dots, 0, middle)
        column.addStretch(3)
        column.addWidget(self._pages, 0, middle)
        column.addStretch(3)

    def _connect_parts(self) -> None:
        self.form.start_requested.connect(self.start_requested)
        self.form.presets.more_requested.connect(lambda: self.lengths_card.open_at(self.form.presets.more))
        self._plan.changed.connect(self._show_planned_time)
        self.dial.minutes.typed.connect(self._show_typed_minutes)
        self.dial.minutes.wrong.connect(self._show_wrong_minutes)
        self.dial.minutes.editingFinished.connect(self._show_planned_time)

    def build_pages(self) -> None:
        """Make the pages that were not needed yet, so that the first session need not wait for them."""
        _ = self.running, self.done, self.break_page

    @cached_property
    def running(self) -> RunningPage:
        """The page of the running session."""
        from focus_desktop.desktop.window.focus.running_page import RunningPage  # noqa: PLC0415

        page = RunningPage()
        page.more_requested.connect(lambda: self.session_card.open_at(page.more))
        page.pause_requested.connect(self.pause_requested)
        page.resume_requested.connect(self.resume_requested)
        page.complete_requested.connect(self.complete_requested)
        page.extend_requested.connect(self.extend_requested)
        page.renamed.connect(self.rename_requested)
        pause, extend = self._keys
        page.show_keys(pause=pause, extend=extend)
        self._add_page(page)
        return page

    @cached_property
    def done(self) -> DonePage:
        """The page that shows what was done."""
        from focus_desktop.desktop.window.focus.done_page import DonePage  # noqa: PLC0415

        page = DonePage()
        page.break_requested.connect(self.break_requested)
        page.start_next_requested.connect(self.start_next_requested)
        page.leave_requested.connect(self.leave_requested)
        page.advance_requested.connect(self.advance_requested)
        page.complete_quest_requested.connect(self.complete_quest_requested)
        self._add_page(page)
        return page

    @cached_property
    def break_page(self) -> BreakPage:
        """The page of the break."""
        from focus_desktop.desktop.window.focus.break_page import BreakPage  # noqa: PLC0415

        page = BreakPage()
        page.skip_requested.connect(self.skip_break_requested)
        self._add_page(page)
        return page

    @cached_property
    def lengths_card(self) -> LengthsCard:
        """The card with the lengths; made when it is first opened."""
        from focus_desktop.desktop.window.focus.lengths_card import LengthsCard  # noqa: PLC0415

        card = LengthsCard(self._plan, self)
        self._cards.append(card)
        return card

    @cached_property
    def session_card(self) -> SessionCard:
        """The card with what else can be done with a session; made when one is first shown."""
        from focus_desktop.desktop.window.focus.session_card import SessionCard  # noqa: PLC0415

        card = SessionCard(self)
        card.extend_requested.connect(self.extend_requested)
        card.rename_requested.connect(self.running.title.edit)
        card.cancel_requested.connect(self.cancel_requested)
        card.mini_window_requested.connect(self.mini_window_requested)
        self._cards.append(card)
        return card

    def _ignore_clicks(self, page: QWidget) -> None:
        """Ignore clicks for a moment: a hasty second one on Complete would start the next session."""
        ignored = Qt.WidgetAttribute.WA_TransparentForMouseEvents
        page.setAttribute(ignored)
        QTimer.singleShot(HASTY_MS, page, lambda: page.setAttribute(ignored, False))

    def _add_page(self, page: QWidget) -> None:
        self._pages.addWidget(page)
        tab_order.let_follow(self.ring, page)

    def _show_page(self, shown: int, page: QWidget) -> None:
        if self._shown == shown:
            return
        self._shown = shown
        for card in self._cards:
            card.hide()
        if self.isVisibleTo(self.window()):
            self.take_keyboard()
        self._pages.setCurrentWidget(page)
        if self.isVisibleTo(self.window()):
            self.take_keyboard()  # Again: only now the description can have it, and hiding may have moved it.

    def _show_planned_time(self) -> None:
        if self.is_idle:
            planned = self._plan.planned
            self.dial.show_time(
                idle_display(planned.minutes, self._now, flow=planned.flow), flow=planned.flow
            )

    def _show_wrong_minutes(self, message: str) -> None:
        if message:
            self.dial.show_time(TimerDisplay(Kind.IDLE, ""))  # What is no length has no end.
        else:
            self._show_planned_time()

    def _show_typed_minutes(self, minutes: int) -> None:
        self.dial.show_time(idle_display(minutes, self._now, flow=False))


class _Column(QStackedWidget):
    """The pages below the ring: as wide as an easily read form, or wider if the texts need that."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        """False: the layout would ask for the height at the width of the window."""
        return False

    def sizeHint(self) -> QSize:
        """Return the width that it takes if there is room for it, and the height of the highest page."""
        needed = self.minimumSizeHint()
        return QSize(max(super().sizeHint().width(), needed.width()), needed.height())

    def minimumSizeHint(self) -> QSize:
        """Return a size in which every page is shown whole, also one that is not made yet."""
        width = max(super().minimumSizeHint().width(), COLUMN_WIDTH)
        pages = filter(None, (self.widget(place) for place in range(self.count())))
        heights = (max(page.sizeHint().height(), page.heightForWidth(width)) for page in pages)
        return QSize(width, max(largest_height(self.font()), *heights))
