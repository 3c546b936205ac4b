"""Reads and writes bounds.toml, and compares figures with it."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("bounds.toml")
DIGITS = 3
"""Significant ones, of bounds that have a margin."""


@dataclass(frozen=True)
class Bound:
    """The largest figure that is allowed, and why it is that."""

    largest: float
    commit: str
    """The commit whose figure it was."""
    why: str = ""


def of_group(group: str) -> dict[str, Bound]:
    """The bounds of a group of figures, by their names."""
    entries = _read()["bounds"].get(group, {})
    return {name: Bound(entry[0], entry[1], *entry[2:]) for name, entry in entries.items()}


def groups() -> list[str]:
    """The names of the groups that have bounds."""
    return list(_read()["bounds"])


def late_modules() -> list[str]:
    """The modules that must not be imported before the first paint."""
    names: list[str] = _read()["not-before-the-first-paint"]
    return names


def check(group: str, figures: Mapping[str, float]) -> None:
    """Raise AssertionError if a figure of a group is above its bound, or has none; say which."""
    found = exceeded(group, figures)
    assert not found, "\n".join([group, *found])


def exceeded(group: str, figures: Mapping[str, float]) -> list[str]:
    """Say of each figure of a group that is above its bound, or has none, what it is."""
    bounds = of_group(group)
    return [
        f"{name}: {figure:.4g}, and not {bounds[name].largest:g} at most"
        if name in bounds
        else f"{name}: {figure:.4g}, and there is no bound"
        for name, figure in figures.items()
        if name not in bounds or figure > bounds[name].largest
    ]


def usual(group: str, figure: float) -> float:
    """The bound that this figure asks for: it, with the margin of its group."""
    margin: float = _read()["margins"].get(group, 0)
    if not margin:
        return math.ceil(figure)
    allowed = round(figure * (1 + margin), 9)
    step = math.pow(10, math.floor(math.log10(allowed)) + 1 - DIGITS) if allowed > 0 else 1.0
    return round(math.ceil(allowed / step) * step, 9)


def write(groups: Mapping[str, Mapping[str, Bound]]) -> None:
    """Replace the bounds of the file. What stands before them stays."""
    head = FILE.read_text(encoding="utf-8").partition("[bounds")[0].rstrip()
    parts = [
        "\n".join([f"[bounds.{_quoted(group)}]", *(_line(name, one) for name, one in bounds.items())])
        for group, bounds in groups.items()
    ]
    FILE.write_text("\n\n".join([head, *parts]) + "\n", encoding="utf-8")


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _line(name: str, bound: Bound) -> str:
    values = [f"{bound.largest:g}", *(_quoted(text) for text in (bound.commit, bound.why) if text)]
    return f"{_quoted(name)} = [{', '.join(values)}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
