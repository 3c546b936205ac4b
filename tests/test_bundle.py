"""The bundled program works like the sources, lacks no library, and does not change its own folder."""

from __future__ import annotations

import os
import py_compile
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

import build
import debian_package
import shiboken_files
from bootstrap import FOR_QT
from focus_desktop import paths
from tests.homes import Home
from tests.network_postgres import PASSWORD, NetworkPostgres, new_authority
from tests.ports import free_port
from tests.secret_service import unlocked_keyring
from tests.test_database_password import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres import PostgresServer

pytestmark = pytest.mark.timeout(900)

OPTIONAL = "platformthemes/libqgtk3.so"
"""A plugin that Qt does not need if there is no GTK."""

OF_THE_C_LIBRARY = ("libdl.so.2", "librt.so.1")
NOT_LOADED = """
import ctypes, os, sys
loaded = [ctypes.CDLL(library) for library in sys.argv[1:]]
for library in sys.stdin.read().split():
    try:
        ctypes.CDLL(library, os.RTLD_NOLOAD | os.RTLD_LAZY)
    except OSError:
        print(library)
"""
"""Loads the libraries of its arguments, and prints those of its standard input that were not loaded too."""


@pytest.fixture
def frozen(built: Path, tmp_path: Path) -> Iterator[Home]:
    """A home with the bundled program. Afterwards checks that the folder of the bundle has not changed."""
    folder = built / paths.APP_NAME
    files = {file: file.lstat().st_mtime_ns for file in folder.rglob("*")}
    home = Home(tmp_path, [str(folder / paths.APP_NAME)])
    yield home
    home.close()
    assert {file: file.lstat().st_mtime_ns for file in folder.rglob("*")} == files


def test_the_bundled_program_prints_the_same_as_the_sources(frozen: Home, tmp_path: Path) -> None:
    sources = Home(tmp_path)
    assert frozen.run("start", "--minutes", "50", "--description", "Chapter three").returncode == 0
    assert frozen.run("pause").returncode == 0
    for arguments in (["--version"], ["--help"], ["check"], ["status", "--json"], ["history"], ["pauze"]):
        done = frozen.run(*arguments)
        expected = sources.run(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (
            expected.returncode,
            expected.stdout,
            expected.stderr,
        )
    sources.close()


def test_the_bundled_program_serves_the_api(frozen: Home) -> None:
    port = free_port()
    running = frozen.start("serve", "--port", str(port))
    running.wait_for_lines(1)
    headers = {"Authorization": f"Bearer {frozen.run('token').stdout.strip()}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:
        session = client.post("/focus-sessions", json={"duration_minutes": 25}).json()
        assert session["status"] == "active"
        assert client.get("/focus-sessions").json() == [session]
        assert client.get("/openapi.json").json()["info"]["version"] == frozen.run("--version").stdout.strip()
    assert running.signal(signal.SIGTERM) == 0


def test_the_bundled_program_can_use_postgresql(frozen: Home, postgres: PostgresServer) -> None:
    store = {"FOCUS_DESKTOP_DATABASE_URL": postgres.new_database()}
    assert frozen.run("quest", "add", "Read 12 Books", **store).returncode == 0
    assert "PostgreSQL" in frozen.run("check", **store).stdout
    assert "Read 12 Books" in frozen.run("quests", **store).stdout


def test_the_bundled_program_exports_and_imports(frozen: Home, tmp_path: Path) -> None:
    log = tmp_path / "toggl.csv"
    log.write_text("Start date,Start time,End date,End time\n2026-01-05,09:00:00,2026-01-05,09:25:00\n")
    assert frozen.run("import", str(log)).stdout == "1 session was added.\n"
    for kind in ("csv", "json", "ics"):
        assert frozen.run("export", str(tmp_path / f"out.{kind}")).returncode == 0
    assert "BEGIN:VEVENT" in (tmp_path / "out.ics").read_text()


def test_the_bundle_has_no_libraries_for_tests_and_builds(built: Path) -> None:
    inside = {file.name.partition("-")[0] for file in (built / paths.APP_NAME / "_internal").iterdir()}
    assert inside.isdisjoint({"mypy", "hypothesis", "pytest", "yaml", "setuptools", "PyInstaller"})


def test_each_library_is_in_the_bundle_or_in_a_package_that_it_depends_on(built: Path) -> None:
    binaries = {
        file: needed
        for file in (built / paths.APP_NAME).rglob("*")
        if file.is_file() and not str(file).endswith(OPTIONAL) and (needed := libraries_of(file))
    }
    inside = {file.name for file in (built / paths.APP_NAME / "_internal").rglob("*")}
    outside = {library for needed in binaries.values() for library in needed} - inside
    assert len(outside) > 20
    libraries = [library for need in FOR_QT for library in need.libraries]
    done = subprocess.run(
        [sys.executable, "-c", NOT_LOADED, *OF_THE_C_LIBRARY, *libraries],
        input="\n".join(sorted(outside)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


def test_those_who_know_best_are_content_with_the_package(built: Path) -> None:
    (package,) = built.glob("*.deb")
    for checker in ("desktop-file-validate", "appstreamcli", "lintian"):
        assert shutil.which(checker)
    debian_package.check(package)


def test_the_bundled_program_imports_the_files_of_shiboken_from_their_folder(
    built: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built / paths.APP_NAME, folder, symlinks=True, copy_function=os.link)
    loader = (
        folder / "_internal" / shiboken_files.FOLDER / shiboken_files.PACKAGE / "signature" / "loader.pyc"
    )
    loader.unlink()
    source = tmp_path / "loader.py"
    source.write_text("import os; os._exit(77)")
    py_compile.compile(str(source), str(loader), doraise=True)
    home = Home(tmp_path, [str(folder / paths.APP_NAME)])
    assert home.run(QT_QPA_PLATFORM="offscreen").returncode == 77
    home.close()


@pytest.mark.parametrize(
    ("made", "largest_mb"),
    [
        (paths.APP_NAME, build.LARGEST_FOLDER_MB),
        ("*.deb", build.LARGEST_PACKAGE_MB * build.LOOSE),
    ],
)
def test_the_bundle_is_small(built: Path, made: str, largest_mb: float) -> None:
    (one,) = built.glob(made)
    build.check_size(one, largest_mb)


def test_the_bundled_program_encrypts_and_keeps_a_password_in_the_keyring(
    frozen: Home, tmp_path: Path
) -> None:
    frozen.environment["HOME"] = str(tmp_path)
    authority = new_authority("the right one")
    certificate = authority.write(tmp_path / "root.crt")
    with NetworkPostgres(authority) as server, unlocked_keyring(tmp_path / "keyring") as environment:
        server.add_user()
        frozen.environment |= environment
        url = f"{server.new_database()}?sslmode=verify-full&sslrootcert={certificate}"
        status, out, problems = typed(frozen, PASSWORD, "move", "--to", url)
        assert (status, "keyring" in problems) == (0, False), problems
        assert "encrypted" in out
        assert frozen.run("check").returncode == 0


def libraries_of(file: Path) -> list[str]:
    """The shared libraries that a file needs; none if it is neither a program nor a library."""
    headers = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False).stdout
    return [line.split()[1] for line in headers.splitlines() if line.strip().startswith("NEEDED")]
