"""SQL on quests. Every function works inside the caller's transaction."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from focus_desktop.model.quest import Quest


def everything(work: Session) -> list[Quest]:
    """All quests by title, upper and lower case alike."""
    return list(work.exec(select(Quest).order_by(func.lower(Quest.title), col(Quest.id))))


def get(work: Session, quest_id: UUID) -> Quest | None:
    """The quest with this id."""
    return work.get(Quest, quest_id)


def save(work: Session, quest: Quest) -> None:
    """Store a new or a changed quest."""
    work.add(quest)
    work.flush()


def remove(work: Session, quest: Quest) -> None:
    """Delete a quest; its sessions stay, without a quest."""
    work.delete(quest)
    work.flush()
