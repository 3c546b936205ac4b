"""When a session took place: where it is split, and where half of it was worked."""

from datetime import UTC, datetime, timedelta

from focus_desktop.model.session_times import SessionTimes

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_middle_is_that_of_the_focused_time_and_in_no_pause() -> None:
    pause = (NINE + 20 * MINUTE, NINE + 50 * MINUTE)
    assert SessionTimes(NINE, NINE + 60 * MINUTE).middle == NINE + 30 * MINUTE
    assert SessionTimes(NINE, NINE + 60 * MINUTE, (pause,)).middle == NINE + 15 * MINUTE
    assert SessionTimes(NINE, NINE + 90 * MINUTE, (pause,)).middle == NINE + 60 * MINUTE


def test_the_parts_of_a_split_have_all_that_the_whole_had() -> None:
    pause = (NINE + 20 * MINUTE, NINE + 50 * MINUTE)
    whole = SessionTimes(NINE, NINE + 90 * MINUTE, (pause,))
    for minutes in (10, 20, 35, 50, 80):
        first, second = whole.split_at(NINE + minutes * MINUTE)
        assert first.ended_at == second.started_at == NINE + minutes * MINUTE
        assert first.focused + second.focused == whole.focused
