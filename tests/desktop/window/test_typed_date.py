"""Dates are typed as they are written: what stands between the numbers does not skip one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt

from focus_desktop.desktop.window.history.range_box import DayBox
from focus_desktop.desktop.window.history.times_form import MomentBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("format_", ["MM/dd/yyyy HH:mm", "dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm"])
@pytest.mark.parametrize("is_selected", [True, False])
@pytest.mark.parametrize("with_separators", [True, False])
def test_a_moment(qtbot: QtBot, format_: str, is_selected: bool, with_separators: bool) -> None:
    box = MomentBox("Start")
    qtbot.addWidget(box)
    box.setDisplayFormat(format_)
    box.show_moment(datetime(2026, 11, 30, 8, 13, tzinfo=UTC))
    box.show()
    box.setFocus()
    box.setCurrentSectionIndex(0)
    if is_selected:
        box.lineEdit().selectAll()
    parts = {"yyyy": "2025", "MM": "10", "dd": "15", "HH": "07", "mm": "25"}
    typed = format_
    for mark, digits in parts.items():
        typed = typed.replace(mark, digits)
    qtbot.keyClicks(box, typed if with_separators else "".join(filter(str.isdigit, typed)))
    assert box.dateTime().toString("yyyy-MM-dd HH:mm") == "2025-10-15 07:25"


def test_a_day_with_single_digits(qtbot: QtBot) -> None:
    box = DayBox()
    qtbot.addWidget(box)
    box.setDisplayFormat("dd.MM.yyyy")
    box.setDate(QDate(2026, 11, 30))
    box.show()
    box.setCurrentSectionIndex(0)
    qtbot.keyClicks(box, "5.3.")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.date().toPython() == date(2026, 3, 5)
