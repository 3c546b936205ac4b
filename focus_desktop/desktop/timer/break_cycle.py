"""Tells that a session or a break is over, offers the earned break, and starts what starts by itself."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.store_thread import ignore
from focus_desktop.language import gettext as _
from focus_desktop.model.breaks import earned_break
from focus_desktop.model.limits import EXTENSION_MINUTES
from focus_desktop.model.status import QuestStatus, SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.notifications.alarm import Alarm
    from focus_desktop.desktop.notifications.bell import Bell
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.daily_total import DailyTotal
    from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.focus.break_screen import BreakScreen
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

JUST_NOW = timedelta(minutes=1)
"""After a session or break that ended longer ago, as during a night's sleep, nothing starts by itself."""
FRESH = timedelta(minutes=30)
"""So long after a session its break can be taken, and what was done is shown."""


class BreakCycle(QObject):
    """The cycle of sessions and breaks. A session keeps the preferences that held when it began."""

    def __init__(
        self,
        *,
        clock: Clock,
        store: StoreThread,
        user_actions: UserActions,
        timer: TimerPresenter,
        daily_total: DailyTotal,
        messages: MessageRouter,
        alarm: Alarm,
        bell: Bell,
        window: MainWindow,
        tray: TrayIcon,
        settings: SettingsWriter,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store = store
        self._user_actions = user_actions
        self._timer = timer
        self._daily_total = daily_total
        self._messages = messages
        self._alarm = alarm
        self._bell = bell
        self._window = window
        self._panel = window.session_panel
        self._tray = tray
        self._settings = settings
        self._preferences = settings.current
        """As they were when the session began."""
        self._earned: Break | None = None
        self._shown_at: datetime | None = None
        """Since when what was done is shown; None while it is not."""
        self._break_screen: BreakScreen | None = None
        self._told: list[Message] = []
        """Notifications about the session, besides the alarm; they are withdrawn when it changes."""
        self._told_of: UUID | None = None
        """The session that the last message was about, or that a break is offered for."""
        self._delayed: UUID | None = None
        """The session that was told to be complete before it could be saved."""

        alarm.dismissed.connect(self.withdraw_messages)
        timer.ending_soon.connect(self._tell_ending_soon)
        timer.overtime_began.connect(self._tell_overtime)
        timer.completion_delayed.connect(self._tell_delay)
        timer.break_started.connect(self._show_break)
        timer.break_ended.connect(self._tell_break_over)
        daily_total.hour_reached.connect(self._tell_hour)
        panel = self._panel
        panel.break_requested.connect(self.take_break)
        panel.leave_requested.connect(self.leave)
        panel.advance_requested.connect(user_actions.advance_quest)
        panel.complete_quest_requested.connect(user_actions.complete_quest)
        tray.break_requested.connect(self.take_break)

    # What happens to sessions

    def start_session(self) -> None:
        """After a session has started: withdraw earlier messages and offers, and note the preferences."""
        self.withdraw_messages()
        self._close_stage()
        self._panel.form.show_hint()
        self._preferences = self._settings.current

    def end_session(self, record: SessionRecord) -> None:
        """After a session has ended: tell of it, and offer the break that it has earned."""
        self.withdraw_messages()
        if record.session.status is not SessionStatus.COMPLETED:
            return
        self._told_of = record.id
        self._show_done(record)
        self._count_completed(partial(self._tell_end, record))

    def resume_offer(self) -> None:
        """After the app was opened: show what was done last, if its break can still be taken."""
        self._store.query(_last_session, done=self._resume_offer_after, refused=ignore)

    def leave(self) -> None:
        """Show the form in place of what was done; its break is offered no longer."""
        self.withdraw_messages()
        if self._panel.is_done:
            self._panel.show_idle()
        self._close_stage()

    def drop_stale_offer(self) -> None:
        """Leave what was done when that was shown long enough."""
        if self._shown_at is not None and self._clock.now() - self._shown_at >= FRESH:
            self.leave()

    def change_session(self, record: SessionRecord) -> None:
        """After a session that has ended was changed: show its title, if it is the one that was done."""
        if record.id == self._told_of and self._panel.is_done:
            self._panel.done.show_title(record)

    def delete_session(self, session_id: UUID) -> None:
        """After a session was deleted: withdraw what was told of it, and the break that it had earned."""
        if session_id == self._told_of:
            self._told_of = None
            self.leave()

    # What the user asks for

    def withdraw_messages(self) -> None:
        """Withdraw all messages and the alarm: the user has reacted to them, or has done something else."""
        self._alarm.acknowledge()
        while self._told:
            self._told.pop().withdraw()

    def take_break(self) -> None:
        """Start the break that was earned."""
        self.withdraw_messages()
        self._start_earned_break()

    def skip_break(self) -> None:
        """End the break before its time."""
        self.withdraw_messages()
        self._timer.skip_break()

    # The end of a session

    def _tell_end(self, record: SessionRecord, completed_today: int) -> None:
        if record.id != self._told_of:
            return  # It was deleted meanwhile.
        if self._is_fresh(record):
            self._offer_break(self._earned_break(completed_today))
        # A person who ended it in a window that can be seen knows, and sees there what was done.
        if not (self._user_actions.has_ended(record.id) and self._window.is_watched):
            self._tell_completed(record)
        completed_at = record.session.completed_at
        if (
            self._preferences.auto_start_break
            and completed_at
            and self._clock.now() - completed_at < JUST_NOW
        ):
            self._start_earned_break()

    def _earned_break(self, completed_today: int) -> Break | None:
        if self._timer.active is not None:
            return None  # The next session has begun meanwhile.
        plan = self._preferences
        return earned_break(
            plan.break_minutes, plan.long_break_minutes, plan.long_break_every, completed_today
        )

    def _tell_completed(self, record: SessionRecord) -> None:
        title, message = wording.session_complete(), wording.completion(record, self._clock.now())
        actions = self._actions_after(record)
        is_seen = self._window.shows_stage and self._panel.is_done
        if not self._is_known(record):
            self._raise_alarm(Sound.SESSION_END, title, message, actions, is_seen=is_seen)
        elif not is_seen:
            self._notify(title, message, actions)

    def _actions_after(self, record: SessionRecord) -> list[Action]:
        actions = []
        if self._earned is not None and self._preferences.auto_start_break:
            actions.append(Action("skip-break", _("Skip break"), self.skip_break))
        elif self._earned is not None:
            actions.append(Action("start-break", _("Start break"), self.take_break))
        actions.append(Action("start-next", _("Start next"), self._user_actions.start_next))
        if record.quest is not None:
            actions += self._quest_actions(record.quest, tuple(actions))
        return actions

    def _quest_actions(self, quest: Quest, others: Sequence[Action]) -> list[Action]:
        """One more on an active quest; or, if it is reached, that it is done."""
        if quest.status is not QuestStatus.ACTIVE:
            return []
        if quest.current_value < quest.target_value:
            advance = partial(self._advance, quest.id, others)
            return [Action("advance-quest", _("+1 on the quest"), advance)]
        complete = partial(self._user_actions.complete_quest, quest.id)
        return [Action("complete-quest", _("Mark as done"), complete)]

    def _is_known(self, record: SessionRecord) -> bool:
        """Whether the user knows already that the session is complete, so that no alarm is needed.

        Either the user or a script completed it just now, before its time; or its time was up earlier and
        the alarm rang then, but it could not be saved.
        """
        now, completed_at = self._clock.now(), record.session.completed_at
        is_fresh = completed_at is not None and now - completed_at < JUST_NOW
        return record.id == self._delayed or (is_fresh and record.remaining(now) > timedelta())

    def _advance(self, quest_id: UUID, others: Sequence[Action]) -> None:
        """Add one to the quest's progress; the press has closed the notification with its other buttons."""

        def tell(quest: Quest) -> None:
            is_reached = quest.current_value >= quest.target_value
            actions = [*self._quest_actions(quest, others), *others] if is_reached else others
            self._notify(_("Quest reached") if is_reached else _("Quest"), wording.progress(quest), actions)

        self._user_actions.advance_quest(quest_id, tell)

    # What was done, on the Focus page

    def _show_done(self, record: SessionRecord) -> bool:
        """Show what was done, unless that is long ago or something runs; return whether it is shown."""
        is_free = self._timer.active is None and self._timer.running_break is None
        if is_free and self._is_fresh(record):
            self._shown_at = self._clock.now()
            self._panel.show_done(record, self._shown_at)
        return is_free and self._shown_at is not None

    def _close_stage(self) -> None:
        """What was done is shown no longer, and its break is not offered again."""
        if self._shown_at is not None and self._told_of is not None:
            self._settings.save(break_settled_id=str(self._told_of))
        self._shown_at = None
        self._offer_break(None)

    def _is_fresh(self, record: SessionRecord) -> bool:
        completed_at = record.session.completed_at
        return completed_at is not None and self._clock.now() - completed_at < FRESH

    def _resume_offer_after(self, record: SessionRecord | None) -> None:
        if record is None:
            return
        self._tray.show_last(wording.title(record))
        if (
            self._shown_at is not None
            or record.session.status is not SessionStatus.COMPLETED
            or str(record.id) == self._settings.current.break_settled_id
        ):
            return
        if self._show_done(record):
            self._told_of = record.id
            self._count_completed(lambda completed: self._offer_again(record, completed))

    def _offer_again(self, record: SessionRecord, completed_today: int) -> None:
        if record.id == self._told_of:
            self._offer_break(self._earned_break(completed_today))

    def _count_completed(self, done: Callable[[int], None]) -> None:
        """Ask how many sessions are completed today; none, if that cannot be read."""
        day = self._daily_total.bounds()
        self._store.query(
            lambda controller: controller.completed_between(*day),
            done=done,
            refused=lambda _error: done(0),
        )

    # While a session is active

    def _tell_ending_soon(self, record: SessionRecord) -> None:
        self._told_of = record.id
        left = record.remaining(record.time(self._clock.read()))
        title = wording.minutes_left(wording.whole_seconds(left))
        self._notify(title, wording.about(record), [self._extension(record)])

    def _tell_overtime(self, record: SessionRecord) -> None:
        self._told_of = record.id
        complete = partial(self._user_actions.end_session, record.id, SessionStatus.COMPLETED)
        actions = [Action("complete", _("Complete"), complete), self._extension(record)]
        message = _("{session} · overtime is counted until you complete it")
        self._raise_alarm(
            Sound.SESSION_END,
            _("Time is up"),
            message.format(session=wording.about(record)),
            actions,
            is_seen=self._window.shows_stage,
        )

    def _tell_delay(self, record: SessionRecord) -> None:
        """Raise the alarm: the time is up, though the session cannot be saved as completed yet."""
        self._told_of = self._delayed = record.id
        message = _("{session} · it is complete, and will be saved as soon as the data can be written")
        self._raise_alarm(
            Sound.SESSION_END, _("Time is up"), message.format(session=wording.about(record)), ()
        )

    def _extension(self, record: SessionRecord) -> Action:
        extend = partial(self._user_actions.extend_session, record.id, EXTENSION_MINUTES)
        return Action("extend", wording.extend_by(EXTENSION_MINUTES), extend)

    def _tell_hour(self, hours: int) -> None:
        if self._preferences.milestones:
            self._messages.tell(_("Milestone"), wording.milestone(hours))

    # Breaks

    def _start_earned_break(self) -> None:
        if self._earned is not None:
            self._timer.start_break(self._earned)

    def _offer_break(self, earned: Break | None) -> None:
        self._earned = earned
        self._panel.done.show_break(earned)
        self._tray.show_earned_break(earned)
        self._daily_total.show_cycle()

    def _show_break(self, earned: Break) -> None:
        self._close_stage()
        if self._preferences.break_screen:
            self._break_screen = self._break_screen or self._make_break_screen()
            self._break_screen.show_break(earned)

    def _tell_break_over(self, overdue: timedelta | None) -> None:
        if self._break_screen is not None:
            self._break_screen.hide()
        self._daily_total.show_cycle()
        if overdue is None:
            return
        if self._preferences.auto_start_session and overdue < JUST_NOW:
            self._user_actions.start_next(self._tell_next)
        else:
            self._tell_next(has_started=False)

    def _tell_next(self, has_started: bool) -> None:
        title = wording.break_is_over()
        if has_started:
            begun = _("The next session has begun.")
            self._raise_alarm(Sound.BREAK_END, title, begun, (), is_seen=self._window.shows_stage)
            return
        question = _("Ready for the next session?")
        self._panel.form.show_hint(wording.listed(title, question))
        start_next = Action("start-next", _("Start next"), self._user_actions.start_next)
        self._raise_alarm(Sound.BREAK_END, title, question, [start_next], is_seen=self._window.shows_stage)

    def _make_break_screen(self) -> BreakScreen:
        from focus_desktop.desktop.window.focus.break_screen import BreakScreen  # noqa: PLC0415 — rare

        screen = BreakScreen()
        screen.skip_break_requested.connect(self.skip_break)
        screen.sent_away.connect(self._alarm.acknowledge)
        self._timer.break_ticked.connect(screen.show_time)
        self._timer.add_view(screen)
        return screen

    # How it is told

    def _notify(self, title: str, message: str, actions: Sequence[Action]) -> None:
        self._told.append(self._messages.notify(title, message, actions))

    def _raise_alarm(
        self, sound: Sound, title: str, message: str, actions: Sequence[Action], *, is_seen: bool = False
    ) -> None:
        """Ring, and notify unless the person sees it on the Focus page; then ring again and so on."""
        self._ring(sound)
        self._alarm.raise_alarm(
            Notification(title, message, tuple(actions)),
            lambda: self._ring(sound),
            repeat=self._preferences.repeat_alarm,
            is_seen=is_seen,
        )

    def _ring(self, sound: Sound) -> None:
        self._bell.ring(sound, self._preferences.volume if self._preferences.sound else 0)


def _last_session(controller: Controller) -> SessionRecord | None:
    """The newest session, unless one is active."""
    return next(iter(controller.history(limit=1)), None)
