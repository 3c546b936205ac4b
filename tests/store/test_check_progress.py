"""A check tells how far it has come, and can be ended at any of those moments."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.progress import Cancelled, Progress
from focus_desktop.store import inspection
from focus_desktop.store.database import Database
from tests.benchmarks import long_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SESSIONS = 3000


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Controller]:
    """A controller on a history that takes many steps to check."""
    long_history.write(tmp_path / "focus.db", SESSIONS)
    controller = Controller(Database(f"sqlite:///{tmp_path / 'focus.db'}"), SystemClock())
    yield controller
    controller.close()


def test_a_check_moves_on_in_small_steps_up_to_its_end(long: Controller) -> None:
    told: list[Progress] = []
    long.check_store(told.append)
    done = [one.done for one in told]
    total = told[-1].total
    assert done[0] == 0
    assert done[-1] == total
    assert {one.total for one in told} == {total}
    assert all(later - earlier in {0, 1} for earlier, later in pairwise(done[:-1]))
    assert len(told) > 15
    assert 0.7 * total < done[-2] < total  # What was estimated is about what it took.


@pytest.mark.parametrize("last", [0, 1, 5, 12])
def test_a_check_ends_where_its_progress_raises(long: Controller, last: int) -> None:
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if len(told) > last:
            raise Cancelled

    with pytest.raises(Cancelled):
        long.check_store(tell)
    assert len(told) == last + 1
    told.clear()
    long.check_store(lambda _progress: None)
    assert long.start_session(25).duration_minutes == 25


def test_a_check_of_a_store_with_nothing_in_it_is_told_as_well(controller: Controller) -> None:
    told: list[Progress] = []
    controller.check_store(told.append)
    assert told[0].done == 0
    assert told[-1].done == told[-1].total
    assert told[-1].total in {1, len(inspection.TABLES)}
