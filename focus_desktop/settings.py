"""What the user prefers: typed, validated, one JSON file, written atomically. No Qt, no database."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from focus_desktop import atomic_file
from focus_desktop.model.database_server import is_address
from focus_desktop.model.errors import Refusal, UnusableSettings
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
from focus_desktop.model.local_days import Calendar, DayRules

API_PORT = 8722
ACCENTS = ("indigo", "violet", "teal", "rust", "rose")
TEXT_PERCENTS = (100, 110, 125, 150)
DAYS_OF_A_WEEK = 7
FIRST_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}
"""The values of `Settings.week_start` that name a day; 0 is Monday. For `system` it has to be asked."""

IsValid = Callable[[Any], bool]


def _whole(lowest: int, highest: int) -> IsValid:
    return lambda value: type(value) is int and lowest <= value <= highest


def _one_of(*known: object) -> IsValid:
    return lambda value: value in known


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_server_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_address(value))


_is_minutes = _whole(SHORTEST_MINUTES, LONGEST_MINUTES)
_is_break = _whole(0, LONGEST_BREAK_MINUTES)


@dataclass(frozen=True)
class Preset:
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


def _is_preset(value: Any) -> bool:
    return (
        isinstance(value, Preset)
        and _is_text_or_none(value.name)
        and 1 <= len(value.name.strip()) <= LONGEST_PRESET_NAME
        and _is_minutes(value.minutes)
        and _is_break(value.break_minutes)
    )


def _are_presets(value: Any) -> bool:
    return 1 <= len(value) <= MOST_PRESETS and all(map(_is_preset, value))


def _are_weekdays(value: Any) -> bool:
    return (
        isinstance(value, tuple)
        and all(type(day) is int for day in value)
        and (list(value) == sorted(set(value) & set(range(DAYS_OF_A_WEEK))))
    )


def _is_position(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) in {0, 2} and all(type(one) is int for one in value)


def _setting(default: Any, is_valid: IsValid) -> Any:
    """A field of the settings: what it is at first, and which stored values are accepted."""
    return field(default=default, metadata={"is_valid": is_valid})


@dataclass(frozen=True)
class Settings:
    """The user's preferences and last choices. Ids are UUIDs in their text form."""

    minutes: int = _setting(25, _is_minutes)
    """Length of the next session, 1 to 1440; also the tray's preset."""
    break_minutes: int = _setting(5, _is_break)
    """Length of the break after it, 0 to 240; 0 is no break."""
    flow: bool = _setting(False, _is_flag)
    """Whether the next session is a flow session, which takes no notice of the minutes."""
    presets: tuple[Preset, ...] = _setting(DEFAULT_PRESETS, _are_presets)
    """What one click chooses, one to eight of them."""
    time_up: str = _setting("complete", _one_of("complete", "overtime"))
    """What happens when a session has taken its time: `complete` or `overtime`."""
    long_break_every: int = _setting(4, _whole(0, MOST_SESSIONS_UNTIL_LONG_BREAK))
    """Every so many completed sessions of a day the break is a long one; 0 for never, at most 12."""
    long_break_minutes: int = _setting(15, _whole(1, LONGEST_BREAK_MINUTES))
    """1 to 240; a break that is longer anyway stays so."""
    auto_start_break: bool = _setting(False, _is_flag)
    """Whether the break begins by itself when a session is complete."""
    auto_start_session: bool = _setting(False, _is_flag)
    """Whether the next session begins by itself when a break is over."""
    break_screen: bool = _setting(False, _is_flag)
    """Whether a break fills the screen until one key is pressed."""
    warn_minutes: int = _setting(0, _whole(0, LONGEST_WARNING_MINUTES))
    """So many minutes before the end it is announced; 0 for never, at most 60."""
    milestones: bool = _setting(False, _is_flag)
    """Whether each full hour of a day's focused time is told."""
    repeat_alarm: bool = _setting(False, _is_flag)
    """Whether an alarm is repeated until somebody reacts."""
    sound: bool = _setting(True, _is_flag)
    """Whether a bell rings at ends of sessions and breaks."""
    volume: int = _setting(70, _whole(0, LOUDEST_PERCENT))
    """Of the bell, 0 to 100 percent."""
    global_key: bool = _setting(False, _is_flag)
    """Whether a key that works everywhere starts the last session again; the desktop knows which key."""
    quest_id: str | None = _setting(None, _is_text_or_none)
    """The quest chosen last."""
    last_session_id: str | None = _setting(None, _is_text_or_none)
    """The session that was started last; minutes, break, flow and quest are what was planned for it."""
    history_quest_id: str | None = _setting(None, _is_text_or_none)
    """The history's quest filter."""
    history_status: str | None = _setting(None, _one_of(None, "active", "completed", "cancelled"))
    """The history's status filter: `active`, `completed`, `cancelled`."""
    history_range: str = _setting("all", _one_of("all", "today", "this_week", "last_week", "this_month"))
    """The history's range of days."""
    page: int = _setting(0, _whole(0, 9))
    """Index of the page shown last."""
    window_geometry: str | None = _setting(None, _is_text_or_none)
    """Qt's saved window geometry, in hexadecimal."""
    appearance: str = _setting("system", _one_of("system", "light", "dark"))
    """`system`, `light` or `dark`."""
    accent: str = _setting("indigo", _one_of(*ACCENTS))
    """The colour of what is active, one of `ACCENTS`."""
    text_percent: int = _setting(100, _one_of(*TEXT_PERCENTS))
    """The size of the text, one of `TEXT_PERCENTS`."""
    day_start_hour: int = _setting(0, _whole(0, LAST_HOUR))
    """The local hour at which a new day begins, 0 to 23."""
    week_start: str = _setting("system", _one_of("system", "monday", "saturday", "sunday"))
    """The first day of the week: `system`, `monday`, `saturday` or `sunday`."""
    system_week_start: int = _setting(0, _whole(0, 6))
    """The first day of the week in the system's language, 0 for Monday, as the window has found it last.

    Commands cannot ask for it. Before a window was ever opened it is Monday, as in ISO 8601.
    """
    daily_goal_minutes: int = _setting(240, _whole(0, LONGEST_MINUTES))
    """The focused time that a day is meant to have, 0 to 1440; 0 is no goal."""
    working_days: tuple[int, ...] = _setting((0, 1, 2, 3, 4), _are_weekdays)
    """The days with a goal, in ascending order: 0 is Monday, 6 is Sunday."""
    database_server: str | None = _setting(None, _is_server_or_none)
    """The URL of the PostgreSQL server with the data, without its password; None for the usual file."""
    backup_folder: str | None = _setting(None, _is_text_or_none)
    """The folder for backups; None for the usual one."""
    first_steps_done: bool = _setting(False, _is_flag)
    """Whether the card with the first steps was dismissed."""
    mini_position: tuple[int, ...] = _setting((), _is_position)
    """Where the mini window was last: x and y in pixels; empty before it was first moved."""
    break_settled_id: str | None = _setting(None, _is_text_or_none)
    """The completed session whose break was taken or declined, so that it is not offered again."""
    told_about_tray: bool = _setting(False, _is_flag)
    """Whether the user has been told that closing the window keeps the app in the tray."""
    api_enabled: bool = _setting(False, _is_flag)
    """Whether the window app serves the HTTP API."""
    api_port: int = _setting(API_PORT, _whole(LOWEST_PORT, HIGHEST_PORT))
    """Where: a TCP port of the loopback, 1024 to 65535."""


