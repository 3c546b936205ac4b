"""Connects what the user does on pages, in menus and by keys to what does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from focus_desktop.model.limits import EXTENSION_MINUTES
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.window.focus.session_panel import SessionPanel
    from focus_desktop.desktop.window.mini.mini import Mini


def connect_panel(app: Application) -> None:
    """What is done on the Focus page and in the statistics."""
    panel, actions = app.session_panel, app.user_actions
    _connect_timer(app, panel)
    panel.start_next_requested.connect(actions.start_next)
    panel.cancel_requested.connect(lambda: actions.end(SessionStatus.CANCELLED))
    panel.extend_requested.connect(actions.extend)
    panel.rename_requested.connect(actions.rename)
    panel.mini_window_requested.connect(app.mini.open)
    panel.skip_break_requested.connect(app.break_cycle.skip_break)
    panel.form.quest_picker.new_quest_requested.connect(actions.add_quest)
    app.statistics_page.copy_requested.connect(lambda text: QGuiApplication.clipboard().setText(text))
    app.statistics_page.refused.connect(app.messages.tell_error)
    app.statistics_page.done.connect(app.messages.tell_briefly)
    app.statistics_page.history_requested.connect(app.page_actions.show_excerpt)


def connect_quests(app: Application) -> None:
    """What is done on the Quests page."""
    page, actions = app.quests_page, app.quest_actions
    page.save_requested.connect(
        lambda record, values: actions.save(
            record, values, refused=lambda _error: page.form.keep_draft(record)
        )
    )
    page.requested.connect(actions.do)
    app.timer.updated.connect(lambda: app.quests.show_time_passing(is_running=app.timer.active is not None))


def connect_tray(app: Application) -> None:
    """What is done in the tray's menu."""
    tray, actions = app.tray, app.user_actions
    _connect_timer(app, tray)
    tray.start_with_quest_requested.connect(actions.start_for_quest)
    tray.cancel_requested.connect(lambda: actions.end(SessionStatus.CANCELLED))
    tray.extend_requested.connect(actions.extend)
    tray.skip_break_requested.connect(app.break_cycle.skip_break)
    tray.start_again_requested.connect(actions.start_again)
    tray.quit_requested.connect(app.quit_by_user)
    tray.mini_window_requested.connect(app.mini.open)
    tray.menu_toggled.connect(app.timer.update)
    app.plan.changed.connect(tray.show_plan)


def connect_commands(app: Application) -> None:
    """What the menu and the keys do."""
    commands, panel = app.window.commands, app.session_panel
    commands.start.triggered.connect(panel.press_enter)
    commands.pause.triggered.connect(panel.press_space)
    commands.extend.triggered.connect(lambda: app.user_actions.extend(EXTENSION_MINUTES))
    commands.complete.triggered.connect(panel.complete_requested)
    commands.cancel.triggered.connect(panel.cancel_requested)
    commands.rename.triggered.connect(app.page_actions.rename_session)
    commands.new.triggered.connect(app.page_actions.show_new_session)
    commands.start_again.triggered.connect(lambda: app.early_start.request(app.user_actions.start_next))
    undo_history = app.user_actions.undo_history
    commands.undo.triggered.connect(undo_history.undo)
    commands.redo.triggered.connect(undo_history.redo)
    undo_history.changed.connect(lambda: commands.show_undo(undo_history.undo_text, undo_history.redo_text))
    commands.preferences.triggered.connect(app.preferences.make_and_open)
    commands.mini_window.triggered.connect(app.mini.toggle)
    commands.search.triggered.connect(app.page_actions.search)
    commands.quit.triggered.connect(app.quit_by_user)


def connect_mini(app: Application) -> None:
    """What is done in the mini window."""
    _connect_timer(app, app.mini)
    app.mini.toggled.connect(app.timer.update)


def _connect_timer(app: Application, controls: SessionPanel | TrayIcon | Mini) -> None:
    """What can be done with a session wherever its time is shown."""
    actions = app.user_actions
    controls.start_requested.connect(lambda: app.early_start.request(actions.start_as_planned))
    controls.pause_requested.connect(actions.pause)
    controls.resume_requested.connect(actions.resume)
    controls.complete_requested.connect(lambda: actions.end(SessionStatus.COMPLETED))
