"""Spoils stored values past all rules, as another program may have done."""

import sqlite3
from contextlib import closing


def spoil(url: str, table: str, column: str, value: object, where: str = "1") -> None:
    """Set a column of a SQLite store to any value, whatever the table's rules say."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as shell, shell:
        shell.execute("PRAGMA ignore_check_constraints = ON")
        changed = shell.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [value]).rowcount
        assert changed == 1
