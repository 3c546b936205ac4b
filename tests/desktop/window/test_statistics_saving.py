"""The charts of the Statistics page as tables, as copied tables and as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from focus_desktop import refusals
from focus_desktop.desktop.notifications import message_router
from focus_desktop.desktop.window.statistics import picture, quest_shares
from focus_desktop.model.errors import PictureNotSaved
from tests.desktop.window.test_statistics_page import app, quest, view

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.statistics.statistics_view import StatisticsView

__all__ = ["app", "quest", "view"]


def test_all_can_be_shown_as_tables(view: StatisticsView) -> None:
    view.as_table.click()
    assert view.as_table.text() == "Show as charts"
    for section in view.sections[1:]:
        assert section.table.isVisible()
        assert not section.chart.isVisible()
        model, table = section.table.model(), section.chart.table()
        shown = [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        assert shown == [list(row) for row in table.rows]
    assert view.days.table().rows[:3] == [
        ("Mon 2 Mar 2026", "All", "40 min"),
        ("Mon 2 Mar 2026", "Read 12 Books", "30 min"),
        ("Mon 2 Mar 2026", "No quest", "10 min"),
    ]
    assert view.lengths.table().rows == [("50 min", "3", "20 min", "–")]
    view.as_table.click()
    assert view.days.isVisible()


@pytest.mark.parametrize("width", [480, 900])
def test_tables_have_room_for_all_their_rows(
    qtbot: QtBot, app: Application, view: StatisticsView, quest: UUID, width: int
) -> None:
    assert app.store.controller is not None
    app.store.controller.edit_quest(quest, title="long " * 12)
    app.window.resize(width, 640)
    view.as_table.click()
    qtbot.wait(50)
    for section in view.sections[1:]:
        assert section.table.verticalScrollBar().maximum() == 0
        assert section.table.viewport().height() >= section.table.verticalHeader().length()
        assert section.table.horizontalScrollBar().maximum() == 0 or width == 480
    days = view.sections[1].table
    assert days.horizontalScrollBar().maximum() == 0  # The title is cut.


def test_a_chart_is_copied_as_a_table(app: Application, view: StatisticsView) -> None:
    section = view.sections[3]
    section.more.click()
    assert section.card is not None
    copy = next(one for one in section.card.findChildren(QPushButton) if one.text() == "Copy as table")
    copy.click()
    assert QApplication.clipboard().text() == (
        "Planned\tSessions\tFocused on average\tBetter plan\n0:50:00\t3\t0:20:00\t\n"
    )
    assert not section.card.isVisible()
    assert banner(app) == ["Table copied", "Paste it into a spreadsheet."]


def banner(app: Application) -> list[str]:
    """What the banner says now."""
    if not app.window.banner.isVisible():
        return []
    return [one.text() for one in app.window.banner.findChildren(QLabel) if one.isVisible()]


def test_a_saved_picture_is_told_for_a_while(
    app: Application, view: StatisticsView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_router, "BRIEF_MS", 50)
    view._save(view.days, "", str(tmp_path / "a.png"), "")
    assert banner(app)[0] == "Picture saved"
    assert banner(app)[1].replace("\N{ZERO WIDTH SPACE}", "") == str(tmp_path / "a.png")
    qtbot.waitUntil(lambda: banner(app) == [])


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_chart_is_saved_as_a_picture(view: StatisticsView, tmp_path: Path, ending: str) -> None:
    section = view.sections[1]
    section._ask_for_picture()
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    file = tmp_path / f"chart.{ending}"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    colour = quest_shares.colours(view.days.palette(), view.days.shares)[0]
    if ending == "svg":
        assert QSvgRenderer(str(file)).isValid()
        assert colour.name() in file.read_text()
        for words in ("Focused time by day · 2 – 8 Mar 2026", "Read 12 Books", "No quest"):
            assert words in file.read_text()
    else:
        image = QImage(str(file))
        assert image.width() >= 2 * 720
        assert has_colour(image, colour)
        foot = view.days.foot_height(image.width() // 2) * picture.DENSITY
        assert has_colour(image.copy(0, image.height() - foot, image.width(), foot), colour)


def has_colour(image: QImage, colour: QColor) -> bool:
    """Whether some of the picture is of this colour."""
    places = (QPoint(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 3))
    return any(image.pixelColor(place) == colour for place in places)


def test_the_legend_stands_below_the_bars_and_not_below_tables(view: StatisticsView) -> None:
    assert view.sections[1].isAncestorOf(view.legend)
    assert view.legend.isVisible()
    view.as_table.click()
    assert not view.legend.isVisible()


def test_a_name_without_ending_gets_that_of_the_chosen_kind(view: StatisticsView, tmp_path: Path) -> None:
    assert picture.save(view.days, "", str(tmp_path / "a"), "(*.svg)") == tmp_path / "a.svg"
    assert picture.save(view.days, "", str(tmp_path / "b")) == tmp_path / "b.png"
    assert (tmp_path / "a.svg").exists()
    assert (tmp_path / "b.png").exists()
    assert picture.save(view.days, "", str(tmp_path / "2. Nov. 2026")).name == "2. Nov. 2026.png"


def test_a_picture_is_of_the_kind_that_its_name_says(view: StatisticsView, tmp_path: Path) -> None:
    assert picture.save(view.days, "", str(tmp_path / "a.jpg")) == tmp_path / "a.jpg"
    assert (tmp_path / "a.jpg").read_bytes().startswith(b"\xff\xd8")
    with pytest.raises(PictureNotSaved) as refused:
        picture.save(view.days, "", str(tmp_path / "a.pdf"))
    assert refusals.sentence(refused.value).startswith("A picture cannot end in .pdf;")
    assert [file.name for file in tmp_path.glob("a*")] == ["a.jpg"]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_that_cannot_be_saved_is_told(
    app: Application, view: StatisticsView, tmp_path: Path, ending: str
) -> None:
    view._save(view.days, "", str(tmp_path / "missing" / f"a.{ending}"), "")
    texts = [label.text() for label in app.window.banner.findChildren(QLabel)]
    assert any("cannot be saved as" in text for text in texts)
