"""The clocks of the machine."""

from datetime import UTC, datetime, timedelta

import pytest

from focus_desktop.clock import SystemClock


def test_a_reading_has_wall_time_boot_times_boot_id_and_machine() -> None:
    clock = SystemClock()
    before, first, second, after = datetime.now(UTC), clock.read(), clock.read(), datetime.now(UTC)
    assert before <= first.wall <= second.wall <= after
    assert timedelta() <= second.up - first.up <= timedelta(seconds=5)
    assert first.awake <= first.up + timedelta(seconds=1)
    assert first.boot_id == second.boot_id != ""
    assert first.machine == second.machine


@pytest.mark.parametrize("wall", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)])
def test_a_wrong_wall_clock_does_not_make_it_another_run_of_the_machine(
    wall: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SystemClock()
    right = clock.read()
    monkeypatch.setattr(clock, "now", lambda: wall)
    wrong = clock.read()
    assert wrong.wall == wall
    assert wrong.boot_id == right.boot_id


def test_readings_of_a_faked_boot_clock_are_not_compared_with_real_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SystemClock()
    real = clock.read()
    monkeypatch.setattr("focus_desktop.clock._seconds_up", real.wall.timestamp)
    assert clock.read().boot_id != real.boot_id
