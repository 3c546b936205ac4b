"""Ids as people and files give them."""

from uuid import UUID


def parsed_id(text: str | None) -> UUID | None:
    """The UUID that the text stands for; None if it is none."""
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
