"""What happens by itself, again and again: timers, wake-ups, and memory that grows."""

from pathlib import Path

import pytest

from tests.guards import bounds, counts


@pytest.mark.long
def test_no_timer_is_left_on_and_no_thread_wakes_up_more_often_than_before(home: Path) -> None:
    bounds.check("at rest", counts.at_rest(home))


def test_ticks_do_not_make_the_memory_grow(home: Path) -> None:
    bounds.check("growth", counts.growth(home))
