"""The names of the colours that a quest can be given, in the order in which they are numbered."""

from enum import StrEnum


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
