"""What the user prefers: typed, validated, one JSON file, written atomically. No Qt, no database."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any

from focus_desktop import atomic_file

MOST_PRESETS, LONGEST_NAME = 8, 20
API_PORT = 8722
LOWEST_PORT, HIGHEST_PORT = 1024, 65535


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


@dataclass(frozen=True)
class Settings:
    """The user's preferences and last choices. Ids are UUIDs in their text form."""

    minutes: int = 25
    """Length of the next session, 1 to 1440; also the tray's preset."""
    break_minutes: int = 5
    """Length of the break after it, 0 to 240; 0 is no break."""
    flow: bool = False
    """Whether the next session is a flow session, which takes no notice of the minutes."""
    presets: tuple[Preset, ...] = DEFAULT_PRESETS
    """What one click chooses, one to eight of them."""
    time_up: str = "complete"
    """What happens when a session has taken its time: `complete` or `overtime`."""
    long_break_every: int = 4
    """Every so many completed sessions of a day the break is a long one; 0 for never, at most 12."""
    long_break_minutes: int = 15
    """1 to 240; a break that is longer anyway stays so."""
    auto_start_break: bool = False
    """Whether the break begins by itself when a session is complete."""
    auto_start_session: bool = False
    """Whether the next session begins by itself when a break is over."""
    break_screen: bool = False
    """Whether a break fills the screen until one key is pressed."""
    warn_minutes: int = 0
    """So many minutes before the end it is announced; 0 for never, at most 60."""
    milestones: bool = False
    """Whether each full hour of a day's focused time is told."""
    repeat_alarm: bool = False
    """Whether an alarm is repeated until somebody reacts."""
    sound: bool = True
    """Whether a bell rings at ends of sessions and breaks."""
    volume: int = 70
    """Of the bell, 0 to 100 percent."""
    global_key: bool = False
    """Whether a key that works everywhere starts the last session again; the desktop knows which key."""
    quest_id: str | None = None
    """The quest chosen last."""
    last_session_id: str | None = None
    """The session that was started last; minutes, break, flow and quest are what was planned for it."""
    history_quest_id: str | None = None
    """The history's quest filter."""
    history_status: str | None = None
    """The history's status filter: `active`, `completed`, `cancelled`."""
    page: int = 0
    """Index of the page shown last."""
    window_geometry: str | None = None
    """Qt's saved window geometry, in hexadecimal."""
    appearance: str = "system"
    """`system`, `light` or `dark`."""
    day_start_hour: int = 0
    """The local hour at which a new day begins, 0 to 23."""
    told_about_tray: bool = False
    """Whether the user has been told that closing the window keeps the app in the tray."""
    api_enabled: bool = False
    """Whether the window app serves the HTTP API."""
    api_port: int = API_PORT
    """Where: a TCP port of the loopback, 1024 to 65535."""


def _whole(lowest: int, highest: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and lowest <= value <= highest


_is_minutes = _whole(1, 1440)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value.strip()) <= LONGEST_NAME


def _is_preset(value: object) -> bool:
    return (
        isinstance(value, Preset)
        and _is_name(value.name)
        and _is_minutes(value.minutes)
        and _whole(0, 240)(value.break_minutes)
    )


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


