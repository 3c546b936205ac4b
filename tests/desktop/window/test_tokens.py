"""Every text and every control can be told from its ground: computed as WCAG 2.2 does."""

import itertools

import pytest

from focus_desktop import settings
from focus_desktop.desktop.window import tokens

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrasts. Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""
APPEARANCES = {
    f"{'dark' if dark else 'light'}-{'high-contrast' if high else accent}": tokens.colours(
        dark=dark, high_contrast=high, accent=accent
    )
    for dark, high, accent in itertools.product((False, True), (False, True), tokens.ACCENTS)
}


def test_each_accent_can_be_chosen_in_the_settings() -> None:
    assert tuple(tokens.ACCENTS) == settings.ACCENTS


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", APPEARANCES)
def test_every_text_can_be_read(name: str) -> None:
    shown = APPEARANCES[name]
    grounds = (shown.window, shown.base, shown.tint)
    pairs = [
        *itertools.product((shown.text, shown.muted, shown.accent), grounds),
        *itertools.product((shown.on_accent,), (shown.accent, shown.breaks)),
        *itertools.product((shown.breaks, shown.overtime), (shown.window, shown.base)),
        (shown.window, shown.text),  # A tooltip.
    ]
    assert too_close(pairs, TEXT) == []


@pytest.mark.parametrize("name", APPEARANCES)
def test_every_control_and_graphic_can_be_seen(name: str) -> None:
    shown = APPEARANCES[name]
    grounds = (shown.window, shown.base)
    pairs = [
        *itertools.product((shown.edge,), grounds),
        *itertools.product((shown.accent, shown.breaks, shown.overtime, shown.muted), (shown.track,)),
        *itertools.product(shown.quests, (*grounds, shown.tint)),
    ]
    assert too_close(pairs, GRAPHICS) == []


def too_close(pairs: list[tuple[str, str]], least: float) -> list[tuple[str, str, float]]:
    """The pairs with too little contrast, and how much they have."""
    found = [(one, other, round(contrast(one, other), 2)) for one, other in pairs]
    return [pair for pair in found if pair[2] < least]
