"""Reads a JSON file of any size and layout piece by piece: only the values that are wanted are ever built."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from focus_desktop.exchange.source import LONGEST_LINE
from focus_desktop.model.errors import InvalidField, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from focus_desktop.exchange.source import Source

CHUNK = 2**18
DEEPEST = 50
"""How deep objects and arrays may be inside each other where they are not wanted as a whole."""
ANY = "*"
_SPACE = re.compile(r"[ \t\n\r]*")

Path = tuple[str, ...]
"""The keys that lead to a value; for an element of an array, `ANY`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value that was wanted, the keys that lead to it, and the line in which it begins."""

    path: Path
    value: Any
    line: int


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


class JsonStream:
    """One pass over the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._parse = json.JSONDecoder(parse_constant=_no_number).raw_decode
        self._text = ""
        self._at = 0
        self._at_end = False
        self._line, self._counted = 1, 0

    def find(self, *wanted: Path) -> Iterator[Found]:
        """The values at these paths, in the order of the file; `ANY` stands for every key.

        Raises MalformedFile, at the latest at the end, for what is no JSON.
        """
        yield from self._walk((), wanted)
        self._skip_space()
        if self._at < len(self._text):
            self._fail()

    def _walk(self, path: Path, wanted: Iterable[Path]) -> Iterator[Found]:
        wanted = [one for one in wanted if _leads_to(path, one)]
        if any(len(one) == len(path) for one in wanted):
            self._skip_space()
            line = self._line_here()
            yield Found(path, self._value(LONGEST_LINE), line)
        elif not wanted:
            self._skip(len(path))
        elif (first := self._peek()) == "{":
            for key in self._keys():
                yield from self._walk((*path, key), wanted)
        elif first == "[":
            for _ in self._elements():
                yield from self._walk((*path, ANY), wanted)
        else:
            self._value(LONGEST_LINE)

    def _keys(self) -> Iterator[str]:
        """The keys of the object that begins here; its values are to be read in between."""
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            if self._peek() != '"':
                self._fail()
            key = self._value(LONGEST_LINE)
            self._expect(":")
            yield key
            if self._expect(",", "}") == "}":
                return

    def _elements(self) -> Iterator[None]:
        """Stops before each element of the array that begins here; it is to be read in between."""
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield None
            if self._expect(",", "]") == "]":
                return

    def _skip(self, depth: int) -> None:
        """Skip a value: in one go if it is short, else part by part."""
        first = self._peek()
        if first not in {"{", "["}:
            self._value(LONGEST_LINE)
            return
        if depth > DEEPEST:
            self._fail()
        if self._is_short():
            return
        for _ in self._keys() if first == "{" else self._elements():
            self._skip(depth + 1)

    def _is_short(self) -> bool:
        """Whether the value that begins here is all in the text that is at hand; it is skipped then."""
        try:
            _, self._at = self._parse(self._text, self._at)
        except (ValueError, RecursionError):
            return False
        return True

    def _value(self, longest: int) -> Any:
        self._skip_space()
        while True:
            try:
                value, end = self._parse(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._at_end or isinstance(error, RecursionError):
                    self._fail(error)
            else:
                # A number may go on in the next piece.
                if self._at_end or end < len(self._text) or not isinstance(value, int | float):
                    self._at = end
                    return value
            if len(self._text) - self._at > longest:
                reason = InvalidField(Refusal.LINE_TOO_LONG, longest=longest)
                raise self._source.wrong(self._line_here(), reason)
            self._read_more(max(CHUNK, len(self._text) - self._at))

    def _expect(self, *characters: str) -> str:
        found = self._peek()
        if found not in characters:
            self._fail()
        self._at += 1
        return found

    def _peek(self) -> str:
        self._skip_space()
        if self._at == len(self._text):
            self._fail()
        return self._text[self._at]

    def _skip_space(self) -> None:
        while True:
            found = _SPACE.match(self._text, self._at)
            assert found is not None
            self._at = found.end()
            if self._at < len(self._text) or self._at_end:
                return
            self._read_more(CHUNK)

    def _read_more(self, size: int) -> None:
        """Read the next piece, and forget what has been read."""
        line = self._line_here()
        try:
            piece = self._source.stream.read(size)
            more = self._decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line += self._text.count("\n", self._at) + error.object[: error.start].count(b"\n")
            raise self._source.wrong(line, InvalidField(Refusal.NOT_UNICODE)) from error
        self._at_end = not piece
        self._text = self._text[self._at :] + more
        self._at = self._counted = 0

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _fail(self, cause: Exception | None = None) -> NoReturn:
        line = self._line_here()
        if isinstance(cause, json.JSONDecodeError):
            line += self._text.count("\n", self._at, cause.pos)
        raise self._source.wrong(line, InvalidField(Refusal.NOT_JSON)) from cause


def _leads_to(path: Path, wanted: Path) -> bool:
    return len(path) <= len(wanted) and all(
        pattern in {ANY, key} for key, pattern in zip(path, wanted, strict=False)
    )
