"""Ids as people and files give them."""

from uuid import UUID


def parsed_id(text: object) -> UUID | None:
    """The UUID that a text stands for; None if it is none."""
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
