"""A tour through all that the app shows. What happens there is up to who takes the tour."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import uuid4

from PySide6.QtCore import QSize
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QSystemTrayIcon

from focus_desktop import paths, refusals
from focus_desktop.desktop.refused_action import ActionKind
from focus_desktop.desktop.store_trouble import Purpose
from focus_desktop.desktop.tray.tray_icon import MOST_QUESTS
from focus_desktop.desktop.window.focus.break_screen import BreakScreen
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.desktop.window.preferences.move_dialog import MoveDialog
from focus_desktop.desktop.window.preferences.pages import (
    PAGES,
    AlertsPage,
    ApiPage,
    BreaksPage,
    DataPage,
    DaysPage,
    DesktopPage,
    TimerPage,
)
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.desktop.window.repair.restore_dialog import RestoreDialog
from focus_desktop.launch import Launch
from focus_desktop.model.backup import BackedUpSession, Backup, BackupReason
from focus_desktop.model.changes import SavedDifferently
from focus_desktop.model.database_server import DatabaseServer, ServerFacts, Tls
from focus_desktop.model.errors import NotSavedAsDone, PortUnavailable, StoreUnavailable, UnusableFile
from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.model.progress import Progress
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.store_repair import Remedy, Salvaged
from focus_desktop.refusals import Refusal, StoreProblem
from focus_desktop.settings import DEFAULT_PRESETS
from focus_desktop.wording import backups as words
from tests.desktop.conftest import live, oversleep, work
from tests.desktop.exchange_tour import FILE as IMPORTED
from tests.desktop.exchange_tour import MISSING, PROJECT, ExchangeTour
from tests.desktop.exchange_tour import WRITTEN as EXPORTED
from tests.desktop.history_tour import HistoryTour
from tests.desktop.quests_tour import QUEST, UNIT, QuestsTour
from tests.desktop.statistics_tour import StatisticsTour
from tests.desktop.unreadable_tour import WRITTEN as UNREADABLE
from tests.desktop.unreadable_tour import UnreadableTour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

DESCRIPTION = "Chapter three"
REASON, KEY, ADDRESS, LOG = "Quota", "Super+F", "http://127.0.0.1:8722", str(paths.log_file())
FILE, AUTOSTART = "/data/focus.db", "autostart"
ERRORS = tuple(map(os.strerror, (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOENT)))
DATABASE, USER = "focus", "me"
WRITTEN = (
    DATABASE,
    USER,
    f"{USER}@127.0.0.1:1/{DATABASE}",
    "127.0.0.1",
    "focus.db",
    QUEST,
    UNIT,
    DESCRIPTION,
    REASON,
    KEY,
    PROJECT,
    IMPORTED,
    EXPORTED,
    MISSING,
    *UNREADABLE,
    *ERRORS,
)
"""What people and the system say during the tour."""
HISTORY = 1
"""The page."""
SIZES = (QSize(860, 640), QSize(1, 1))
"""Of the window: as it is at first, and as small as it can be."""


class Tour:
    """Begins with a store in which there is nothing yet."""

    def __init__(self, app: Application, clock: SettableClock, qtbot: QtBot, folder: Path) -> None:
        self._app = app
        self._clock = clock
        self._qtbot = qtbot
        self._folder = folder
        self._quests = QuestsTour(app, clock, self._card)
        self._history = HistoryTour(app, clock, self._card)
        self._exchange = ExchangeTour(app, qtbot, folder)
        self._statistics = StatisticsTour(app, clock, self._card, folder)
        self._unreadable = UnreadableTour(app, folder)

    def stops(self) -> Iterator[str]:
        """The name of each stop, when there is something new to see."""
        for part in (
            self._an_empty_history,
            self._quests.nothing_yet,
            self._statistics.nothing_yet,
            self._the_form,
            self._a_session,
            self._a_flow_session,
            self._overtime,
            self._breaks,
            self._a_gap,
            self._the_history,
            self._history.stops,
            self._unreadable.stops,
            self._exchange.stops,
            self._quests.stops,
            self._statistics.stops,
            self._the_preferences,
            self._messages,
            self._the_window_is_closed,
        ):
            yield from part()

    # The Focus page

    def _the_form(self) -> Iterator[str]:
        app = self._app
        form = app.session_panel.form
        app.window.pages.setCurrentIndex(0)
        form.show_first_steps(is_wanted=True)
        for has_tray in (True, False):
            form.first_steps.show_tray(has_tray=has_tray)
            yield f"the first steps, {has_tray=}"
        form.show_first_steps(is_wanted=False)
        yield "the form"
        form.minutes.lineEdit().setText("1441")
        form.minutes.lineEdit().textEdited.emit("1441")
        yield "the form, with minutes that are too many"
        form.minutes.setValue(1440)
        yield "the form, for a session of a day"
        yield from self._card("the lengths", form.presets.more.click)
        yield from self._card("the menu", app.window._open_menu)
        yield from self._card("the keys", app.window._open_key_sheet)
        yield from self._the_new_quest()
        form.presets.chosen.emit(None)
        yield "the form, for a flow session"
        form.presets.chosen.emit(app.settings.current.presets[0])
        app.session_panel.lengths_card.break_length.box.setValue(0)
        yield from self._card("the lengths, without a break", form.presets.more.click)
        app.session_panel.lengths_card.break_length.box.setValue(5)
        app.session_panel.show_waiting(waiting=True)
        yield "the form, while a start waits"
        app.session_panel.show_waiting(waiting=False)
        form.description.setText(DESCRIPTION)
        yield "the form, filled"
        for _ in range(MOST_QUESTS):
            app.user_actions.add_quest(QUEST)
        yield "many quests"
        yield from self._the_mini_window("while nothing runs")

    def _the_new_quest(self) -> Iterator[str]:
        app = self._app
        picker = app.session_panel.form.quest_picker
        picker.choice.activated.emit(picker.choice.count() - 1)
        yield "the name of a new quest"
        picker._request_new_quest()
        yield "a new quest without a name"
        picker.title.setText(QUEST)
        picker._request_new_quest()
        picker.choice.activated.emit(picker.choice.count() - 1)
        picker.title.setText(QUEST)
        picker._request_new_quest()
        yield "a new quest that exists already"
        app.plan.change(quest_id=None)
        picker._leave_title()

    def _a_session(self) -> Iterator[str]:
        app = self._app
        work(app, self._clock, 10)
        yield "a session"
        running = app.session_panel.running
        yield from self._card("what else can be done with a session", running.more.click)
        running.title.edit()
        yield "a session, while it is renamed"
        running.title.leave()
        yield from self._the_mini_window("of a session")
        app.session_panel.show_waiting(waiting=True)
        yield "a session, while something waits"
        app.session_panel.show_waiting(waiting=False)
        app.tray.menu.aboutToShow.emit()
        yield "a session, with the tray's menu open"
        app.tray.menu.aboutToHide.emit()
        app.user_actions.pause()
        yield "a session, paused"
        yield from self._the_mini_window("of a paused session")
        self._clock.advance(minutes=65)
        app.tick_timer.ticked.emit()
        yield "a session, paused for long"
        app.user_actions.resume()
        live(app, self._clock, 14.5)
        yield "a session, near its end"
        app.user_actions.pause()
        yield "a session, paused near its end"
        app.user_actions.resume()
        app.user_actions.end(SessionStatus.CANCELLED)
        yield "a session that was cancelled"
        yield from self._card("the menu, with a cancelled session to undo", app.window._open_menu)
        app.user_actions.undo_history.undo()
        yield "a session that has come back"
        app.user_actions.end(SessionStatus.CANCELLED)
        app.plan.change(description="")

    def _a_flow_session(self) -> Iterator[str]:
        app = self._app
        app.plan.change(flow=True)
        yield "the form, after a session without words"
        work(app, self._clock, 3)
        yield "a flow session"
        app.tray.menu.aboutToShow.emit()
        yield "a flow session, with the tray's menu open"
        app.tray.menu.aboutToHide.emit()
        app.user_actions.pause()
        yield "a flow session, paused"
        app.user_actions.end(SessionStatus.CANCELLED)
        app.plan.change(flow=False)

    def _overtime(self) -> Iterator[str]:
        app = self._app
        app.settings.save(time_up="overtime", warn_minutes=5)
        work(app, self._clock, 24)
        yield "a session that ends soon"
        live(app, self._clock, 4)
        yield from self._alarm("overtime")
        app.tray.menu.aboutToShow.emit()
        yield "overtime, with the tray's menu open"
        app.tray.menu.aboutToHide.emit()
        app.user_actions.pause()
        yield "overtime, paused"
        app.user_actions.end(SessionStatus.COMPLETED)
        yield "what was done, without a quest"
        app.break_cycle.leave()
        app.settings.save(time_up="complete", warn_minutes=0)

    def _breaks(self) -> Iterator[str]:
        app = self._app
        app.settings.save(break_screen=True, milestones=True)
        app.plan.change(quest_id=app.session_panel.form.quest_picker._offered[1])
        work(app, self._clock)
        yield from self._alarm("a break that can be taken")
        done = app.session_panel.done
        done._advance.click()
        yield "a quest that is reached"
        yield from self._card("the menu, with one more for a quest to undo", app.window._open_menu)
        done._complete.click()
        yield "a quest that is done"
        notification = app.alarm.notification
        assert notification is not None
        # As the notification of a gap would be, if there was no server; this one has the most buttons.
        app.window.banner.tell(notification.title, notification.message, notification.actions)
        yield "a notification in the banner"
        app.break_cycle.take_break()
        yield "a break, which fills the screen"
        for screen in _windows(BreakScreen):
            screen.hide()
        yield "a break"
        app.daily_total.hour_reached.emit(2)
        yield "a milestone"
        live(app, self._clock, 16)
        yield from self._alarm("a break that is over")
        app.settings.save(break_screen=False, auto_start_break=True, auto_start_session=True)
        work(app, self._clock)
        yield from self._alarm("a break that has begun by itself")
        app.window.pages.setCurrentIndex(HISTORY)  # Who sees it begin is not told.
        live(app, self._clock, 16)
        yield from self._alarm("a session that has begun by itself")
        app.window.pages.setCurrentIndex(0)
        app.user_actions.end(SessionStatus.CANCELLED)
        yield "a break that has begun by itself is over"
        app.settings.save(auto_start_break=False, auto_start_session=False, milestones=False)
        yield from self._a_long_break()
        quest_id = app.session_panel.form.quest_picker._offered[1]
        assert quest_id is not None
        for _ in range(2):
            app.break_cycle._advance(quest_id, ())

    def _a_long_break(self) -> Iterator[str]:
        app = self._app
        app.settings.save(long_break_every=1)
        work(app, self._clock)
        yield "a long break that can be taken"
        app.break_cycle.take_break()
        yield "a long break"
        app.break_cycle.skip_break()
        app.settings.save(long_break_every=4)

    def _a_gap(self) -> Iterator[str]:
        app = self._app
        work(app, self._clock, 10)
        oversleep(app, self._clock, 8)
        self._qtbot.waitUntil(app.window.gap_banner.isVisible)
        yield "a gap"
        app.window.gap_banner.discard_requested.emit()
        yield "a discarded session with a gap"
        app.user_actions.undo_history.undo()
        live(app, self._clock, 10)
        oversleep(app, self._clock, 8)
        self._qtbot.waitUntil(lambda: app.timer.active is None)
        yield from self._alarm("a gap beyond the session's end")
        while app.window.gap_banner.found is not None:
            app.gap_prompt._cut(app.window.gap_banner.found.gap.id)
        app.break_cycle.withdraw_messages()

    # The history

    def _an_empty_history(self) -> Iterator[str]:
        page = self._app.history_page
        self._app.window.pages.setCurrentIndex(HISTORY)
        yield "an empty history"
        page.filters.status.setCurrentIndex(1)
        page.filters_changed.emit()
        yield "a history without a match"
        page.filters.status.setCurrentIndex(0)
        page.filters_changed.emit()

    def _the_history(self) -> Iterator[str]:
        app = self._app
        page = app.history_page
        app.window.pages.setCurrentIndex(HISTORY)
        yield "a history"
        for days in (1, 1, 30):
            self._clock.sleep(minutes=days * 24 * 60)
            app.history.reload()
            yield f"a history, {days} days later"
        page.filters.quest.setCurrentIndex(1)
        page.filters_changed.emit()
        yield "a history of one quest"
        page.filters.quest.setCurrentIndex(0)
        page.filters_changed.emit()
        page.table.selectRow(1)
        page.footer.delete.click()
        yield "a deleted session"
        yield from self._card("the menu, with a deleted session to undo", app.window._open_menu)
        app.user_actions.undo_history.undo()
        work(app, self._clock, 7)
        page.table.selectRow(1)
        page.footer.delete.click()
        yield "a deleted session that was running"
        app.user_actions.undo_history.withdraw()
        app.window.pages.setCurrentIndex(0)

    # The preferences

    def _the_preferences(self) -> Iterator[str]:
        app = self._app
        with patch.object(paths, "autostart_dir", lambda: self._folder / AUTOSTART):
            app.preferences.open()
            dialog = app.window.findChild(PreferencesDialog)
            assert isinstance(dialog, PreferencesDialog)
            yield from self._each_page(dialog)
            yield from self._search(dialog)
            yield from self._states_of_the_desktop(dialog)
            yield from self._states_of_the_api(dialog)
            yield from self._places(dialog)
            yield from self._presets(dialog)
            dialog.close()

    def _each_page(self, dialog: PreferencesDialog) -> Iterator[str]:
        for kind in PAGES:
            dialog.show_page(kind)
            yield f"the preferences, {kind.NAME}"
        for number in (0, 1):
            self._app.settings.save(long_break_every=number, warn_minutes=number, daily_goal_minutes=number)
            for kind in (BreaksPage, AlertsPage, DaysPage):
                dialog.show_page(kind)
                yield f"the preferences, {kind.NAME}, with {number}"
        dialog.page(AlertsPage).test.click()
        yield "a test of what is told"
        dialog.show_page(BreaksPage).restore_row.button.click()
        yield "restored defaults"

    def _search(self, dialog: PreferencesDialog) -> Iterator[str]:
        dialog.search.setText("⟦")  # Every message in the made-up language has it.
        yield "a search"
        dialog.search.setText("?!")
        yield "a search without a match"
        dialog.search.clear()

    def _states_of_the_desktop(self, dialog: PreferencesDialog) -> Iterator[str]:
        shortcut = self._app.global_shortcut
        page = dialog.show_page(DesktopPage)
        page.show_tray(is_there=True)
        yield "a tray"
        with patch.object(shortcut, "switch"):
            page.global_key_wanted.emit(True)
            yield "the global key, asked for"
        answers: tuple[Callable[[], object], ...] = (
            lambda: shortcut.bound.emit(KEY),
            lambda: shortcut.bound.emit(""),
            lambda: shortcut.refused.emit(True),
            lambda: shortcut.refused.emit(False),
        )
        for answer in answers:
            answer()
            yield "the global key, as it is"
        folder = self._folder / AUTOSTART
        folder.touch()
        page.autostart_wanted.emit(True)
        yield "the start at the login, which cannot be changed"
        folder.unlink()
        (folder / f"{paths.APP_ID}.desktop").mkdir(parents=True)
        self._app.preferences.open()
        yield "the start at the login, which cannot be read"

    def _states_of_the_api(self, dialog: PreferencesDialog) -> Iterator[str]:
        api = self._app.local_api
        page = dialog.show_page(ApiPage)
        with patch.object(api, "serve"), patch.object(api, "stop"):
            page.enabled.setChecked(True)
            yield "the local API, starting"
            api.served.emit(ADDRESS)
            yield "the local API, served"
            page.enabled.setChecked(False)
            api.stopped.emit()
            yield "the local API, stopped"
        page.copy_address.click()
        yield "the copied address"
        page.copy_token.click()
        yield "the copied token"
        page.new_token.click()
        yield from self._question("whether to make a new token")

    def _places(self, dialog: PreferencesDialog) -> Iterator[str]:
        page = dialog.show_page(DataPage)
        page.open_requested.emit(self._folder / "missing")
        yield "a folder that is missing"
        with patch.object(QDesktopServices, "openUrl", lambda _url: False):
            page.open_requested.emit(self._folder)
        yield "a folder that cannot be opened"
        yield from self._place_of_the_data(page)

    def _place_of_the_data(self, page: DataPage) -> Iterator[str]:
        place, presenter = page.place, self._app.preferences.place
        for tls in Tls:
            place.show_place(DatabaseServer("127.0.0.1", DATABASE, USER, port=1, tls=tls))
            yield f"a server as the place of the data, {tls}"
        place.check_requested.emit()
        yield "a server that is tried"
        self._qtbot.waitUntil(place.form.check.isEnabled)
        yield "a server that does not answer"
        place.show_forced()
        yield "a place that the environment has chosen"
        place.setEnabled(True)
        place.show_place(None)
        facts = ServerFacts("15", is_encrypted=False, sessions=2, clock_ahead=timedelta(minutes=1))
        for found in (None, facts):
            presenter._open_dialog(place, None, found)
            yield "the question whether the data comes along"
            page.findChild(MoveDialog).reject()  # type: ignore[union-attr]  # it is there

    def _presets(self, dialog: PreferencesDialog) -> Iterator[str]:
        table = dialog.show_page(TimerPage).presets
        while len(table.presets()) < MOST_PRESETS:
            table.add.click()
        table.rows[-1].rest.setValue(0)
        yield "as many presets as there can be"
        for row, name in zip(table.rows, ("", DEFAULT_PRESETS[0].name), strict=False):
            row.name.setText(name)
            row.finish_name()
        yield "presets without a name, and with that of another one"
        table.rows[3].remove.click()
        yield "a preset that was removed"

    # Cards and other windows

    def _card(self, name: str, open_card: Callable[[], object]) -> Iterator[str]:
        """A card that closes when its window gets another size: so it is opened at each size."""
        window = self._app.window
        for size in SIZES:
            window.resize(size)
            QApplication.processEvents()
            open_card()
            (card,) = (one for one in window.findChildren(Popover) if one.isVisible())
            yield f"{name}, on a card in a window of {size.toTuple()}"
            card.close_card()

    def _the_mini_window(self, name: str) -> Iterator[str]:
        self._app.mini.open()
        yield f"the mini window {name}"
        self._app.mini.close()
        self._app.window.activateWindow()

    # Messages

    def _alarm(self, name: str) -> Iterator[str]:
        """As a notification, and by the strip that is shown if nobody reacts to that."""
        yield name
        self._app.alarm._show_strip()
        yield f"{name}, on the strip"
        self._app.alarm._strip.hide()

    def _question(self, name: str) -> Iterator[str]:
        (question,) = _windows(QMessageBox)
        yield name
        question.close()
        self._qtbot.waitUntil(lambda: not _windows(QMessageBox))

    def _messages(self) -> Iterator[str]:
        app = self._app
        app.bug_found.emit("Traceback")
        yield "a bug"
        app.window.banner._buttons[0].click()
        yield "details that were copied"
        with patch.object(QDesktopServices, "openUrl", lambda _url: False):
            app.window.banner._buttons[0].click()
        yield "a log that cannot be opened"
        app.window.banner.dismiss()
        crash = self._folder / "crash.txt"
        crash.with_suffix(".last.txt").write_text("Fatal Python error")
        app.bug_report.tell_of_crash(crash)
        yield "a crash"
        with patch.object(app.settings._file, "change", side_effect=OSError(errno.EDQUOT, REASON)):
            app.settings.save(page=0)
        yield "settings that cannot be saved"
        for reason in (StoreProblem.DISK_FULL, StoreProblem.DAMAGED, StoreProblem.NOT_OPEN):
            app.store_trouble.report_failure(Purpose.READING, StoreUnavailable(reason, place=FILE))
            yield "trouble with the store"
            app.store_trouble.report_success(Purpose.READING)
        yield from self._the_broken_store()
        yield from self._refusals()
        app.launches._waiting.append((-1e9, Launch(start=25)))
        app.launches._do_waiting_launches()
        yield "a launch that came too early"
        work(app, self._clock, 10)
        record = app.timer.active
        assert record is not None
        app.timer.completion_delayed.emit(record)
        yield from self._alarm("a session that cannot be saved as completed")
        live(app, self._clock, 20)
        work(app, self._clock, 7)
        completed = app.timer.active
        assert completed is not None
        app.store.perform(
            lambda controller: controller.update_session(completed.id, status=SessionStatus.COMPLETED),
            kind="elsewhere",
            done=lambda _session: None,
            refused=lambda _error: None,
        )
        yield "a session that a script has completed"

    def _the_broken_store(self) -> Iterator[str]:
        app, page = self._app, self._app.repair.page
        for reason in (StoreProblem.LOCKED, StoreProblem.DAMAGED):
            app.repair.show_problem(StoreUnavailable(reason, place=FILE))
            self._qtbot.waitUntil(lambda: not app.backups.is_reading)
            yield f"a store that cannot be used: {reason.name}"
        away = StoreUnavailable(StoreProblem.READ_ONLY, place=FILE)
        page.show_problem(refusals.title(away), refusals.sentence(away), "", (), is_file=False)
        yield "a server that cannot be used"
        page.show_busy(busy=True)
        page.show_progress(Progress(1, 2))
        yield "a store that is being repaired"
        page.show_refusal(refusals.sentence(UnusableFile(Refusal.NOTHING_TO_SALVAGE, name=IMPORTED)))
        yield "a store of which nothing can be read"
        page.remedies[Remedy.START_EMPTY].click()
        yield from self._question("whether to start empty")
        app.repair._tell_salvaged(Salvaged(2, 1, 1, 3, 4, self._folder))
        yield "a store that was salvaged"
        app.backups.restored.emit(words.restored(IMPORTED))
        yield "a store that was restored"
        yield from self._the_backups()

    def _the_backups(self) -> Iterator[str]:
        app = self._app
        made = datetime(2026, 3, 2, 9, tzinfo=UTC)
        backup = Backup(self._folder, made, BackupReason.DAILY, 2, timedelta(minutes=50), made)
        for found in ((), ((backup, (BackedUpSession(made, "", ""),)),)):
            dialog = RestoreDialog(app.window)
            dialog.show_backups(found)
            dialog.open()
            yield f"{len(found)} backups"
            dialog.close()
            self._qtbot.waitUntil(lambda: not _windows(RestoreDialog))

    def _refusals(self) -> Iterator[str]:
        app = self._app
        app.user_actions.add_quest("")
        yield "a quest without a title"
        app.user_actions.launch(Launch(complete=True))
        yield "nothing to complete"
        app.user_actions.start_as_planned()
        app.user_actions.start_as_planned()
        yield "a second session"
        app.user_actions.end_session(uuid4(), SessionStatus.COMPLETED)
        yield "a session that is gone"
        app.user_actions.end(SessionStatus.CANCELLED)
        app.local_api.refused.emit(PortUnavailable(Refusal.PORT_IN_USE, port=8722))
        yield "a port that is taken"
        refused = app.user_actions.refused
        for kind in ActionKind:
            refused.show_refusal(kind, StoreUnavailable(StoreProblem.DISK_FULL, place=FILE), lambda: None)
            yield f"an action that the store has refused: {kind}"
        refused._look_at_store()
        yield "a store that can be used again"
        refused.withdraw()
        app.window.resize(SIZES[0])
        QApplication.processEvents()
        app.saver.failed.emit(StoreUnavailable(StoreProblem.DISK_FULL, place=FILE))
        yield "a session that is saved later"
        app.saver.saved.emit()
        for code in (Refusal.KEPT_AFTER_END, Refusal.KEPT_BESIDE_ANOTHER, Refusal.NOT_KEPT):
            problem = NotSavedAsDone(code, name=DESCRIPTION, minutes=7, start="09:00", end="09:07")
            app.announcements.saved_differently.emit(SavedDifferently(problem))
            yield "a session that could not be saved as it was"

    def _the_window_is_closed(self) -> Iterator[str]:
        with patch.object(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True):
            self._app.window.close()
        yield "a window that was closed into the tray"
        self._app.window.show()


def _windows(kind: type[QWidget]) -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
