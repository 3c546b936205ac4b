"""The bounds themselves: how they are compared, and written by the command that lowers them."""

from pathlib import Path

import pytest

from tests.guards import bounds
from tests.guards.bounds import Bound


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of bounds that may be changed."""
    file = tmp_path / "bounds.toml"
    file.write_text('# Head\n\n[margins]\nloose = 0.1\n\n[bounds.exact]\n"one" = [3, "abc", "Why"]\n')
    monkeypatch.setattr(bounds, "FILE", file)
    return file


def test_what_is_above_its_bound_or_has_none_is_named() -> None:
    assert bounds.exceeded("exact", {"one": 3}) == []
    assert bounds.exceeded("exact", {"one": 4, "two": 0}) == [
        "one: 4, and not 3 at most",
        "two: 0, and there is no bound",
    ]


def test_only_groups_with_a_margin_leave_room_above_the_figure() -> None:
    assert bounds.usual("exact", 7) == 7
    assert bounds.usual("loose", 100) == 110


def test_what_is_written_is_read_again_and_the_head_stays(file: Path) -> None:
    written = {"exact": {'a "name"': Bound(2.5, "def", "Why")}, "loose": {"x": Bound(1, "abc")}}
    bounds.write(written)
    assert file.read_text().startswith("# Head\n\n[margins]\nloose = 0.1\n\n[bounds")
    assert {group: bounds.of_group(group) for group in bounds.groups()} == written
