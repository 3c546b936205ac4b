"""Which quests a chart tells apart by colour; the others share one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quest_colour import quest_colour
from focus_desktop.desktop.window.statistics.chart import mixed
from focus_desktop.language import gettext as _
from focus_desktop.model.focus_count import NONE
from focus_desktop.wording import statistics as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import timedelta
    from uuid import UUID

    from focus_desktop.model.statistics import Row

    Lengths = Mapping[UUID | None, timedelta]

MOST_NAMED = len(tokens.LIGHT.quests) - 1
"""Quests that are told apart: so many colours there are, without the grey of what has no quest."""
TONES = (1.0, 0.6, 0.4, 0.26, 0.16)
"""The parts of their own colour that quests of the same colour are drawn in, the first one in all of it."""
ROUNDING, HATCH, HATCH_WIDTH = 1.5, 5.0, 1.6
"""Pixels: corners; from a line to the next one; the width of a line."""


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
    """The colour of each: a quest's own, or a lighter tone of it if quests before have the same."""
    ground, before = palette.color(QPalette.ColorRole.Base), Counter[int]()
    found: list[QColor] = []
    for share in shown:
        if share.are_others:
            found.append(palette.color(QPalette.ColorRole.Mid))
            continue
        own = quest_colour(palette, share.quest_id)
        found.append(mixed(own, ground, TONES[before[own.rgb()]]))
        before[own.rgb()] += 1
    return found


def draw(painter: QPainter, area: QRectF, share: Share, colour: QColor) -> None:
    """Fill an area for a share; that of the others is hatched, so that no one takes it for a quest."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, ROUNDING, ROUNDING)
    if share.are_others:
        painter.setPen(QPen(painter.background().color(), HATCH_WIDTH))
        painter.drawLines(list(_hatch(area)))


def _hatch(area: QRectF) -> Iterator[QLineF]:
    """Diagonal lines: neither brushes with a pattern nor clipping come out the same on all devices."""
    width, height = area.width(), area.height()
    for number in range(1, int((width + height) / HATCH) + 1):
        far = number * HATCH
        left, right = max(0.0, far - height), min(far, width)
        yield QLineF(
            area.left() + left, area.top() + far - left, area.left() + right, area.top() + far - right
        )
