"""Passes what the user asks for, in the window, the tray or a notification, to the controller."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import wording
from focus_desktop.desktop.refused_action import ActionKind, RefusedAction
from focus_desktop.desktop.session_saver import can_wait
from focus_desktop.desktop.store_thread import SESSION_LIMIT_S, ignore
from focus_desktop.desktop.undo_history import UndoHistory
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import ChangedMeanwhile, NothingRuns, Refusal, SessionStillActive
from focus_desktop.model.session_action import Describe, End, Extend, Pause, Resume, Start
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.session_plan import SessionPlan
    from focus_desktop.desktop.session_saver import SessionSaver
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
    from focus_desktop.launch import Launch
    from focus_desktop.model.edit import Edit
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.session_action import SessionAction
    from focus_desktop.model.session_snapshot import SessionSnapshot

    Done = Callable[[Any], object]
    Outcome = Callable[[bool], object]
    _Last = tuple[FocusSession, UUID | None]


class UserActions(QObject):
    """Each method requests one action and returns at once; the change itself is announced.

    If the action is refused, a message says why, until the next action or until it is dismissed.
    """

    started = Signal()
    """An action was requested, so messages about earlier ones are out of date."""
    sessions_returned = Signal(object)
    """Sessions are there again by undo or redo. The argument is their ids, a frozenset."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: StoreThread,
        saver: SessionSaver,
        timer: TimerPresenter,
        plan: SessionPlan,
        settings: SettingsWriter,
        messages: MessageRouter,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store = store
        self._saver = saver
        self._timer = timer
        self._plan = plan
        self._settings = settings
        self.refused = RefusedAction(store, messages)
        self.undo_history = UndoHistory(messages)
        self._ending: set[UUID] = set()

    def launch(self, launch: Launch) -> None:
        """Do what a launch asks for: an action of the desktop entry or of a command line."""
        if launch.start is not None:
            self.start_minutes(launch.start)
        elif launch.start_last:
            self.start_last()
        elif launch.complete and self._timer.active is not None:
            self.end(SessionStatus.COMPLETED)
        elif launch.complete:
            self._perform(ActionKind.END, self._complete_active)

    # Starting

    def start_as_planned(self, outcome: Outcome | None = None) -> None:
        """Start the planned session. A quest whose title was typed but not added is added first.

        `outcome` is called with True if the session has started, else with False.
        """
        outcome = outcome or ignore
        planned = self._plan.planned
        if planned.new_quest:
            self._perform(
                ActionKind.START,
                lambda controller: controller.add_quest(planned.new_quest),
                lambda quest: self._start_with(quest, outcome),
                refused=lambda _error: outcome(False),
            )
            return
        time_up = TimeUp.FLOW if planned.flow else TimeUp(self._settings.current.time_up)
        self._do(
            ActionKind.START,
            lambda at: Start(at, planned.minutes, planned.quest_id, planned.description, time_up),
            lambda _nothing: outcome(True),
            refused=lambda _error: outcome(False),
        )

    def start_for_quest(self, quest_id: UUID | None, outcome: Outcome | None = None) -> None:
        """Start the planned session, but for this quest."""
        self._plan.change(quest_id=quest_id, new_quest="")
        self.start_as_planned(outcome)

    def start_minutes(self, minutes: int) -> None:
        """Start a session of this many minutes, with the break that `_break_after` chooses."""
        if self._timer.active is None:  # Otherwise the start is refused, and the plan must not change.
            self._plan.change(minutes=minutes, break_minutes=self._break_after(minutes), flow=False)
        self.start_as_planned()

    def start_last(self, outcome: Outcome | None = None) -> None:
        """Start the last session again; the planned one if a description or new quest was typed."""
        if self._timer.active is not None or self._plan.planned.has_words:
            self.start_as_planned(outcome)
            return
        outcome = outcome or ignore
        self._find_last(lambda found: self._start_again(found, outcome), outcome)

    def start_again(self) -> None:
        """Start a session like the last one, and leave alone what is planned."""
        if self._timer.active is None:
            self._find_last(self._start_like_last, ignore)

    def start_like(self, record: SessionRecord) -> None:
        """Start a session with the quest, description and target of an earlier one."""
        session = record.session
        quest = record.quest
        is_open = quest is not None and quest.status is QuestStatus.ACTIVE
        self._do(
            ActionKind.START,
            lambda at: Start(
                at,
                session.duration_minutes,
                session.quest_id if is_open else None,
                session.description,
                TimeUp(self._settings.current.time_up),
            ),
        )

    def start_next(self, outcome: Outcome | None = None) -> None:
        """Start the last session again, unless one is active, as after a second press."""
        if self._timer.active is None:
            self.start_last(outcome)

    def remember_started(self, record: SessionRecord) -> None:
        """Save the lengths and quest of a session that started, here or elsewhere, for the next plan."""
        flow, quest_id = record.time_up is TimeUp.FLOW, record.session.quest_id
        minutes = self._plan.planned.minutes if flow else record.session.duration_minutes
        self._settings.save(
            minutes=minutes,
            break_minutes=self._break_after(minutes),
            flow=flow,
            quest_id=quest_id and str(quest_id),
            last_session_id=str(record.id),
        )
        self.forget_description(record)

    def forget_description(self, record: SessionRecord) -> None:
        """Plan without the description of a session that is active now."""
        if record.session.description == self._plan.planned.description.strip():
            self._plan.change(description="")

    # While a session is active

    def pause(self) -> None:
        """Pause the active session."""
        self._do_with_active(ActionKind.PAUSE, Pause)

    def resume(self) -> None:
        """Resume the paused session."""
        self._do_with_active(ActionKind.RESUME, Resume)

    def extend(self, minutes: int) -> None:
        """Give the active session more minutes."""
        if self._timer.active is not None:
            self.extend_session(self._timer.active.id, minutes)

    def extend_session(self, session_id: UUID, minutes: int) -> None:
        """Give this session more minutes, if it is still active."""
        self._do(ActionKind.EXTEND, lambda at: Extend(at, session_id, minutes))

    def end(self, status: SessionStatus) -> None:
        """Complete or cancel the active session."""
        if self._timer.active is not None:
            self.end_session(self._timer.active.id, status)

    def end_session(self, session_id: UUID, status: SessionStatus) -> None:
        """Complete or cancel this session, if it is still active. That it was cancelled can be undone."""
        is_cancelled = status is SessionStatus.CANCELLED
        self._ending.add(session_id)
        self._do(
            ActionKind.END,
            lambda at: End(at, session_id, status),
            self._offer_undo_of_cancel if is_cancelled else None,
            refused=lambda _error: self._ending.discard(session_id),
            again=lambda: self.end_session(session_id, status),
        )

    def has_ended(self, session_id: UUID) -> bool:
        """Whether the user has ended this session through this object, as in the window or the tray."""
        return session_id in self._ending

    def rename(self, session_id: UUID, description: str) -> None:
        """Give a session another description, or none if it is empty. That can be undone."""
        active, words = self._timer.active, description or None
        if active is None or active.id != session_id:
            self.edit(_("Rename the session"), partial(_rename, session_id, words))
            return
        before = active.session.description
        self._do(
            ActionKind.EDIT,
            lambda at: Describe(at, session_id, words),
            lambda _answer: self.undo_history.push(
                _("Rename the session"),
                partial(self._undo, partial(_rename_back, session_id, words, before)),
                partial(self._undo, partial(_rename_back, session_id, before, words)),
            ),
        )

    # Quests, gaps and the history

    def edit(
        self,
        text: str,
        action: Callable[[Controller], Edit | None],
        done: Callable[[Edit], object] = ignore,
        *,
        refused: Done | None = None,
        tells_refusal: bool = True,
        kind: ActionKind = ActionKind.EDIT,
        answered: Callable[[], object] = lambda: None,
    ) -> None:
        """Edit history or quests, so that it can be undone; `text` names the edit, in the imperative.

        `done` is called with the Edit unless nothing has changed, `refused` with the FocusError, which
        with `tells_refusal=False` is not told otherwise. `answered` is called before either.
        """

        def remember(edit: Edit | None) -> None:
            answered()
            if edit is not None and not edit.is_empty:
                self._push(text, edit)
                done(edit)

        def handle_refusal(error: FocusError) -> None:
            answered()
            if refused is not None:
                refused(error)

        self._perform(kind, action, remember, refused=handle_refusal, tells_refusal=tells_refusal)

    def ask(self, question: Callable[[Controller], Any], done: Done) -> None:
        """Read something for what the user is about to do; if that is refused, it is told."""
        self._perform(ActionKind.EDIT, question, done)

    def delete(self, session_id: UUID) -> None:
        """Delete a session, active or not. That can be undone."""
        self._perform(ActionKind.DELETE, partial(_delete, session_id), self._offer_undo_of_delete)

    def add_quest(self, title: str) -> None:
        """Add a quest and choose it for the next session."""
        self._perform(ActionKind.QUEST, lambda controller: controller.add_quest(title), self._plan_quest)

    def advance_quest(self, quest_id: UUID, done: Callable[[Quest], object] = ignore) -> None:
        """Add one to a quest's progress, then call `done` with the quest. That can be undone."""
        self._change_quest(
            _("Add one to the quest"),
            lambda controller: controller.advance_quest(quest_id),
            lambda controller: controller.advance_quest(quest_id, -1),
            done,
        )

    def complete_quest(self, quest_id: UUID) -> None:
        """Mark a quest as done. That can be undone."""
        self._change_quest(
            _("Mark the quest as done"),
            lambda controller: controller.edit_quest(quest_id, status=QuestStatus.COMPLETED),
            lambda controller: controller.edit_quest(quest_id, status=QuestStatus.ACTIVE),
        )

    def count_gap(self, gap_id: UUID, done: Callable[[object], object]) -> None:
        """Count a gap as work, then call `done`, also if that is refused."""
        self._perform(ActionKind.GAP, lambda controller: controller.count_gap(gap_id), done, refused=done)

    def cut_gap(self, gap_id: UUID, done: Callable[[object], object]) -> None:
        """Leave a gap out of the session, then call `done`, also if that is refused."""
        self._perform(ActionKind.GAP, lambda controller: controller.cut_gap(gap_id), done, refused=done)

    def _change_quest(
        self,
        text: str,
        change: Callable[[Controller], Quest],
        undo: Callable[[Controller], Quest],
        done: Callable[[Quest], object] = ignore,
    ) -> None:
        def finish(quest: Quest) -> None:
            self.undo_history.push(text, partial(self._undo, undo), partial(self._undo, change))
            done(quest)

        self._perform(ActionKind.QUEST, change, finish)

    def _push(self, text: str, edit: Edit) -> None:
        self.undo_history.push(
            text,
            partial(
                self._undo, lambda controller: controller.undo(edit), back=edit.reversed().added_sessions
            ),
            partial(self._undo, lambda controller: controller.redo(edit), back=edit.added_sessions),
        )

    def _undo(
        self,
        action: Callable[[Controller], object],
        done: Done,
        refused: Done,
        back: frozenset[UUID] = frozenset(),
    ) -> None:
        """Undo an action or do it again, as a step of the undo history; the sessions `back` return by it."""

        def tell(answer: object) -> None:
            done(answer)
            if back:
                self.sessions_returned.emit(back)

        self._perform(ActionKind.UNDO, action, tell, refused=refused)

    def _do_with_active(self, kind: ActionKind, make: Callable[[Reading, UUID], SessionAction]) -> None:
        if self._timer.active is not None:
            active = self._timer.active.id
            self._do(kind, lambda at: make(at, active))

    def _do(
        self,
        kind: ActionKind,
        make: Callable[[Reading], SessionAction],
        done: Done | None = None,
        *,
        refused: Done | None = None,
        again: Callable[[], object] | None = None,
    ) -> None:
        """Do something with the running session as of now, even if it can be stored only later."""
        action = make(self._clock.read())
        self._saver.perform(
            kind,
            action,
            done or ignore,
            self._expect(kind, again or partial(self._do, kind, make, done, refused=refused), refused),
        )

    def _perform(
        self,
        kind: ActionKind,
        action: Callable[[Controller], Any],
        done: Done | None = None,
        *,
        refused: Done | None = None,
        again: Callable[[], object] | None = None,
        tells_refusal: bool = True,
    ) -> None:
        again = again or partial(self._perform, kind, action, done, refused=refused)
        handle_refusal = self._expect(kind, again, refused, tells_refusal=tells_refusal)
        self._store.perform(action, kind=kind, done=done or ignore, refused=handle_refusal)

    def _expect(
        self,
        kind: ActionKind,
        again: Callable[[], object],
        refused: Done | None,
        *,
        tells_refusal: bool = True,
    ) -> Callable[[FocusError], object]:
        """Withdraw earlier messages; return what handles a refusal of what is asked for now."""
        self.started.emit()
        self.refused.withdraw()

        def handle_refusal(error: FocusError) -> None:
            if refused is not None:
                refused(error)
            if tells_refusal:
                self.refused.show_refusal(kind, error, again)
            # Another program may have caused it, so look for its changes.
            self._store.query(lambda controller: controller.catch_up(), done=ignore, refused=ignore)

        return handle_refusal

    def _complete_active(self, controller: Controller) -> None:
        record = controller.active_session()
        if record is None:
            raise NothingRuns(Refusal.NOTHING_TO_COMPLETE)
        self._ending.add(record.id)
        try:
            controller.update_session(record.id, status=SessionStatus.COMPLETED)
        except BaseException:
            self._ending.discard(record.id)
            raise

    def _offer_undo_of_cancel(self, snapshot: SessionSnapshot) -> None:
        if not self._plan.planned.has_words:
            self._plan.change(description=snapshot.record.session.description or "")
        self._offer_restore(snapshot, SessionStatus.CANCELLED)

    def _offer_restore(self, snapshot: SessionSnapshot, status: SessionStatus | None) -> None:
        """Offer to undo what has given the session this status; None for a deletion."""
        record = snapshot.record
        is_cancelled = status is SessionStatus.CANCELLED
        text = _("Cancel the session") if is_cancelled else _("Delete the session")
        self.undo_history.push(text, partial(self._restore, snapshot), is_brief=record.is_active)
        title = _("Session cancelled") if is_cancelled else _("Session deleted")
        kept = wording.kept(record, snapshot.moment) if is_cancelled else wording.title(record)
        self.undo_history.offer(title, kept if is_cancelled else wording.shortened(kept))

    def _offer_undo_of_delete(self, deleted: tuple[SessionRecord, Edit] | SessionSnapshot) -> None:
        if isinstance(deleted, tuple):
            record, edit = deleted
            self._push(_("Delete the session"), edit)
            self.undo_history.offer(_("Session deleted"), wording.shortened(wording.title(record)))
        else:
            self._offer_restore(deleted, None)

    def _restore(self, snapshot: SessionSnapshot, done: Done, refused: Done) -> None:
        self._ending.discard(snapshot.record.id)
        back = frozenset({snapshot.record.id})
        self._undo(lambda controller: controller.restore_session(snapshot), done, refused, back)

    def _plan_quest(self, quest: Quest) -> None:
        self._plan.change(quest_id=quest.id, new_quest="")

    def _start_with(self, quest: Quest, outcome: Outcome) -> None:
        self._plan_quest(quest)
        self.start_as_planned(outcome)

    def _find_last(self, start: Callable[[_Last | None], object], outcome: Outcome) -> None:
        """Ask for the last session, and start one like it; the planned one if the store does not answer."""
        again = partial(self._find_last, start, outcome)
        refuse = self._expect(ActionKind.START, again, lambda _error: outcome(False))
        self._store.perform(
            _last_session,
            kind=ActionKind.START,
            done=start,
            refused=lambda error: self.start_as_planned(outcome) if can_wait(error) else refuse(error),
            limit_s=SESSION_LIMIT_S,
        )

    def _start_like_last(self, found: _Last | None) -> None:
        settings = self._settings.current
        if found is None:
            self._do(ActionKind.START, lambda at: Start(at, settings.minutes, None, None, TimeUp.COMPLETE))
            return
        last, quest_id = found
        is_flow = settings.flow and str(last.id) == settings.last_session_id
        time_up = TimeUp.FLOW if is_flow else TimeUp(settings.time_up)
        self._do(
            ActionKind.START,
            lambda at: Start(at, last.duration_minutes, quest_id, last.description, time_up),
        )

    def _start_again(self, found: _Last | None, outcome: Outcome) -> None:
        if found is not None:
            self._plan_like(*found)
        self.start_as_planned(outcome)

    def _plan_like(self, last: FocusSession, quest_id: UUID | None) -> None:
        saved = self._settings.current
        self._plan.change(quest_id=quest_id, new_quest="", description=last.description or "")
        if str(last.id) == saved.last_session_id:
            self._plan.change(minutes=saved.minutes, break_minutes=saved.break_minutes, flow=saved.flow)
        else:  # It was started while the app was closed, so the settings are of another session.
            minutes = last.duration_minutes
            self._plan.change(minutes=minutes, break_minutes=self._break_after(minutes), flow=False)

    def _break_after(self, minutes: int) -> int:
        """The planned break if these minutes are planned, else that of the preset with these minutes."""
        planned = self._plan.planned
        if minutes == planned.minutes:
            return planned.break_minutes
        breaks = {one.minutes: one.break_minutes for one in reversed(self._settings.current.presets)}
        return breaks.get(minutes, planned.break_minutes)


def _rename(session_id: UUID, description: str | None, controller: Controller) -> Edit | None:
    try:
        return controller.edit_session(session_id, description=description)
    except SessionStillActive:
        controller.update_session(session_id, description=description)
        return None


def _rename_back(session_id: UUID, now: str | None, before: str | None, controller: Controller) -> None:
    record = controller.session(session_id)
    if record is None or record.session.description != now:
        raise ChangedMeanwhile(Refusal.CANNOT_UNDO_CHANGED_MEANWHILE)
    controller.update_session(session_id, description=before)


def _delete(session_id: UUID, controller: Controller) -> tuple[SessionRecord, Edit] | SessionSnapshot:
    record = controller.session(session_id)
    if record is None or record.is_active:
        return controller.discard_session(session_id)
    return record, controller.delete_sessions([session_id])


def _last_session(controller: Controller) -> _Last | None:
    """The newest session, and its quest if that is active: no other is offered for the next one."""
    for record in controller.history(limit=1):
        last = record.session
        active = {quest.id for quest in controller.list_quests() if quest.status is QuestStatus.ACTIVE}
        return last, last.quest_id if last.quest_id in active else None
    return None
