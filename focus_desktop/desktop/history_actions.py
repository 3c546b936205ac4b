"""Does what the user asks for on the History page; all of it can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.refused_action import ActionKind
from focus_desktop.desktop.store_thread import ignore
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import NotFound, Refusal
from focus_desktop.model.session_times import SessionTimes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.session_plan import SessionPlan
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.desktop.window.history.session_editor import EditedSession
    from focus_desktop.model.edit import Edit
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.history_query import HistorySummary
    from focus_desktop.model.record import SessionRecord


class HistoryActions(QObject):
    """Each action is done by the store's thread; the change itself is announced."""

    def __init__(
        self, store: StoreThread, user_actions: UserActions, plan: SessionPlan, page: HistoryPage
    ) -> None:
        super().__init__()
        self._store = store
        self._actions = user_actions
        self._plan = plan
        self._page = page
        page.edit_requested.connect(self.open_editor)
        page.inspect_requested.connect(self.show_in_editor)
        page.add_requested.connect(self.suggest_session)
        page.delete_requested.connect(self.delete)
        page.merge_requested.connect(self.merge)
        page.quest_requested.connect(self.give_quest)
        page.split_requested.connect(self.split)
        page.start_again_requested.connect(self._actions.start_like)
        page.rename_requested.connect(lambda record, text: self._actions.rename(record.id, text))
        page.save_requested.connect(self.save)
        page.restore_requested.connect(self.restore_original)

    def open_editor(self, record: SessionRecord) -> None:
        """Open the panel with a session; the description of an active one is edited in its row."""
        if record.is_active:
            self._page.table.choose(record.id)
            self._page.table.begin_rename()
        elif self._page.editor.has_changes:
            self._page.editor.ask_to_finish()
        else:
            self.show_in_editor(record, takes_keyboard=True)

    def show_in_editor(self, record: SessionRecord, *, takes_keyboard: bool = False) -> None:
        """Show a session that has ended in the panel."""
        self._page.editor.edit(record, takes_keyboard=takes_keyboard)
        if record.is_edited:
            self._store.query(
                lambda controller: controller.original(record.id),
                done=partial(self._show_original, record),
                refused=ignore,
            )

    def suggest_session(self) -> None:
        """Open the panel to add a session, with the last stretch of time that is free."""
        if self._page.editor.has_changes:
            self._page.editor.ask_to_finish()
            return
        planned = self._plan.planned
        quest_id = self._page.filters.quest_id or planned.quest_id
        longest = timedelta(minutes=planned.minutes)

        def open_panel(stretch: tuple[datetime, datetime] | None) -> None:
            if stretch is not None:
                self._page.editor.add(SessionTimes(*stretch), planned.minutes, quest_id)

        self._actions.ask(lambda controller: _free_stretch(controller, longest), open_panel)

    def save(self, edited: EditedSession) -> None:
        """Store what the panel says, and close it; if that is refused, the panel tells why."""
        known = edited.known
        if known is None:
            text, action = _("Add the session"), partial(_add, edited)
        else:
            text, action = _("Edit the session"), partial(_edit, edited)
        if known is not None and not edited.about and edited.times is None:
            self._page.editor.close_panel()
            return

        def finish(edit: Edit) -> None:
            self._page.editor.close_panel()
            if known is None:
                self._tell_if_hidden(edit)

        self._actions.edit(
            text, action, finish, refused=partial(self._tell_not_saved, known), tells_refusal=False
        )

    def _tell_if_hidden(self, edit: Edit) -> None:
        """Tell that a session was added that the filters do not show: it would be gone without a word."""
        if self._page.wanted is None:
            return
        added = replace(self._page.wanted, session_ids=edit.added_sessions)

        def tell(summary: HistorySummary) -> None:
            if not summary.sessions:
                self._actions.undo_history.offer(_("Session added"), _("The filters do not show it."))

        self._store.query(lambda controller: controller.summary(added), done=tell, refused=ignore)

    def restore_original(self, session_id: UUID) -> None:
        """Give a session its first values again."""
        self._actions.edit(
            _("Restore the first values"),
            lambda controller: controller.restore_original(session_id),
            lambda _edit: self._page.editor.close_panel(),
            refused=self._page.editor.show_refusal,
            tells_refusal=False,
        )

    def delete(self, records: Sequence[SessionRecord]) -> None:
        """Delete sessions, and offer to undo that. A running one is deleted only if it is the only one."""
        if len(records) == 1:
            self._actions.delete(records[0].id)
            return
        ended = [record for record in records if not record.is_active]
        told = _("Sessions deleted: {count}").format(count=len(ended))
        focused = sum((SessionTimes.of(record).focused for record in ended), timedelta())
        stays = _("the running session stays") if len(ended) < len(records) else ""
        about = wording.listed(wording.worked_minutes(focused), stays)
        self._edit_all(
            ended,
            _("Delete the sessions"),
            lambda controller, ids: controller.delete_sessions(ids),
            lambda _edit: self._actions.undo_history.offer(told, about),
            kind=ActionKind.DELETE,
        )

    def merge(self, records: Sequence[SessionRecord]) -> None:
        """Make one session of several."""
        self._edit_all(
            records, _("Merge the sessions"), lambda controller, ids: controller.merge_sessions(ids)
        )

    def give_quest(self, records: Sequence[SessionRecord], quest_id: UUID | None) -> None:
        """Give sessions a quest, or none."""
        self._edit_all(
            records,
            _("Give the quest to the sessions"),
            lambda controller, ids: controller.assign_quest(ids, quest_id),
        )

    def split(self, record: SessionRecord, moment: datetime) -> None:
        """Make two sessions of one."""
        self._actions.edit(
            _("Split the session"), lambda controller: controller.split_session(record.id, moment)
        )

    def _tell_not_saved(self, known: SessionRecord | None, error: FocusError) -> None:
        editor = self._page.editor
        if known is None or error.code is not Refusal.CHANGED_MEANWHILE:
            editor.show_refusal(error)
            return

        def show(record: SessionRecord | None) -> None:
            if record is None:
                editor.show_refusal(NotFound(Refusal.NO_SUCH_SESSION))
            elif editor.is_about(record):
                editor.show_changed_elsewhere(record)

        self._store.query(
            lambda controller: controller.session(known.id), done=show, refused=editor.show_refusal
        )

    def _edit_all(
        self, records: Sequence[SessionRecord], text: str, action: Any, done: Any = ignore, **options: Any
    ) -> None:
        ids = [record.id for record in records]
        self._actions.edit(text, lambda controller: action(controller, ids), done, **options)

    def _show_original(self, record: SessionRecord, original: Any) -> None:
        if self._page.editor.is_about(record):
            title = "" if original is None else self._page.quest_title(original.quest_id)
            self._page.editor.show_original(original, title)


def _free_stretch(controller: Controller, longest: timedelta) -> tuple[datetime, datetime] | None:
    return controller.free_stretch(longest)


def _add(edited: EditedSession, controller: Controller) -> Edit:
    assert edited.times is not None
    return controller.add_session(edited.times, **edited.about)


def _edit(edited: EditedSession, controller: Controller) -> Edit:
    assert edited.known is not None
    return controller.edit_session(edited.known.id, edited.known, edited.times, **edited.about)
