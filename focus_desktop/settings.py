"""What the user prefers: typed, and valid. `settings_file` loads and saves it. No Qt, no database."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from focus_desktop.model.limits import (
    HIGHEST_PORT,
    LAST_HOUR,
    LONGEST_BREAK_MINUTES,
    LONGEST_MINUTES,
    LONGEST_PRESET_NAME,
    LONGEST_WARNING_MINUTES,
    LOUDEST_PERCENT,
    LOWEST_PORT,
    MOST_PRESETS,
    MOST_SESSIONS_UNTIL_LONG_BREAK,
    SHORTEST_MINUTES,
)

if TYPE_CHECKING:
    from focus_desktop.model.local_days import DayRules

API_PORT = 8722
ACCENTS = ("indigo", "violet", "teal", "rust", "rose")
TEXT_PERCENTS = (100, 110, 125, 150)
DAYS_OF_A_WEEK = 7
FIRST_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}
"""The values of `Settings.week_start` that name a day; 0 is Monday. For `system` it has to be asked."""

_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")

IsValid = Callable[[Any], bool]


def _whole(lowest: int, highest: int) -> IsValid:
    return lambda value: type(value) is int and lowest <= value <= highest


def _one_of(*known: object) -> IsValid:
    return lambda value: value in known


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _NO_CHARACTER.search(value)


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _is_server_or_none(value: Any) -> bool:
    if not isinstance(value, str):
        return value is None
    from focus_desktop.model.database_server import is_address  # noqa: PLC0415 — few have a server

    return is_address(value)


_is_minutes = _whole(SHORTEST_MINUTES, LONGEST_MINUTES)
_is_break = _whole(0, LONGEST_BREAK_MINUTES)


class Preset(NamedTuple):
    """A length of session with its break, under a name of 1 to 20 characters."""

    name: str
    minutes: int
    """1 to 1440."""
    break_minutes: int
    """0 to 240; 0 is no break."""


DEFAULT_PRESETS = (
    Preset("Pomodoro", 25, 5),
    Preset("50/10", 50, 10),
    Preset("52/17", 52, 17),
    Preset("Deep work", 90, 20),
)


def with_default_presets(presets: Sequence[Preset]) -> tuple[Preset, ...]:
    """The default presets, as far as there is room, and after them the user's own: those of other names."""
    own = [preset for preset in presets if preset.name not in {one.name for one in DEFAULT_PRESETS}]
    return (*DEFAULT_PRESETS[: MOST_PRESETS - len(own)], *own)


def is_preset(value: Any) -> bool:
    """Whether it is a preset whose values are within their ranges."""
    return (
        isinstance(value, Preset)
        and _is_text(value.name)
        and 1 <= len(value.name.strip()) <= LONGEST_PRESET_NAME
        and _is_minutes(value.minutes)
        and _is_break(value.break_minutes)
    )


def _are_presets(value: Any) -> bool:
    return isinstance(value, tuple) and 1 <= len(value) <= MOST_PRESETS and all(map(is_preset, value))


def _are_weekdays(value: Any) -> bool:
    return (
        isinstance(value, tuple)
        and all(type(day) is int for day in value)
        and (list(value) == sorted(set(value) & set(range(DAYS_OF_A_WEEK))))
    )


def _is_position(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) in {0, 2} and all(type(one) is int for one in value)


