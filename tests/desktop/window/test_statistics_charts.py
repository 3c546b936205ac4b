"""The charts alone: where their values are, what is said of them, and how they are drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QToolTip

from focus_desktop.desktop.window.quest_colour import quest_colour
from focus_desktop.desktop.window.statistics import quest_shares
from focus_desktop.desktop.window.statistics.chart_table import ChartTable
from focus_desktop.desktop.window.statistics.day_chart import DayChart
from focus_desktop.desktop.window.statistics.hour_chart import HourChart
from focus_desktop.desktop.window.statistics.length_chart import LengthChart
from focus_desktop.desktop.window.statistics.steps import StepLegend, step_colour
from focus_desktop.desktop.window.statistics.year_chart import YearChart
from focus_desktop.model.focus_count import NONE
from focus_desktop.model.local_days import DAY, Calendar, Period
from focus_desktop.model.statistics import (
    By,
    Length,
    Row,
    SessionFigures,
    Statistics,
    Totals,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.window.statistics.chart import Chart

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)
WEEK = Period(MONDAY, MONDAY + 6 * DAY)
READ, WRITE = UUID(int=0), UUID(int=1)
TITLES = {READ: "Read 12 Books", WRITE: "Write the thesis"}
Roles = QPalette.ColorRole


def told(
    days: Sequence[Mapping[UUID | None, timedelta]] = (),
    *,
    goal: timedelta = NONE,
    hours: Mapping[tuple[int, int], timedelta] | None = None,
    lengths: Sequence[Length] = (),
    titles: Mapping[UUID, str] = TITLES,
    by: By = By.DAY,
) -> Statistics:
    """Statistics of some days from a Monday on."""
    period = Period(MONDAY, MONDAY + (max(7, len(days)) - 1) * DAY)
    all_days = [dict(day) for day in days] + [{}] * (period.days - len(days))
    rows = [
        Row(Period(day, day), None, sum(own.values(), NONE), SessionFigures(), goal, own)
        for day, own in zip(period.dates(), all_days, strict=True)
    ]
    clock = [[(hours or {}).get((weekday, hour), NONE) for hour in range(24)] for weekday in range(7)]
    totals = Totals(period, NONE, SessionFigures(), 0, NONE, 0, None)
    return Statistics(by, totals, rows, [row.focused for row in rows], clock, lengths, None, titles)


def show(qtbot: QtBot, chart: Chart, width: int = 600) -> None:
    qtbot.addWidget(chart)
    chart.resize(width, chart.sizeHint().height())
    chart.show()
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)


@pytest.fixture
def days(qtbot: QtBot) -> DayChart:
    """Two hours of reading and one of writing on Monday, one of neither on Tuesday; the goal is two hours."""
    chart = DayChart()
    chart.show_statistics(told([{READ: 2 * HOUR, WRITE: HOUR}, {None: HOUR}], goal=2 * HOUR))
    show(qtbot, chart)
    return chart


def test_parts_of_bars_are_as_high_as_their_time(days: DayChart) -> None:
    read, write, none, *empty = days.values
    assert read.area.height() == pytest.approx(2 * write.area.height(), abs=2)
    assert write.area.height() == pytest.approx(none.area.height(), abs=1)
    assert write.area.bottom() == pytest.approx(read.area.top(), abs=2)  # The gap.
    assert read.area.bottom() == none.area.bottom()
    assert len(empty) == 5


def test_parts_have_the_colours_of_their_quests(days: DayChart) -> None:
    image = days.grab().toImage()
    colours = quest_shares.colours(days.palette(), days.shares)
    assert len({colour.name() for colour in colours}) == 3
    by_quest = dict(zip((share.quest_id for share in days.shares), colours, strict=True))
    for value in days.values[:3]:
        seen = image.pixelColor(value.area.center().toPoint())
        assert seen == by_quest[value.quest_id]


def test_a_gap_divides_the_parts(days: DayChart) -> None:
    read, write = days.values[:2]
    image = days.grab().toImage()
    x = round(read.area.center().x())
    colours = {
        image.pixelColor(x, y).name()
        for y in range(round(write.area.bottom()) - 1, round(read.area.top()) + 2)
    }
    ground = days.palette().color(Roles.Window).name()
    assert ground in colours or len(colours) >= 3


def test_the_goal_is_a_line_at_its_height(days: DayChart) -> None:
    read = days.values[0]
    image = days.grab().toImage()
    y = round(read.area.top())  # Two hours.
    right = round(days.values[6].area.right())
    line = [
        image.pixelColor(x, y + step).lightness() for x in range(right - 30, right) for step in (-1, 0, 1)
    ]
    ground = days.palette().color(Roles.Window).lightness()
    assert max(abs(one - ground) for one in line) > 100


def test_goals_that_differ_are_named_without_their_length(days: DayChart) -> None:
    assert days._goal_name() == "goal 2 h"
    rows = [replace(row, goal=(10 + number) * HOUR) for number, row in enumerate(days._rows)]
    days.show_statistics(replace(told(), rows=rows))
    assert days._goal_name() == "goal"
    assert days.values[-1].words == "Sun 8 Mar 2026: 0 min · goal 16 h"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([Qt.Key.Key_Right], "Read 12 Books: 2 h · Mon 2 Mar 2026: 3 h · goal 2 h"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Up], "Write the thesis: 1 h · Mon 2 Mar 2026: 3 h · goal 2 h"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right], "No quest: 1 h · Tue 3 Mar 2026: 1 h · goal 2 h"),
        ([Qt.Key.Key_End], "Sun 8 Mar 2026: 0 min · goal 2 h"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "Read 12 Books: 2 h · Mon 2 Mar 2026: 3 h · goal 2 h"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Left], "Read 12 Books: 2 h · Mon 2 Mar 2026: 3 h · goal 2 h"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Escape], ""),
    ],
)
def test_arrow_keys_go_through_the_values(
    qtbot: QtBot, days: DayChart, keys: list[Qt.Key], words: str
) -> None:
    for key in keys:
        qtbot.keyClick(days, key)
    assert days.accessibleDescription() == words
    seen = QAccessible.queryAccessibleInterface(days)
    assert seen.text(QAccessible.Text.Name) == "Focused time by day"
    assert seen.text(QAccessible.Text.Description) == words


def test_the_pointer_shows_the_value_below_it(qtbot: QtBot, days: DayChart) -> None:
    before = days.grab().toImage()
    write = days.values[1]
    qtbot.mouseMove(days, write.area.center().toPoint())
    qtbot.waitUntil(lambda: days.marked == write)
    assert days.grab().toImage() != before
    qtbot.mouseMove(days, QPoint(1, 1))
    qtbot.waitUntil(lambda: days.marked is None)


def test_enter_and_clicks_choose_a_value(qtbot: QtBot, days: DayChart) -> None:
    with qtbot.waitSignal(days.chosen) as chosen:
        qtbot.mouseClick(days, Qt.MouseButton.LeftButton, pos=days.values[1].area.center().toPoint())
    assert chosen.args == [days.values[1]]
    assert days.values[1].period == Period(MONDAY, MONDAY)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    with qtbot.waitSignal(days.chosen) as chosen:
        qtbot.keyClick(days, Qt.Key.Key_Return)
    assert chosen.args == [days.values[2]]


def test_forty_quests_share_the_colours(qtbot: QtBot) -> None:
    quests = [UUID(int=number) for number in range(40)]
    lengths: dict[UUID | None, timedelta] = {one: (one.int + 1) * MINUTE for one in quests}
    lengths[None] = HOUR
    chart = DayChart()
    chart.show_statistics(told([lengths], titles=dict.fromkeys(quests, "Quest")))
    show(qtbot, chart)
    assert [share.are_others for share in chart.shares] == [False] * 6 + [True]
    assert chart.shares[-1].name == "Others"
    colours = quest_shares.colours(chart.palette(), chart.shares)
    assert len({colour.name() for colour in colours}) == 7
    assert sum((share.length(lengths) for share in chart.shares), NONE) == (820 + 60) * MINUTE
    assert len([row for row in chart.table().rows if row[0] == "Mon 2 Mar 2026"]) == 42


@pytest.mark.parametrize("window", ["white", "black"])
def test_quests_with_the_same_colour_have_different_tones_of_it(window: str) -> None:
    same = [UUID(int=5 * number) for number in range(5)]
    palette = QPalette(QColor(window))
    shares = quest_shares.shares(told([dict.fromkeys(same, HOUR)]).rows, dict.fromkeys(same, "Quest"))
    colours = quest_shares.colours(palette, shares)
    assert colours[0] == quest_colour(palette, same[0])
    steps = [abs(one.lightness() - other.lightness()) for one, other in pairwise(colours)]
    assert min(steps) >= 8


def test_a_quest_keeps_its_colour_beside_any_others() -> None:
    indigo, also_indigo, rust = UUID(int=0), UUID(int=5), UUID(int=1)
    palette = QPalette(QColor("white"))
    lengths: dict[UUID | None, timedelta] = {indigo: 3 * HOUR, also_indigo: 2 * HOUR, rust: HOUR}
    titles = dict.fromkeys((indigo, also_indigo, rust), "Quest")
    shares = quest_shares.shares(told([lengths]).rows, titles)
    first, _second, third = quest_shares.colours(palette, shares)
    assert [first, third] == [quest_colour(palette, indigo), quest_colour(palette, rust)]


def test_the_others_are_hatched(qtbot: QtBot) -> None:
    quests = [UUID(int=number) for number in range(40)]
    chart = DayChart()
    chart.show_statistics(told([dict.fromkeys(quests, HOUR)], titles=dict.fromkeys(quests, "Quest")))
    show(qtbot, chart)
    others = next(value for value in chart.values if value.words.startswith("Others"))
    image, area = chart.grab().toImage(), others.area.toRect().adjusted(2, 2, -2, -2)
    seen = [
        image.pixelColor(x, y).lightness()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    ]
    assert max(seen) - min(seen) > 60


def test_a_copied_table_is_one_that_spreadsheets_calculate_with() -> None:
    chart, title = DayChart(), "=1+1 " + "long " * 20
    days = [{READ: 100 * HOUR + 2 * MINUTE, None: timedelta(seconds=61)}]
    chart.show_statistics(told(days, titles={READ: title}))
    copied = chart.table().text().splitlines()
    assert copied[:4] == [
        "Day\tQuest\tFocused",
        "2026-03-02\tAll\t100:03:01",
        f"2026-03-02\t'{title.strip()}\t100:02:00",
        "2026-03-02\tNo quest\t0:01:01",
    ]
    chart.show_statistics(told(days, by=By.MONTH))
    assert chart.table().text().splitlines()[1].startswith("2026-03\t")


def test_copied_tables_of_the_other_charts_hold_plain_values() -> None:
    hours, lengths, year = HourChart(), LengthChart(), YearChart()
    statistics = told([{READ: HOUR}], hours={(1, 9): HOUR}, lengths=[Length(50, 18, 18 * 34 * MINUTE)])
    hours.show_statistics(statistics, Calendar())
    lengths.show_statistics(statistics)
    year.show_statistics(statistics, Calendar())
    assert hours.table().plain[9][:4] == ("9:00", "0:00:00", "1:00:00", "0:00:00")
    assert lengths.table().plain == [("0:50:00", "18", "0:34:00", "0:35:00")]
    assert year.table().plain[0] == ("2026-03-02", "1:00:00")


def test_a_shortened_title_in_a_table_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    chart, table, title = DayChart(), ChartTable("Days"), "long " * 20
    qtbot.addWidget(table)
    chart.show_statistics(told([{READ: HOUR}], titles={READ: title}))
    table.show_table(chart.table())
    cell = table.model().index(1, 1)
    assert cell.data().endswith("…")
    assert " ".join(cell.data(Qt.ItemDataRole.ToolTipRole).split()) == title.strip()
    assert table.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_numbers_in_a_table_are_right_aligned_and_beside_each_other(qtbot: QtBot) -> None:
    chart, table = HourChart(), ChartTable("Hours")
    qtbot.addWidget(table)
    chart.show_statistics(told(hours={(0, 9): HOUR}), Calendar())
    table.show_table(chart.table())
    table.resize(1200, 400)
    table.show()
    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    names = [table.model().index(9, 0), table.model().index(9, 1), table.model().index(9, 7)]
    sides = [Qt.AlignmentFlag(one.data(Qt.ItemDataRole.TextAlignmentRole)) for one in names]
    assert [bool(side & right) for side in sides] == [False, True, True]
    assert sides[0] & left
    first, *others = (table.columnWidth(column) for column in range(8))
    assert first > 400 > max(others)


def test_hours_are_darker_the_more_was_worked(qtbot: QtBot) -> None:
    chart = HourChart()
    chart.show_statistics(told(hours={(0, 9): HOUR, (1, 10): HOUR / 2, (6, 23): MINUTE}), Calendar())
    show(qtbot, chart)
    assert len(chart.values) == 7 * 24
    image = chart.grab().toImage()
    steps = {(0, 9): 4, (1, 10): 2, (6, 23): 1, (3, 3): 0}
    for (weekday, hour), step in steps.items():
        value = chart.values[weekday * 24 + hour]
        seen = image.pixelColor(value.area.center().toPoint())
        assert seen == step_colour(chart.palette(), step)
    assert chart.values[9].words == "Monday, 9 – 10: 1 h"
    assert chart.table().rows[9] == ("9 – 10", "1 h", *["0 min"] * 6)


def test_a_legend_says_what_the_steps_of_colour_stand_for(qtbot: QtBot) -> None:
    legend = StepLegend()
    legend.show_most(HOUR)
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    steps = "0 min · up to 15 min · up to 30 min · up to 45 min · up to 1 h"
    assert legend.accessibleName() == f"less · {steps} · more"
    image, squares = legend.grab().toImage(), legend._squares()
    assert legend.rect().contains(squares[0].toRect())
    for number, square in enumerate(squares):
        place = square.center().toPoint()
        assert image.pixelColor(place) == step_colour(legend.palette(), number)
        event = QHelpEvent(QEvent.Type.ToolTip, place, legend.mapToGlobal(place))
        with patch.object(QToolTip, "showText") as shown:
            legend.event(event)
        assert shown.call_args.args[1] == legend._lengths[number]


def test_hours_begin_as_the_users_days_and_weeks_do(qtbot: QtBot) -> None:
    chart = HourChart()
    chart.show_statistics(told(hours={(6, 4): HOUR}), Calendar(day_start_hour=4, first_weekday=6))
    show(qtbot, chart)
    assert chart.values[0].words == "Sunday, 4 – 5: 1 h"
    assert chart.values[23].words == "Sunday, 3 – 4: 0 min"
    assert chart.table().headers[:3] == ("Hour", "Sun", "Mon")


def test_arrow_keys_go_through_the_hours(qtbot: QtBot) -> None:
    chart = HourChart()
    chart.show_statistics(told(), Calendar())
    show(qtbot, chart)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(chart, key)
    assert chart.accessibleDescription() == "Tuesday, 2 – 3: 0 min"


def test_bars_show_what_was_planned_and_what_was_focused(qtbot: QtBot) -> None:
    chart = LengthChart()
    lengths = [Length(25, 8, 8 * 25 * MINUTE), Length(50, 18, 18 * 34 * MINUTE)]
    chart.show_statistics(told(lengths=lengths))
    show(qtbot, chart)
    assert [value.words for value in chart.values] == [
        "25 min planned: 25 (8 sessions)",
        "50 min planned: 34 (18 sessions)",
    ]
    image = chart.grab().toImage()
    fill, track = (chart.palette().color(role).name() for role in (Roles.Highlight, Roles.Dark))
    y = round(chart.values[1].area.center().y())
    line = [image.pixelColor(x, y).name() for x in range(chart.width())]
    assert line.count(fill) == pytest.approx(line.count(track) * 34 / 16, rel=0.1)
    assert chart.table().rows[1] == ("50 min", "18", "34 min", "35 min")


def test_only_the_most_frequent_lengths_are_drawn(qtbot: QtBot) -> None:
    chart = LengthChart()
    chart.show_statistics(told(lengths=[Length(number, number, HOUR) for number in range(1, 31)]))
    show(qtbot, chart)
    assert [value.words.split()[0] for value in chart.values] == ["26", "27", "28", "29", "30"]
    assert len(chart.table().rows) == 30


def test_a_year_of_days_stands_week_beside_week(qtbot: QtBot) -> None:
    chart = YearChart()
    chart.show_statistics(told([{READ: number * MINUTE} for number in range(364)]), Calendar())
    show(qtbot, chart, 700)
    first, second, week_later = chart.values[0], chart.values[1], chart.values[7]
    assert first.area.width() == 11
    assert first.area.topLeft() == first.area.toRect().topLeft()  # It is sharp.
    assert second.area.top() - first.area.bottom() == 1  # The gap.
    assert week_later.area.left() - first.area.right() == 1
    assert week_later.area.top() == first.area.top()
    assert chart.values[363].words == "Sun 28 Feb 2027: 6 h 3 min"
    image = chart.grab().toImage()
    last = image.pixelColor(chart.values[363].area.center().toPoint())
    assert last == step_colour(chart.palette(), 4)


def test_a_year_fits_a_narrow_window(qtbot: QtBot) -> None:
    chart = YearChart()
    chart.show_statistics(told([{}] * 366), Calendar(first_weekday=6))
    show(qtbot, chart, 420)
    assert max(value.area.right() for value in chart.values) <= 420
    text, cell = chart.fontMetrics().height(), chart.values[0].area
    assert cell.height() < text
    assert cell.center().y() - text / 2 >= 0  # The name of the first weekday is not cut.


@pytest.mark.parametrize("width", [480, 700, 812, 1150])
def test_a_year_fills_its_width(qtbot: QtBot, width: int) -> None:
    chart = YearChart()
    chart.show_statistics(told([{}] * 365), Calendar())
    qtbot.addWidget(chart)
    chart.resize(width, chart.heightForWidth(width))
    chart.show()
    right, bottom = (
        max(getattr(value.area, side)() for value in chart.values) for side in ("right", "bottom")
    )
    assert width - 54 <= right <= width
    assert bottom + chart.fontMetrics().height() <= chart.height()


def test_the_frame_of_a_row_is_not_cut_and_cuts_no_words(qtbot: QtBot) -> None:
    chart = LengthChart()
    chart.show_statistics(told(lengths=[Length(25, 8, 8 * 25 * MINUTE)]))
    show(qtbot, chart)
    before = chart.grab().toImage()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    image, frame = chart.grab().toImage(), chart.palette().color(Roles.WindowText).lightness()
    name = chart.rect()
    name.setWidth(chart.fontMetrics().horizontalAdvance("25 min"))
    assert image.copy(name) == before.copy(name)
    sides = (range(name.width(), name.width() + 12), range(chart.width() - 4, chart.width()))
    for side in sides:
        line = [image.pixelColor(x, chart.height() - 8).lightness() for x in side]
        assert sum(abs(one - frame) < 20 for one in line) == 2  # The pixels of its whole width.


def test_a_table_that_is_hidden_reads_none_of_its_cells(qtbot: QtBot, days: DayChart) -> None:
    table = ChartTable("Each day")
    qtbot.addWidget(table)
    table.hide()
    with patch.object(ChartTable, "sizeHintForColumn", return_value=20) as width:
        table.show_table(days.table())
        table.resize(300, 200)
        assert not width.called
        table.show()
        assert width.called
