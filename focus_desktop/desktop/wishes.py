"""What the user asks for, in the window, the tray or a notification, carried to the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.model.errors import NothingRuns
from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.errands import Errands
    from focus_desktop.desktop.timepiece import Timepiece
    from focus_desktop.desktop.window.session_form import SessionForm
    from focus_desktop.launch import Launch
    from focus_desktop.model.quest import Quest
    from focus_desktop.settings import SettingsFile


class Wishes(QObject):
    """Each method is one wish; what comes of it is announced."""

    def __init__(
        self,
        errands: Errands,
        timepiece: Timepiece,
        form: SessionForm,
        settings: SettingsFile,
        remember: Callable[..., None],
    ) -> None:
        super().__init__()
        self._errands = errands
        self._timepiece = timepiece
        self._form = form
        self._settings = settings
        self._remember = remember
        self.ended_here: UUID | None = None
        """The session that the user has ended in the window or the tray: there is no need to tell."""

    def launch(self, launch: Launch) -> None:
        """What the desktop's menu asks for."""
        if launch.start is not None:
            self.start_minutes(launch.start)
        elif launch.start_last:
            self.start_last()
        elif launch.complete:
            self._errands.do(self._complete)

    def start_as_chosen(self) -> None:
        """Start what the form says; a quest that was typed but not added is added first."""
        picker = self._form.quest_picker
        if picker.unfinished_title:
            self.add_quest(picker.unfinished_title)
        if not picker.unfinished_title:  # It has been added; a refused one waits to be mended.
            self.start(picker.quest_id)

    def start_minutes(self, minutes: int) -> None:
        """Start so many minutes, with the break that the presets give them."""
        if self._timepiece.active is None:  # Else it is refused, and the form stays as it was.
            presets = reversed(self._settings.current.presets)
            breaks = {preset.minutes: preset.break_minutes for preset in presets}
            rest = breaks.get(minutes, self._form.break_minutes.value())
            self._form.show_lengths(minutes, rest, flow=False)
        self.start_as_chosen()

    def start(self, quest_id: UUID | None) -> None:
        """Start what the form says, for this quest."""
        form = self._form
        minutes, description = form.minutes.value(), form.description.text()
        self._remember(
            minutes=minutes,
            break_minutes=form.break_minutes.value(),
            flow=form.flow,
            quest_id=quest_id and str(quest_id),
        )
        time_up = TimeUp.FLOW if form.flow else TimeUp(self._settings.current.time_up)
        self._errands.do(lambda controller: controller.start_session(minutes, quest_id, description, time_up))

    def start_last(self) -> None:
        """Start the last one again: what the form says, and if it has no description, the last one's."""
        form = self._form
        if self._timepiece.active is None and not form.description.text().strip():
            for last in self._errands.ask(lambda controller: controller.list_sessions(limit=1)) or ():
                if last.quest_id == form.quest_picker.quest_id:
                    form.description.setText(last.description or "")
        self.start_as_chosen()

    def start_again(self) -> None:
        """The same, if nothing runs; else there is nothing to say, for it may have been pressed twice."""
        if self._timepiece.active is None:
            self.start_last()

    def pause(self) -> None:
        """Let the active session stand still."""
        record = self._timepiece.active
        if record is not None:
            self._errands.do(lambda controller: controller.pause_session(record.id))

    def resume(self) -> None:
        """Let it go on."""
        record = self._timepiece.active
        if record is not None:
            self._errands.do(lambda controller: controller.resume_session(record.id))

    def extend(self, minutes: int) -> None:
        """Give it more minutes."""
        record = self._timepiece.active
        if record is not None:
            self.extend_session(record.id, minutes)

    def extend_session(self, session_id: UUID, minutes: int) -> None:
        """Give this session more minutes, if it is still active."""
        self._errands.do(lambda controller: controller.extend_session(session_id, minutes))

    def end(self, status: SessionStatus) -> None:
        """Complete or cancel the active session."""
        record = self._timepiece.active
        if record is not None:
            self.end_session(record.id, status)

    def end_session(self, session_id: UUID, status: SessionStatus) -> None:
        """Complete or cancel this session, if it is still active."""
        self.ended_here = session_id
        self._errands.do(lambda controller: controller.update_session(session_id, status=status))

    def _complete(self, controller: Controller) -> None:
        record = controller.active_session()
        if record is None:
            raise NothingRuns("There is nothing to complete.")
        self.end_session(record.id, SessionStatus.COMPLETED)

    def delete(self, session_id: UUID) -> None:
        """Delete a session, active or not."""
        self._errands.do(lambda controller: controller.delete_session(session_id))

    def add_quest(self, title: str) -> None:
        """Add a quest and choose it."""
        quest = self._errands.do(lambda controller: controller.add_quest(title))
        if quest is not None:
            self._form.quest_picker.choose(quest.id)

    def advance_quest(self, quest_id: UUID) -> Quest | None:
        """One step towards its goal."""
        return self._errands.do(lambda controller: controller.advance_quest(quest_id))
