"""The catalogues are complete, have the same placeholders as their messages, are compiled and shipped."""

from __future__ import annotations

import ast
import re
from configparser import ConfigParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from babel.messages.catalog import Message

import catalogues
import debian_package
import left_out
from focus_desktop import language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKS = {"_", "gettext", "ngettext", "pgettext", "N_"}
LOOK_UP = MARKS - {"N_"}
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SOURCES = sorted(catalogues.SOURCES.rglob("*.py"))


def test_the_catalogues_are_complete_and_up_to_date() -> None:
    assert catalogues.problems() == []


def test_every_language_is_found_by_the_app() -> None:
    assert "de" in catalogues.languages()
    assert catalogues.languages() == language.available()


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (Message("Break", ""), "is not translated"),
        (Message("Break", "Pause", flags=["fuzzy"]), "is not translated"),
        (Message(("{n} day", "{n} days"), ("{n} Tag", "")), "is not translated"),
        (Message("{n} min", "{m} min"), "has other placeholders in “{m} min”"),
        (Message("{n} min", "{n min"), "has other placeholders in “{n min”"),
        (Message(("one day", "{n} days"), ("{x} Tag", "{n} Tage")), "has other placeholders in “{x} Tag”"),
        (Message("&Save", "Speichern"), "has other marks of a key (&) in “Speichern”"),
        (Message("Usage: ", "Aufruf:"), "has other spaces at its ends in “Aufruf:”"),
        (Message("See `history`.", "Siehe `Verlauf`."), "has other commands in “Siehe `Verlauf`.”"),
        (Message("Use --flow.", "Mit --Flow."), "has other commands in “Mit --Flow.”"),
    ],
)
def test_a_wrong_translation_is_found(message: Message, problem: str) -> None:
    assert list(catalogues._problems_in(message)) == [problem]


@pytest.mark.parametrize(
    "message",
    [
        Message(("one day", "{n} days"), ("ein Tag", "{n} Tage")),
        Message("Count {n} of `x` with --y ", "`x` mit --y zählt {n} "),
        Message("&Save", "S&peichern"),
    ],
)
def test_a_correct_translation_has_no_problem(message: Message) -> None:
    assert list(catalogues._problems_in(message)) == []


def test_update_brings_changed_messages_to_the_translations_and_compile_compiles_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sources, locale = tmp_path / "focus_desktop", tmp_path / "locale"
    sources.mkdir()
    code = '# Translators: A pause.\n_("Break")\nngettext("{n} day", "{n} days", 2)\n'
    (sources / "one.py").write_text(code, encoding="utf-8")
    for name, value in (("ROOT", tmp_path), ("SOURCES", sources), ("LOCALE", locale)):
        monkeypatch.setattr(catalogues, name, value)
    monkeypatch.setattr(catalogues, "TEMPLATE", locale / "focus-desktop.pot")
    assert catalogues.update(["pl"]) == [
        "2 messages in locale/focus-desktop.pot",
        "pl: 2 to translate in locale/pl/LC_MESSAGES/focus-desktop.po",
    ]
    file = catalogues.translations_file("pl")
    assert "#. A pause.\n" in file.read_text(encoding="utf-8")
    first = file.read_bytes(), catalogues.TEMPLATE.read_bytes()
    assert catalogues.update() == catalogues.update()
    assert (file.read_bytes(), catalogues.TEMPLATE.read_bytes()) == first  # Nothing has changed.

    catalog = catalogues.read(file, "pl")
    catalog["Break"].string, catalog["{n} day"].string = "Przerwa", ("{n} dzień", "{n} dni", "{n} dnia")
    catalogues._write(catalog, file)
    uncompiled = "pl: locale/pl/LC_MESSAGES/focus-desktop.mo is not compiled from what stands beside it"
    assert catalogues.problems() == [uncompiled]
    catalogues.compile_all()
    assert catalogues.problems() == []

    (sources / "one.py").write_text('_("Breaks")\n_("New")\n', encoding="utf-8")
    assert catalogues.problems() == [
        "The template is not that of the sources.",
        "pl: “Breaks” is missing",
        "pl: “New” is missing",
        "pl: “Break” is in no source",
        "pl: “{n} day” is in no source",
    ]
    assert catalogues.update()[1].startswith("pl: 2 to translate")  # One resembles an old one: it is fuzzy.
    assert catalogues.main(["check"]) == 1


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(catalogues.SOURCES)))
def test_a_message_is_looked_up_before_anything_is_put_into_it(file: Path) -> None:
    """A text that is composed before it is looked up is in no catalogue."""
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
    ]
    composed = (ast.JoinedStr, ast.BinOp, ast.Call)
    assert [call.lineno for call in calls if any(isinstance(one, composed) for one in call.args)] == []


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(catalogues.SOURCES)))
def test_nothing_is_translated_when_a_module_is_imported(file: Path) -> None:
    """The language is chosen later."""
    run = run_on_import(ast.parse(file.read_text(encoding="utf-8")))
    calls = [(node.func, node.lineno) for node in run if isinstance(node, ast.Call)]
    assert [line for what, line in calls if isinstance(what, ast.Name) and what.id in LOOK_UP] == []


