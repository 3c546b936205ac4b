"""What is in the way of a server is said in a code and a sentence; TLS is as strict as was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.database_server import DatabaseServer, Tls, server_of
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.store import server_check
from focus_desktop.store.database import Database
from tests.network_postgres import HOST, PASSWORD, Authority, NetworkPostgres, new_authority

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import SettableClock


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return new_authority("the right one")


@pytest.fixture(scope="module")
def encrypting(authority: Authority) -> Iterator[NetworkPostgres]:
    with NetworkPostgres(authority) as server:
        server.add_user()
        yield server


@pytest.fixture(scope="module")
def plain() -> Iterator[NetworkPostgres]:
    with NetworkPostgres() as server:
        server.add_user()
        yield server


@pytest.fixture
def server(plain: NetworkPostgres) -> DatabaseServer:
    return replace(server_of(plain.new_database()), tls=Tls.PREFER)


@pytest.fixture
def safe_server(encrypting: NetworkPostgres, authority: Authority, tmp_path: Path) -> DatabaseServer:
    file = authority.write(tmp_path / "root.crt")
    return replace(server_of(encrypting.new_database()), tls=Tls.VERIFY_FULL, root_certificate=str(file))


def problem(server: DatabaseServer, password: str | None = PASSWORD) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as error:
        server_check.check_server(server, password, now)
    assert PASSWORD not in str(error.value)
    return error.value


def test_an_empty_database_can_be_used_and_nothing_is_changed_there(server: DatabaseServer) -> None:
    for _ in range(2):
        facts = server_check.check_server(server, PASSWORD, now)
        assert facts.sessions is None
        assert not facts.is_encrypted
        assert abs(facts.clock_ahead) < timedelta(seconds=5)
        assert int(facts.version.partition(".")[0]) >= server_check.OLDEST


def test_sessions_that_are_there_are_counted(server: DatabaseServer, clock: SettableClock) -> None:
    controller = Controller(Database(server.url(PASSWORD)), clock)
    controller.start_session(duration_minutes=25)
    controller.close()
    assert server_check.check_server(server, PASSWORD, now).sessions == 1


def test_a_clock_that_differs_is_told(server: DatabaseServer) -> None:
    facts = server_check.check_server(server, PASSWORD, lambda: now() + timedelta(minutes=3))
    assert round(facts.clock_ahead.total_seconds()) in range(-185, -175)


def test_what_is_in_the_way_has_a_code_of_its_own(
    server: DatabaseServer, plain: NetworkPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    for changed, password, code in (
        (replace(server, host="nowhere.invalid"), PASSWORD, StoreProblem.SERVER_NOT_FOUND),
        (replace(server, port=1), PASSWORD, StoreProblem.SERVER_NOT_THERE),
        (replace(server, host="/nowhere"), PASSWORD, StoreProblem.SERVER_NOT_THERE),
        (server, "wrong", StoreProblem.PASSWORD_WRONG),
        (server, None, StoreProblem.PASSWORD_MISSING),
        (replace(server, user="nobody"), PASSWORD, StoreProblem.PASSWORD_WRONG),
        (replace(server, database="nothing"), PASSWORD, StoreProblem.NO_SUCH_DATABASE),
        (replace(server, tls=Tls.REQUIRE), PASSWORD, StoreProblem.NO_TLS),
        (replace(server, user="postgres"), PASSWORD, StoreProblem.PASSWORD_WRONG),
    ):
        assert problem(changed, password).reason is code
    monkeypatch.setattr(server_check, "CONNECT_LIMIT_S", 2)
    with plain.stopped():
        assert problem(server).reason is StoreProblem.SERVER_SILENT
    monkeypatch.setattr(server_check, "OLDEST", 99)
    assert problem(server).reason is StoreProblem.SERVER_TOO_OLD


def test_a_user_without_the_right_to_make_tables_is_refused(
    server: DatabaseServer, plain: NetworkPostgres
) -> None:
    for statement in ("REVOKE ALL ON SCHEMA public FROM me", "REVOKE ALL ON SCHEMA public FROM PUBLIC"):
        plain.execute(statement, server.database)
    plain.execute(f"ALTER DATABASE {server.database} OWNER TO postgres")
    plain.execute("ALTER SCHEMA public OWNER TO postgres", server.database)
    assert problem(server).reason is StoreProblem.NO_RIGHTS


@pytest.mark.parametrize("table", ["alembic_version", "notes"])
def test_tables_of_another_program_are_refused(server: DatabaseServer, table: str) -> None:
    with psycopg.connect(server.url(PASSWORD)) as connection:
        connection.execute(f"CREATE TABLE {table} (version_num text)".encode())
    assert problem(server).reason is StoreProblem.TABLES_OF_OTHERS


def test_a_newer_version_of_ours_is_refused(server: DatabaseServer) -> None:
    Database(server.url(PASSWORD)).close()
    with psycopg.connect(server.url(PASSWORD)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert problem(server).reason is StoreProblem.NEWER


def test_the_right_authority_is_trusted_by_the_test_and_by_the_store(safe_server: DatabaseServer) -> None:
    assert server_check.check_server(safe_server, PASSWORD, now).is_encrypted
    database = Database(safe_server.url(PASSWORD))
    with database.reading() as work:
        encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert work.connection().exec_driver_sql(encrypted).scalar() is True
    database.close()


@pytest.mark.parametrize("tls", [Tls.VERIFY_CA, Tls.VERIFY_FULL])
def test_another_authority_is_refused_in_words_by_the_test_and_by_the_store(
    safe_server: DatabaseServer, tmp_path: Path, tls: Tls
) -> None:
    file = new_authority("the wrong one").write(tmp_path / "other.crt")
    wrong = replace(safe_server, tls=tls, root_certificate=str(file))
    error = problem(wrong)
    assert error.reason is StoreProblem.NOT_TRUSTED
    assert str(error).startswith(f"The certificate of {HOST} is not trusted (")
    with pytest.raises(StoreUnavailable, match="certificate verify failed"):
        Database(wrong.url(PASSWORD))


def test_a_certificate_for_another_name_is_refused(safe_server: DatabaseServer) -> None:
    other = replace(safe_server, host="localhost")
    assert problem(other).reason is StoreProblem.NOT_TRUSTED
    assert server_check.check_server(replace(other, tls=Tls.VERIFY_CA), PASSWORD, now).is_encrypted


def test_a_root_certificate_that_is_not_there_is_told(safe_server: DatabaseServer) -> None:
    missing = replace(safe_server, root_certificate="/nowhere/root.crt")
    assert problem(missing).reason is StoreProblem.NO_ROOT_CERTIFICATE


@pytest.mark.parametrize("tls", [Tls.DISABLE, Tls.ALLOW, Tls.PREFER, Tls.REQUIRE])
def test_encryption_is_as_it_was_chosen(safe_server: DatabaseServer, tls: Tls) -> None:
    facts = server_check.check_server(replace(safe_server, tls=tls), PASSWORD, now)
    assert facts.is_encrypted == (tls in {Tls.PREFER, Tls.REQUIRE})
