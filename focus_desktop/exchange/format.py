"""The names of the formats. Imports nothing else, because every command knows them."""

from enum import StrEnum


class Format(StrEnum):
    """The names on the command line."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    TOGGL = "toggl"
    TIMEWARRIOR = "timewarrior"
    SUPER_PRODUCTIVITY = "super-productivity"
    FLOWKEEPER = "flowkeeper"
    POMOTROID = "pomotroid"
    FOCUS_TIMER = "focus-timer"


EXPORTED = (Format.CSV, Format.JSON, Format.ICS)
IMPORTED = tuple(one for one in Format if one is not Format.ICS)
