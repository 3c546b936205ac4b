"""The colours, type sizes and spaces that every widget uses. Plain values, no Qt."""

from __future__ import annotations

from typing import NamedTuple

SPACES = (4, 8, 12, 16, 24, 32)
"""Pixels between parts, from the closest to the widest."""
TINY, SMALL, MEDIUM, LARGE, WIDE, HUGE = SPACES
TYPE = (12, 13, 14, 20, 60)
"""Sizes of text in pixels, at a text size of 100 %: notes, text, controls, titles, the time."""
NOTE, TEXT, CONTROL, TITLE, TIME = TYPE
RADIUS = 8
"""Pixels by which the corners of fields and cards are rounded."""
TINT = 0.10
"""The part of the accent in the background of what is selected, 0 to 1."""


class Colours(NamedTuple):
    """The colours of one appearance, as `#rrggbb`."""

    window: str
    base: str
    """The background of fields, cards and notices."""
    text: str
    muted: str
    """Text of less weight."""
    edge: str
    """The edge of a field, which must be seen to be used."""
    hairline: str
    """Lines that only divide."""
    track: str
    """What progress has still to fill."""
    accent: str
    on_accent: str
    """Text on the accent and on the colour of breaks."""
    tint: str
    """The background of what is selected."""
    breaks: str
    """Breaks, and what is done."""
    overtime: str
    quests: tuple[str, ...]
    """The colours that quests are told apart by; the last one is for no quest."""


LIGHT = Colours(
    window="#f5f6f9",
    base="#ffffff",
    text="#1b2130",
    muted="#5b6475",
    edge="#7a8396",
    hairline="#d5d9e2",
    track="#c8cedd",
    accent="#4655c8",
    on_accent="#ffffff",
    tint="#e4e7fb",
    breaks="#24795a",
    overtime="#9a5b00",
    quests=("#4655c8", "#c2562f", "#24795a", "#8b4bb8", "#0e7f9e", "#5b6475"),
)
DARK = Colours(
    window="#15181f",
    base="#1d212a",
    text="#e6e9f0",
    muted="#98a1b3",
    edge="#6b7487",
    hairline="#333a47",
    track="#434b5c",
    accent="#97a3ff",
    on_accent="#12151c",
    tint="#2a3050",
    breaks="#6fcfa8",
    overtime="#f0b44c",
    quests=("#97a3ff", "#f09a77", "#6fcfa8", "#c79bf0", "#63c3de", "#98a1b3"),
)
LIGHT_HIGH_CONTRAST = LIGHT._replace(
    window="#ffffff",
    text="#000000",
    muted="#2b3140",
    edge="#3a4150",
    hairline="#5b6475",
    track="#aab2c4",
    accent="#2a37a0",
    breaks="#0d553b",
    overtime="#6e3f00",
)
DARK_HIGH_CONTRAST = DARK._replace(
    window="#000000",
    base="#0c0e12",
    text="#ffffff",
    muted="#d3d8e3",
    edge="#b4bccb",
    hairline="#98a1b3",
    track="#4d566a",
    accent="#b9c1ff",
    on_accent="#000000",
    breaks="#93e6c3",
    overtime="#ffd27a",
)
ACCENTS = {
    "indigo": (LIGHT.accent, DARK.accent),
    "violet": ("#8b4bb8", "#c79bf0"),
    "teal": ("#0e7490", "#63c3de"),
    "rust": ("#b3492a", "#f09a77"),
    "rose": ("#b4356b", "#f291b5"),
}
"""The accents that can be chosen: for light and for dark."""


def colours(*, dark: bool, high_contrast: bool = False, accent: str = "indigo") -> Colours:
    """Return the colours of an appearance; `accent` is a key of `ACCENTS`.

    In high contrast the accent is always the one with the most contrast.
    """
    if high_contrast:
        return DARK_HIGH_CONTRAST if dark else LIGHT_HIGH_CONTRAST
    plain = DARK if dark else LIGHT
    chosen = ACCENTS[accent][dark]
    if chosen == plain.accent:
        return plain
    return plain._replace(accent=chosen, tint=_mixed(chosen, plain.base, TINT))


def _mixed(colour: str, ground: str, part: float) -> str:
    """`part` of a colour over a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(over * part + under * (1 - part)):02x}" for over, under in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
