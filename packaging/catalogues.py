"""Keeps the catalogues: collects the messages, brings them to the translators, compiles and checks.

After a message has changed: `catalogues.py update`, translate what is missing or marked "fuzzy" in each
`resources/locale/<language>/LC_MESSAGES/focus-desktop.po`, `catalogues.py compile`. A new language begins
with `catalogues.py update <language>`. Needs Babel, which the app itself does not.
"""

from __future__ import annotations

import argparse
import re
import sys
from gettext import GNUTranslations
from importlib.metadata import version
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bootstrap import ROOT
from focus_desktop import paths, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from babel.messages.catalog import Message

VERSION = version(paths.APP_NAME)
SOURCES = ROOT / "focus_desktop"
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / f"{paths.APP_NAME}.pot"
COMMENT_TAG = "Translators:"
HOW = (("language.py", "ignore"), ("**.py", "python"))
"""language.py has the functions that mark messages, and no messages."""
WIDTH = 100

Key = tuple[str, str | None]
"""What identifies a message: the English text, in the singular, and the context."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="catalogues.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="collect the messages of the sources in the template")
    updating = commands.add_parser("update", help="extract, and bring the messages to all languages")
    updating.add_argument(
        "new", nargs="*", metavar="LANGUAGE", help="a language to begin with, such as pt_BR"
    )
    commands.add_parser("compile", help="make of the translations what the app reads")
    commands.add_parser("check", help="find what is missing, wrong or out of date")
    options = parser.parse_args(arguments)
    run: dict[str, Callable[[], list[str]]] = {
        "extract": extract,
        "update": lambda: update(options.new),
        "compile": compile_all,
        "check": problems,
    }
    lines = run[options.command]()
    for line in lines:
        print(line)
    return int(options.command == "check" and bool(lines))


def languages() -> list[str]:
    """The languages for which there are translations."""
    return sorted(file.parent.parent.name for file in LOCALE.glob("*/LC_MESSAGES/*.po"))


def translations_file(language: str, suffix: str = ".po") -> Path:
    """The path of the translations: as text (`.po`), or compiled (`.mo`)."""
    return LOCALE / language / "LC_MESSAGES" / f"{paths.APP_NAME}{suffix}"


def extract() -> list[str]:
    """Write the messages of the sources to the template; return lines that say so."""
    template = collected()
    if TEMPLATE.is_file():
        # The date stays, so that the same sources make the same file.
        template.creation_date = read(TEMPLATE).creation_date
    _write(template, TEMPLATE)
    return [f"{len(template)} messages in {TEMPLATE.relative_to(ROOT)}"]


def update(new: Sequence[str] = ()) -> list[str]:
    """Bring template and translations up to date with the sources; return lines that say so."""
    lines = extract()
    for language in sorted({*languages(), *new}):
        file = translations_file(language)
        catalog = read(file, language) if file.is_file() else _empty(language)
        catalog.update(collected())
        _write(catalog, file)
        todo = sum(not _is_translated(message) for message in catalog if message.id)
        lines.append(f"{language}: {todo} to translate in {file.relative_to(ROOT)}")
    return lines


def compile_all() -> list[str]:
    """Compile all translations; return lines that say so."""
    for language in languages():
        translations_file(language, ".mo").write_bytes(compiled(read(translations_file(language), language)))
    return [f"{language}: compiled" for language in languages()]


def problems() -> list[str]:
    """Return what is missing, wrong or out of date, in sentences."""
    found = [] if keys(read(TEMPLATE)) == keys(collected()) else ["The template is not that of the sources."]
    for language in languages():
        found += [f"{language}: {problem}" for problem in _problems_of(language)]
    return found


def collected() -> Catalog:
    """Collect the messages of the sources."""
    catalog = _empty(None)
    found = extract_from_dir(SOURCES, HOW, comment_tags=(COMMENT_TAG,), strip_comment_tags=True)
    for name, line, message, comments, context in found:
        location = f"{SOURCES.name}/{name}"
        catalog.add(message, locations=[(location, line)], auto_comments=comments, context=context)
    return catalog


def read(file: Path, language: str | None = None) -> Catalog:
    """Read a template, or the translations into a language."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=paths.APP_NAME)


def compiled(catalog: Catalog) -> bytes:
    """Return the file that the app reads, without messages that are not translated or are fuzzy."""
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def keys(catalog: Catalog) -> set[Key]:
    """The keys of the messages in a catalogue."""
    return {_key(message) for message in catalog if message.id}


def placeholders(text: str) -> set[str]:
    """The names in braces, which the app replaces. Raises ValueError if a brace is not closed."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _problems_of(language: str) -> Iterator[str]:
    catalog = read(translations_file(language), language)
    expected, present = keys(collected()), keys(catalog)
    yield from (f"“{text}” is missing" for text, _ in sorted(expected - present, key=str))
    yield from (f"“{text}” is in no source" for text, _ in sorted(present - expected, key=str))
    for message in catalog:
        if message.id:
            yield from (f"“{_key(message)[0]}” {problem}" for problem in _problems_in(message))
    file = translations_file(language, ".mo")
    if not file.is_file() or _messages(file.read_bytes()) != _messages(compiled(catalog)):
        yield f"{file.relative_to(ROOT)} is not compiled from what stands beside it"


def _problems_in(message: Message) -> Iterator[str]:
    originals, translations = _forms(message.id), _forms(message.string)
    if not _is_translated(message):
        yield "is not translated"
        return
    names = set().union(*map(placeholders, originals))
    for text in translations:
        try:
            has_them = placeholders(text) == names or (message.pluralizable and placeholders(text) <= names)
        except ValueError:
            has_them = False
        if not has_them:
            yield f"has other placeholders in “{text}”"
        if _commands(text) != _commands(originals[-1]):
            yield f"has other commands in “{text}”"
        if text.count("&") != originals[-1].count("&"):
            yield f"has other marks of a key (&) in “{text}”"
        if _outer_spaces(text) != _outer_spaces(originals[-1]):
            yield f"has other spaces at its ends in “{text}”"


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(_forms(message.string))


def _forms(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    return (texts or "",) if texts is None or isinstance(texts, str) else tuple(texts)


def _commands(text: str) -> list[str]:
    """The commands and options in a text, which stay English."""
    return sorted(re.findall(r"`[^`]+`|--[\w-]+", text))


def _outer_spaces(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _key(message: Message) -> Key:
    return _forms(message.id)[0], message.context


def _messages(content: bytes) -> dict[object, str]:
    """The messages of a compiled catalogue, without the header, which names the version of Babel."""
    # The standard library has no public way to list them.
    found = vars(GNUTranslations(BytesIO(content)))["_catalog"]
    return {key: text for key, text in found.items() if key}


def _empty(language: str | None) -> Catalog:
    catalog = Catalog(
        locale=language,
        domain=paths.APP_NAME,
        header_comment=f"# Translations of {wording.APP_TITLE}.",
        project=wording.APP_TITLE,
        version=VERSION,
        fuzzy=False,
    )
    # The project has no mail address, and Babel would fill in examples.
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    return catalog


def _write(catalog: Catalog, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        # Without line numbers, which would change with almost every change of the sources.
        write_po(stream, catalog, width=WIDTH, include_lineno=False, sort_by_file=True, ignore_obsolete=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
