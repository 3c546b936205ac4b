"""The processor does no more than before, counted under Valgrind and relative to a bare window."""

from pathlib import Path

import pytest

from tests.guards import bounds, counts


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_start_up_a_tick_and_a_page_take_no_more_instructions_than_before(home: Path) -> None:
    bounds.check("instructions", counts.instructions(home))
