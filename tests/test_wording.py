"""The texts that users read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from focus_desktop import language, wording
from focus_desktop.model.breaks import Break
from focus_desktop.model.changes import GapFound
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.quest import Quest
from focus_desktop.model.status import QuestStatus, SessionStatus
from focus_desktop.timer_display import session_display
from tests import pseudo_language
from tests.desktop.records import NINE, paused, record
from tests.pseudo_language import untranslated


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        *((0, "00:00"), (59, "00:59"), (61, "01:01"), (1500, "25:00"), (3599, "59:59")),
        *((3600, "1:00:00"), (5400, "1:30:00"), (86400, "24:00:00")),
    ],
)
def test_a_countdown_is_minutes_and_seconds_and_hours_from_an_hour_on(seconds: int, words: str) -> None:
    assert wording.countdown(seconds) == words


def test_a_countdown_says_zero_only_when_nothing_is_left() -> None:
    assert wording.whole_seconds(timedelta(milliseconds=1)) == 1
    assert wording.whole_seconds(timedelta()) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "Less than a minute left"), (59, "Less than a minute left"), (60, "1 min left"), (61, "2 min left")],
)
def test_minutes_left_are_rounded_up(seconds: int, words: str) -> None:
    assert wording.minutes_left(seconds) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(), "0 min"),
        (timedelta(seconds=45), "45 s"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=26, minutes=5), "26 h 5 min"),
    ],
)
def test_durations_are_in_hours_and_minutes(length: timedelta, words: str) -> None:
    assert wording.duration(length) == words


def test_large_numbers_are_written_in_groups() -> None:
    assert [wording.number(one) for one in (0, 999, 1000, 1_234_567)] == ["0", "999", "1,000", "1,234,567"]
    assert wording.duration(timedelta(hours=125_948, minutes=3)) == "125,948 h 3 min"


def test_todays_total_counts_whole_minutes() -> None:
    assert wording.today(timedelta(seconds=59)) == "Today: 0 min"
    assert wording.today(timedelta(hours=2, minutes=5, seconds=59)) == "Today: 2 h 5 min"


def test_todays_total_with_a_goal_names_both() -> None:
    assert wording.today(timedelta(seconds=59), timedelta(hours=4)) == "0 min of 4 h"
    assert wording.today(timedelta(hours=2, minutes=8), timedelta(minutes=270)) == "2 h 8 min of 4 h 30 min"


def test_a_session_is_called_by_its_description_or_else_by_its_quest() -> None:
    quest = Quest(title="Write the thesis")
    assert wording.title(record(quest=quest, description="Chapter three")) == "Chapter three"
    assert wording.title(record(quest=quest)) == "Write the thesis"
    assert wording.title(record()) == "Focus session"


def test_what_starts_a_break_says_how_long_it_is_and_whether_it_is_the_long_one() -> None:
    assert wording.start_break(Break(5, is_long=False)) == "Start break, 5 min"
    assert wording.start_break(Break(15, is_long=True)) == "Start long break, 15 min"


def test_what_starts_a_session_again_names_it_in_at_most_forty_letters() -> None:
    assert wording.start_again("Chapter three") == "Start again: Chapter three"
    assert wording.start_again("x" * 41) == f"Start again: {'x' * 39}…"


def test_only_a_session_that_ended_early_says_what_was_kept() -> None:
    end = NINE + timedelta(hours=1)
    assert wording.kept(record(focused=8), end) == "8 of 25 min kept"
    assert wording.kept(record(focused=24), end) == "24 of 25 min kept"
    assert wording.kept(record(focused=25), end) == ""
    assert wording.kept(record(focused=28), end) == ""


def test_a_quest_says_how_far_it_has_come() -> None:
    assert wording.quest_progress(Quest(title="Read", current_value=3, target_value=12)) == "Read · 3 of 12"


def test_today_and_yesterday_have_names() -> None:
    now = datetime(2026, 3, 2, 12, 0).astimezone()
    assert wording.day_and_time(now, now) == "Today, 12:00"
    assert wording.day_and_time(now - timedelta(hours=13), now) == "Yesterday, 23:00"
    assert wording.day_and_time(now - timedelta(days=2), now) == "28 Feb 2026, 12:00"


def test_the_state_of_a_paused_session_says_so_and_for_how_long() -> None:
    assert wording.state(paused()) == "Paused"
    assert wording.state(record(SessionStatus.ACTIVE)) == "Running"
    assert wording.paused(timedelta(seconds=59)) == "Paused"
    assert wording.paused(timedelta(hours=1, minutes=5, seconds=59)) == "Paused 1 h 5 min"


def test_a_completion_names_minutes_quest_and_description() -> None:
    quest = Quest(title="Write the thesis")
    done = record(quest=quest, description="Chapter three")
    end = NINE + timedelta(minutes=25)
    assert wording.completion(done, end) == "25 min · Chapter three · Write the thesis"
    assert wording.completion(record(), end) == "25 min"


def test_a_completion_before_its_time_says_how_much_was_worked() -> None:
    done = record(description="Read", focused=7)
    assert wording.completion(done, NINE + timedelta(minutes=7)) == "7 of 25 min · Read"


def test_an_earlier_completion_says_when_it_was() -> None:
    done = record(description="Read")
    later = NINE + timedelta(hours=3)
    ended = (NINE + timedelta(minutes=25)).astimezone()
    assert wording.completion(done, later) == f"25 min · Read (ended today, {ended:%H:%M})"
    text = wording.completion(done, later + timedelta(days=1))
    assert text == f"25 min · Read (ended yesterday, {ended:%H:%M})"
    text = wording.completion(done, later + timedelta(days=2))
    assert text == f"25 min · Read (ended 2 Mar 2026, {ended:%H:%M})"


def test_a_gap_says_what_may_still_be_counted() -> None:
    start, end = NINE, NINE + timedelta(minutes=90)
    span = f"from {start.astimezone():%H:%M} to {end.astimezone():%H:%M}"
    text = f"The computer slept or the app was closed {span}: 1 h 30 min, not counted."
    gap = FocusGap(session_id=uuid4(), started_at=start, ended_at=end)
    assert wording.gap(GapFound(record(SessionStatus.ACTIVE), gap)) == text
    rest = "“Count it” adds the 25 min up to the session's end."
    assert wording.gap(GapFound(record(), gap)) == f"{text} {rest}"
    line = wording.gap_line(GapFound(record(), gap))
    span = f"{start.astimezone():%H:%M}–{end.astimezone():%H:%M}"
    assert line == f"{span}: 1 h 30 min not counted (computer asleep or app closed)"


@pytest.mark.parametrize(
    ("text", "short"),
    [("Read", "Read"), ("a\n b", "a b"), ("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…")],
)
def test_long_texts_are_shortened_to_one_line(text: str, short: str) -> None:
    assert wording.shortened(text) == short


def test_a_tooltip_has_lines_of_a_readable_length() -> None:
    shown = wording.tooltip("x" * 150)
    assert shown == "\n".join(["x" * 70, "x" * 70, "x" * 10])


def test_a_tray_tooltip_cannot_be_read_as_html() -> None:
    words = wording.tray_tooltip("2 min left", record(SessionStatus.ACTIVE, description="<img src=x> & co"))
    assert words == "2 min left · ‹img src=x> & co"


def test_times_are_local() -> None:
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert wording.day_and_time(moment, moment) == f"Today, {moment.astimezone():%H:%M}"


@pytest.fixture
def german() -> Iterator[None]:
    """Chooses German; after the test, English."""
    language.choose(["de"])
    yield
    language.choose([])


@pytest.mark.usefixtures("german")
def test_dates_and_sentences_have_the_order_of_the_language() -> None:
    now = NINE + timedelta(days=400)
    assert wording.day_and_time(NINE, now) == f"2. März 2026, {NINE.astimezone():%H:%M}"
    assert wording.day_and_time(NINE, NINE) == f"Heute, {NINE.astimezone():%H:%M}"
    end = NINE + timedelta(minutes=25)
    text = wording.completion(record(description="Lesen"), end + timedelta(hours=1))
    assert text == f"25 min · Lesen (heute um {end.astimezone():%H:%M} beendet)"
    assert wording.paused(timedelta(minutes=7)) == "Seit 7 min angehalten"
    display = session_display(paused(description="Lesen"), NINE + timedelta(minutes=30))
    assert (
        wording.tray_tooltip(display.summary, paused(description="Lesen"))
        == "Angehalten, noch 15 min · Lesen"
    )


def test_all_words_are_translated(tmp_path: Path) -> None:
    quest = Quest(title="Write the thesis")
    done, late = record(quest=quest), NINE + timedelta(hours=1)
    gap = FocusGap(session_id=uuid4(), started_at=NINE, ended_at=late)
    with pseudo_language.spoken(tmp_path):
        texts = [
            wording.nothing_runs(),
            wording.session_complete(),
            wording.break_is_over(),
            wording.gap_title(),
            wording.no_quest(),
            wording.unnamed(),
            wording.flow(),
            wording.flow_hint(),
            wording.bug("/log"),
            wording.preset(25, 5),
            wording.preset(25, 0),
            wording.progress(quest),
            wording.milestone(2),
            wording.about(done),
            wording.state(paused()),
            wording.today(timedelta(minutes=61)),
            wording.today(timedelta(minutes=61), timedelta(hours=4)),
            wording.minutes_left(59),
            wording.ends(NINE, NINE),
            wording.ends(NINE + timedelta(days=1), NINE),
            wording.start_minutes(25),
            wording.start_again("Write the thesis"),
            wording.extend_by(5),
            wording.quest_progress(quest),
            wording.gap_line(GapFound(done, gap)),
            wording.kept(record(focused=7), late),
            wording.title(record()),
            wording.tray_tooltip("", None),
            wording.tray_tooltip("", record()),
            wording.gap(GapFound(done, gap)),
            wording.gap(GapFound(record(SessionStatus.ACTIVE), gap)),
            wording.worked(record(focused=28), late),
            *map(wording.status, SessionStatus),
            *map(wording.quest_status, QuestStatus),
            *(wording.break_name(Break(5, is_long=is_long)) for is_long in (True, False)),
            *(wording.start_break(Break(5, is_long=is_long)) for is_long in (True, False)),
            *(wording.done(done, NINE + timedelta(days=days)) for days in range(3)),
            *(wording.completion(done, NINE + timedelta(days=days)) for days in (0, 1, 2, 3)),
            *(wording.completion(record(focused=focused), late) for focused in (7, 25, 28)),
            *(wording.duration(timedelta(minutes=minutes)) for minutes in (0.5, 1, 60, 61)),
            *(wording.paused(timedelta(minutes=minutes)) for minutes in (0, 1)),
            *(wording.day_and_time(NINE, NINE + timedelta(days=days)) for days in range(3)),
            *(wording.date(NINE + timedelta(days=30 * month)) for month in range(12)),
        ]
    assert untranslated("\n".join(texts), "Write the thesis") == ""


def test_control_characters_are_replaced_and_composed_emoji_stay() -> None:
    assert wording.printable("a\x1b[2Jb") == "a\N{REPLACEMENT CHARACTER}[2Jb"
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
    assert wording.printable(family) == family


def test_long_words_can_be_broken_and_others_are_unchanged() -> None:
    assert wording.breakable("a few ordinary words") == "a few ordinary words"
    assert wording.breakable("x" * 20) == "x" * 20
    assert wording.breakable("x" * 45).split("\N{ZERO WIDTH SPACE}") == ["x" * 20, "x" * 20, "x" * 5]
