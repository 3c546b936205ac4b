"""`move` takes the data to a PostgreSQL server and back, and from then on every command uses it there."""

import json
from pathlib import Path

import pytest

from tests.homes import Home
from tests.postgres import PostgresServer


@pytest.fixture
def server_url(postgres: PostgresServer) -> str:
    return postgres.new_database()


def settings(home: Home) -> dict[str, object]:
    file = Path(home.environment["XDG_CONFIG_HOME"]) / "focus-desktop" / "settings.json"
    return dict(json.loads(file.read_text()))


def test_data_is_moved_to_a_server_and_back(home: Home, server_url: str) -> None:
    home.run("add", "--start", "2026-01-05 09:00", "--minutes", "25", "--description", "first")
    done = home.run("move", "--to", server_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no data yet" in done.stdout
    assert "Moved 1 session to postgres@/" in done.stdout
    assert f"What was in {home.data}/focus.db is still there, as it was." in done.stdout
    assert "sslmode=prefer" in str(settings(home)["database_server"])
    home.run("add", "--start", "2026-01-06 09:00", "--minutes", "25", "--description", "second")
    assert "postgresql" in home.run("check").stdout
    back = home.run("move", "--to", "here")
    assert (back.returncode, back.stderr) == (0, "")
    assert f"Moved 2 sessions to {home.data}/focus.db." in back.stdout
    assert f"What was there before is in {home.data}/focus-before-move-" in back.stdout
    assert settings(home)["database_server"] is None
    shown = json.loads(home.run("history", "--json").stdout)
    assert [one["description"] for one in shown] == ["second", "first"]


def test_a_server_with_data_can_be_used_but_nothing_is_moved_to_it(
    home: Home, server_url: str, tmp_path: Path
) -> None:
    home.run("add", "--start", "2026-01-05 09:00", "--minutes", "25", "--description", "theirs")
    home.run("move", "--to", server_url)
    other = Home(tmp_path / "other")
    other.run("add", "--start", "2026-01-06 09:00", "--minutes", "25", "--description", "mine")
    refused = other.run("move", "--to", server_url)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "nothing can be moved to it" in refused.stderr
    assert "mine" in other.run("history").stdout
    assert other.run("move", "--to", server_url, "--without-data").returncode == 0
    assert "theirs" in other.run("history").stdout


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://me:secret@localhost/focus", "Leave the password out of the address"),
        ("postgresql://me@localhost/focus?password=secret", "Leave the password out of the address"),
        ("postgresql://localhost/focus", "An address needs a server, a database and a user"),
        ("sqlite:///focus.db", "An address needs a server, a database and a user"),
        ("postgresql://me@localhost:99999/focus", "An address needs a server, a database and a user"),
        ("postgresql://me@nowhere.invalid/focus", "The server nowhere.invalid cannot be found"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence(home: Home, address: str, said: str) -> None:
    done = home.run("move", "--to", address)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr + done.stdout


def test_the_environment_counts_more_than_the_settings(home: Home, server_url: str, tmp_path: Path) -> None:
    home.run("move", "--to", server_url)
    forced = f"sqlite:///{tmp_path / 'forced.db'}"
    assert f"{tmp_path / 'forced.db'}" in home.run("check", FOCUS_DESKTOP_DATABASE_URL=forced).stdout
    done = home.run("move", "--to", "here", FOCUS_DESKTOP_DATABASE_URL=forced)
    assert done.returncode == 1
    assert done.stderr.startswith("FOCUS_DESKTOP_DATABASE_URL says where the data is")


def test_settings_that_are_lost_make_no_second_history(home: Home, server_url: str) -> None:
    assert home.run("move", "--to", server_url).returncode == 0
    assert home.run("start").returncode == 0
    file = Path(home.environment["XDG_CONFIG_HOME"]) / "focus-desktop" / "settings.json"
    file.write_text("{")
    for _ in range(2):  # The second one finds no settings at all.
        refused = home.run("status")
        assert refused.returncode == 1
        assert "do not say any more that the data is in" in refused.stderr
    assert home.run("move", "--to", server_url, "--without-data").returncode == 0
    assert "left" in home.run("status").stdout
    file.unlink()
    assert home.run("move", "--to", "here", "--without-data").returncode == 0
    assert home.run("status").returncode == 0
