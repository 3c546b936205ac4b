"""Counts the statements and transactions that SQLAlchemy sends to databases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

TIME_LIMIT = "PRAGMA busy_timeout"
"""Not counted: it sets how long SQLite waits for locks, and reads and writes nothing."""


@dataclass
class Statements:
    """What all threads of this process have sent since `listen`."""

    statements: int = 0
    transactions: int = 0

    def listen(self) -> None:
        """Count from now on."""
        event.listen(Engine, "before_cursor_execute", self._note_statement)
        event.listen(Engine, "begin", self._note_transaction)

    def stop(self) -> None:
        """Count no longer."""
        event.remove(Engine, "before_cursor_execute", self._note_statement)
        event.remove(Engine, "begin", self._note_transaction)

    def take(self) -> tuple[int, int]:
        """Return how many statements and transactions were counted since the last call."""
        taken = self.statements, self.transactions
        self.statements = self.transactions = 0
        return taken

    def _note_statement(self, *arguments: Any) -> None:
        if not arguments[2].startswith(TIME_LIMIT):
            self.statements += 1

    def _note_transaction(self, *_: object) -> None:
        self.transactions += 1
