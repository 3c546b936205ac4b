"""What comes after a session and after a break: who is told, what is offered, what begins by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.model.breaks import earned_break
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from focus_desktop.clock import Clock
    from focus_desktop.desktop.notifications.alarm import Alarm
    from focus_desktop.desktop.notifications.bell import Bell
    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.notifications.notifier import Notifier
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.daily_total import DailyTotal
    from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.focus.break_screen import BreakScreen
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.breaks import Break
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.settings import Settings, SettingsFile

    Offers = Mapping[str, Callable[[], object]]
    """What is done when the button with this label is pressed."""

EXTENSION = 5
"""Minutes that a button adds."""
JUST_NOW = timedelta(minutes=1)
"""What was over longer ago, as after a night's sleep, lets nothing begin by itself."""


class BreakCycle(QObject):
    """Session, break, session: goes by the preferences that held when the session began."""

    def __init__(
        self,
        *,
        clock: Clock,
        store_thread: StoreThread,
        user_actions: UserActions,
        timer_presenter: TimerPresenter,
        daily_total: DailyTotal,
        message_router: MessageRouter,
        notifier: Notifier,
        alarm: Alarm,
        bell: Bell,
        window: MainWindow,
        settings: SettingsFile,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store_thread = store_thread
        self._user_actions = user_actions
        self._timer_presenter = timer_presenter
        self._daily_total = daily_total
        self._message_router = message_router
        self._notifier = notifier
        self._alarm = alarm
        self._bell = bell
        self._window = window
        self._form = window.session_panel.form
        self._settings = settings
        self._plan: Settings = settings.current
        self._earned: Break | None = None
        self._screen: BreakScreen | None = None
        self._alarmed: Offers = {}
        self._offered: dict[Notification, Offers] = {}
        self._news: list[Notification] = []
        """What was told, without an alarm, of the session as it was."""
        self._told_of: UUID | None = None
        """The session that something was told of last, or a break offered for."""

        alarm.chosen.connect(lambda label: self._alarmed[label]())
        alarm.dismissed.connect(self._clear_banner)
        window.banner.dismissed.connect(alarm.acknowledge)
        notifier.chosen.connect(self._take_offer)
        notifier.undelivered.connect(self._tell_otherwise)
        timer_presenter.warned.connect(self._warn)
        timer_presenter.time_is_up.connect(self._tell_time_is_up)
        timer_presenter.break_began.connect(self._begin_break)
        timer_presenter.break_ended.connect(self._end_break)
        daily_total.hour_reached.connect(self._tell_hour)
        self._form.break_requested.connect(self.take_break)

    def begin(self) -> None:
        """A session is shown: what was offered before is over, and what is preferred now holds for it."""
        self.settle()
        self._offer_break(None)
        self._plan = self._settings.current

    def end(self, record: SessionRecord) -> None:
        """A session has ended."""
        self.settle()
        if record.session.status is not SessionStatus.COMPLETED:
            return
        self._told_of = record.id
        self._offer_break(self._earned_break())
        # Whoever looks at the window has seen it, and the break is offered there.
        if record.id != self._user_actions.ended_here or not self._window.is_watched:
            self._tell_completed(record)
        completed_at = record.session.completed_at
        if self._plan.auto_start_break and completed_at and self._clock.now() - completed_at < JUST_NOW:
            self._begin_earned_break()

    def delete(self, session_id: UUID) -> None:
        """A session was deleted; what was told of it is over, and it has earned no break."""
        if session_id == self._told_of:
            self.settle()
            self._offer_break(None)

    def settle(self) -> None:
        """Somebody has reacted, or done something else: what was told before is over."""
        self._alarm.acknowledge()
        while self._news:
            self.withdraw(self._news.pop())
        self._clear_banner()

    def close(self) -> None:
        """Leave no button behind that nobody answers."""
        self.settle()
        for notification in tuple(self._offered):
            self.withdraw(notification)

    def take_break(self) -> None:
        """A person begins the break that was earned."""
        self.settle()
        self._begin_earned_break()

    def skip_break(self) -> None:
        """A person ends the break before its time."""
        self.settle()
        self._timer_presenter.skip_break()

    def offer(self, title: str, message: str, offers: Offers) -> Notification:
        """A notification with buttons, about which nobody is alarmed."""
        notification = _notification(title, message, offers)
        self._offered[notification] = offers
        self._notifier.notify(notification)
        return notification

    def withdraw(self, notification: Notification) -> None:
        """What was offered has been answered elsewhere, or is out of date."""
        self._offered.pop(notification, None)
        self._notifier.withdraw(notification)
        self._window.banner.withdraw(notification.title)

    def _tell_news(self, title: str, message: str, offers: Offers) -> None:
        self._news.append(self.offer(title, message, offers))

    def _begin_earned_break(self) -> None:
        if self._earned is not None:
            self._timer_presenter.take(self._earned)

    def _clear_banner(self) -> None:
        for title in (wording.session_complete(), wording.break_is_over()):
            self._window.banner.withdraw(title)

    def _earned_break(self) -> Break | None:
        plan, day = self._plan, self._daily_total.bounds(self._clock.read())
        completed = self._store_thread.ask(lambda controller: controller.completed_between(*day))
        return earned_break(
            plan.break_minutes, plan.long_break_minutes, plan.long_break_every, completed or 0
        )

    def _offer_break(self, earned: Break | None) -> None:
        self._earned = earned
        self._form.show_break(earned)

    def _tell_completed(self, record: SessionRecord) -> None:
        message = wording.completion(record, self._clock.now())
        self._window.banner.tell(wording.session_complete(), message)
        offers: dict[str, Callable[[], object]] = {}
        if self._earned is not None and self._plan.auto_start_break:
            offers["Skip break"] = self.skip_break
        elif self._earned is not None:
            offers["Start break"] = self.take_break
        offers["Start next"] = self._user_actions.start_again
        if record.quest is not None:
            quest_id, others = record.quest.id, dict(offers)
            offers["+1 on the quest"] = lambda: self._advance(quest_id, others)
        if self._was_completed_by_hand(record):
            self._tell_news(wording.session_complete(), message, offers)
        else:
            self._raise(Sound.SESSION_END, wording.session_complete(), message, offers)

    def _was_completed_by_hand(self, record: SessionRecord) -> bool:
        """Whether somebody has just done so before its time, in a terminal or a script: no news to them."""
        now, completed_at = self._clock.now(), record.session.completed_at
        is_fresh = completed_at is not None and now - completed_at < JUST_NOW
        return is_fresh and record.remaining(now) > timedelta()

    def _advance(self, quest_id: UUID, others: Offers) -> None:
        """One step further; the press has closed the notification, and its other buttons with it."""
        quest = self._user_actions.advance_quest(quest_id)
        if quest is not None:
            title = "Quest reached" if quest.current_value == quest.target_value else "Quest"
            self._tell_news(title, wording.progress(quest), others)

    def _warn(self, record: SessionRecord) -> None:
        self._told_of = record.id
        left = record.remaining(record.time(self._clock.read()))
        offers = {f"Extend by {EXTENSION} min": self._extender(record)}
        title = wording.minutes_left(wording.whole_seconds(left))
        self._tell_news(title, wording.about(record), offers)

    def _tell_time_is_up(self, record: SessionRecord) -> None:
        self._told_of = record.id
        offers = {
            "Complete": lambda: self._user_actions.end_session(record.id, SessionStatus.COMPLETED),
            f"Extend by {EXTENSION} min": self._extender(record),
        }
        message = f"{wording.about(record)} · overtime is counted until you complete it"
        self._raise(Sound.SESSION_END, "Time is up", message, offers)

    def _extender(self, record: SessionRecord) -> Callable[[], object]:
        return lambda: self._user_actions.extend_session(record.id, EXTENSION)

    def _begin_break(self, earned: Break) -> None:
        self._offer_break(None)
        if self._plan.break_screen:
            self._screen = self._screen or self._make_screen()
            self._screen.show_break(earned)

    def _end_break(self, overdue: timedelta | None) -> None:
        if self._screen is not None:
            self._screen.hide()
        self._clear_banner()
        if overdue is None:
            return
        if self._plan.auto_start_session and overdue < JUST_NOW:
            self._user_actions.start_again()
        if self._timer_presenter.active is not None:
            self._raise(Sound.BREAK_END, wording.break_is_over(), "The next session has begun.", {})
        else:
            question = "Ready for the next session?"
            self._window.banner.tell(wording.break_is_over(), question)
            offers = {"Start next": self._user_actions.start_again}
            self._raise(Sound.BREAK_END, wording.break_is_over(), question, offers)

    def _make_screen(self) -> BreakScreen:
        from focus_desktop.desktop.window.focus.break_screen import BreakScreen  # noqa: PLC0415 — rarely needed

        screen = BreakScreen()
        screen.skip_break_requested.connect(self.skip_break)
        screen.sent_away.connect(self._alarm.acknowledge)
        self._timer_presenter.break_shown.connect(screen.show_time)
        return screen

    def _tell_hour(self, hours: int) -> None:
        if self._plan.milestones:
            self._message_router.tell("Milestone", wording.milestone(hours))

    def _raise(self, sound: Sound, title: str, message: str, offers: Offers) -> None:
        self._alarmed = offers
        self._ring(sound)
        self._alarm.raise_alarm(
            _notification(title, message, offers), lambda: self._ring(sound), repeat=self._plan.repeat_alarm
        )

    def _ring(self, sound: Sound) -> None:
        self._bell.ring(sound, self._plan.volume if self._plan.sound else 0)

    def _tell_otherwise(self, notification: Notification) -> None:
        if notification in self._offered:
            self._message_router.tell_without_daemon(notification)

    def _take_offer(self, notification: Notification, label: str) -> None:
        offers = self._offered.pop(notification, {})
        if label in offers:
            offers[label]()


def _notification(title: str, message: str, offers: Offers) -> Notification:
    return Notification(title, message, tuple(Action(label, label) for label in offers))
