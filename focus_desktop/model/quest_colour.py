"""The names of the colours that a quest can be given, in the order in which they are numbered."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


class QuestColour(StrEnum):
    """Its place in the list is the number that is stored, from 0 to `limits.LARGEST_COLOUR`."""

    INDIGO = "indigo"
    RUST = "rust"
    GREEN = "green"
    VIOLET = "violet"
    TEAL = "teal"

    @property
    def number(self) -> int:
        """The number that is stored."""
        return list(QuestColour).index(self)


def automatic(quest_id: UUID) -> int:
    """The number of the colour of a quest that has been given none."""
    return quest_id.int % len(QuestColour)


def rarest(used: Iterable[int], preferred: int = 0) -> int:
    """The number of the colour that is used least; of several the preferred one, else the first one."""
    counts = Counter(used)
    return min(range(len(QuestColour)), key=lambda number: (counts[number], number != preferred))
