"""What the user asks for, in the window, the tray or a notification, carried to the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop.model.errors import NothingRuns, Refusal
from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
    from focus_desktop.desktop.window.focus.session_form import SessionForm
    from focus_desktop.launch import Launch
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import SettingsFile


class UserActions(QObject):
    """Each method is one wish; what comes of it is announced."""

    def __init__(
        self,
        store_thread: StoreThread,
        timer_presenter: TimerPresenter,
        form: SessionForm,
        settings: SettingsFile,
        remember: Callable[..., None],
    ) -> None:
        super().__init__()
        self._store_thread = store_thread
        self._timer_presenter = timer_presenter
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
            self._store_thread.do(self._complete)

    def start_as_chosen(self) -> None:
        """Start what the form says; a quest that was typed but not added is added first."""
        picker = self._form.quest_picker
        if picker.unfinished_title:
            self.add_quest(picker.unfinished_title)
        if not picker.unfinished_title:  # It has been added; a refused one waits to be mended.
            self.start(picker.quest_id)

    def start_minutes(self, minutes: int) -> None:
        """Start so many minutes, with the break that the form or else the presets give them."""
        if self._timer_presenter.active is None:  # Else it is refused, and the form stays as it was.
            self._choose_minutes(minutes)
        self.start_as_chosen()

    def start(self, quest_id: UUID | None) -> None:
        """Start what the form says, for this quest."""
        form = self._form
        minutes, description = form.minutes.value(), form.description.text()
        time_up = TimeUp.FLOW if form.flow else TimeUp(self._settings.current.time_up)
        self._store_thread.do(
            lambda controller: controller.start_session(minutes, quest_id, description, time_up)
        )

    def start_last(self) -> None:
        """Start the last session again; if something is written in the form, start that."""
        if self._timer_presenter.active is None and not self._form.has_words:
            for last in self._store_thread.ask(lambda controller: controller.list_sessions(limit=1)) or ():
                self._choose_as(last)
        self.start_as_chosen()

    def start_again(self) -> None:
        """The same, if nothing runs; else there is nothing to say, for it may have been pressed twice."""
        if self._timer_presenter.active is None:
            self.start_last()

    def keep_in_mind(self, record: SessionRecord) -> None:
        """A session has started, here or elsewhere: its plan is the last one's, whatever becomes of it."""
        flow, quest_id = record.time_up is TimeUp.FLOW, record.session.quest_id
        minutes = self._form.minutes.value() if flow else record.session.duration_minutes
        self._remember(
            minutes=minutes,
            break_minutes=self._break_behind(minutes),
            flow=flow,
            quest_id=quest_id and str(quest_id),
            last_session_id=str(record.id),
        )

    def _choose_as(self, last: FocusSession) -> None:
        form, chosen = self._form, self._settings.current
        if str(last.id) == chosen.last_session_id:
            form.show_lengths(chosen.minutes, chosen.break_minutes, flow=chosen.flow)
        else:  # It was started while no window was open.
            self._choose_minutes(last.duration_minutes)
        form.quest_picker.choose(last.quest_id)
        form.description.setText(last.description or "")

    def _choose_minutes(self, minutes: int) -> None:
        self._form.show_lengths(minutes, self._break_behind(minutes), flow=False)

    def _break_behind(self, minutes: int) -> int:
        """What the form says, if it says so many minutes, else what the presets say."""
        form = self._form
        if minutes == form.minutes.value():
            return form.break_minutes.value()
        breaks = {one.minutes: one.break_minutes for one in reversed(self._settings.current.presets)}
        return breaks.get(minutes, form.break_minutes.value())

    def pause(self) -> None:
        """Let the active session stand still."""
        record = self._timer_presenter.active
        if record is not None:
            self._store_thread.do(lambda controller: controller.pause_session(record.id))

    def resume(self) -> None:
        """Let it go on."""
        record = self._timer_presenter.active
        if record is not None:
            self._store_thread.do(lambda controller: controller.resume_session(record.id))

    def extend(self, minutes: int) -> None:
        """Give it more minutes."""
        record = self._timer_presenter.active
        if record is not None:
            self.extend_session(record.id, minutes)

    def extend_session(self, session_id: UUID, minutes: int) -> None:
        """Give this session more minutes, if it is still active."""
        self._store_thread.do(lambda controller: controller.extend_session(session_id, minutes))

    def end(self, status: SessionStatus) -> None:
        """Complete or cancel the active session."""
        record = self._timer_presenter.active
        if record is not None:
            self.end_session(record.id, status)

    def end_session(self, session_id: UUID, status: SessionStatus) -> None:
        """Complete or cancel this session, if it is still active."""
        self.ended_here = session_id
        self._store_thread.do(lambda controller: controller.update_session(session_id, status=status))

    def _complete(self, controller: Controller) -> None:
        record = controller.active_session()
        if record is None:
            raise NothingRuns(Refusal.NOTHING_TO_COMPLETE)
        self.end_session(record.id, SessionStatus.COMPLETED)

    def delete(self, session_id: UUID) -> None:
        """Delete a session, active or not."""
        self._store_thread.do(lambda controller: controller.delete_session(session_id))

    def add_quest(self, title: str) -> None:
        """Add a quest and choose it."""
        quest = self._store_thread.do(lambda controller: controller.add_quest(title))
        if quest is not None:
            self._form.quest_picker.choose(quest.id)

    def advance_quest(self, quest_id: UUID) -> Quest | None:
        """One step towards its goal."""
        return self._store_thread.do(lambda controller: controller.advance_quest(quest_id))
