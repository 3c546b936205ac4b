"""The files of the packages, their metadata, and what the spec would build on each platform."""

from __future__ import annotations

import os
import plistlib
import re
import subprocess
import sys
from configparser import ConfigParser
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImageReader
from typer.main import get_command

import build
import bundle
import debian_package
import icons
import left_out
import man_page
from bootstrap import FOR_QT, QT_LIBRARIES, ROOT
from focus_desktop import paths, wording
from focus_desktop.app import COMPLETION_VARIABLE
from focus_desktop.cli import commands as cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.app_services import AppServices
    from focus_desktop.launch import Launch

DATE = datetime(2026, 3, 2, tzinfo=UTC)
ISS = (ROOT / "packaging" / "windows" / "focus-desktop.iss").read_text(encoding="utf-8")


@dataclass
class Made:
    """A call of one of PyInstaller's functions by the spec."""

    kind: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    binaries: list[bundle.Entry] = field(default_factory=list)
    datas: list[bundle.Entry] = field(default_factory=list)
    pure: list[bundle.Entry] = field(default_factory=list)
    scripts: list[bundle.Entry] = field(default_factory=list)


def sizes(picture: bytes, kind: bytes) -> list[int]:
    """The sizes of the pictures in a file."""
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    reader = QImageReader(buffer, QByteArray(kind))
    found = []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        found.append(reader.read().width())
    return found


