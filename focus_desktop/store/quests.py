"""SQL on quests. Every function works inside the caller's transaction."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from focus_desktop.model.quest import Quest


def everything(work: Session) -> list[Quest]:
    """All quests by title, upper and lower case alike."""
    return list(work.exec(select(Quest).order_by(func.lower(Quest.title), col(Quest.id))))


def get(work: Session, quest_id: UUID) -> Quest | None:
    """The quest with this id; it cannot be deleted before the transaction ends."""
    return work.get(Quest, quest_id, with_for_update={"read": True})


def titled(work: Session, title: str) -> list[Quest]:
    """The quests with this title, upper and lower case alike."""
    return list(work.exec(select(Quest).where(func.lower(Quest.title) == func.lower(title))))


def save(work: Session, quest: Quest) -> None:
    """Store a new or a changed quest."""
    work.add(quest)
    work.flush()


def remove(work: Session, quest: Quest) -> None:
    """Delete a quest; its sessions stay, without a quest."""
    work.delete(quest)
    work.flush()
