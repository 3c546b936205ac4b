"""A made-up language that shows which texts are not translated or do not fit: `[Pause]` is `⟦Þáúšé ẋẋ⟧`.

Every letter of a message is replaced by one that English does not have, so an English letter on the
screen was not looked up. Messages are about 40 % longer, as in many languages. Brackets at their ends
show where a message is cut off, or a text is composed of several messages.

`python -m tests.pseudo_language FOLDER [ARGUMENT…]` runs the app in it; catalogues are written to FOLDER.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from babel.messages import Catalog

import catalogues
from focus_desktop import app, language, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "qps"
"""A name that no real language has; Windows uses it for its own made-up languages."""
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "áƀçđéƒĝĥíĵķľɱñóþɋřšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĽṀÑÓÞɊŘŠŢÚṼŴẊÝŽ"
STRANGELY = str.maketrans(PLAIN, STRANGE)
FILLING = "ẋẋẋẋẋẋ "
KEPT = re.compile(r"\{[^{}]*\}|`[^`]+`|--[\w-]+|\[blue\]|\[/\]")
"""Placeholders, commands and options, which stay English, and colours of Rich."""
NO_WORDS = re.compile(
    r"""
    `[^`]+`                                     # Commands.
    | (?<!\w)--?[a-z][\w-]*                     # Options.
    | <[\w|]+>                                  # Types of values, as Typer shows them.
    | \b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b
    | https?://\S+
    | \d+<=x<=\d+
    | (?<!\w)/[\w./-]+                          # Paths.
    """,
    re.VERBOSE,
)


def pseudo(message: str) -> str:
    """Translate a message into the made-up language."""
    start, text, end = _split_outer_spaces(message)
    pieces = KEPT.split(text)
    kept = [*KEPT.findall(text), ""]
    strange = "".join(piece.translate(STRANGELY) + keep for piece, keep in zip(pieces, kept, strict=True))
    length = round(0.4 * len(text))
    return f"{start}⟦{strange} {(FILLING * length)[:length].rstrip()}⟧{end}"


def untranslated(text: str, *known: str) -> str:
    """Return the English words in a text; empty if all of it was looked up.

    `known` is what users have written, and other words that are the same in every language.
    """
    text = NO_WORDS.sub(" ", text)
    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, " ")
    return " ".join(re.findall(r"[A-Za-z][A-Za-z']*", text))


@cache
def catalogue() -> bytes:
    """Return the compiled catalogue of all messages in the sources."""
    catalog = Catalog(domain=paths.APP_NAME)
    for message in catalogues.collected():
        if not message.id:
            continue  # The header.
        if isinstance(message.id, str):
            translation: str | tuple[str, ...] = pseudo(message.id)
        else:
            translation = tuple(map(pseudo, message.id))
        catalog.add(message.id, translation, context=message.context)
    return catalogues.compiled(catalog)


def write(folder: Path) -> None:
    """Write the catalogue into a folder for catalogues."""
    file = folder / NAME / "LC_MESSAGES" / f"{paths.APP_NAME}.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(catalogue())


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Choose the made-up language, and English again when left; its catalogue is written to the folder."""
    write(folder)
    with (
        patch.object(language, "catalogues", lambda: folder),
        patch.dict(os.environ, {"LANGUAGE": NAME, "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}),
    ):
        language.set_up()
        try:
            yield
        finally:  # A failed test must not leave the others in this language.
            language.choose([])


def _split_outer_spaces(message: str) -> tuple[str, str, str]:
    text = message.strip()
    start, _, end = message.partition(text)
    return start, text, end


if __name__ == "__main__":
    with spoken(Path(sys.argv[1])):
        sys.exit(app.main(sys.argv[2:]))