_VALID: dict[str, Callable[[Any], bool]] = {
    "minutes": _is_minutes,
    "break_minutes": _whole(0, 240),
    "flow": _is_flag,
    "presets": lambda value: 1 <= len(value) <= MOST_PRESETS and all(map(_is_preset, value)),
    "time_up": lambda value: value in {"complete", "overtime"},
    "long_break_every": _whole(0, 12),
    "long_break_minutes": _whole(1, 240),
    "auto_start_break": _is_flag,
    "auto_start_session": _is_flag,
    "break_screen": _is_flag,
    "warn_minutes": _whole(0, 60),
    "milestones": _is_flag,
    "repeat_alarm": _is_flag,
    "sound": _is_flag,
    "volume": _whole(0, 100),
    "global_key": _is_flag,
    "quest_id": _is_text_or_none,
    "last_session_id": _is_text_or_none,
    "history_quest_id": _is_text_or_none,
    "history_status": lambda value: value in {None, "active", "completed", "cancelled"},
    "page": _whole(0, 9),
    "window_geometry": _is_text_or_none,
    "appearance": lambda value: value in {"system", "light", "dark"},
    "day_start_hour": _whole(0, 23),
    "told_about_tray": _is_flag,
    "api_enabled": _is_flag,
    "api_port": _whole(LOWEST_PORT, HIGHEST_PORT),
}


class ProblemKind(Enum):
    """What is wrong with the file."""

    UNREADABLE = auto()
    """It cannot be read, for a reason."""
    SENSELESS_VALUES = auto()
    """It holds values that make no sense, under these names."""
    SET_ASIDE = auto()
    """It was damaged, and is kept as another file."""
    NOT_SET_ASIDE = auto()
    """It is damaged, and cannot be kept as another file, for a reason."""


@dataclass(frozen=True)
class SettingsProblem:
    """Why defaults are used in place of what the file should say."""

    kind: ProblemKind
    reason: str | None = None
    """The system's words for what went wrong."""
    names: tuple[str, ...] = ()
    aside: Path | None = None


class SettingsFile:
    """Loads and saves `Settings`; what was loaded last is `current`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problem: SettingsProblem | None = None
        self.current = self._load()
        self._listeners: list[Callable[[Settings, Settings], object]] = []

    def subscribe(self, listener: Callable[[Settings, Settings], object]) -> None:
        """Call `listener` with the settings before and after each change."""
        self._listeners.append(listener)

    def change(self, **changes: object) -> None:
        """Save the current settings with some fields changed; nothing is written if none differs.

        Raises OSError if the file cannot be written; `current` has changed all the same.
        """
        # asdict of a frozen dataclass: replace() keeps the type, mypy cannot check **object.
        changed = replace(self.current, **changes)  # type: ignore[arg-type]
        if changed != self.current:
            before, self.current = self.current, changed
            for listener in self._listeners:
                listener(before, changed)
            atomic_file.write(self._path, json.dumps(asdict(changed), indent=2))

    def _load(self) -> Settings:
        try:
            stored = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.problem = SettingsProblem(ProblemKind.UNREADABLE, error.strerror)
            return Settings()
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return Settings()
        return self._validated(stored)

    def _validated(self, stored: dict[str, object]) -> Settings:
        good: dict[str, Any] = {}
        bad: list[str] = []
        for field in fields(Settings):
            if field.name not in stored:
                continue
            value = stored[field.name]
            value = tuple(map(_preset, value)) if isinstance(value, list) else value
            if _accepts(field.name, value):
                good[field.name] = value
            else:
                bad.append(field.name)
        if bad:
            self.problem = SettingsProblem(ProblemKind.SENSELESS_VALUES, names=tuple(bad))
        return Settings(**good)

    def _set_aside(self) -> None:
        aside = self._path.with_name(self._path.name + ".broken")
        try:
            self._path.replace(aside)
        except OSError as error:
            self.problem = SettingsProblem(ProblemKind.NOT_SET_ASIDE, error.strerror, aside=aside)
        else:
            self.problem = SettingsProblem(ProblemKind.SET_ASIDE, aside=aside)


def _preset(stored: object) -> object:
    """A stored preset; a bare number is one of the time before they had names."""
    if isinstance(stored, dict) and stored.keys() == Preset.__annotations__.keys():
        return Preset(**stored)
    return Preset(f"{stored} min", stored, 5) if isinstance(stored, int) else stored


def _accepts(name: str, value: object) -> bool:
    try:
        return _VALID[name](value)
    except TypeError:
        return False
