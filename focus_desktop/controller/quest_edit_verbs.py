"""The verbs that edit quests with their details. Each returns the `Edit` that `undo` takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from focus_desktop.controller.quest_verbs import QuestVerbs, advanced, known_quest
from focus_desktop.controller.undoable_edits import UndoableEdits
from focus_desktop.controller.verb_base import one_at_a_time
from focus_desktop.model.edit import Scope
from focus_desktop.model.errors import ChangedMeanwhile, NotFound, Refusal
from focus_desktop.model.quest import Quest
from focus_desktop.model.validation import validated
from focus_desktop.store import edits, quests

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlmodel import Session

    from focus_desktop.model.edit import Edit
    from focus_desktop.model.quest_record import QuestRecord


class QuestEditVerbs(UndoableEdits, QuestVerbs):
    """Beside `add_quest`, `edit_quest` and `delete_quest`, which are documented and know no details."""

    @one_at_a_time
    def new_quest(self, title: str, target_value: int = 1, **more: Any) -> Edit:
        """Add a quest; any of its other fields and of its details may be given too. Raises InvalidField."""
        from focus_desktop.model.quest_shapes import QuestCreate  # noqa: PLC0415 — start-up would wait for it

        fields, details = _validated_details(more)
        wanted = validated(QuestCreate, title=title, target_value=target_value, **fields)
        quest = Quest(**wanted.model_dump())

        def add(work: Session) -> None:
            quests.add(work, quest, details)

        return self._edit(_scope(quest.id), add)

    @one_at_a_time
    def change_quest(self, quest_id: UUID, known: QuestRecord | None = None, /, **changes: Any) -> Edit:
        """Change some fields and details of a quest; None takes a detail away.

        `known` is the quest as the person sees it. Raises ChangedMeanwhile if one of these values is no
        longer as in it, InvalidField, NotFound, and StoreUnavailable if it cannot be read.
        """
        from focus_desktop.model.quest_shapes import QuestUpdate  # noqa: PLC0415 — start-up would wait for it

        fields, details = _validated_details(changes)
        wanted = validated(QuestUpdate, **fields).model_dump(exclude_unset=True) if fields else {}

        def change(work: Session) -> None:
            quest = known_quest(work, quest_id)
            if known is not None:
                _check_same(quest, known.quest, wanted)
                _check_same(quests.details_of(work, quest_id), known.details, details)
            quest.sqlmodel_update(wanted)
            quests.save(work, quest)
            quests.change_details(work, quest_id, details)

        return self._edit(_scope(quest_id), change)

    @one_at_a_time
    def step_quest(self, quest_id: UUID, by: int) -> Edit:
        """Add to a quest's progress, like `advance_quest`. Raises NotFound."""

        def step(work: Session) -> None:
            quest = known_quest(work, quest_id)
            quest.current_value = advanced(quest.current_value, by)
            quests.save(work, quest)

        return self._edit(_scope(quest_id), step)

    @one_at_a_time
    def discard_quest(self, quest_id: UUID) -> Edit:
        """Delete a quest; its sessions stay, and are the edit's `scope.sessions_of_quests`.

        Raises NotFound, StoreUnavailable if the quest or one of the sessions cannot be read, and
        ChangedMeanwhile if another process has just started a session for it.
        """
        with self._database.reading() as work:
            sessions = edits.sessions_of_quest(work, quest_id)

        def delete(work: Session) -> None:
            if edits.sessions_of_quest(work, quest_id) != sessions:
                raise ChangedMeanwhile(Refusal.CHANGED_MEANWHILE)
            if not quests.remove(work, quest_id):
                raise NotFound(Refusal.NO_SUCH_QUEST)

        return self._edit(Scope(quests=frozenset({quest_id}), sessions_of_quests=sessions), delete)


def _scope(quest_id: UUID) -> Scope:
    return Scope(quests=frozenset({quest_id}))


def _check_same(stored: object, known: object, names: Iterable[str]) -> None:
    """Raise ChangedMeanwhile if one of the values with these names is another one."""
    if any(getattr(stored, name) != getattr(known, name) for name in names):
        raise ChangedMeanwhile(Refusal.CHANGED_MEANWHILE)


def _validated_details(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that are no details, and the details, which are checked. Raises InvalidField."""
    from focus_desktop.model.quest_shapes import QuestDetailsUpdate  # noqa: PLC0415 — start-up would wait for it

    known = QuestDetailsUpdate.model_fields
    details = {name: value for name, value in values.items() if name in known}
    fields = {name: value for name, value in values.items() if name not in known}
    if not details:
        return fields, {}
    return fields, validated(QuestDetailsUpdate, **details).model_dump(exclude_unset=True)
