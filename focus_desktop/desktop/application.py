"""Builds the widgets and makes every connection between them; the only room that knows them all."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from focus_desktop import paths, refusals, wording
from focus_desktop.desktop.announcements import Announcements
from focus_desktop.desktop.notifications.alarm import Alarm
from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.bell import Bell
from focus_desktop.desktop.notifications.message_router import MessageRouter
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.store_thread import StoreThread
from focus_desktop.desktop.system.desktop_integration import DesktopIntegration
from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
from focus_desktop.desktop.system.local_api import LocalApi
from focus_desktop.desktop.system.sleep_watch import SleepWatch
from focus_desktop.desktop.timer.break_cycle import BreakCycle
from focus_desktop.desktop.timer.daily_total import DailyTotal
from focus_desktop.desktop.timer.gap_prompt import GapPrompt
from focus_desktop.desktop.timer.tick_timer import TickTimer
from focus_desktop.desktop.timer.timer_presenter import TimerPresenter
from focus_desktop.desktop.tray.tray_icon import TrayIcon
from focus_desktop.desktop.tray.tray_watch import TrayWatch
from focus_desktop.desktop.user_actions import UserActions
from focus_desktop.desktop.window import theme
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.preferences.preferences import Preferences
from focus_desktop.model.errors import FocusError, Refusal
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller
    from focus_desktop.launch import Launch
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
SETTLE_AFTER_MS = 500
QUITTING_LIMIT_S = 5.0


class Application(QObject):
    """The desktop door. Wishes go down to the controller; what is shown follows announcements only."""

    ready = Signal()
    """The store is open and everything is shown."""

    failed = Signal(object)
    """The FocusError because of which the store cannot be opened."""
    bug_found = Signal(str)
    """Where the log of it is. May be emitted on any thread."""

    quitting = Signal()
    """The user has asked for it, or the system."""

    _opened = Signal(object)

    def __init__(self, qt: QApplication, services: AppServices) -> None:
        super().__init__()
        self._qt = qt
        self._services = services
        self._clock = services.clock
        self._settings = settings = SettingsFile(services.settings_file)
        self._opening = threading.Thread(target=self._open, name="store", daemon=True)

        theme.apply(qt, settings.current.appearance)
        qt.setQuitOnLastWindowClosed(False)
        self.session_panel = SessionPanel()
        self.history_page = HistoryPage(services.clock.read)
        self.window = MainWindow(self.session_panel, self.history_page)
        self.announcements = Announcements()
        self.tick_timer = TickTimer()
        self.notifier = Notifier(wording.APP_TITLE, services.resource(APP_ICON))
        self.tray = TrayIcon()
        self.message_router = MessageRouter(qt, self.window, self.tray, self.notifier)
        self.alarm = Alarm(self.notifier, AlertStrip())
        self.bell = Bell(services.resource)
        self.sleep_watch = SleepWatch()
        self.tray_watch = TrayWatch()
        self.local_api = LocalApi(services.serve)
        self.global_key = GlobalShortcut(paths.APP_ID)
        self.desktop_integration = DesktopIntegration(settings, self._remember, self.global_key)
        self.preferences = Preferences(
            window=self.window,
            settings=settings,
            remember=self._remember,
            local_api=self.local_api,
            token=services.token,
            desktop_integration=self.desktop_integration,
        )
        self.store_thread = StoreThread(self.message_router, self.window.banner)
        self.daily_total = DailyTotal(self.store_thread, self.window, settings.current.day_start_hour)
        self.timer_presenter = TimerPresenter(
            clock=services.clock,
            store_thread=self.store_thread,
            tick_timer=self.tick_timer,
            window=self.window,
            tray=self.tray,
            daily_total=self.daily_total,
        )
        self.user_actions = UserActions(
            self.store_thread, self.timer_presenter, self.session_panel.form, settings, self._remember
        )
        self.break_cycle = BreakCycle(
            clock=services.clock,
            store_thread=self.store_thread,
            user_actions=self.user_actions,
            timer_presenter=self.timer_presenter,
            daily_total=self.daily_total,
            message_router=self.message_router,
            notifier=self.notifier,
            alarm=self.alarm,
            bell=self.bell,
            window=self.window,
            settings=settings,
        )
        self.gap_prompt = GapPrompt(
            services.clock, self.store_thread, self.user_actions, self.break_cycle, self.window
        )
        self._connect_window()
        self._connect_tray()
        self._connect_rest()
        self._show_presets()
        chosen = settings.current
        self.session_panel.form.show_lengths(chosen.minutes, chosen.break_minutes, flow=chosen.flow)

    def show(self, launch: Launch) -> None:
        """Show the window, or only the tray if that is wanted and one is there or comes; open the store."""
        self.window.restore_geometry_text(self._settings.current.window_geometry)
        self.window.pages.setCurrentIndex(self._settings.current.page)
        if not launch.minimized:
            self.window.show()
        else:
            self._keep_a_way_in()
        self._do_when_ready(launch)
        if self._settings.problem:
            self.window.banner.tell("Settings", refusals.sentence(self._settings.problem))
        # Behind the first paint: nothing that follows is needed for it.
        QTimer.singleShot(0, self._load)

    def take(self, launch: Launch) -> None:
        """Do what a second launch asks for."""
        if not (launch.minimized and QSystemTrayIcon.isSystemTrayAvailable()):
            self.window.bring_to_front(launch.activation_token)
        self._do_when_ready(launch)

    def run(self) -> int:
        """Stay until the user quits; the exit status."""
        return self._qt.exec()

    def quit(self) -> None:
        """Remember what is to be remembered and leave; a running session is found again at the next start."""
        self.quitting.emit()
        self._remember(window_geometry=self.window.geometry_text())
        self.tick_timer.stop()
        for part in (self.break_cycle, self.notifier, self.bell, self.sleep_watch, self.global_key):
            part.close()
        if self._opening.is_alive():  # It must not outlive the interpreter.
            self._opening.join(QUITTING_LIMIT_S)
        self.tray.icon.hide()
        self.local_api.close()
        self.store_thread.close()
        self._qt.quit()

    def _do_when_ready(self, launch: Launch) -> None:
        if self.store_thread.controller is None:
            self.ready.connect(lambda: self.user_actions.launch(launch))
        else:
            self.user_actions.launch(launch)

    # Set-up

    def _connect_window(self) -> None:
        panel, form, user_actions = self.session_panel, self.session_panel.form, self.user_actions
        panel.start_requested.connect(user_actions.start_as_chosen)
        panel.start_next_requested.connect(user_actions.start_again)
        panel.pause_requested.connect(user_actions.pause)
        panel.resume_requested.connect(user_actions.resume)
        panel.complete_requested.connect(lambda: user_actions.end(SessionStatus.COMPLETED))
        panel.cancel_requested.connect(lambda: user_actions.end(SessionStatus.CANCELLED))
        panel.extend_requested.connect(user_actions.extend)
        panel.skip_break_requested.connect(self.break_cycle.skip_break)
        form.lengths_changed.connect(self._show_lengths)
        form.quest_picker.new_quest_requested.connect(user_actions.add_quest)
        self.history_page.filters_changed.connect(self._filter_history)
        self.history_page.delete_requested.connect(user_actions.delete)
        self.window.close_requested.connect(self._close_window)
        self.window.visibility_changed.connect(self.timer_presenter.beat)
        self.window.start_again_requested.connect(user_actions.start_again)
        self.window.preferences_requested.connect(self.preferences.open)

    def _connect_tray(self) -> None:
        tray, user_actions = self.tray, self.user_actions
        tray.start_requested.connect(user_actions.start_as_chosen)
        tray.start_with_quest_requested.connect(user_actions.start)
        tray.pause_requested.connect(user_actions.pause)
        tray.resume_requested.connect(user_actions.resume)
        tray.complete_requested.connect(lambda: user_actions.end(SessionStatus.COMPLETED))
        tray.cancel_requested.connect(lambda: user_actions.end(SessionStatus.CANCELLED))
        tray.extend_requested.connect(user_actions.extend)
        tray.skip_break_requested.connect(self.break_cycle.skip_break)
        tray.show_requested.connect(self.window.bring_to_front)
        tray.quit_requested.connect(self.quit)
        tray.menu_toggled.connect(self.timer_presenter.beat)

    def _connect_rest(self) -> None:
        news = self.announcements
        news.session_started.connect(self._show_started)
        news.session_ended.connect(self._show_ended)
        news.session_changed.connect(self._show_changed)
        news.session_deleted.connect(self._show_deleted)
        news.quests_changed.connect(self._reload_quests)
        news.changed_elsewhere.connect(self._reload_everything)
        news.gap_found.connect(self.gap_prompt.reload)
        self.global_key.pressed.connect(self.user_actions.start_last)
        self.tray_watch.host_changed.connect(self.tray.renew)
        self.tray_watch.host_changed.connect(self._keep_a_way_in)
        self.tray_watch.none_came.connect(self.window.show)
        self.tick_timer.beat.connect(self._miss_tray)
        self.sleep_watch.falling_asleep.connect(self.timer_presenter.beat)
        self.sleep_watch.woken.connect(self.timer_presenter.beat)
        self.preferences.presets_changed.connect(self._show_presets)
        self.preferences.api_changed.connect(self._serve_as_preferred)
        self.preferences.copy_requested.connect(lambda text: self._qt.clipboard().setText(text))
        self.local_api.refused.connect(self.message_router.tell_error)
        self.local_api.served.connect(
            lambda: self.window.banner.withdraw(refusals.title_of(Refusal.PORT_IN_USE))
        )
        self.notifier.clicked.connect(lambda _: self.window.bring_to_front())
        self.bug_found.connect(self.message_router.tell_bug)
        self._opened.connect(self._use)
        self.failed.connect(self._explain_failure)

    def _load(self) -> None:
        self._opening.start()
        self.window.setWindowIcon(QIcon(str(self._services.resource(APP_ICON))))
        self._quit_when_terminated()
        self.tray.show_icon(QIcon(str(self._services.resource(TRAY_ICON))))

    def _quit_when_terminated(self) -> None:
        from focus_desktop.desktop.system.termination import Termination  # noqa: PLC0415 — behind the first paint

        termination = Termination(self)
        termination.requested.connect(self.quit)
        self._qt.aboutToQuit.connect(termination.stop)

    def _open(self) -> None:
        """On a thread of its own: importing SQLModel takes longer than everything else together."""
        try:
            controller = self._services.open_controller()
            self._opened.emit(controller)
            controller.watch_others()
        except FocusError as error:
            self.failed.emit(error)

    def _use(self, controller: Controller) -> None:
        self.store_thread.controller = controller
        controller.subscribe(self.announcements.announce)
        self.session_panel.form.show_ready()
        self.tray.show_ready()
        chosen = self._settings.current
        self._show_quests()
        self.session_panel.form.quest_picker.choose(_uuid(chosen.quest_id))
        self.history_page.choose_filters(chosen.history_quest_id, chosen.history_status)
        self.store_thread.ask(lambda controller: controller.complete_due_session())
        self._reload_history()
        self._follow(self.store_thread.ask(lambda controller: controller.active_session()))
        self.gap_prompt.reload()
        if self._settings.current.api_enabled:
            self._serve_as_preferred()
        self.ready.emit()
        QTimer.singleShot(SETTLE_AFTER_MS, self._settle)

    def _settle(self) -> None:
        """Get to know the desktop, when the first moments are over."""
        self.desktop_integration.begin()
        if self.tray_watch.start() and not self.tray.is_with_host:
            self.tray.renew()

    def _serve_as_preferred(self) -> None:
        preferred = self._settings.current
        if preferred.api_enabled and self.store_thread.controller is not None:
            self.local_api.serve(self.store_thread.controller, preferred.api_port)
        else:
            self.local_api.stop()

    def _explain_failure(self, error: FocusError) -> None:
        self.window.bring_to_front()
        self.history_page.show_problem(refusals.sentence(error))
        self.message_router.tell_error(error)

    def _show_presets(self) -> None:
        self.session_panel.form.show_presets(self._settings.current.presets)

    def _show_lengths(self) -> None:
        form = self.session_panel.form
        self.tray.show_lengths(form.minutes.value(), flow=form.flow)

    def _close_window(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.quit()
            return
        self._remember(window_geometry=self.window.geometry_text())
        self.window.hide()
        if not self._settings.current.told_about_tray:
            self._remember(told_about_tray=True)
            self.message_router.tell(
                "Still here", "Focus Desktop goes on in the tray. Quit it from the icon's menu."
            )

    def _miss_tray(self) -> None:
        if self.window.isHidden() and self.tray_watch.misses(self.tray.icon):
            self._keep_a_way_in()

    def _keep_a_way_in(self) -> None:
        """A hidden window comes back if there is no tray, and none comes in a moment."""
        if self.window.isHidden() and not QSystemTrayIcon.isSystemTrayAvailable():
            self.tray_watch.wait_for_one()

    # Announcements

    def _show_started(self, change: SessionStarted) -> None:
        self.history_page.show_session(change.record)
        self.user_actions.keep_in_mind(change.record)
        self.break_cycle.begin()
        self._follow(change.record)
        self.gap_prompt.reload()

    def _show_ended(self, change: SessionEnded) -> None:
        self.history_page.show_session(change.record)
        if self.timer_presenter.active is not None and self.timer_presenter.active.id == change.record.id:
            self._follow(None)
        self.break_cycle.end(change.record)

    def _show_changed(self, change: SessionPaused | SessionResumed | SessionEdited) -> None:
        if self.timer_presenter.active is not None and self.timer_presenter.active.id == change.record.id:
            self._follow(change.record)
            self.break_cycle.settle()
        else:
            self._reload_daily_total()
        self.history_page.model.refresh()

    def _show_deleted(self, change: SessionDeleted) -> None:
        self.history_page.model.remove(change.session_id)
        self.break_cycle.delete(change.session_id)
        if self.timer_presenter.active is not None and self.timer_presenter.active.id == change.session_id:
            self._follow(None)
        else:
            self._reload_daily_total()
        self.gap_prompt.reload()

    def _follow(self, record: SessionRecord | None) -> None:
        self.timer_presenter.follow(record, self._settings.current)
        if record is not None:
            QTimer.singleShot(PREPARE_NOTIFIER_AFTER_MS, self._prepare)

    def _prepare(self) -> None:
        """Load what a session may need, when its first moments are over."""
        self.notifier.prepare()
        self.sleep_watch.start()

    def _reload_daily_total(self) -> None:
        self.daily_total.reload(self.timer_presenter.active, self._clock.read())

    def _reload_quests(self) -> None:
        self._show_quests()
        self.history_page.model.refresh()

    def _reload_everything(self) -> None:
        """Another process may have changed anything."""
        self._reload_quests()
        self._reload_daily_total()
        self.gap_prompt.reload()

    def _show_quests(self) -> None:
        quests = self.store_thread.ask(lambda controller: controller.list_quests())
        if quests is not None:
            self.session_panel.form.quest_picker.show_quests(quests)
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
        return (
            self.store_thread.ask(lambda controller: controller.history(quest_id, status, before=before))
            or ()
        )

    def _remember(self, **actions: object) -> None:
        try:
            self._settings.change(**actions, page=self.window.pages.currentIndex())
        except OSError as error:
            self.window.banner.tell(
                "Settings", f"Your choices cannot be saved ({error.strerror}); check the disk."
            )


def build(services: AppServices) -> Application:
    """Qt itself and the application in it, not yet shown."""
    qt = QApplication(["focus-desktop"])
    qt.setApplicationDisplayName(wording.APP_TITLE)
    qt.setDesktopFileName(paths.APP_ID)
    return Application(qt, services)


def _uuid(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
