"""Text from people never changes the order of the words around it."""

import pytest

from focus_desktop import refusals, wording
from focus_desktop.model.errors import AnotherSessionActive, Refusal
from focus_desktop.text_direction import isolated

HEBREW = "\u05e9\u05dc\u05d5\u05dd"
FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    "text", ["", "Chapter 3", "Grüße, 学習 · 25 min", "👩\u200d💻", "a\tb", "<b>&amp;</b>", "%s {} \\n"]
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert isolated(text) == wording.on_one_line(text) == text


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_control_without_its_counterpart_is_left_out(control: str) -> None:
    assert isolated(f"inv{control}exe.txt") == "invexe.txt"


def test_what_is_opened_and_closed_in_the_text_stays_inside_an_isolate() -> None:
    text = "a\u202ebc\u202cd"
    assert isolated(text) == f"{FSI}{text}{PDI}"
    assert isolated(f"{text}{PDI}\u202e") == f"{FSI}{text}{PDI}"


def test_an_isolate_cannot_be_left_by_closing_it() -> None:
    assert isolated(f"a{PDI}\u202eb{FSI}c") == "abc"
    assert isolated(f"{FSI}a{PDI}{HEBREW}{FSI}b{PDI}") == f"{FSI}{FSI}a{PDI}{HEBREW}{FSI}b{PDI}{PDI}"


def test_letters_from_right_to_left_are_isolated_once() -> None:
    assert isolated(HEBREW) == f"{FSI}{HEBREW}{PDI}" == isolated(isolated(HEBREW))


def test_text_beside_other_text_is_isolated_also_when_it_was_shortened() -> None:
    assert wording.listed("25 min", HEBREW) == f"25 min · {FSI}{HEBREW}{PDI}"
    assert wording.shortened(HEBREW * 50, 10) == f"{FSI}{(HEBREW * 3)[:9]}…{PDI}"
    assert wording.shortened(f"\u202e{'x' * 99}\u202c", 10) == "xxxxxxxx…"


def test_an_error_isolates_the_name_in_it() -> None:
    error = AnotherSessionActive(Refusal.ANOTHER_ACTIVE, name=HEBREW)
    assert refusals.sentence(error) == f"“{FSI}{HEBREW}{PDI}” is running; complete or cancel it first."
    assert wording.printable(refusals.sentence(error)).startswith(f"“{HEBREW}”")


def test_text_beside_other_text_has_no_line_breaks_and_steers_no_terminal() -> None:
    assert wording.listed("a\n\nb\u2028c", "\x1b]0;x\x07\0") == "a b c · �]0;x��"
