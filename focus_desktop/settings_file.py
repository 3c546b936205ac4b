"""Loads and saves the settings: one JSON file, written atomically. No Qt, no database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from focus_desktop import atomic_file
from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.settings import Preset, Settings, accepts, is_preset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from focus_desktop.model.errors import UnusableSettings


class SettingsFile:
    """Loads and saves `Settings`; what was loaded last is `current`.

    Nothing in the file is lost: what cannot be used is kept in a copy beside it, and what a newer version
    has stored stays in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listeners: list[Callable[[Settings, Settings], object]] = []
        self.problem: UnusableSettings | None = None
        """Why not all that was stored is used."""
        self.is_saved = True
        """Whether the file has all changes."""
        self._changed: set[str] = set()
        """The names of the settings that were changed since the file was loaded."""
        self._is_loaded = True
        self.current = self._load()

    def subscribe(self, listener: Callable[[Settings, Settings], object]) -> None:
        """Call `listener` with the old and the new settings after each change, on the thread that made it."""
        self._listeners.append(listener)

    def change(self, **changes: Any) -> None:
        """Save and announce the current settings with some fields changed, if any differs or is not saved.

        Raises OSError if the file cannot be read or written; it is unchanged then. `current` has changed all
        the same, and is announced.
        """
        changed = self.current._replace(**changes)
        if changed == self.current and self.is_saved:
            return
        old, self.current = self.current, changed
        self._changed |= changes.keys()
        try:
            self._save(changes.keys())
        finally:
            if self.current != old:
                for listener in self._listeners:
                    listener(old, self.current)

    def _load(self) -> Settings:
        try:
            stored = self._read()
        except OSError as error:
            self._is_loaded = False
            self.problem = _problem("SETTINGS_NOT_READABLE", cause=error.strerror)
            return Settings()
        except _Damaged:
            self._set_aside_if_possible()
            return Settings()
        if stored.bad:
            self.problem = _problem("SETTINGS_NOT_VALID", names=", ".join(stored.bad))
        return stored.settings

    def _save(self, names: Iterable[str]) -> None:
        self.is_saved = False
        try:
            stored = self._read()
        except _Damaged:
            self._set_aside()
            stored = _Stored.of({})
        if not self._is_loaded:
            mine = {name: getattr(self.current, name) for name in self._changed}
            self.current = stored.settings._replace(**mine)
            self._is_loaded = True
        if "database_server" not in names:  # Another process may have chosen it.
            self.current = self.current._replace(database_server=stored.settings.database_server)
        if stored.bad:
            atomic_file.write(atomic_file.broken_name(self._path), stored.text)
        atomic_file.write(self._path, json.dumps(stored.changed_to(self.current), indent=2))
        self.is_saved = True

    def _read(self) -> _Stored:
        """What is in the file. Raises OSError and _Damaged."""
        try:
            text = atomic_file.read(self._path).decode("utf-8-sig")
            values = json.loads(text)
            json.dumps(values, indent=2)  # Raises RecursionError for what could not be written again.
        except FileNotFoundError:
            return _Stored.of({})
        except (ValueError, RecursionError) as error:
            raise _Damaged from error
        if not isinstance(values, dict):
            raise _Damaged
        return _Stored.of(values, text)

    def _set_aside_if_possible(self) -> None:
        aside = atomic_file.broken_name(self._path)
        try:
            self._set_aside()
        except OSError as error:
            self.problem = _problem("SETTINGS_DAMAGED_IN_PLACE", aside=aside, cause=error.strerror)
        else:
            self.problem = _problem("SETTINGS_DAMAGED", aside=aside)

    def _set_aside(self) -> None:
        atomic_file.set_aside(self._path)


def _problem(code: str, **parameters: object) -> UnusableSettings:
    from focus_desktop.model.errors import Refusal, UnusableSettings  # noqa: PLC0415 — takes milliseconds

    return UnusableSettings(Refusal[code], **parameters)


class _Damaged(Exception):
    """The file holds no settings at all."""


class _Stored(NamedTuple):
    """What a file holds: the settings, and what is none."""

    text: str
    values: dict[str, Any]
    settings: Settings
    bad: tuple[str, ...]
    """The names of the settings whose stored values are not used, or not all of them."""

    @classmethod
    def of(cls, values: dict[str, Any], text: str = "") -> _Stored:
        """Validate the values of a file; `text` is what is in it."""
        good: dict[str, Any] = {}
        bad: list[str] = []
        for name in Settings._fields:
            if name not in values:
                continue
            read = _read_value(name, values[name])
            usable = _usable_part(name, read)
            is_good = accepts(name, usable)
            if is_good:
                good[name] = usable
            if not is_good or usable != read:
                bad.append(name)
        return cls(text, values, Settings(**good), tuple(bad))

    def changed_to(self, settings: Settings) -> dict[str, Any]:
        """What is to be stored: these settings, and all that only a newer version knows."""
        changed = self.values | settings._asdict()
        stored = self.values.get("presets")
        known = {
            one["name"]: one
            for one in (stored if isinstance(stored, list) else ())
            if isinstance(one, dict) and isinstance(one.get("name"), str)
        }
        changed["presets"] = [known.get(one.name, {}) | one._asdict() for one in settings.presets]
        return changed


def _read_value(name: str, stored: object) -> object:
    if not isinstance(stored, list):
        return stored
    return tuple(map(_preset, stored)) if name == "presets" else tuple(stored)


def _usable_part(name: str, value: object) -> object:
    """Of presets, those that can be used; other values are used as a whole."""
    if name != "presets" or not isinstance(value, tuple):
        return value
    return tuple(filter(is_preset, value))[:MOST_PRESETS]


def _preset(stored: object) -> object:
    """A stored preset; a bare number is one of the time before they had names."""
    if isinstance(stored, dict) and stored.keys() >= set(Preset._fields):
        return Preset(*(stored[name] for name in Preset._fields))
    return Preset(f"{stored} min", stored, 5) if isinstance(stored, int) else stored
