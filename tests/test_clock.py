"""The clocks of the machine."""

from datetime import UTC, datetime, timedelta

from focus_desktop.clock import SystemClock


def test_a_reading_has_wall_time_boot_times_boot_id_and_machine() -> None:
    clock = SystemClock()
    before, first, second, after = datetime.now(UTC), clock.read(), clock.read(), datetime.now(UTC)
    assert before <= first.wall <= second.wall <= after
    assert timedelta() <= second.up - first.up <= timedelta(seconds=5)
    assert first.awake <= first.up + timedelta(seconds=1)
    assert first.boot_id == second.boot_id != ""
    assert first.machine == second.machine
