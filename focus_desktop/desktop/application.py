"""Builds the widgets and makes every connection between them; the only room that knows them all."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from focus_desktop import paths, wording
from focus_desktop.desktop import appearance
from focus_desktop.desktop.alarm import Alarm
from focus_desktop.desktop.announcements import Announcements
from focus_desktop.desktop.bell import Bell
from focus_desktop.desktop.cycle import Cycle
from focus_desktop.desktop.errands import Errands
from focus_desktop.desktop.gaps import Gaps
from focus_desktop.desktop.global_key import GlobalKey
from focus_desktop.desktop.heartbeat import Heartbeat
from focus_desktop.desktop.local_api import LocalApi
from focus_desktop.desktop.notifier import Notifier
from focus_desktop.desktop.preferences import Preferences
from focus_desktop.desktop.presence import Presence
from focus_desktop.desktop.sleep_watch import SleepWatch
from focus_desktop.desktop.teller import Teller
from focus_desktop.desktop.timepiece import Timepiece
from focus_desktop.desktop.today import Today
from focus_desktop.desktop.tray import Tray
from focus_desktop.desktop.tray_watch import TrayWatch
from focus_desktop.desktop.window.alert_strip import AlertStrip
from focus_desktop.desktop.window.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.session_panel import SessionPanel
from focus_desktop.desktop.wishes import Wishes
from focus_desktop.model.errors import FocusError, PortUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.controller import Controller
    from focus_desktop.house import House
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

    def __init__(self, qt: QApplication, house: House) -> None:
        super().__init__()
        self._qt = qt
        self._house = house
        self._clock = house.clock
        self._settings = settings = SettingsFile(house.settings_file)
        self._opening = threading.Thread(target=self._open, name="store", daemon=True)

        appearance.dress(qt, settings.current.appearance)
        qt.setQuitOnLastWindowClosed(False)
        self.session_panel = SessionPanel()
        self.history_page = HistoryPage(house.clock.read)
        self.window = MainWindow(self.session_panel, self.history_page)
        self.announcements = Announcements()
        self.heartbeat = Heartbeat()
        self.notifier = Notifier(wording.APP_TITLE, house.resource(APP_ICON))
        self.tray = Tray()
        self.teller = Teller(qt, self.window, self.tray, self.notifier)
        self.alarm = Alarm(self.notifier, AlertStrip())
        self.bell = Bell(house.resource)
        self.sleep_watch = SleepWatch()
        self.tray_watch = TrayWatch()
        self.local_api = LocalApi(house.serve)
        self.global_key = GlobalKey(paths.APP_ID)
        self.presence = Presence(settings, self._remember, self.global_key)
        self.preferences = Preferences(
            window=self.window,
            settings=settings,
            remember=self._remember,
            local_api=self.local_api,
            token=house.token,
            presence=self.presence,
        )
        self.errands = Errands(self.teller, self.window.banner)
        self.today = Today(self.errands, self.window, settings.current.day_start_hour)
        self.timepiece = Timepiece(
            clock=house.clock,
            errands=self.errands,
            heartbeat=self.heartbeat,
            window=self.window,
            tray=self.tray,
            today=self.today,
        )
        self.wishes = Wishes(self.errands, self.timepiece, self.session_panel.form, settings, self._remember)
        self.cycle = Cycle(
            clock=house.clock,
            errands=self.errands,
            wishes=self.wishes,
            timepiece=self.timepiece,
            today=self.today,
            teller=self.teller,
            notifier=self.notifier,
            alarm=self.alarm,
            bell=self.bell,
            window=self.window,
            settings=settings,
        )
        self.gaps = Gaps(house.clock, self.errands, self.wishes, self.cycle, self.window)
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
            self.window.banner.tell("Settings", self._settings.problem)
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
        self.heartbeat.stop()
        for part in (self.cycle, self.notifier, self.bell, self.sleep_watch, self.global_key):
            part.close()
        if self._opening.is_alive():  # It must not outlive the interpreter.
            self._opening.join(QUITTING_LIMIT_S)
        self.tray.icon.hide()
        self.local_api.close()
        self.errands.close()
        self._qt.quit()

    def _do_when_ready(self, launch: Launch) -> None:
        if self.errands.controller is None:
            self.ready.connect(lambda: self.wishes.launch(launch))
        else:
            self.wishes.launch(launch)

    # Set-up

    def _connect_window(self) -> None:
        panel, form, wishes = self.session_panel, self.session_panel.form, self.wishes
        panel.start_requested.connect(wishes.start_as_chosen)
        panel.start_next_requested.connect(wishes.start_again)
        panel.pause_requested.connect(wishes.pause)
        panel.resume_requested.connect(wishes.resume)
        panel.complete_requested.connect(lambda: wishes.end(SessionStatus.COMPLETED))
        panel.cancel_requested.connect(lambda: wishes.end(SessionStatus.CANCELLED))
        panel.extend_requested.connect(wishes.extend)
        panel.skip_break_requested.connect(self.cycle.skip_break)
        form.lengths_changed.connect(self._show_lengths)
        form.quest_picker.new_quest_requested.connect(wishes.add_quest)
        self.history_page.filters_changed.connect(self._filter_history)
        self.history_page.delete_requested.connect(wishes.delete)
        self.window.close_requested.connect(self._close_window)
        self.window.visibility_changed.connect(self.timepiece.beat)
        self.window.start_again_requested.connect(wishes.start_again)
        self.window.preferences_requested.connect(self.preferences.open)

    def _connect_tray(self) -> None:
        tray, wishes = self.tray, self.wishes
        tray.start_requested.connect(wishes.start_as_chosen)
        tray.start_with_quest_requested.connect(wishes.start)
        tray.pause_requested.connect(wishes.pause)
        tray.resume_requested.connect(wishes.resume)
        tray.complete_requested.connect(lambda: wishes.end(SessionStatus.COMPLETED))
        tray.cancel_requested.connect(lambda: wishes.end(SessionStatus.CANCELLED))
        tray.extend_requested.connect(wishes.extend)
        tray.skip_break_requested.connect(self.cycle.skip_break)
        tray.show_requested.connect(self.window.bring_to_front)
        tray.quit_requested.connect(self.quit)
        tray.menu_toggled.connect(self.timepiece.beat)

    def _connect_rest(self) -> None:
        news = self.announcements
        news.session_started.connect(self._show_started)
        news.session_ended.connect(self._show_ended)
        news.session_changed.connect(self._show_changed)
        news.session_deleted.connect(self._show_deleted)
        news.quests_changed.connect(self._reload_quests)
        news.changed_elsewhere.connect(self._reload_everything)
        news.gap_found.connect(self.gaps.reload)
        self.global_key.pressed.connect(self.wishes.start_last)
        self.tray_watch.host_changed.connect(self.tray.renew)
        self.tray_watch.host_changed.connect(self._keep_a_way_in)
        self.tray_watch.none_came.connect(self.window.show)
        self.heartbeat.beat.connect(self._miss_tray)
        self.sleep_watch.falling_asleep.connect(self.timepiece.beat)
        self.sleep_watch.woken.connect(self.timepiece.beat)
        self.preferences.presets_changed.connect(self._show_presets)
        self.preferences.api_changed.connect(self._serve_as_preferred)
        self.preferences.copy_requested.connect(lambda text: self._qt.clipboard().setText(text))
        self.local_api.refused.connect(self.teller.tell_error)
        self.local_api.served.connect(lambda: self.window.banner.withdraw(PortUnavailable.title))
        self.notifier.clicked.connect(lambda _: self.window.bring_to_front())
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
        self.errands.controller = controller
        controller.subscribe(self.announcements.announce)
        self.session_panel.form.show_ready()
        self.tray.show_ready()
        chosen = self._settings.current
        self._show_quests()
        self.session_panel.form.quest_picker.choose(_uuid(chosen.quest_id))
        self.history_page.choose_filters(chosen.history_quest_id, chosen.history_status)
        self.errands.ask(lambda controller: controller.complete_due_session())
        self._reload_history()
        self._follow(self.errands.ask(lambda controller: controller.active_session()))
        self.gaps.reload()
        if self._settings.current.api_enabled:
            self._serve_as_preferred()
        self.ready.emit()
        QTimer.singleShot(SETTLE_AFTER_MS, self._settle)

    def _settle(self) -> None:
        """Get to know the desktop, when the first moments are over."""
        self.presence.begin()
        if self.tray_watch.start() and not self.tray.is_with_host:
            self.tray.renew()

    def _serve_as_preferred(self) -> None:
        preferred = self._settings.current
        if preferred.api_enabled and self.errands.controller is not None:
            self.local_api.serve(self.errands.controller, preferred.api_port)
        else:
            self.local_api.stop()

    def _explain_failure(self, error: FocusError) -> None:
        self.window.bring_to_front()
        self.history_page.show_problem(error.message)
        self.teller.tell_error(error)

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
            self.teller.tell("Still here", "Focus Desktop goes on in the tray. Quit it from the icon's menu.")

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
        self.wishes.keep_in_mind(change.record)
        self.cycle.begin()
        self._follow(change.record)
        self.gaps.reload()

    def _show_ended(self, change: SessionEnded) -> None:
        self.history_page.show_session(change.record)
        if self.timepiece.active is not None and self.timepiece.active.id == change.record.id:
            self._follow(None)
        self.cycle.end(change.record)

    def _show_changed(self, change: SessionPaused | SessionResumed | SessionEdited) -> None:
        if self.timepiece.active is not None and self.timepiece.active.id == change.record.id:
            self._follow(change.record)
            self.cycle.settle()
        else:
            self._reload_today()
        self.history_page.model.refresh()

    def _show_deleted(self, change: SessionDeleted) -> None:
        self.history_page.model.remove(change.session_id)
        self.cycle.delete(change.session_id)
        if self.timepiece.active is not None and self.timepiece.active.id == change.session_id:
            self._follow(None)
        else:
            self._reload_today()
        self.gaps.reload()

    def _follow(self, record: SessionRecord | None) -> None:
        self.timepiece.follow(record, self._settings.current)
        if record is not None:
            QTimer.singleShot(PREPARE_NOTIFIER_AFTER_MS, self._prepare)

    def _prepare(self) -> None:
        """Load what a session may need, when its first moments are over."""
        self.notifier.prepare()
        self.sleep_watch.start()

    def _reload_today(self) -> None:
        self.today.reload(self.timepiece.active, self._clock.read())

    def _reload_quests(self) -> None:
        self._show_quests()
        self.history_page.model.refresh()

    def _reload_everything(self) -> None:
        """Another process may have changed anything."""
        self._reload_quests()
        self._reload_today()
        self.gaps.reload()

    def _show_quests(self) -> None:
        quests = self.errands.ask(lambda controller: controller.list_quests())
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
        return self.errands.ask(lambda controller: controller.history(quest_id, status, before=before)) or ()

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
    qt.setDesktopFileName(paths.APP_ID)
    return Application(qt, house)


def _uuid(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
