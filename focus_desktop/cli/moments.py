"""Reads moments that people type: a day and a time, or a time of today, in local time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.clock import Clock

_TIME = re.compile(r"(\d{1,2}):(\d{2})")


def moment(text: str, clock: Clock) -> datetime:
    """The aware moment: `09:40` of today, `2026-11-23 09:40`, or ISO 8601 with an offset.

    Raises BadParameter, which is wrong usage of the command; also for a time that the clocks skip when
    summer time begins.
    """
    try:
        if time := _TIME.fullmatch(text.strip()):
            today = clock.now().astimezone().replace(tzinfo=None)
            hour, minute = map(int, time.groups())
            found = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
        else:
            found = datetime.fromisoformat(text.strip())
        aware = found.astimezone()
        is_skipped = found.tzinfo is None and aware.astimezone(UTC).astimezone().replace(tzinfo=None) != found
    except (ValueError, OverflowError):
        words = _("“{text}” is no time; write it like {time} or {day}.")
        raise typer.BadParameter(words.format(text=text[:40], time="09:40", day="2026-11-23 09:40")) from None
    if is_skipped:
        words = _("There was no {text}: the clocks skipped that time; give an earlier or a later one.")
        raise typer.BadParameter(words.format(text=text.strip()))
    return aware
