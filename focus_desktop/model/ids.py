"""Ids as people and files give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


def parsed_id(text: object) -> UUID | None:
    """The UUID that a text stands for; None if it is none."""
    if not isinstance(text, str):
        return None
    from uuid import UUID  # noqa: PLC0415 — not before the first paint, unless a quest is planned

    try:
        return UUID(text)
    except ValueError:
        return None
