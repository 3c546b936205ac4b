"""What the benchmarks print, and what they keep between runs. What they measure is not tested."""

import time
from pathlib import Path

import pytest

from tests.benchmarks import cache
from tests.benchmarks.__main__ import BENCHMARKS, _wanted
from tests.benchmarks.figures import Figure, as_json, markdown, of_rounds, table

FIGURES = [
    of_rounds("start", [0.32, 0.352, 0.31, 0.9], "s", 1.5, [0.2, 0.22, 0.2, 0.6]),
    Figure("stall", 60, "ms", 50),
]


def test_a_row_tells_figure_spread_floor_ratio_goal_and_whether_that_is_met() -> None:
    head, start, stall = table(FIGURES).splitlines()
    assert head.split() == ["what", "measured", "middle", "half", "floor", "ratio", "goal"]
    assert start.split() == [
        "start",
        "0.336",
        "s",
        "0.318",
        "–",
        "0.489",
        "0.21",
        "s",
        "1.57",
        "×",
        "1.5",
        "×",
        "missed",
    ]
    assert stall.split() == ["stall", "60", "ms", "50", "ms", "missed"]


def test_markdown_has_the_same_cells() -> None:
    lines = markdown(FIGURES).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert lines[3] == "| stall | 60 ms |  |  |  | 50 ms | missed |"


def test_json_has_plain_values() -> None:
    start, stall = as_json(FIGURES)
    assert (start["is_met"], start["ratio"]) == (False, pytest.approx(1.575))  # Of the medians, 1.6.
    assert (stall["value"], stall["floor"], stall["ratio"]) == (60, None, None)


def test_a_name_means_a_group_or_the_rows_that_contain_it() -> None:
    assert _wanted("start-up", ["start-up"]) == list(BENCHMARKS["start-up"].ROWS)
    assert _wanted("start-up", ["READY"]) == ["exec to ready"]
    assert _wanted("start-up", ["window"]) == []  # It is a group of its own.
    rows = [row for benchmark in BENCHMARKS.values() for row in benchmark.ROWS]
    assert len(rows) == len(set(rows))


def test_what_is_kept_is_made_once_and_removed_when_it_was_not_used_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FOLDER", tmp_path)
    made: list[Path] = []

    def make(path: Path) -> None:
        made.append(path)
        path.write_text("costly")

    for _ in range(2):
        assert cache.kept("store", make).read_text() == "costly"
    assert len(made) == 1
    monkeypatch.setattr(time, "time", lambda: (tmp_path / "store").stat().st_mtime + 2 * cache.KEPT_S)
    cache.kept("other", make)
    assert [one.name for one in tmp_path.iterdir()] == ["other"]
