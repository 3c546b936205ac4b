"""The Focus page: the ring, and below it the form, the running session or the break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.desktop.window.focus.session_form import SessionForm
from focus_desktop.desktop.window.focus.timer_ring import TimerRing
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import EXTENSION_MINUTES, LONGEST_EXTENSION_MINUTES
from focus_desktop.model.status import TimeUp
from focus_desktop.timer_display import TimerDisplay, idle_display

if TYPE_CHECKING:
    from focus_desktop.desktop.session_plan import SessionPlan
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.record import SessionRecord

COLUMN_WIDTH = 460
FORM, RUNNING, BREAK = range(3)


class SessionPanel(QWidget):
    """Shows the running session or break, or the form. It changes only through its `show_…` methods."""

    start_requested = Signal()
    start_next_requested = Signal()
    """The next session is to be started in place of the break."""
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    cancel_requested = Signal()
    extend_requested = Signal(int)
    """The argument is the number of minutes."""
    skip_break_requested = Signal()

    def __init__(self, plan: SessionPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setAccessibleName(_("Focus"))
        self.ring = TimerRing()
        self.form = SessionForm(plan)
        self._pause = button(_("Pause"), self._pause_or_resume)
        self._extension = _extension_box()
        self._extend = button(_("Extend"), self._ask_to_extend)
        self._extend.setSizePolicy(
            QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum
        )  # As high as the spin box.
        self._record: SessionRecord | None = None
        self._about, self._quest = ElidedLabel("headline"), ElidedLabel("muted")
        self._break_name = ElidedLabel("headline")
        self._waiting = QLabel()
        self._waiting.setObjectName("muted")

        self._pages = _Column()
        for page in (self.form, self._session_page(), self._break_page()):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self.ring, 1, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(self._pages, 0, Qt.AlignmentFlag.AlignHCenter)

        self.form.start_requested.connect(self.start_requested)
        plan.changed.connect(self._show_planned_time)
        self._show_planned_time()
        self.form.description.setFocus()

    def show_session(self, record: SessionRecord) -> None:
        """Show the active session."""
        if self._pages.currentIndex() != RUNNING:
            self._focus(self.ring)  # A key that was meant for the form must not end the session.
        self._record = record
        title = record.quest.title if record.quest else ""
        about = record.session.description or title or wording.unnamed()
        self._about.show_text(about)
        self._quest.show_text(title if title != about else "")
        self._pages.setCurrentIndex(RUNNING)
        self._pause.setText(_("Resume") if record.is_paused else _("Pause"))
        for part in (self._extension, self._extend):
            part.setVisible(record.time_up is not TimeUp.FLOW)

    def show_break(self, earned: Break) -> None:
        """Show that a break is taken."""
        self._record = None
        if self._pages.currentIndex() != BREAK:
            self._focus(self.ring)
        self._break_name.show_text(wording.break_name(earned))
        self._pages.setCurrentIndex(BREAK)

    def show_idle(self) -> None:
        """Show the form."""
        self._record = None
        self._pages.setCurrentIndex(FORM)
        self._focus(self.form.description)
        self._show_planned_time()

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time of the session or the break."""
        self.ring.show_time(display)

    def show_waiting(self, *, waiting: bool) -> None:
        """Show whether a user action is waiting for its answer."""
        self.form.show_waiting(waiting=waiting)
        self._waiting.setText(_("Waiting for the data…") if waiting else "")

    def _focus(self, part: QWidget) -> None:
        """Give a widget the keyboard focus, unless another page is shown."""
        if self.isVisibleTo(self.window()):
            part.setFocus()

    def _session_page(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.addWidget(button(_("Complete"), self.complete_requested, primary=True), stretch=1)
        buttons.addWidget(self._pause, stretch=1)
        buttons.addWidget(button(_("Cancel"), self.cancel_requested), stretch=1)
        more = QHBoxLayout()
        more.addWidget(self._waiting)
        more.addStretch(1)
        more.addWidget(self._extension)
        more.addWidget(self._extend)
        return _page(self._about, self._quest, buttons, more)

    def _break_page(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.addWidget(button(_("Start next"), self.start_next_requested, primary=True), stretch=1)
        buttons.addWidget(button(_("Skip break"), self.skip_break_requested), stretch=1)
        return _page(self._break_name, buttons)

    def _pause_or_resume(self) -> None:
        paused = self._record is not None and self._record.is_paused
        (self.resume_requested if paused else self.pause_requested).emit()

    def _ask_to_extend(self) -> None:
        self.extend_requested.emit(self._extension.value())

    def _show_planned_time(self) -> None:
        if self._pages.currentIndex() == FORM:
            planned = self._plan.planned
            self.ring.show_time(idle_display(planned.minutes, flow=planned.flow))


class _Column(QStackedWidget):
    """The pages below the ring. Its width is that of an easily read form, or more if the texts need more."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """Return the width that it takes if there is room for it."""
        return super().sizeHint().expandedTo(self.minimumSizeHint()).expandedTo(QSize(COLUMN_WIDTH, 0))


def _page(*rows: QWidget | QHBoxLayout) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    labels = [row for row in rows if isinstance(row, QWidget)]
    for label in labels:
        column.addWidget(label)
    column.addStretch(1)
    for row in rows:
        if isinstance(row, QHBoxLayout):
            column.addLayout(row)
    return page


def _extension_box() -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(_("Extend by"))
    box.setRange(1, LONGEST_EXTENSION_MINUTES)
    box.setValue(EXTENSION_MINUTES)
    box.setPrefix("+")
    box.setSuffix(_(" min"))
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box
