"""Makes texts fit where they are shown: in one line, in a terminal, in a tooltip. Has no words of its own."""

import re

from focus_desktop.text_direction import isolated

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They make one sign of several, as of an emoji's parts."""
ISOLATES = "[\u2068\u2069]"
"""They tell a terminal nothing; `isolated` has put them there."""
STEERING = "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
LINE_BREAK = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
LONG_WORD = r"\S{20}(?=\S)"
BEGINS_MARKUP = "<|&(?=lt;)"


def listed(*parts: str | None) -> str:
    """Facts beside each other on one line, those that are not there left out: `25 min · Read 12 Books`."""
    return " · ".join(on_one_line(part) for part in parts if part)


def on_one_line(text: str) -> str:
    """The text in a sentence or beside other text: apart from what is around it.

    Line breaks become spaces, and characters that steer a terminal are replaced. Other text stays as it is.
    """
    line = " ".join(text.split()) if re.search(LINE_BREAK, text) else text
    return isolated(re.sub(STEERING, "\N{REPLACEMENT CHARACTER}", line))


def shortened(text: str, longest: int = 60) -> str:
    """The text on one line of at most `longest` characters."""
    line = " ".join(text.split())
    return on_one_line(line if len(line) <= longest else line[: longest - 1].rstrip() + "…")


def printable(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(
        one if one.isprintable() or one in JOINERS else "\N{REPLACEMENT CHARACTER}"
        for one in re.sub(ISOLATES, "", text)
    )


def breakable(text: str) -> str:
    """The text with places at which long words may be broken, for labels that break lines."""
    return re.sub(LONG_WORD, "\\g<0>\N{ZERO WIDTH SPACE}", text)


def tooltip(text: str) -> str:
    """Text from people as a tooltip: whole, in lines of a readable length, and never taken for HTML.

    It is plain text, because assistive technology reads tooltips as they are. A sign that cannot be seen
    keeps Qt from taking `<` for the beginning of a tag.
    """
    import textwrap  # noqa: PLC0415 — not before the first paint

    lines = "\n".join(map(on_one_line, textwrap.wrap(text, 70)))
    return re.sub(BEGINS_MARKUP, "\\g<0>\N{WORD JOINER}", lines)