@pytest.fixture
def run_spec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[Made]]:
    """Runs the spec for a platform with fake functions; returns what it would have built."""
    spec = ROOT / "packaging" / "focus-desktop.spec"
    monkeypatch.setattr("PyInstaller.utils.hooks.collect_submodules", lambda name: [name])
    monkeypatch.setattr("PyInstaller.utils.hooks.collect_data_files", lambda _name: [])
    monkeypatch.setattr(left_out, "leave_out_unused_plugins", lambda: None)

    def run_spec(platform: str) -> list[Made]:
        made: list[Made] = []

        def recorded(kind: str) -> Callable[..., Made]:
            def record(*arguments: Any, **options: Any) -> Made:
                made.append(Made(kind, arguments, options))
                return made[-1]

            return record

        names = {name: recorded(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
        with monkeypatch.context() as patch:
            patch.setattr(sys, "platform", platform)
            patch.setattr(sys, "path", list(sys.path))
            code = compile(spec.read_text(encoding="utf-8"), spec, "exec")
            exec(code, {**names, "SPECPATH": str(spec.parent), "workpath": str(tmp_path)})  # noqa: S102
        return [one for one in made if one.kind in {"EXE", "COLLECT", "BUNDLE"}]

    return run_spec


def test_linux_gets_one_program_in_a_folder(run_spec: Callable[[str], list[Made]]) -> None:
    program, folder = run_spec("linux")
    assert program.options["name"] == folder.options["name"] == paths.APP_NAME
    assert folder.arguments[0] is program


def test_windows_gets_a_program_for_commands_and_one_for_the_window(
    run_spec: Callable[[str], list[Made]],
) -> None:
    console, window, folder = run_spec("win32")
    assert (console.options["name"], console.options["console"]) == (paths.APP_NAME, True)
    assert (window.options["name"], window.options["console"]) == (wording.APP_TITLE, False)
    assert folder.arguments[:2] == (console, window)
    assert sizes(Path(window.options["icon"]).read_bytes(), b"ico") == list(icons.ICO_SIZES)
    assert "Focus Desktop.exe" in Path(window.options["version"]).read_text(encoding="utf-8")


def test_macos_gets_an_app(run_spec: Callable[[str], list[Made]]) -> None:
    program, folder, app = run_spec("darwin")
    assert program.options["console"] is False
    assert app.arguments == (folder,)
    assert app.options["name"] == "Focus Desktop.app"
    assert app.options["bundle_identifier"] == paths.APP_ID
    assert sizes(Path(app.options["icon"]).read_bytes(), b"icns") == list(icons.ICNS_KINDS.values())
    info = plistlib.loads(plistlib.dumps(app.options["info_plist"]))
    assert info["CFBundleShortVersionString"] == bundle.VERSION
    assert info["NSHumanReadableCopyright"].startswith("Copyright (c) ")


def test_the_version_info_is_what_pyinstaller_reads() -> None:
    parts = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct")

    def part(kind: str) -> Callable[..., Made]:
        return lambda *arguments, **options: Made(kind, arguments, options)

    names = {name: part(name) for name in (*parts, "VarFileInfo", "VarStruct")}
    info = eval(bundle.version_info("x"), names)  # noqa: S307 — as PyInstaller does.
    assert info.options["ffi"].options["filevers"] == (*map(int, bundle.VERSION.split(".")), 0)
    strings, variables = info.options["kids"]
    (table,) = strings.arguments[0]
    texts = dict(struct.arguments for struct in table.arguments[1])
    assert texts["OriginalFilename"] == "x.exe"
    assert texts["ProductVersion"] == bundle.VERSION
    (language,) = variables.arguments[0]
    assert table.arguments[0] == "".join(f"{number:04x}" for number in language.arguments[1])


def test_the_windows_installer_has_the_names_and_paths_of_the_app() -> None:
    defined = dict(re.findall(r'^#define (\w+) "(.+)"$', ISS, re.MULTILINE))
    assert defined == {"Title": wording.APP_TITLE, "Program": f"{wording.APP_TITLE}.exe", "Id": paths.APP_ID}
    assert "AppVersion={#Version}" in ISS
    folder = ROOT / "packaging" / "windows"
    (licence,) = re.findall(r"^LicenseFile=(.+)$", ISS, re.MULTILINE)
    assert (folder / licence.replace("\\", "/")).is_file()
    (source,) = re.findall(r'^Source: "(.+)\\\*";', ISS, re.MULTILINE)
    assert (folder / source.replace("\\", "/")).resolve() == ROOT / "dist" / paths.APP_NAME
    assert 'ValueName: "{#Title}"' in ISS
    assert '"""{app}\\{#Program}"" --minimized"' in ISS


def test_libraries_for_tests_and_builds_are_foreign_to_the_app() -> None:
    foreign = bundle.foreign_modules()
    assert {"pytest", "mypy", "hypothesis", "PyInstaller", "setuptools"} <= set(foreign)
    assert not {"focus_desktop", "PySide6", "sqlmodel", "psycopg_binary", "h11", "packaging"} & set(foreign)


def test_png_icons_have_the_requested_size() -> None:
    assert [sizes(icons.png(bundle.ICON, size), b"png") for size in (16, 512)] == [[16], [512]]


def test_the_manual_has_every_command_and_option() -> None:
    page = man_page.page("1.2.3", "2026-03-02", bundle.SUMMARY).replace("\\&", "").replace("\\-", "-")
    command: Any = get_command(cli.command)
    assert '"Focus Desktop 1.2.3"' in page
    for name in command.commands:
        assert f'.SS "{name}' in page
    for option in ("--start MINUTES", "--minimized", "--rotate", "--follow", "--limit"):
        assert f"\n.B {option}" in page
    assert page.count("--help") == 1


def test_the_command_line_understands_the_commands_of_the_desktop_entry(
    services: AppServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # documented so
    entry.read(debian_package.LINUX / debian_package.DESKTOP_ENTRY, encoding="utf-8")
    main = entry["Desktop Entry"]
    assert main["Name"] == wording.APP_TITLE
    assert main["Icon"] == paths.APP_ID
    assert main["StartupWMClass"] == paths.APP_NAME

    launches: list[Launch] = []

    def open_window(launch: Launch) -> int:
        launches.append(launch)
        return 0

    actions = [entry[f"Desktop Action {name}"] for name in main["Actions"].rstrip(";").split(";")]
    for section in (main, *actions):
        program, *arguments = section["Exec"].split()
        assert program == paths.APP_NAME
        assert cli.run(arguments, services, open_window) == 0
    assert [(one.minimized, one.start, one.start_last, one.complete) for one in launches] == [
        (False, None, False, False),
        (True, 25, False, False),
        (True, None, True, False),
        (True, None, False, True),
    ]


def test_the_package_depends_on_the_libraries_that_a_checkout_needs() -> None:
    control = dict(line.split(": ", 1) for line in debian_package.control("amd64", 7).splitlines()[:-1])
    depends = control["Depends"].split(", ")
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", depends[0])
    assert depends[1:] == [need.package for need in QT_LIBRARIES]
    assert [*depends[1:], *control["Recommends"].split(", ")] == [need.package for need in FOR_QT]
    assert control["Version"] == bundle.VERSION


def test_every_file_is_where_the_system_looks_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    program = folder / paths.APP_NAME
    program.write_text(f'#!/bin/sh\necho "\n#compdef ${COMPLETION_VARIABLE}"\n')
    program.chmod(0o755)
    tree = tmp_path / "tree"
    debian_package.lay_out(tree, folder, DATE)
    debian_package._set_modes_and_times(tree, int(DATE.timestamp()))

    assert (tree / "usr/bin/focus-desktop").readlink() == Path("/opt/focus-desktop/focus-desktop")
    assert (tree / "opt/focus-desktop/focus-desktop").stat().st_mode & 0o777 == 0o755
    share = tree / "usr/share"
    assert (share / "zsh/vendor-completions/_focus-desktop").read_text() == "#compdef source_zsh\n"
    metainfo = (share / "metainfo" / debian_package.METAINFO).read_text(encoding="utf-8")
    assert f'<release version="{bundle.VERSION}" date="2026-03-02"/>' in metainfo
    assert (share / f"icons/hicolor/48x48/apps/{paths.APP_ID}.png").is_file()
    assert {file.lstat().st_mtime for file in tree.rglob("*")} == {DATE.timestamp()}
    assert "LGPL-3.0-only" in debian_package.licences()


def test_the_time_of_a_build_is_that_of_the_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def time_of_build() -> str:
        return build.reproducible_environment()["SOURCE_DATE_EPOCH"]

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    os.utime(tmp_path / "pyproject.toml", (1e9, 1e9))
    assert time_of_build() == "1000000000"  # an archive of the sources
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (("init", "-q"), (*author, "commit", "-q", "--allow-empty", "-m", "Begin")):
        committing = os.environ | {"GIT_COMMITTER_DATE": "@1200000000 +0000"}
        subprocess.run(["git", *command], cwd=tmp_path, env=committing, check=True)
    assert time_of_build() == "1200000000"  # a clone of them
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "123")
    assert time_of_build() == "123"


def test_a_program_of_another_version_is_refused(tmp_path: Path) -> None:
    program = tmp_path / paths.APP_NAME
    program.write_text("#!/bin/sh\necho 0.0.0\n")
    program.chmod(0o755)
    with pytest.raises(build.BuildError, match=r"is version 0\.0\.0, and not"):
        build.check_folder(tmp_path)


def test_what_was_built_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(bytes(1_100_000))
    for made in (tmp_path, tmp_path / "folder" / "file"):
        build.check_size(made, 1.2)
        with pytest.raises(build.BuildError, match=r"has 1\.1 MB; 1 MB are allowed"):
            build.check_size(made, 1.0)
