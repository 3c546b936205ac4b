"""The running session: its title and quest, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from focus_desktop import wording
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.desktop.window.focus.quest_line import QuestLine
from focus_desktop.desktop.window.focus.session_title import SessionTitle
from focus_desktop.desktop.window.focus.stage_page import StagePage
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import EXTENSION_MINUTES
from focus_desktop.model.status import TimeUp

if TYPE_CHECKING:
    from focus_desktop.model.record import SessionRecord

PAUSE_WIDTH, OTHER_WIDTH = 128, 104
"""Pixels, of the buttons."""


class RunningPage(StagePage):
    """Changes only through `show_session` and `show_waiting`."""

    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    extend_requested = Signal(int)
    """The argument is the number of minutes."""
    renamed = Signal(object, str)
    """The arguments are the session's id and the new description, which may be empty."""
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self._quest, self._waiting = SessionTitle(), QuestLine(), QLabel()
        self._pause = button(_("Pause"), self.toggle_pause, look="soft", shape="large")
        self._extend = button(
            _("+{minutes} min").format(minutes=EXTENSION_MINUTES),
            lambda: self.extend_requested.emit(EXTENSION_MINUTES),
            shape="large",
        )
        complete = button(_("Complete"), self.complete_requested, shape="large")
        self.more = more_button(_("More"), self.more_requested)
        self.lay_out(
            (self.title, self._quest, self._waiting), (self._pause, self._extend, complete, self.more)
        )
        self._record: SessionRecord | None = None
        self._waiting.setObjectName("note")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._waiting.hide()
        self._pause.setMinimumWidth(PAUSE_WIDTH)
        for one in (self._extend, complete):
            one.setMinimumWidth(OTHER_WIDTH)
        self.title.renamed.connect(self._rename)

    def show_session(self, record: SessionRecord) -> None:
        """Show the active session."""
        if self._record is None or self._record.id != record.id:
            self.title.leave()
        self._record = record
        quest, description = record.quest, record.session.description or ""
        self.title.show_title(wording.title(record), description)
        self._quest.show_quest(quest if description else None, quest.title if quest else "")
        self._pause.setText(_("Resume") if record.is_paused else _("Pause"))
        self._extend.setVisible(record.time_up is not TimeUp.FLOW)

    def show_keys(self, *, pause: str, extend: str) -> None:
        """Show in the tooltips which keys do what the buttons do."""
        self._pause.setToolTip(pause)
        self._extend.setToolTip(extend)

    def show_waiting(self, *, waiting: bool) -> None:
        """Show whether a user action is waiting for its answer, in the place of the quest."""
        self._quest.setVisible(not waiting)
        self._waiting.setText(_("Waiting for the data…") if waiting else "")
        self._waiting.setVisible(waiting)

    def _rename(self, description: str) -> None:
        if self._record is not None:
            self.renamed.emit(self._record.id, description)

    def toggle_pause(self) -> None:
        """Ask to pause the session, or to resume it if it is paused."""
        paused = self._record is not None and self._record.is_paused
        (self.resume_requested if paused else self.pause_requested).emit()
