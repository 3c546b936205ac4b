"""Builds the widgets and makes every connection between them; the only room that knows them all."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from focus_desktop import wording
from focus_desktop.desktop import appearance
from focus_desktop.desktop.announcements import Announcements
from focus_desktop.desktop.heartbeat import MINUTE, Heartbeat
from focus_desktop.desktop.local_api import LocalApi
from focus_desktop.desktop.notifier import Notifier
from focus_desktop.desktop.preferences import Preferences
from focus_desktop.desktop.teller import Teller
from focus_desktop.desktop.tray import Tray
from focus_desktop.desktop.window.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.session_panel import SessionPanel
from focus_desktop.model import timing
from focus_desktop.model.errors import FocusError, PortUnavailable, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.todays_work import TodaysWork
from focus_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

    from focus_desktop.controller import Controller
    from focus_desktop.house import House
    from focus_desktop.model.changes import (
        SessionDeleted,
        SessionEdited,
        SessionEnded,
        SessionPaused,
        SessionResumed,
        SessionStarted,
    )
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.record import SessionRecord

APP_ICON, TRAY_ICON = "icons/focus-desktop.svg", "icons/tray.svg"
PREPARE_NOTIFIER_AFTER_MS = 500
QUITTING_LIMIT_S = 5.0

Result = TypeVar("Result")


class Application(QObject):
    """The desktop door. Wishes go down to the controller; what is shown follows announcements only."""

    ready = Signal()
    """The store is open and everything is shown."""

    failed = Signal(object)
    """The FocusError because of which the store cannot be opened."""
    bug_found = Signal(str)
    """Where the log of it is. May be emitted on any thread."""

    _opened = Signal(object)

    def __init__(self, qt: QApplication, house: House) -> None:
        super().__init__()
        self._qt = qt
        self._house = house
        self._clock = house.clock
        self._settings = settings = SettingsFile(house.settings_file)
        self._controller: Controller | None = None
        self._opening = threading.Thread(target=self._open, name="store", daemon=True)
        self._active: SessionRecord | None = None
        self._ended_here: UUID | None = None
        """The session that the user has ended in the window or the tray: there is no need to tell."""
        self._today: TodaysWork | None = None

        appearance.dress(qt, settings.current.appearance)
        qt.setQuitOnLastWindowClosed(False)
        self.session_panel = SessionPanel(settings.current.presets, settings.current.minutes)
        self.history_page = HistoryPage(house.clock.now)
        self.window = MainWindow(self.session_panel, self.history_page)
        self.announcements = Announcements()
        self.heartbeat = Heartbeat()
        self.notifier = Notifier(wording.APP_TITLE, house.resource(APP_ICON))
        self.tray = Tray()
        self.teller = Teller(qt, self.window, self.tray, self.notifier)
        self.local_api = LocalApi(house.serve)
        self.preferences = Preferences(self.window, settings, self._remember, self.local_api, house.token)
        self._connect_window()
        self._connect_tray()
        self._connect_rest()

    def show(self, *, minimized: bool) -> None:
        """Show the window, or only the tray if `minimized` and there is one; then open the store."""
        self.window.restore_geometry_text(self._settings.current.window_geometry)
        self.window.pages.setCurrentIndex(self._settings.current.page)
        if not (minimized and QSystemTrayIcon.isSystemTrayAvailable()):
            self.window.show()
        if self._settings.problem:
            self.window.banner.tell("Settings", self._settings.problem)
        # Behind the first paint: nothing that follows is needed for it.
        QTimer.singleShot(0, self._load)

    def run(self) -> int:
        """Stay until the user quits; the exit status."""
        return self._qt.exec()

    def quit(self) -> None:
        """Remember what is to be remembered and leave; a running session is found again at the next start."""
        self._remember(window_geometry=self.window.geometry_text())
        self.heartbeat.stop()
        self.notifier.close()
        if self._opening.is_alive():  # It must not outlive the interpreter.
            self._opening.join(QUITTING_LIMIT_S)
        self.tray.icon.hide()
        self.local_api.close()
        if self._controller is not None:
            self._controller.close()
            self._controller = None
        self._qt.quit()

    # Set-up

    def _connect_window(self) -> None:
        panel, history = self.session_panel, self.history_page
        panel.start_requested.connect(self._start_as_chosen)
        panel.pause_requested.connect(self._pause)
        panel.resume_requested.connect(self._resume)
        panel.complete_requested.connect(lambda: self._end(SessionStatus.COMPLETED))
        panel.cancel_requested.connect(lambda: self._end(SessionStatus.CANCELLED))
        panel.minutes_changed.connect(self.tray.show_preset)
        panel.quest_picker.new_quest_requested.connect(self._add_quest)
        history.filters_changed.connect(self._filter_history)
        history.delete_requested.connect(self._delete)
        self.window.close_requested.connect(self._close_window)
        self.window.visibility_changed.connect(self._beat)
        self.window.preferences_requested.connect(self.preferences.open)

    def _connect_tray(self) -> None:
        tray = self.tray
        tray.show_preset(self.session_panel.minutes.value())
        tray.start_requested.connect(self._start_as_chosen)
        tray.start_with_quest_requested.connect(self._start)
        tray.pause_requested.connect(self._pause)
        tray.resume_requested.connect(self._resume)
        tray.complete_requested.connect(lambda: self._end(SessionStatus.COMPLETED))
        tray.cancel_requested.connect(lambda: self._end(SessionStatus.CANCELLED))
        tray.show_requested.connect(self.window.bring_to_front)
        tray.quit_requested.connect(self.quit)
        tray.menu_toggled.connect(self._beat)

    def _connect_rest(self) -> None:
        news = self.announcements
        news.session_started.connect(self._show_started)
        news.session_ended.connect(self._show_ended)
        news.session_changed.connect(self._show_changed)
        news.session_deleted.connect(self._show_deleted)
        news.quests_changed.connect(self._reload_quests)
        news.changed_elsewhere.connect(self._reload_everything)
        self.heartbeat.beat.connect(self._beat)
        self.preferences.api_changed.connect(self._serve_as_preferred)
        self.preferences.copy_requested.connect(lambda text: self._qt.clipboard().setText(text))
        self.local_api.refused.connect(self.teller.tell_error)
        self.local_api.served.connect(lambda: self.window.banner.withdraw(PortUnavailable.title))
        self.notifier.clicked.connect(self.window.bring_to_front)
        self.bug_found.connect(self.teller.tell_bug)
        self._opened.connect(self._use)
        self.failed.connect(self._explain_failure)

    def _load(self) -> None:
        self._opening.start()
        self.window.setWindowIcon(QIcon(str(self._house.resource(APP_ICON))))
        self._quit_when_terminated()
        self.tray.show_icon(QIcon(str(self._house.resource(TRAY_ICON))))

    def _quit_when_terminated(self) -> None:
        from focus_desktop.desktop.termination import Termination  # noqa: PLC0415 — behind the first paint

        termination = Termination(self)
        termination.requested.connect(self.quit)
        self._qt.aboutToQuit.connect(termination.stop)

    def _open(self) -> None:
        """On a thread of its own: importing SQLModel takes longer than everything else together."""
        try:
            controller = self._house.open_controller()
            self._opened.emit(controller)
            controller.follow_others()
        except FocusError as error:
            self.failed.emit(error)

    def _use(self, controller: Controller) -> None:
        self._controller = controller
        controller.subscribe(self.announcements.announce)
        self.session_panel.show_ready()
        self.tray.show_ready()
        chosen = self._settings.current
        self._show_quests()
        self.session_panel.quest_picker.choose(_uuid(chosen.quest_id))
        self.history_page.choose_filters(chosen.history_quest_id, chosen.history_status)
        self._ask(lambda controller: controller.complete_due_session())
        self._reload_history()
        self._follow(self._ask(lambda controller: controller.active_session()))
        if self._settings.current.api_enabled:
            self._serve_as_preferred()
        self.ready.emit()

    def _serve_as_preferred(self) -> None:
        preferred = self._settings.current
        if preferred.api_enabled and self._controller is not None:
            self.local_api.serve(self._controller, preferred.api_port)
        else:
            self.local_api.stop()

    def _explain_failure(self, error: FocusError) -> None:
        self.window.bring_to_front()
        self.history_page.show_problem(error.message)
        self.teller.tell_error(error)

    # Wishes

    def _start_as_chosen(self) -> None:
        picker = self.session_panel.quest_picker
        if picker.unfinished_title:
            self._add_quest(picker.unfinished_title)
        if not picker.unfinished_title:  # It has been added; a refused one waits to be mended.
            self._start(picker.quest_id)

    def _start(self, quest_id: UUID | None) -> None:
        minutes = self.session_panel.minutes.value()
        description = self.session_panel.description.text()
        self._remember(minutes=minutes, quest_id=quest_id and str(quest_id))
        self._do(lambda controller: controller.start_session(minutes, quest_id, description))

    def _pause(self) -> None:
        record = self._active
        if record is not None:
            self._do(lambda controller: controller.pause_session(record.id))

    def _resume(self) -> None:
        record = self._active
        if record is not None:
            self._do(lambda controller: controller.resume_session(record.id))

    def _end(self, status: SessionStatus) -> None:
        record = self._active
        if record is not None:
            self._ended_here = record.id
            self._do(lambda controller: controller.update_session(record.id, status=status))

    def _delete(self, session_id: UUID) -> None:
        self._do(lambda controller: controller.delete_session(session_id))

    def _add_quest(self, title: str) -> None:
        quest = self._do(lambda controller: controller.add_quest(title))
        if quest is not None:
            self.session_panel.quest_picker.choose(quest.id)

    def _close_window(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.quit()
            return
        self._remember(window_geometry=self.window.geometry_text())
        self.window.hide()
        if not self._settings.current.told_about_tray:
            self._remember(told_about_tray=True)
            self.teller.tell("Still here", "Focus Desktop goes on in the tray. Quit it from the icon's menu.")

    # Announcements

    def _show_started(self, change: SessionStarted) -> None:
        self.window.banner.withdraw(wording.SESSION_COMPLETE)
        self.history_page.show_session(change.record)
        self._follow(change.record)

    def _show_ended(self, change: SessionEnded) -> None:
        self.history_page.show_session(change.record)
        if self._active is not None and self._active.id == change.record.id:
            self._follow(None)
        by_hand = change.record.id == self._ended_here
        if change.record.session.status is SessionStatus.COMPLETED and not by_hand:
            message = wording.completion(change.record, self._clock.now())
            self.window.banner.tell(wording.SESSION_COMPLETE, message)
            self.notifier.notify(wording.SESSION_COMPLETE, message)

    def _show_changed(self, change: SessionPaused | SessionResumed | SessionEdited) -> None:
        if self._active is not None and self._active.id == change.record.id:
            self._follow(change.record)
        self.history_page.model.refresh()

    def _show_deleted(self, change: SessionDeleted) -> None:
        self.history_page.model.remove(change.session_id)
        if self._active is not None and self._active.id == change.session_id:
            self._follow(None)
        else:
            self._reload_today()

    def _reload_quests(self) -> None:
        self._show_quests()
        self.history_page.model.refresh()

    def _reload_everything(self) -> None:
        """Another process may have changed anything."""
        self._reload_quests()
        self._reload_today()

    def _show_quests(self) -> None:
        quests = self._ask(lambda controller: controller.list_quests())
        if quests is not None:
            self.session_panel.quest_picker.show_quests(quests)
            self.history_page.show_quests(quests)
            self.tray.show_quests(quests)

    def _filter_history(self) -> None:
        page = self.history_page
        self._remember(
            history_quest_id=page.quest_filter.currentData(),
            history_status=page.status_filter.currentData(),
        )
        self._reload_history()

    def _reload_history(self) -> None:
        self.history_page.model.show_history(self._fetch_history)

    def _fetch_history(self, before: FocusSession | None) -> Sequence[SessionRecord]:
        quest_id, status = self.history_page.quest_id, self.history_page.status
        return self._ask(lambda controller: controller.history(quest_id, status, before=before)) or ()

    # Time

    def _follow(self, record: SessionRecord | None) -> None:
        self._active = record
        if record is None:
            self.session_panel.show_idle()
            self.tray.show_idle()
        else:
            seconds = wording.whole_seconds(record.remaining(self._clock.now()))
            self.session_panel.show_session(record, seconds)
            self.tray.show_session(record, seconds)
            QTimer.singleShot(PREPARE_NOTIFIER_AFTER_MS, self.notifier.prepare)
        self._reload_today()
        self._beat()

    def _beat(self) -> None:
        """Show the time, complete what is due, and say when to look again."""
        if self._controller is None:
            return
        now = self._clock.now()
        paused_at = None if self._active is None else self._active.paused_at()
        if paused_at is not None:
            self._show_paused(now - paused_at)
            return
        remaining = None if self._active is None else self._active.remaining(now)
        if remaining is not None:
            seconds = wording.whole_seconds(remaining)
            self.session_panel.show_remaining(seconds)
            self.tray.show_remaining(seconds)
            if seconds == 0 and self._ask(self._complete_due):
                return  # Ending it has already come back here, with nothing running.
        if self.window.is_watched:
            self.history_page.model.show_time_passing()
            self._show_today()
        watched = self.window.is_watched or self.tray.is_watched
        self.heartbeat.schedule(remaining, watched=watched)

    def _show_paused(self, length: timedelta) -> None:
        self.session_panel.show_paused(length)
        if self.window.is_watched:
            self.heartbeat.rest(MINUTE - length % MINUTE)
        else:
            self.heartbeat.schedule(None, watched=False)

    def _complete_due(self, controller: Controller) -> bool:
        """Complete what is due, or notice that somebody else did; whether nothing runs any more."""
        if controller.complete_due_session() is None:
            controller.catch_up()
        return self._active is None

    def _reload_today(self) -> None:
        now = self._clock.now()
        day = timing.day_bounds(now.astimezone(), self._settings.current.day_start_hour)
        intervals = self._ask(lambda controller: controller.intervals_between(*day))
        if intervals is not None:
            self._today = TodaysWork(*day, intervals)
            self.window.show_today(wording.today(self._today.total(now)))

    def _show_today(self) -> None:
        now = self._clock.now()
        if self._today is None or not self._today.covers(now):
            self._reload_today()
        else:
            self.window.show_today(wording.today(self._today.total(now)))

    # Asking and remembering

    def _do(self, wish: Callable[[Controller], Result]) -> Result | None:
        """Like `_ask`, for what the user has asked for: what was told before is settled by it.

        A wish that is refused may mean that another program has changed what is shown here.
        """
        self.window.banner.hide()
        return self._ask(wish, when_refused=lambda controller: controller.catch_up())

    def _ask(
        self,
        wish: Callable[[Controller], Result],
        when_refused: Callable[[Controller], None] = lambda _: None,
    ) -> Result | None:
        """Have the controller do it, or tell the user why it cannot be done."""
        if self._controller is None:
            return None
        try:
            answer = wish(self._controller)
        except FocusError as error:
            self.teller.tell_error(error)
            with suppress(FocusError):  # The user has just been told that the store does not answer.
                when_refused(self._controller)
            return None
        self.window.banner.withdraw(StoreUnavailable.title)
        return answer

    def _remember(self, **choices: object) -> None:
        try:
            self._settings.change(**choices, page=self.window.pages.currentIndex())
        except OSError as error:
            self.window.banner.tell(
                "Settings", f"Your choices cannot be saved ({error.strerror}); check the disk."
            )


def build(house: House) -> Application:
    """Qt itself and the application in it, not yet shown."""
    qt = QApplication(["focus-desktop"])
    qt.setApplicationDisplayName(wording.APP_TITLE)
    return Application(qt, house)


def _uuid(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