class Settings(NamedTuple):
    """The user's preferences and last choices. Ids are UUIDs in their text form.

    Each has a type, and a function that tells which stored values are accepted.
    """

    minutes: Annotated[int, _is_minutes] = 25
    """Length of the next session, 1 to 1440; also the tray's preset."""
    break_minutes: Annotated[int, _is_break] = 5
    """Length of the break after it, 0 to 240; 0 is no break."""
    flow: Annotated[bool, _is_flag] = False
    """Whether the next session is a flow session, which takes no notice of the minutes."""
    presets: Annotated[tuple[Preset, ...], _are_presets] = DEFAULT_PRESETS
    """What one click chooses, one to eight of them."""
    time_up: Annotated[str, _one_of("complete", "overtime")] = "complete"
    """What happens when a session has taken its time: `complete` or `overtime`."""
    long_break_every: Annotated[int, _whole(0, MOST_SESSIONS_UNTIL_LONG_BREAK)] = 4
    """Every so many completed sessions of a day the break is a long one; 0 for never, at most 12."""
    long_break_minutes: Annotated[int, _whole(1, LONGEST_BREAK_MINUTES)] = 15
    """1 to 240; a break that is longer anyway stays so."""
    auto_start_break: Annotated[bool, _is_flag] = False
    """Whether the break begins by itself when a session is complete."""
    auto_start_session: Annotated[bool, _is_flag] = False
    """Whether the next session begins by itself when a break is over."""
    break_screen: Annotated[bool, _is_flag] = False
    """Whether a break fills the screen until one key is pressed."""
    warn_minutes: Annotated[int, _whole(0, LONGEST_WARNING_MINUTES)] = 0
    """So many minutes before the end it is announced; 0 for never, at most 60."""
    milestones: Annotated[bool, _is_flag] = False
    """Whether each full hour of a day's focused time is told."""
    repeat_alarm: Annotated[bool, _is_flag] = False
    """Whether an alarm is repeated until somebody reacts."""
    sound: Annotated[bool, _is_flag] = True
    """Whether a bell rings at ends of sessions and breaks."""
    volume: Annotated[int, _whole(0, LOUDEST_PERCENT)] = 70
    """Of the bell, 0 to 100 percent."""
    global_key: Annotated[bool, _is_flag] = False
    """Whether a key that works everywhere starts the last session again; the desktop knows which key."""
    quest_id: Annotated[str | None, _is_text_or_none] = None
    """The quest chosen last."""
    last_session_id: Annotated[str | None, _is_text_or_none] = None
    """The session that was started last; minutes, break, flow and quest are what was planned for it."""
    history_quest_id: Annotated[str | None, _is_text_or_none] = None
    """The history's quest filter."""
    history_status: Annotated[str | None, _one_of(None, "active", "completed", "cancelled")] = None
    """The history's status filter: `active`, `completed`, `cancelled`."""
    history_range: Annotated[str, _one_of("all", "today", "this_week", "last_week", "this_month")] = "all"
    """The history's range of days."""
    page: Annotated[int, _whole(0, 9)] = 0
    """Index of the page shown last."""
    window_geometry: Annotated[str | None, _is_text_or_none] = None
    """Qt's saved window geometry, in hexadecimal."""
    appearance: Annotated[str, _one_of("system", "light", "dark")] = "system"
    """`system`, `light` or `dark`."""
    accent: Annotated[str, _one_of(*ACCENTS)] = "indigo"
    """The colour of what is active, one of `ACCENTS`."""
    text_percent: Annotated[int, _one_of(*TEXT_PERCENTS)] = 100
    """The size of the text, one of `TEXT_PERCENTS`."""
    day_start_hour: Annotated[int, _whole(0, LAST_HOUR)] = 0
    """The local hour at which a new day begins, 0 to 23."""
    week_start: Annotated[str, _one_of("system", "monday", "saturday", "sunday")] = "system"
    """The first day of the week: `system`, `monday`, `saturday` or `sunday`."""
    system_week_start: Annotated[int, _whole(0, 6)] = 0
    """The first day of the week in the system's language, 0 for Monday, as the window has found it last.

    Commands cannot ask for it. Before a window was ever opened it is Monday, as in ISO 8601.
    """
    daily_goal_minutes: Annotated[int, _whole(0, LONGEST_MINUTES)] = 240
    """The focused time that a day is meant to have, 0 to 1440; 0 is no goal."""
    working_days: Annotated[tuple[int, ...], _are_weekdays] = (0, 1, 2, 3, 4)
    """The days with a goal, in ascending order: 0 is Monday, 6 is Sunday."""
    database_server: Annotated[str | None, _is_server_or_none] = None
    """The URL of the PostgreSQL server with the data, without its password; None for the usual file."""
    backup_folder: Annotated[str | None, _is_text_or_none] = None
    """The folder for backups; None for the usual one."""
    first_steps_done: Annotated[bool, _is_flag] = False
    """Whether the card with the first steps was dismissed."""
    mini_position: Annotated[tuple[int, ...], _is_position] = ()
    """Where the mini window was last: x and y in pixels; empty before it was first moved."""
    break_settled_id: Annotated[str | None, _is_text_or_none] = None
    """The completed session whose break was taken or declined, so that it is not offered again."""
    told_about_tray: Annotated[bool, _is_flag] = False
    """Whether the user has been told that closing the window keeps the app in the tray."""
    api_enabled: Annotated[bool, _is_flag] = False
    """Whether the window app serves the HTTP API."""
    api_port: Annotated[int, _whole(LOWEST_PORT, HIGHEST_PORT)] = API_PORT
    """Where: a TCP port of the loopback, 1024 to 65535."""


def accepts(name: str, value: Any) -> bool:
    """Whether the setting of this name can have this value."""
    is_valid: IsValid = Settings.__annotations__[name].__metadata__[0]
    try:
        return is_valid(value)
    except TypeError:
        return False


def first_weekday(settings: Settings) -> int:
    """The first day of a week: 0 is Monday, 6 is Sunday."""
    return FIRST_WEEKDAYS.get(settings.week_start, settings.system_week_start)


def day_rules(settings: Settings) -> "DayRules":
    """How days are counted, and their goal."""
    from focus_desktop.model.local_days import Calendar, DayRules  # noqa: PLC0415 — not before the first paint

    return DayRules(
        Calendar(settings.day_start_hour, first_weekday(settings)),
        timedelta(minutes=settings.daily_goal_minutes),
        settings.working_days,
    )
