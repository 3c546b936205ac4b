"""The address of a server is the same after a way through its URL, and never has a password in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from focus_desktop.model.database_server import (
    DatabaseServer,
    Tls,
    has_password,
    is_address,
    server_of,
    usual_tls,
)

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda name: name == name.strip()
)
HOSTS = st.sampled_from(["localhost", "db.example.org", "10.0.0.7", "::1", "/run/postgresql"])
SERVERS = st.builds(
    DatabaseServer,
    host=HOSTS,
    database=NAMES,
    user=NAMES,
    port=st.integers(1, 65535),
    tls=st.sampled_from(Tls),
    root_certificate=st.sampled_from(["", "/a b/root.crt"]),
    others=st.sampled_from([(), (("application_name", "a & b"),)]),
)


@given(SERVERS)
def test_an_address_is_the_same_after_a_way_through_its_url(server: DatabaseServer) -> None:
    assert server_of(server.url()) == server
    assert is_address(server.url())


@given(SERVERS, NAMES)
def test_sqlalchemy_reads_the_same_from_the_url(server: DatabaseServer, password: str) -> None:
    url = make_url(server.url(password))
    assert (url.username, url.database, url.password) == (server.user, server.database, password)
    assert (url.port, url.query["sslmode"]) == (server.port, server.tls)
    assert server.host == (url.query.get("host") or url.host)
    assert has_password(server.url(password))
    assert server_of(server.url(password)) == server


@pytest.mark.parametrize(
    ("host", "tls"),
    [
        ("localhost", Tls.PREFER),
        ("127.0.0.1", Tls.PREFER),
        ("/run/postgresql", Tls.PREFER),
        ("db.example.org", Tls.REQUIRE),
    ],
)
def test_other_computers_must_encrypt(host: str, tls: Tls) -> None:
    assert usual_tls(host) is tls
    if not host.startswith("/"):
        assert server_of(f"postgresql://me@{host}/focus").tls is tls


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://host/focus",
        "postgresql://me@host",
        "postgresql:///focus",
        "mysql://me@host/focus",
        "postgresql://me@host:0/focus",
        "postgresql://me@host:x/focus",
        "postgresql://me@host/focus?sslmode=perhaps",
        "postgresql://me@[host/focus",
        "focus.db",
        "",
    ],
)
def test_what_names_no_server_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        server_of(url)
    assert not is_address(url)
