"""The projects of a file, and which quest each becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from focus_desktop.model.importing import QuestMatch
from focus_desktop.model.quest_colour import automatic, rarest
from focus_desktop.model.status import QuestStatus
from focus_desktop.model.transfer import QuestCopy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from focus_desktop.model.transfer import SessionCopy


@dataclass
class _Project:
    quest_id: str | None
    """That of this app, if the file names it."""
    title: str | None
    line: int
    """Where it is met first."""
    row: QuestCopy | None = None
    """The quest itself, if the file has it."""
    new_id: str | None = None
    """The id that a new quest gets, the same each time that it is asked for."""


class FileQuests:
    """Projects are numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._projects: list[_Project] = []
        self._numbers: dict[tuple[str | None, str | None], int] = {}

    def number_of(self, session: SessionCopy) -> int | None:
        """The number of a session's project; None if it has none."""
        if session.quest_id is None and session.quest_title is None:
            return None
        # Upper and lower case alike, as everywhere with titles.
        title = session.quest_title.casefold() if session.quest_title else None
        key = (session.quest_id, None if session.quest_id else title)
        return self._number(key, session.quest_id, session.quest_title, session.line)

    def add(self, quest: QuestCopy) -> bool:
        """Take a quest of the file in; False if one of the same id was there before."""
        project = self._projects[self._number((quest.id, None), quest.id, quest.title, quest.line)]
        is_first = project.row is None
        project.row, project.title = quest, quest.title
        return is_first

    def title(self, number: int | None) -> str | None:
        """The title of a project."""
        return None if number is None else self._projects[number].title

    def unknown(self) -> tuple[str, int] | None:
        """The id of a quest that a session names, but that the file does not have, and in which line."""
        return next(((one.quest_id or "", one.line) for one in self._projects if one.title is None), None)

    def matches(
        self,
        existing: Sequence[QuestCopy],
        sessions: Mapping[int, int],
        wanted: Mapping[str, UUID | None],
    ) -> list[QuestMatch]:
        """What each project becomes: the quest that is wanted for its title, or the one that it is already
        (by id, then by title), or a new one if it has sessions that are added.

        `sessions` tells how many are added, by the project's number.
        """
        ids = {quest.id for quest in existing}
        titles = {quest.title.casefold(): quest.id for quest in reversed(existing)}
        return [
            self._match(project, sessions.get(number, 0), ids, titles, wanted)
            for number, project in enumerate(self._projects)
        ]

    def new_quests(self, matches: Sequence[QuestMatch], existing: Sequence[QuestCopy]) -> list[QuestCopy]:
        """The quests that are to be added. Those that the file does not have themselves are told apart from
        the others by a colour.
        """
        used = [_colour(quest) for quest in existing if quest.status == QuestStatus.ACTIVE]
        new = []
        for project, match in zip(self._projects, matches, strict=True):
            if match.is_new:
                quest = project.row or _coloured(QuestCopy(project.new_id, match.title), used)
                used.append(_colour(quest))
                new.append(quest)
        return new

    def _number(
        self, key: tuple[str | None, str | None], quest_id: str | None, title: str | None, line: int
    ) -> int:
        number = self._numbers.setdefault(key, len(self._projects))
        if number == len(self._projects):
            self._projects.append(_Project(quest_id, title, line))
        return number

    @staticmethod
    def _match(
        project: _Project,
        count: int,
        ids: set[str | None],
        titles: Mapping[str, str | None],
        wanted: Mapping[str, UUID | None],
    ) -> QuestMatch:
        title = project.title or ""
        if title in wanted:
            return QuestMatch(title, count, wanted[title], is_new=False)
        found = project.quest_id if project.quest_id in ids else titles.get(title.casefold())
        if found is not None:
            return QuestMatch(title, count, UUID(found), is_new=False)
        if not count and project.row is None:
            return QuestMatch(title, count, None, is_new=False)
        project.new_id = project.new_id or project.quest_id or uuid4().hex
        return QuestMatch(title, count, UUID(project.new_id), is_new=True)


def _coloured(quest: QuestCopy, used: Sequence[int]) -> QuestCopy:
    """The quest with the colour that is used least, unless that is the one that its id chooses."""
    own = _colour(quest)
    free = rarest(used, preferred=own)
    return quest if free == own else replace(quest, colour=free)


def _colour(quest: QuestCopy) -> int:
    return automatic(UUID(quest.id)) if quest.colour is None else quest.colour