def first_weekday(settings: Settings) -> int:
    """The first day of a week: 0 is Monday, 6 is Sunday."""
    return FIRST_WEEKDAYS.get(settings.week_start, settings.system_week_start)


def day_rules(settings: Settings) -> DayRules:
    """How days are counted, and their goal."""
    return DayRules(
        Calendar(settings.day_start_hour, first_weekday(settings)),
        timedelta(minutes=settings.daily_goal_minutes),
        settings.working_days,
    )


class SettingsFile:
    """Loads and saves `Settings`; what was loaded last is `current`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listeners: list[Callable[[Settings, Settings], object]] = []
        self.problem: UnusableSettings | None = None
        """Why not all that was stored is used."""
        self.current = self._load()

    def subscribe(self, listener: Callable[[Settings, Settings], object]) -> None:
        """Call `listener` with the old and the new settings after each change, on the thread that made it."""
        self._listeners.append(listener)

    def change(self, **changes: object) -> None:
        """Save and announce the current settings with some fields changed; nothing is done if none differs.

        Raises OSError if the file cannot be written; `current` has changed all the same, and is announced.
        """
        # asdict of a frozen dataclass: replace() keeps the type, mypy cannot check **object.
        changed = replace(self._with_place_of_others(), **changes)  # type: ignore[arg-type]
        if changed == self.current:
            return
        old, self.current = self.current, changed
        try:
            atomic_file.write(self._path, json.dumps(asdict(changed), indent=2))
        finally:
            for listener in self._listeners:
                listener(old, changed)

    def _with_place_of_others(self) -> Settings:
        """The current settings, with the server that another process may have chosen meanwhile."""
        try:
            server = json.loads(self._path.read_text(encoding="utf-8"))["database_server"]
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return self.current
        return replace(self.current, database_server=server) if _is_server_or_none(server) else self.current

    def _load(self) -> Settings:
        try:
            stored = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.problem = UnusableSettings(Refusal.SETTINGS_NOT_READABLE, cause=error.strerror)
            return Settings()
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return Settings()
        return self._validated(stored)

    def _validated(self, stored: dict[str, object]) -> Settings:
        good: dict[str, Any] = {}
        bad: list[str] = []
        for one in fields(Settings):
            if one.name not in stored:
                continue
            value = stored[one.name]
            if isinstance(value, list):
                value = tuple(map(_preset, value)) if one.name == "presets" else tuple(value)
            if _accepts(one.metadata["is_valid"], value):
                good[one.name] = value
            else:
                bad.append(one.name)
        if bad:
            self.problem = UnusableSettings(Refusal.SETTINGS_NOT_VALID, names=", ".join(bad))
        return Settings(**good)

    def _set_aside(self) -> None:
        aside = self._path.with_name(self._path.name + ".broken")
        try:
            self._path.replace(aside)
        except OSError as error:
            self.problem = UnusableSettings(
                Refusal.SETTINGS_DAMAGED_IN_PLACE, aside=aside, cause=error.strerror
            )
        else:
            self.problem = UnusableSettings(Refusal.SETTINGS_DAMAGED, aside=aside)


def _preset(stored: object) -> object:
    """A stored preset; a bare number is one of the time before they had names."""
    if isinstance(stored, dict) and stored.keys() == Preset.__annotations__.keys():
        return Preset(**stored)
    return Preset(f"{stored} min", stored, 5) if isinstance(stored, int) else stored


def _accepts(is_valid: IsValid, value: object) -> bool:
    try:
        return is_valid(value)
    except TypeError:
        return False
