"""Moments that people type on the command line."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import typer

from focus_desktop.cli.moments import moment
from tests.conftest import SettableClock


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-03-30 01:59", datetime(2025, 3, 30, 0, 59, tzinfo=UTC)),
        ("2025-03-30 03:00", datetime(2025, 3, 30, 1, 0, tzinfo=UTC)),
        ("2025-03-30T02:30+01:00", datetime(2025, 3, 30, 1, 30, tzinfo=UTC)),
        ("2025-10-26 02:30", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_taken_as_the_clocks_show_it(clock: SettableClock, text: str, utc: datetime) -> None:
    assert moment(text, clock) == utc


@pytest.mark.parametrize("text", ["2025-03-30 02:30", "02:30", "2025-03-30T02:00:00"])
def test_a_time_that_the_clocks_skip_is_refused(clock: SettableClock, text: str) -> None:
    clock.moment = datetime(2025, 3, 30, 12, 0, tzinfo=UTC)
    with pytest.raises(typer.BadParameter, match=f"There was no {text}: the clocks skipped that time"):
        moment(text, clock)
