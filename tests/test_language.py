"""How the language is chosen. If its catalogue is missing or damaged, it is English."""

from __future__ import annotations

import gettext as standard
import os
import random
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from focus_desktop import language, paths
from focus_desktop.language import N_, gettext, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n"
WORDS = {
    "": HEADER,
    "Break": "Pause",
    "verb\x04Break": "Rompre",
    "one day\0{n} days": "un jour\0{n} jours",
    "Usage: ": "Emploi : ",
}


def catalogue(words: Mapping[str, str]) -> bytes:
    """A compiled catalogue, as described in the manual of GNU gettext."""
    keys = sorted(words)
    texts = [one.encode() for one in [*keys, *(words[key] for key in keys)]]
    place, index = 28 + 8 * len(texts), b""
    for text in texts:
        index += struct.pack("<II", len(text), place)
        place += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 28 + 8 * len(texts))
    return head + index + b"".join(text + b"\0" for text in texts)


def write_catalogue(folder: Path, name: str, content: bytes) -> None:
    file = folder / name / "LC_MESSAGES" / f"{paths.APP_NAME}.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder for catalogues, with a French one. After the test, English is chosen again.

    What a test sets in the environment is not passed on to libc, which would keep its own texts in French.
    """
    write_catalogue(tmp_path, "fr", catalogue(WORDS))
    monkeypatch.setattr(language, "catalogues", lambda: tmp_path)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "")
    yield tmp_path
    language.choose([])


def test_until_a_language_is_chosen_all_is_english() -> None:
    assert language.current() == "en"
    assert gettext("Break") == pgettext("verb", "Break") == N_("Break") == "Break"
    assert [ngettext("one day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "one day", "{n} days"]


def test_messages_are_translated_with_their_plurals_and_contexts(folder: Path) -> None:
    language.choose(["fr"])
    assert language.current() == "fr"
    assert (gettext("Break"), pgettext("verb", "Break"), N_("Break")) == ("Pause", "Rompre", "Break")
    assert [ngettext("one day", "{n} days", n) for n in (0, 1, 2)] == ["un jour", "un jour", "{n} jours"]
    assert gettext("not in the catalogue") == "not in the catalogue"
    assert gettext("") == ""


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (["fr_CA.UTF-8"], "fr"),
        (["fr-FR"], "fr"),
        (["FR"], "fr"),
        (["fr_FR@euro"], "fr"),
        (["pt_BR.utf8"], "pt_BR"),
        (["pt_PT"], "en"),
        (["xx", "", "fr"], "fr"),
        (["en_GB", "fr"], "en"),
        (["C.UTF-8", "fr"], "fr"),
        (["../fr"], "en"),
        (["fr/.."], "en"),
        (["fr\0"], "en"),
        (["\udcff"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_with_a_catalogue_is_chosen(folder: Path, wanted: list[str], chosen: str) -> None:
    write_catalogue(folder, "pt_BR", catalogue(WORDS))
    language.choose(wanted)
    assert language.current() == chosen


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "xx:fr"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANGUAGE": "fr"}, "fr"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "fr", "LANG": "POSIX"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_determines_the_language(
    folder: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chosen: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    language.set_up()
    assert language.current() == chosen


def test_without_a_language_in_the_environment_the_system_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.system_languages.preferred", lambda: ["xx-XX", "fr-CA"])
    language.set_up()
    assert language.current() == "fr"
    assert standard.gettext("Usage: ") == "Emploi : "


def test_messages_of_libraries_are_translated_while_a_language_is_chosen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    language.set_up()
    assert standard.gettext("Usage: ") == "Emploi : "
    language.choose([])
    assert standard.gettext("Usage: ") == "Usage: "


def test_a_damaged_catalogue_means_english(folder: Path) -> None:
    intact = catalogue(WORDS)
    generator = random.Random(1)  # noqa: S311 — the same damage in each run
    damaged = [intact[:length] for length in range(len(intact) - 1)]
    for _ in range(300):
        changed = bytearray(intact)
        for _ in range(generator.randint(1, 4)):
            changed[generator.randrange(len(changed))] = generator.randrange(256)
        damaged.append(bytes(changed))
    for content in damaged:
        write_catalogue(folder, "fr", content)
        language.choose(["fr"])
        assert isinstance(gettext("Break"), str)
        assert isinstance(ngettext("one day", "{n} days", 2), str)
    write_catalogue(folder, "fr", intact[:-20])
    language.choose(["fr"])
    assert (language.current(), gettext("Break")) == ("en", "Break")


@pytest.mark.parametrize("rule", ["n > !1", "n % 0", "n +", "x", "(n", "", "9 ** 9 ** 9"])
def test_a_catalogue_with_a_wrong_rule_for_plurals_means_english(folder: Path, rule: str) -> None:
    header = HEADER.replace("(n > 1)", rule)
    write_catalogue(folder, "fr", catalogue(WORDS | {"": header}))
    language.choose(["fr"])
    assert (language.current(), ngettext("one day", "{n} days", 2)) == ("en", "{n} days")


def test_a_catalogue_that_cannot_be_read_means_english(folder: Path) -> None:
    file = folder / "de" / "LC_MESSAGES" / f"{paths.APP_NAME}.mo"
    file.mkdir(parents=True)
    language.choose(["de", "fr"])
    assert language.current() == "fr"


def test_in_english_no_catalogue_is_read_and_gettext_is_not_imported() -> None:
    code = (
        "import sys; from focus_desktop import language; language.set_up();"
        "print(language.gettext('Break'), {'gettext', 'ctypes', 'locale'} & set(sys.modules))"
    )
    environment = os.environ | {"LANGUAGE": "en", "LC_ALL": "", "LANG": "en_US.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split(" ", 1) == ["Break", "set()\n"], done.stderr
