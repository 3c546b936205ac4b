"""Reads times that people type. Plain functions, no widgets."""

import re

_HOURS_AND_MINUTES = re.compile(r"(\d{1,2})\s*(?::|h\w*|st\w*)\.?\s*(\d{1,2})\s*(?:m\w*)?\.?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m\w*)?\.?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h\w*|st\w*)\.?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})(?::0{1,2})?")


def minutes(text: str) -> int | None:
    """Return a length of time in minutes; None if it is not understood.

    Understood are, for instance, `210`, `3:30`, `3 h 30 min`, `3.5 h`, and the German `3 Std. 30 Min.`
    """
    text = text.strip()
    if found := _HOURS_AND_MINUTES.fullmatch(text):
        hours, rest = map(int, found.groups())
        return hours * 60 + rest if rest < 60 else None
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    if found := _HOURS.fullmatch(text):
        return round(float(found[1].replace(",", ".")) * 60)
    return None


def hour(text: str) -> int | None:
    """Return the full hour of a time of day, as in `4` or `04:00`; None if it is none."""
    found = _HOUR.fullmatch(text.strip())
    return int(found[1]) if found else None
