"""What the next session will be. The form, the tray and the shortcut share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from focus_desktop.model.ids import parsed_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from focus_desktop.settings import Settings


class PlannedSession(NamedTuple):
    """The next session."""

    minutes: int = 25
    """1 to 1440."""
    break_minutes: int = 5
    """Length of the break after it, 0 to 240; 0 is no break."""
    flow: bool = False
    """Whether it is a flow session, which ignores the minutes."""
    quest_id: UUID | None = None
    new_quest: str = ""
    """The title of a quest that is to be added when the session starts; empty for none."""
    description: str = ""

    @property
    def has_words(self) -> bool:
        """Whether it has a description or a new quest's title that was not used yet."""
        return bool(self.description.strip() or self.new_quest.strip())


def planned_as_saved(settings: Settings) -> PlannedSession:
    """The session that was planned when the settings were saved."""
    quest_id = parsed_id(settings.quest_id)
    return PlannedSession(settings.minutes, settings.break_minutes, settings.flow, quest_id)


class SessionPlan(QObject):
    """Holds the planned session and signals every change of it."""

    changed = Signal(object)
    """The PlannedSession, after it has changed."""

    def __init__(self, planned: PlannedSession) -> None:
        super().__init__()
        self.planned = planned
        self._offered: Collection[UUID] | None = None

    def limit_quests(self, offered: Collection[UUID]) -> None:
        """Plan no quest but these from now on.

        A planned quest that was not offered before stays planned: it was added after `offered` was read.
        """
        chosen, before = self.planned.quest_id, self._offered
        self._offered = offered
        if chosen not in {None, *offered} and (before is None or chosen in before):
            self.change(quest_id=None)

    def change(self, **fields: Any) -> None:
        """Change some fields of the planned session; emit `changed` if any of them differs."""
        changed = self.planned._replace(**fields)
        if changed != self.planned:
            self.planned = changed
            self.changed.emit(changed)
