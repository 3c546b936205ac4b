"""Keeps text from people apart from the words around it, whichever way it is written.

Source: Unicode Standard Annex #9, "Unicode Bidirectional Algorithm".
"""

import re

_ISOLATE, _END_OF_ISOLATE, _END_OF_EMBEDDING = "\u2068", "\u2069", "\u202c"
_ISOLATES, _EMBEDDINGS = "\u2066\u2067\u2068", "\u202a\u202b\u202d\u202e"
_CONTROL = f"[{_ISOLATES}{_EMBEDDINGS}{_END_OF_ISOLATE}{_END_OF_EMBEDDING}]"
_HAS_DIRECTION = (
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters that are written from right to left, and characters that steer the direction."""


def isolated(text: str) -> str:
    """The text so that it does not change the order of what stands beside it.

    A control without its counterpart is left out. Text that needs nothing of this stays as it is.
    """
    if text.isascii() or not re.search(_HAS_DIRECTION, text):
        return text
    found = _balanced(text)
    if not re.search(_HAS_DIRECTION, found) or _is_isolated(found):
        return found
    return f"{_ISOLATE}{found}{_END_OF_ISOLATE}"


def _balanced(text: str) -> str:
    """The text without controls that open what nothing closes, or close what nothing has opened."""
    open_ones: list[re.Match[str]] = []
    alone: set[int] = set()
    for control in re.finditer(_CONTROL, text):
        one = control.group()
        if one in _ISOLATES or one in _EMBEDDINGS:
            open_ones.append(control)
        elif open_ones and _closes(one, open_ones[-1].group()):
            open_ones.pop()
        else:
            alone.add(control.start())
    alone.update(control.start() for control in open_ones)
    return "".join(one for place, one in enumerate(text) if place not in alone)


def _closes(one: str, opened: str) -> bool:
    return (one == _END_OF_ISOLATE) == (opened in _ISOLATES)


def _is_isolated(text: str) -> bool:
    """Whether one isolate encloses the whole balanced text."""
    depth = 0
    for place, one in enumerate(text):
        depth += (one in _ISOLATES) - (one == _END_OF_ISOLATE)
        if depth == 0:
            return place == len(text) - 1 and text[0] == _ISOLATE
    return False
