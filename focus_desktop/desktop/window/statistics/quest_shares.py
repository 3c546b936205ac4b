"""Which quests a chart tells apart by colour; the others share one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quest_colour import quest_colour
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta
    from uuid import UUID

    from focus_desktop.model.statistics import Row

    Lengths = Mapping[UUID | None, timedelta]

MOST_NAMED = len(tokens.LIGHT.quests) - 1
"""Quests that are told apart: so many colours there are, without the grey of what has no quest."""


@dataclass(frozen=True)
class Share:
    """A quest, what has none, or the others together."""

    name: str
    quests: frozenset[UUID | None]
    are_others: bool = False

    @property
    def quest_id(self) -> UUID | None:
        """The quest, if it is one."""
        return next(iter(self.quests)) if len(self.quests) == 1 else None

    def length(self, lengths: Lengths) -> timedelta:
        """Its part of what was worked."""
        return sum((lengths[quest] for quest in self.quests if quest in lengths), NONE)


def shares(rows: Sequence[Row], titles: Mapping[UUID, str]) -> list[Share]:
    """The quests with the most focused time, the first one first, and at the end the others."""
    totals: dict[UUID | None, timedelta] = {}
    for row in rows:
        for quest, length in row.quests.items():
            totals[quest] = totals.get(quest, NONE) + length
    ranked = sorted(totals, key=lambda quest: (-totals[quest], str(quest)))
    most = [quest for quest in ranked if quest is not None][:MOST_NAMED]
    named = [quest for quest in ranked if quest is None or quest in most]
    found = [Share(words.quest_name(quest, titles), frozenset({quest})) for quest in named]
    others = frozenset(ranked) - frozenset(named)
    return [*found, Share(_("Others"), others, are_others=True)] if others else found


def colours(palette: QPalette, shown: Sequence[Share]) -> list[QColor]:
    """The colour of each: a quest's own, or one that is free if a quest before has the same."""
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    free = [QColor(name) for name in (tokens.DARK if is_dark else tokens.LIGHT).quests[:MOST_NAMED]]
    found: list[QColor] = []
    for share in shown:
        if share.are_others:
            found.append(palette.color(QPalette.ColorRole.Mid))
            continue
        own = quest_colour(palette, share.quest_id)
        if own in found:
            own = next((colour for colour in free if colour not in found), own)
        found.append(own)
    return found
