"""The verbs on quests."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from focus_desktop.controller.verb_base import VerbBase, one_at_a_time, record_of
from focus_desktop.model import timing
from focus_desktop.model.changes import QuestsChanged
from focus_desktop.model.columns import is_storable
from focus_desktop.model.errors import InvalidField, NotFound, Refusal
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.limits import LARGEST_NUMBER
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_record import READ_DAYS, QuestRecord
from focus_desktop.model.validation import validated
from focus_desktop.store import focus_sessions, quest_records, quests


class QuestVerbs(VerbBase):
    """What a person may do with quests."""

    def list_quests(self) -> list[Quest]:
        """All quests by title, of every status; those that cannot be read are left out."""
        with self._database.reading() as work:
            found = quests.everything(work)
        self._known_quests = {quest.id: quest for quest in found}
        return found

    def quest_records(self, day_start_hour: int = 0, first_weekday: int = 0) -> list[QuestRecord]:
        """All quests by title, with their details and the time spent on them up to now.

        Local days begin at that hour, 0 to 23, and weeks on that day: 0 is Monday, 6 is Sunday.
        """
        reading = self._clock.read()
        starts = timing.day_starts(reading.wall.astimezone(), day_start_hour, READ_DAYS)
        with self._database.reading() as work:
            active = focus_sessions.active(work)
            now = reading.wall if active is None else record_of(work, active).time(reading)
            return quest_records.everything(work, starts, first_weekday, now)

    def quest_colours(self) -> dict[UUID, int]:
        """The colours that were chosen for quests, 0 to 4; the others' ids choose theirs."""
        with self._database.reading() as work:
            return quests.colours(work)

    def quest_called(self, title_or_id: str) -> Quest:
        """The quest with this id or, upper and lower case alike, with this title.

        Raises NotFound, and InvalidField if several quests bear the title or none can.
        """
        if not is_storable(title_or_id):
            raise InvalidField(Refusal.UNSTORABLE_TEXT, field="title")
        with self._database.reading() as work:
            quest_id = parsed_id(title_or_id)
            known = quest_id and quests.get(work, quest_id)
            found = [known] if known else quests.titled(work, title_or_id.strip())
        if not found:
            raise NotFound(Refusal.NO_QUEST_OF_THIS_TITLE, title=title_or_id)
        if len(found) > 1:
            raise InvalidField(Refusal.SEVERAL_QUESTS, count=len(found), title=title_or_id)
        return found[0]

    @one_at_a_time
    def add_quest(self, title: str, target_value: int = 1, **more: Any) -> Quest:
        """Add a quest; `status` and `current_value` may be given too. Raises InvalidField."""
        from focus_desktop.model.quest_shapes import QuestCreate  # noqa: PLC0415 — start-up would wait for it

        wanted = validated(QuestCreate, title=title, target_value=target_value, **more)
        quest = Quest(**wanted.model_dump())
        with self._database.writing() as work:
            quests.add(work, quest, {})
        self._announce(QuestsChanged())
        return quest

    @one_at_a_time
    def edit_quest(self, quest_id: UUID, **changes: Any) -> Quest:
        """Change a quest's `title`, `status`, `current_value` or `target_value`.

        Raises InvalidField, NotFound.
        """
        from focus_desktop.model.quest_shapes import QuestUpdate  # noqa: PLC0415 — start-up would wait for it

        wanted = validated(QuestUpdate, **changes)
        with self._database.writing() as work:
            quest = known_quest(work, quest_id)
            quest.sqlmodel_update(wanted.model_dump(exclude_unset=True))
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    @one_at_a_time
    def advance_quest(self, quest_id: UUID, by: int = 1) -> Quest:
        """Add to a quest's progress, which is never less than 0; `by` may be negative. Raises NotFound."""
        with self._database.writing() as work:
            quest = known_quest(work, quest_id)
            quest.current_value = advanced(quest.current_value, by)
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    @one_at_a_time
    def delete_quest(self, quest_id: UUID) -> None:
        """Delete a quest, readable or not; its sessions stay. Raises NotFound."""
        with self._database.writing() as work:
            if not quests.remove(work, quest_id):
                raise NotFound(Refusal.NO_SUCH_QUEST)
        self._announce(QuestsChanged())


def advanced(progress: int, by: int) -> int:
    """A quest's progress after so many steps, within its limits."""
    return min(LARGEST_NUMBER, max(0, progress + by))


def known_quest(work: Session, quest_id: UUID) -> Quest:
    """The quest with this id. Raises NotFound."""
    quest = quests.get(work, quest_id)
    if quest is None:
        raise NotFound(Refusal.NO_SUCH_QUEST)
    return quest
