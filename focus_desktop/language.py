"""Which language the app speaks, and the functions that mark and translate text. No Qt.

A catalogue is `resources/locale/<language>/LC_MESSAGES/focus-desktop.mo`. English needs none: it is what
stands in the code. Until `set_up` or `choose` is called, everything is English.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from focus_desktop import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from gettext import GNUTranslations
    from pathlib import Path

ENGLISH = "en"
UNTRANSLATED_LOCALES = ("C", "POSIX")
LANGUAGES, LOCALES = "LANGUAGE", ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the environment that name languages, or a locale."""
UNBOUND_DOMAIN = "messages"
"""The domain that the standard library looks into unless it is told another."""

_language = ENGLISH
_catalogue: GNUTranslations | None = None


def gettext(message: str) -> str:
    """The message in the chosen language. Imported as `_`."""
    if _catalogue is None or not message:  # The empty message is the catalogue's header.
        return message
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for a number of things: English has `one` for 1 and `many` for every other number."""
    if _catalogue is None:
        return one if n == 1 else many
    return _catalogue.ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """The message where one English word has several translations; `context` tells which is meant."""
    return message if _catalogue is None else _catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 — the name by which gettext's tools know it
    """Mark a message for the catalogues, for constants; who shows it translates it by `gettext`."""
    return message


def current() -> str:
    """The chosen language, by the name of its catalogue: `en`, `de`, `pt_BR`."""
    return _language


def available() -> list[str]:
    """The languages that there are catalogues for, besides English."""
    return sorted(file.parent.parent.name for file in catalogues().glob(f"*/LC_MESSAGES/{paths.APP_NAME}.mo"))


def set_up() -> None:
    """Choose the language that the user has set for this process, or for the whole computer.

    Must be called before anything is translated, and before Typer is imported: it translates some of its
    words when it is imported.
    """
    choose(preferred())


def choose(languages: Iterable[str]) -> None:
    """Speak the first of these languages that there is a catalogue of; English if there is none."""
    global _language, _catalogue
    _language, _catalogue = ENGLISH, None
    for name in _candidates(languages):
        if name == ENGLISH:
            break
        if (catalogue := _loaded(name)) is not None:
            _language, _catalogue = name, catalogue
            break
    _tell_the_standard_library()


def preferred() -> list[str]:
    """The languages that the user has set, best first.

    As in GNU gettext, `LANGUAGE` comes before the locale, and is not heeded in the locale `C`. Where the
    environment says nothing, Windows and macOS are asked.
    """
    locale = next((os.environ[name] for name in LOCALES if os.environ.get(name)), "")
    if locale in UNTRANSLATED_LOCALES:
        return []
    if named := os.environ.get(LANGUAGES):
        return named.split(":")
    if locale:
        return [locale]
    from focus_desktop import system_languages  # noqa: PLC0415 — rarely needed

    return system_languages.preferred()


def catalogues() -> Path:
    """The folder of the catalogues."""
    return paths.resource("locale")


def _candidates(languages: Iterable[str]) -> Iterator[str]:
    """The names that a catalogue for these languages may have: for `de_AT.UTF-8` `de_AT` and `de`."""
    for given in languages:
        name, _, variant = given.partition("@")
        name = name.partition(".")[0].replace("-", "_")
        language = name.partition("_")[0].lower()
        if not language.isalpha():
            continue
        if variant:
            yield from (f"{name}@{variant}", f"{language}@{variant}")
        yield from (name, language)


def _loaded(name: str) -> GNUTranslations | None:
    file = catalogues() / name / "LC_MESSAGES" / f"{paths.APP_NAME}.mo"
    if not file.is_file():
        return None
    from gettext import GNUTranslations  # noqa: PLC0415 — not needed in English
    from struct import error as damaged  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            catalogue = GNUTranslations(stream)
        catalogue.ngettext("", "", 2)  # The rule for plurals is part of the file.
    except (OSError, ValueError, LookupError, ArithmeticError, SyntaxError, MemoryError, damaged):
        return None  # The file cannot be read, or is not what it should be.
    return catalogue


def _tell_the_standard_library() -> None:
    """Have Typer's own words, which it translates by the standard library, found in our catalogue too."""
    if _catalogue is None:
        if "gettext" in sys.modules:
            sys.modules["gettext"].textdomain(UNBOUND_DOMAIN)
        return
    import gettext as standard  # noqa: PLC0415

    if not any(map(os.environ.get, (LANGUAGES, *LOCALES))):
        os.environ[LANGUAGES] = _language  # The standard library asks nothing but the environment.
    standard.bindtextdomain(paths.APP_NAME, str(catalogues()))
    standard.textdomain(paths.APP_NAME)
