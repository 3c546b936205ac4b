"""The words that people read: times, sessions, notifications. Plain functions, no Qt.

All words are translated when a function is called. Text from people is never changed but to make it fit.
"""

from focus_desktop.language import N_
from focus_desktop.wording.sessions import (
    about,
    break_is_over,
    break_name,
    bug,
    completion,
    extend_by,
    flow,
    flow_hint,
    gap,
    gap_title,
    milestone,
    no_quest,
    nothing_runs,
    preset,
    progress,
    quest_status,
    session_complete,
    start_minutes,
    state,
    status,
    subject,
    tray_tooltip,
    unnamed,
    worked,
)
from focus_desktop.wording.texts import breakable, listed, printable, shortened, tooltip
from focus_desktop.wording.times import (
    clock_time,
    countdown,
    date,
    day_and_time,
    duration,
    minutes,
    minutes_left,
    paused,
    today,
    whole_seconds,
)

APP_TITLE = "Focus Desktop"
"""The app's name, the same in every language."""
UNNAMED = N_("Focus session")
"""What a session without quest and description is called; `unnamed` says it in the user's language."""

__all__ = [
    "APP_TITLE",
    "UNNAMED",
    "about",
    "break_is_over",
    "break_name",
    "breakable",
    "bug",
    "clock_time",
    "completion",
    "countdown",
    "date",
    "day_and_time",
    "duration",
    "extend_by",
    "flow",
    "flow_hint",
    "gap",
    "gap_title",
    "listed",
    "milestone",
    "minutes",
    "minutes_left",
    "no_quest",
    "nothing_runs",
    "paused",
    "preset",
    "printable",
    "progress",
    "quest_status",
    "session_complete",
    "shortened",
    "start_minutes",
    "state",
    "status",
    "subject",
    "today",
    "tooltip",
    "tray_tooltip",
    "unnamed",
    "whole_seconds",
    "worked",
]
