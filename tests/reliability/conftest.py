"""Fixtures of the tests of reliability: how many rounds to play, and what is counted."""

from collections.abc import Callable, Iterator

import pytest

from tests.reliability.table import PROPERTY, Tally


@pytest.fixture
def rounds(pytestconfig: pytest.Config) -> Callable[[int, int], range]:
    """Chooses between some rounds and all of them: `rounds(8, 200)` counts from 0."""
    everything = pytestconfig.getoption("--reliability")
    return lambda some, all_of_them: range(all_of_them if everything else some)


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """What this test counts; it becomes a row of the table at the end of the run."""
    tally = Tally("")
    yield tally
    record_property(PROPERTY, tally.row())
