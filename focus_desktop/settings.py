"""What the user prefers: typed, validated, one JSON file, written atomically. No Qt, no database."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from focus_desktop import atomic_file

DEFAULT_PRESETS = (25, 50, 90)
API_PORT = 8722


@dataclass(frozen=True)
class Settings:
    """The user's preferences and last choices. Ids are UUIDs in their text form."""

    minutes: int = 25
    """Length of the next session, 1 to 1440; also the tray's preset."""
    presets: tuple[int, ...] = DEFAULT_PRESETS
    """Lengths that one click sets, in minutes."""
    quest_id: str | None = None
    """The quest chosen last."""
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


def _is_minutes(value: object) -> bool:
    return type(value) is int and 1 <= value <= 1440


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


_VALID: dict[str, Callable[[Any], bool]] = {
    "minutes": _is_minutes,
    "presets": lambda value: 1 <= len(value) <= 6 and all(map(_is_minutes, value)),
    "quest_id": _is_text_or_none,
    "history_quest_id": _is_text_or_none,
    "history_status": lambda value: value in {None, "active", "completed", "cancelled"},
    "page": lambda value: type(value) is int and value >= 0,
    "window_geometry": _is_text_or_none,
    "appearance": lambda value: value in {"system", "light", "dark"},
    "day_start_hour": lambda value: type(value) is int and 0 <= value <= 23,
    "told_about_tray": lambda value: isinstance(value, bool),
    "api_enabled": lambda value: isinstance(value, bool),
    "api_port": lambda value: type(value) is int and 1024 <= value <= 65535,
}


class SettingsFile:
    """Loads and saves `Settings`; what was loaded last is `current`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problem: str | None = None
        self.current = self._load()

    def change(self, **changes: object) -> None:
        """Save the current settings with some fields changed; nothing is written if none differs.

        Raises OSError if the file cannot be written; `current` has changed all the same.
        """
        # asdict of a frozen dataclass: replace() keeps the type, mypy cannot check **object.
        changed = replace(self.current, **changes)  # type: ignore[arg-type]
        if changed != self.current:
            self.current = changed
            atomic_file.write(self._path, json.dumps(asdict(changed), indent=2))

    def _load(self) -> Settings:
        try:
            stored = dict(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.problem = f"The settings could not be read ({error.strerror}); defaults are used."
            return Settings()
        except (ValueError, TypeError):
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
            value = tuple(value) if isinstance(value, list) else value
            if _accepts(field.name, value):
                good[field.name] = value
            else:
                bad.append(field.name)
        if bad:
            names = ", ".join(bad)
            self.problem = f"The settings hold a value that makes no sense ({names}); a default is used."
        return Settings(**good)

    def _set_aside(self) -> None:
        aside = self._path.with_name(self._path.name + ".broken")
        self._path.replace(aside)
        self.problem = f"The settings were damaged. Defaults are used; the old file is kept as {aside}."


def _accepts(name: str, value: object) -> bool:
    try:
        return _VALID[name](value)
    except TypeError:
        return False
