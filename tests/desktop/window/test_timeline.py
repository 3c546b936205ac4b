"""The bar of a session with a gap: what is filled, what is hatched, and what is neither."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.focus.timeline import BAR, Timeline
from focus_desktop.model.changes import GapFound
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.record import SessionRecord
from tests.desktop.records import NINE, record

BACKGROUND, WORKED, GREY = QColor("#ffffff"), QColor("#0000ff"), QColor("#808080")
WIDTH = 301
"""Pixels, for 15 minutes: 20 for each, and the line at the right end."""


@pytest.fixture
def colours(qtbot: QtBot) -> list[set[str]]:
    """The colours inside the bar, without its frame, in each of the session's 15 minutes.

    Five minutes of work, five of which nobody knows, five of work.
    """
    stretches = [(0, 5), (10, 15)]
    made = record(focused=15)
    intervals = [
        FocusInterval(
            session_id=made.id,
            started_at=NINE + timedelta(minutes=start),
            ended_at=NINE + timedelta(minutes=end),
        )
        for start, end in stretches
    ]
    gap = FocusGap(
        session_id=made.id,
        started_at=NINE + timedelta(minutes=5),
        ended_at=NINE + timedelta(minutes=10),
    )
    timeline = Timeline()
    qtbot.addWidget(timeline)
    palette = QPalette(BACKGROUND)
    palette.setColor(QPalette.ColorRole.Window, BACKGROUND)
    palette.setColor(QPalette.ColorRole.Highlight, WORKED)
    palette.setColor(QPalette.ColorRole.PlaceholderText, GREY)
    timeline.setPalette(palette)
    timeline.resize(WIDTH, timeline.sizeHint().height())
    timeline.show_gap(GapFound(SessionRecord(made.session, tuple(intervals), None), gap))
    picture = timeline.grab().toImage()
    return [
        {
            picture.pixelColor(x, y).name()
            for x in range(minute * 20 + 2, minute * 20 + 18)
            for y in range(2, BAR - 2)
        }
        for minute in range(15)
    ]


def test_what_was_worked_is_filled(colours: list[set[str]]) -> None:
    assert colours[:5] == colours[10:] == [{WORKED.name()}] * 5


def test_the_gap_is_hatched(colours: list[set[str]]) -> None:
    assert colours[5:10] == [{BACKGROUND.name(), GREY.name()}] * 5
