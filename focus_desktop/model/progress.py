"""How far something has come that takes a while, and that it was cancelled."""

from typing import NamedTuple


class Cancelled(Exception):
    """The person has cancelled an export, an import or a check. What is told of the progress raises it."""


class Progress(NamedTuple):
    """How far an export, an import or a check has come."""

    done: int
    total: int
    """In bytes while a file is read, in steps of a check, else in sessions; 0 if it is not known."""
    sessions: int = 0
    """So far."""
