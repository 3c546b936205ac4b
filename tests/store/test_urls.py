"""The URL of the database: what cannot be used is told in one sentence, and what is secret is never told."""

from pathlib import Path

import pytest

from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import engines
from focus_desktop.store.database import Database
from tests.homes import Home
from tests.postgres import PostgresServer

HIDDEN = "s3cret"
NOWHERE = "postgresql://anna@localhost:1/focus"

BAD = (
    "",
    "focus.db",
    "postgresql://localhost:port/focus",
    "postgresql://localhost:/focus",
    "postgresql://[::1:5432/focus",
    f"postgresql://anna:half@{HIDDEN}@localhost:1/focus",
    "postgresql://localhost:1/fo%00cus?host=a\0b",
    f"{NOWHERE}?port=a",
    f"{NOWHERE}?nonsense=1",
    f"{NOWHERE}?PASSWORD={HIDDEN}",
    f"{NOWHERE}?autocommit=1",
    f"{NOWHERE}?context=1",
    "sqlite://host/folder/focus.db",
    f"sqlite://anna:{HIDDEN}@/folder/focus.db",
    "sqlite:///a\0b",
    "sqlite:///{folder}/focus.db?nonsense=1",
    "sqlite:///{folder}/focus.db?timeout=long",
    "sqlite:///{folder}/focus.db?uri=perhaps",
    "sqlite:///file:{folder}/focus.db?uri=true&mode=nonsense",
)


@pytest.mark.parametrize("bad", BAD)
def test_a_url_that_makes_no_sense_is_told_in_one_sentence(bad: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        Database(bad.replace("{folder}", str(tmp_path)))
    assert refused.value.reason is StoreProblem.BAD_URL
    assert HIDDEN not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("driver", ["postgresql+asyncpg", "sqlite+aiosqlite", "postgresql+nonsense"])
def test_another_driver_is_refused(driver: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        Database(f"{driver}:///focus")
    assert refused.value.reason is StoreProblem.NO_DRIVER


@pytest.mark.parametrize(
    "secret",
    [
        f"password={HIDDEN}",
        f"PASSWORD={HIDDEN}",
        f"pass%77ord={HIDDEN}",
        f"sslmode=prefer&sslpassword={HIDDEN}",
        f"passfile=/{HIDDEN}",
        f"host=localhost&password={HIDDEN}&password={HIDDEN}",
        f"dbname=password%3D{HIDDEN}",
        f"options=-c%20a.b%3D{HIDDEN}",
    ],
)
def test_what_is_secret_in_a_url_is_never_told(secret: str, home: Home) -> None:
    url = f"{NOWHERE}?{secret}"
    assert HIDDEN not in engines.place(engines.parsed(url))
    with pytest.raises(StoreUnavailable) as refused:
        Database(url)
    assert HIDDEN not in str(refused.value)
    done = home.run("check", FOCUS_DESKTOP_DATABASE_URL=url)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert HIDDEN not in done.stderr
    assert HIDDEN not in (home.log.read_text() if home.log.exists() else "")


def test_a_password_among_the_options_is_used_and_not_told(postgres: PostgresServer) -> None:
    url = engines.parsed(postgres.new_database())
    database = Database(url.update_query_dict({"password": HIDDEN}).render_as_string(False))
    assert database.place == engines.place(url)
    database.close()


@pytest.mark.parametrize("name", ["100%41", "who?me=1", "a#b", "grün"])
def test_the_usual_place_may_have_any_name(name: str, tmp_path: Path, home: Home) -> None:
    done = home.run("check", XDG_DATA_HOME=str(tmp_path / name))
    assert done.returncode == 0
    assert (tmp_path / name / "focus-desktop" / "focus.db").is_file()
