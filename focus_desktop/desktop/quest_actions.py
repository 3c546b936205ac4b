"""What the user asks for on the Quests page: each action can be undone."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from focus_desktop import wording
from focus_desktop.desktop.refused_action import ActionKind
from focus_desktop.desktop.window.quests.wish import Wish
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.model.edit import Edit
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.quest_record import QuestRecord


class QuestActions:
    """Each method requests one action and returns at once; the change itself is announced."""

    def __init__(self, user_actions: UserActions, show_session: Callable[[], object]) -> None:
        """`show_session` is called after a session was started for a quest."""
        self._user_actions = user_actions
        self._show_session = show_session
        self._steps: Counter[UUID] = Counter()
        """Steps that were asked for while others were still being stored."""
        self._is_stepping = False

    def save(
        self, record: QuestRecord | None, values: dict[str, Any], refused: Callable[[FocusError], object]
    ) -> None:
        """Change these fields and details of a quest, or add one with them if there is none yet.

        `refused` is called if that is not possible, or if another process has changed one of them.
        """
        if record is None:
            self._edit(_("Add the quest"), lambda controller: controller.new_quest(**values), refused=refused)
        else:
            self._edit(
                _("Change the quest"),
                lambda controller: controller.change_quest(record.id, record, **values),
                refused=refused,
            )

    def do(self, wish: Wish, record: QuestRecord) -> None:
        """Do what was asked for on a quest's card, apart from what only opens something."""
        match wish:
            case Wish.START:
                self._user_actions.start_for_quest(record.id, self._show_started)
            case Wish.MORE:
                self._step(record.id, 1)
            case Wish.LESS:
                self._step(record.id, -1)
            case Wish.COMPLETE:
                self._set_status(_("Mark the quest as done"), record, QuestStatus.COMPLETED)
            case Wish.REOPEN:
                self._set_status(_("Reopen the quest"), record, QuestStatus.ACTIVE)
            case Wish.ARCHIVE:
                self._set_status(_("Archive the quest"), record, QuestStatus.ARCHIVED)
            case Wish.DELETE:
                self._delete(record)

    def _show_started(self, has_started: bool) -> None:
        if has_started:
            self._show_session()

    def _step(self, quest_id: UUID, by: int) -> None:
        """Change the progress. No press is lost, however fast they follow each other."""
        self._steps[quest_id] += by
        if not self._is_stepping:
            self._send_steps()

    def _send_steps(self) -> None:
        self._is_stepping = bool(self._steps)
        if not self._steps:
            return
        quest_id, by = self._steps.popitem()
        self._user_actions.edit(
            _("Change the progress"),
            lambda controller: controller.step_quest(quest_id, by),
            kind=ActionKind.PROGRESS,
            answered=self._send_steps,
        )

    def _set_status(self, text: str, record: QuestRecord, status: QuestStatus) -> None:
        self._edit(text, lambda controller: controller.change_quest(record.id, status=status))

    def _delete(self, record: QuestRecord) -> None:
        self._edit(
            _("Delete the quest"),
            lambda controller: controller.discard_quest(record.id),
            partial(self._tell_deleted, record),
        )

    def _tell_deleted(self, record: QuestRecord, edit: Edit) -> None:
        stay = wording.sessions_stay(len(edit.scope.sessions_of_quests))
        title = wording.shortened(record.quest.title)
        self._user_actions.undo_history.offer(_("Quest deleted"), wording.listed(title, stay))

    def _edit(
        self,
        text: str,
        action: Callable[[Controller], Edit],
        done: Callable[[Edit], object] = lambda _edit: None,
        refused: Callable[[FocusError], object] | None = None,
    ) -> None:
        self._user_actions.edit(text, action, done, kind=ActionKind.QUEST, refused=refused)
