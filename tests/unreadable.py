"""Spoils stored values past all rules, as another program may have done."""

import re
import sqlite3
from contextlib import closing


def spoil(url: str, table: str, column: str, value: object, where: str = "1") -> None:
    """Set a column of a SQLite store to any value, whatever the table's rules say."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as shell, shell:
        shell.execute("PRAGMA ignore_check_constraints = ON")
        changed = shell.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [value]).rowcount
        assert changed == 1


def spoil_past_null(url: str, table: str, column: str, where: str = "1") -> None:
    """Set a column of a SQLite store, which no process has open, to NULL, whatever its table says."""
    relax(url)
    spoil(url, table, column, None, where)


def relax(url: str) -> None:
    """Let every column of a SQLite store, which no process has open, take NULL."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as shell, shell:
        shell.execute("PRAGMA writable_schema = ON")
        tables = shell.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        for name, made in tables:
            relaxed = re.sub("(?<!IS) NOT NULL", "", made)
            shell.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", [relaxed, name])
