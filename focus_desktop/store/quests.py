"""SQL on quests. Every function works inside the caller's transaction."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_colour import automatic, rarest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.status import QuestStatus
from focus_desktop.store.unreadable import checked, readable


def everything(work: Session) -> list[Quest]:
    """All quests that can be read, by title, upper and lower case alike."""
    return readable(work, work.exec(select(Quest).order_by(func.lower(Quest.title), col(Quest.id))))


def get(work: Session, quest_id: UUID) -> Quest | None:
    """The quest with this id; it cannot be deleted before the transaction ends.

    Raises StoreUnavailable if it cannot be read.
    """
    return checked(work, work.get(Quest, quest_id, with_for_update={"read": True}))


def titled(work: Session, title: str) -> list[Quest]:
    """The quests with this title, upper and lower case alike."""
    found = work.exec(select(Quest).where(func.lower(Quest.title) == func.lower(title)))
    return readable(work, found)


def save(work: Session, quest: Quest) -> None:
    """Store a new or a changed quest."""
    work.add(quest)
    work.flush()


def remove(work: Session, quest_id: UUID) -> bool:
    """Delete a quest, readable or not; its sessions stay, without a quest. Whether there was one."""
    return work.exec(delete(Quest).where(col(Quest.id) == quest_id)).rowcount == 1


def details(work: Session) -> dict[UUID, QuestDetails]:
    """The details of all quests that have some; those that cannot be read are left out."""
    return {one.quest_id: one for one in readable(work, work.exec(select(QuestDetails)))}


def details_of(work: Session, quest_id: UUID) -> QuestDetails:
    """The details of a quest, without any value if it has none; nobody else can change them meanwhile.

    Raises StoreUnavailable if they cannot be read.
    """
    stored = checked(work, work.get(QuestDetails, quest_id, with_for_update=True))
    return stored or QuestDetails(quest_id=quest_id)


def change_details(work: Session, quest_id: UUID, changes: dict[str, Any]) -> None:
    """Change some of a quest's details; one that has none any more has no row.

    Raises StoreUnavailable if they cannot be read.
    """
    changed = details_of(work, quest_id)
    changed.sqlmodel_update(changes)
    if not changed.is_empty:
        work.add(changed)
    elif changed in work:
        work.delete(changed)
    work.flush()


def add(work: Session, quest: Quest, wanted: dict[str, Any]) -> None:
    """Store a new quest with these details; without a colour among them it is told apart from the others.

    It gets one only if more of the active quests have the colour that its id chooses than another.
    """
    if wanted.get("colour") is None:
        chosen = colours(work)
        active = readable(work, work.exec(select(Quest).where(Quest.status == QuestStatus.ACTIVE)))
        own = automatic(quest.id)
        free = rarest((chosen.get(one.id, automatic(one.id)) for one in active), preferred=own)
        if free != own:
            wanted = wanted | {"colour": free}
    save(work, quest)
    change_details(work, quest.id, wanted)


def colours(work: Session) -> dict[UUID, int]:
    """The colours that were chosen for quests."""
    return {key: one.colour for key, one in details(work).items() if one.colour is not None}
