"""The texts of a quest's card: what they say, how wide they are, how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quests.card_layout import BelowBar
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

    from focus_desktop.desktop.window.quests.card_layout import CardFonts, CardLayout
    from focus_desktop.model.quest_record import QuestRecord

SHORTEST_STEPS = 60
"""Pixels, at a text size of 100 %, of the progress in words beside a button."""


class CardTexts:
    """Those of one quest."""

    def __init__(self, record: QuestRecord) -> None:
        self.title = wording.on_one_line(" ".join(record.quest.title.split()))
        self.time = wording.quest_time(record)
        self.steps = wording.quest_steps(record)
        self.forecast = wording.forecast(record)
        self.offers_completion = _offers_completion(record)
        """Whether a button takes the place of the forecast."""
        self._reckoning = wording.forecast_reckoning(record)

    def draw(self, painter: QPainter, palette: QPalette, fonts: CardFonts, layout: CardLayout) -> None:
        """Draw all of them, those that do not fit shortened by "…"."""
        text, muted = QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(text))
        painter.setFont(fonts.title)
        _draw_elided(painter, layout.title, self.title)
        painter.setFont(fonts.note)
        beside = _beside_steps(painter.fontMetrics(), fonts, self.forecast, self.offers_completion)
        steps = layout.steps.adjusted(0, 0, -(beside + tokens.SMALL) if beside else 0, 0)
        _draw_elided(painter, steps, self.steps)
        painter.setPen(palette.color(muted))
        _draw_elided(painter, layout.time, self.time)
        if not self.offers_completion:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(layout.steps, right, self.forecast)

    def tooltip_at(self, point: QPoint, fonts: CardFonts, layout: CardLayout) -> str:
        """What is cut off of the text at a point, or how its forecast was reckoned; else empty."""
        for area, text, font in (
            (layout.title, self.title, fonts.title),
            (layout.time, self.time, fonts.note),
        ):
            if area.contains(point) and QFontMetrics(font).horizontalAdvance(text) > area.width():
                return wording.tooltip(text)
        if layout.steps.contains(point):
            return wording.tooltip(self._reckoning or self.steps)
        return ""


def below_bar(records: Sequence[QuestRecord], fonts: CardFonts) -> BelowBar:
    """The pixels for the progress in words, and for the forecast or the button beside it, in all cards."""
    metrics = QFontMetrics(fonts.note)
    wanted = least = 0
    for record in records:
        offers = _offers_completion(record)
        beside = _beside_steps(metrics, fonts, wording.forecast(record), offers)
        steps = metrics.horizontalAdvance(wording.quest_steps(record))
        wanted = max(wanted, steps + (beside + tokens.MEDIUM if beside else 0))
        least = max(least, beside + round(SHORTEST_STEPS * fonts.scale) if offers else 0)
    return BelowBar(wanted, least)


def _offers_completion(record: QuestRecord) -> bool:
    return record.quest.status is QuestStatus.ACTIVE and record.is_reached


def _beside_steps(metrics: QFontMetrics, fonts: CardFonts, forecast: str, offers_completion: bool) -> int:
    return fonts.complete_width if offers_completion else metrics.horizontalAdvance(forecast)


def _draw_elided(painter: QPainter, area: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
