"""What each verb and each page sends to the database, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guards import bounds, counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.postgres import PostgresServer

    NewUrl = Callable[[str], str]

STORES = ("SQLite", "PostgreSQL")


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """Makes the URL of another empty store of a kind."""
    numbers = iter(range(100))

    def new_url(store: str) -> str:
        if store == "SQLite":
            return f"sqlite:///{tmp_path / f'store {next(numbers)}' / 'focus.db'}"
        server: PostgresServer = request.getfixturevalue("postgres")
        return server.new_database()

    return new_url


@pytest.mark.parametrize("store", STORES)
def test_no_verb_sends_more_to_the_database_than_before(store: str, new_url: NewUrl) -> None:
    statements, transactions = counts.verbs(new_url(store), new_url(store))
    bounds.check(f"statements of verbs, {store}", statements)
    bounds.check(f"transactions of verbs, {store}", transactions)


@pytest.mark.parametrize("store", STORES)
def test_no_page_sends_more_to_the_database_than_before(store: str, new_url: NewUrl, home: Path) -> None:
    statements, transactions = counts.pages(home, new_url(store))
    bounds.check(f"statements of pages, {store}", statements)
    bounds.check(f"transactions of pages, {store}", transactions)
