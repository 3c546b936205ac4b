"""The words of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from focus_desktop.model.errors import FocusError


def title(error: FocusError) -> str:
    """Its title."""
    return error.title


def sentence(error: FocusError) -> str:
    """Why it was refused and what to do."""
    return error.message


def english(error: FocusError) -> str:
    """The same in English."""
    return error.message
