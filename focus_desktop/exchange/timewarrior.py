"""What `timew export` writes: an array of intervals with tags and an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from focus_desktop.exchange import foreign, values
from focus_desktop.exchange.json_stream import ANY, JsonStream
from focus_desktop.exchange.source import value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from focus_desktop.exchange.source import Source
    from focus_desktop.model.transfer import SessionCopy


def read(source: Source) -> Iterator[SessionCopy]:
    """The intervals; the first tag becomes a quest, the others become the description without an annotation.

    Raises MalformedFile.
    """
    for found in JsonStream(source).find((ANY,)):
        try:
            if found.path != (ANY,):
                raise InvalidField(Refusal.NOT_OF_FORMAT, format="timewarrior")  # noqa: TRY301
            yield _session(found.value, found.line)
        except InvalidField as error:
            raise source.wrong(found.line, error) from error


def _session(found: Any, line: int) -> SessionCopy:
    if not isinstance(found, dict):
        raise value_wrong("interval", found)
    end = found.get("end")
    tags = [values.text("tags", tag, LONGEST_DESCRIPTION) for tag in _list(found.get("tags"))]
    note = values.description("annotation", found.get("annotation"))
    return foreign.session(
        [(values.moment("start", found.get("start")), None if end is None else values.moment("end", end))],
        line=line,
        quest_title=values.title("tags", tags[0].strip()) if tags else None,
        description=note or values.description("tags", ", ".join(tags[1:])),
    )


def _list(found: Any) -> list[Any]:
    if found is None:
        return []
    if not isinstance(found, list):
        raise value_wrong("tags", found)
    return found
