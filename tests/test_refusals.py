"""Every code has its words, and every word is marked for the catalogues."""

import ast
import string
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from focus_desktop import refusals
from focus_desktop.model.errors import FocusError, InvalidField, StoreUnavailable
from focus_desktop.refusals import Refusal, StoreProblem

CODES = [*Refusal, *StoreProblem]


def names(template: str) -> set[str]:
    """The parameters of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code.name}")
def test_every_code_has_a_title_and_a_sentence(code: Refusal | StoreProblem) -> None:
    error = FocusError(code, **dict.fromkeys(names(refusals._SENTENCES[code]), 7))
    assert refusals.title(error) == refusals.title_of(code)
    assert refusals.title(error).isprintable()
    words_of_its_own = code is not Refusal.LAUNCH_REFUSED  # The other process's sentence is passed on.
    assert refusals.sentence(error).endswith("." if words_of_its_own else "7")


def raised(folder: Path) -> Iterator[tuple[str, Enum, set[str]]]:
    """Every call in our code whose first argument is a code: the place, the code, the parameters' names."""
    enums = {"Refusal": Refusal, "StoreProblem": StoreProblem}
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id=called),
                    args=[ast.Attribute(value=ast.Name(id="Refusal" | "StoreProblem" as enum), attr=name)],
                    keywords=keywords,
                ) if called[0].isupper():
                    given = {keyword.arg for keyword in keywords if keyword.arg is not None}
                    yield f"{file.name}:{node.lineno}", enums[enum][name], given


def test_every_error_is_raised_with_the_parameters_that_its_sentence_needs() -> None:
    found = list(raised(Path(refusals.__file__).parent))
    assert len(found) > 30
    missing = {
        place: names(refusals._SENTENCES[code]) - given  # type: ignore[index] # Enum, of both kinds
        for place, code, given in found
    }
    assert {place: lacking for place, lacking in missing.items() if lacking} == {}


def test_the_sentence_for_people_is_translated_and_the_one_for_logs_is_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german = {
        "Please check your input": "Bitte prüfe deine Eingabe",
        "The limit must be from 1 to {highest:,}.": "Die Grenze liegt zwischen 1 und {highest}.",
    }
    monkeypatch.setattr(refusals, "_", lambda message: german.get(message, message))
    error = InvalidField(Refusal.LIMIT, highest=1000)
    assert (refusals.title(error), refusals.sentence(error)) == (
        "Bitte prüfe deine Eingabe",
        "Die Grenze liegt zwischen 1 und 1000.",
    )
    assert str(error) == error.message == "The limit must be from 1 to 1,000."


def test_text_of_people_is_not_taken_for_a_parameter() -> None:
    error = InvalidField(Refusal.UNKNOWN_FIELD, field="{fields} {0}", fields="title")
    assert str(error) == "There is no field “{fields} {0}” here; the fields are title."


def test_why_the_store_refuses_is_its_code() -> None:
    assert StoreUnavailable(StoreProblem.LOCKED, place="here").reason is StoreProblem.LOCKED