def run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a module except those in the bodies of its functions."""
    for inner in ast.iter_child_nodes(node):
        yield inner
        if isinstance(inner, ast.Lambda):
            continue
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            for one in (*inner.decorator_list, inner.args):
                yield from run_on_import(one)
        else:
            yield from run_on_import(inner)


def test_every_comment_for_translators_is_collected() -> None:
    pattern = rf"# {catalogues.COMMENT_TAG} (.*)"
    written = {found for file in SOURCES for found in re.findall(pattern, file.read_text(encoding="utf-8"))}
    collected = {comment for message in catalogues.collected() for comment in message.auto_comments}
    assert [one for one in sorted(written) if not any(comment.startswith(one) for comment in collected)] == []


@pytest.mark.parametrize("name", catalogues.languages())
def test_desktop_entry_and_metainfo_are_translated_into_every_language(name: str) -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # documented so
    entry.read(debian_package.LINUX / debian_package.DESKTOP_ENTRY, encoding="utf-8")
    for section in entry.sections():
        keys = {"GenericName", "Comment", "Keywords", "Name"} & set(entry[section])
        if section == "Desktop Entry":
            keys -= {"Name"}  # The app's name is the same in all languages.
        assert [key for key in sorted(keys) if f"{key}[{name}]" not in entry[section]] == [], section

    metainfo = ET.parse(debian_package.LINUX / debian_package.METAINFO)  # noqa: S314 — our own file
    for path in ("summary", "developer/name", "description/p", "description/ul/li"):
        texts = metainfo.findall(path)
        translated = [text for text in texts if text.get(XML_LANGUAGE) == name]
        assert len(translated) == sum(text.get(XML_LANGUAGE) is None for text in texts) > 0, path


def test_the_bundle_has_the_compiled_translations_and_those_of_qt() -> None:
    kept = (
        "PySide6/Qt/translations/qtbase_de.qm",
        "focus_desktop/resources/locale/de/LC_MESSAGES/focus-desktop.mo",
    )
    unused = (
        "PySide6/Qt/translations/qtbase_fi.qm",
        "PySide6/Qt/translations/qt_de.qm",
        "focus_desktop/resources/locale/de/LC_MESSAGES/focus-desktop.po",
        "focus_desktop/resources/locale/focus-desktop.pot",
    )
    datas = [(name, "", "DATA") for name in (*kept, *unused)]
    assert [name for name, _, _ in left_out.without_unused_parts(datas)] == list(kept)


def test_no_message_is_looked_up_with_and_without_a_plural() -> None:
    """Python before 3.12 does not find the translation of one that has a plural without it."""
    asked: dict[str, set[str]] = {"_": set(), "N_": set(), "ngettext": set()}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                    asked.setdefault(name, set()).add(text)
    assert asked["ngettext"]
    assert asked["ngettext"] & (asked["_"] | asked["N_"]) == set()
