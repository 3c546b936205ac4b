"""Makes texts fit where they are shown: in one line, in a terminal, in a tooltip. Has no words of its own."""

import re
import textwrap

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They make one sign of several, as of an emoji's parts."""
LONG_WORD = re.compile(r"\S{20}(?=\S)")
BEGINS_MARKUP = re.compile("<|&(?=lt;)")


def listed(*parts: str | None) -> str:
    """Facts beside each other, those that are not there left out: `25 min · Read 12 Books`."""
    return " · ".join(part for part in parts if part)


def shortened(text: str, longest: int = 60) -> str:
    """The text on one line of at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def printable(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(
        one if one.isprintable() or one in JOINERS else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def breakable(text: str) -> str:
    """The text with places at which long words may be broken, for labels that break lines."""
    return LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def tooltip(text: str) -> str:
    """Text from people as a tooltip: whole, in lines of a readable length, and never taken for HTML.

    It is plain text, because assistive technology reads tooltips as they are. A sign that cannot be seen
    keeps Qt from taking `<` for the beginning of a tag.
    """
    lines = "\n".join(textwrap.wrap(text, 70))
    return BEGINS_MARKUP.sub("\\g<0>\N{WORD JOINER}", lines)
