"""What a person may want to do with a quest."""

from enum import Enum, auto


class Wish(Enum):
    """What is to be done with a quest; `MENU` asks what that is."""

    EDIT = auto()
    START = auto()
    LESS = auto()
    MORE = auto()
    COMPLETE = auto()
    REOPEN = auto()
    ARCHIVE = auto()
    DELETE = auto()
    MENU = auto()
