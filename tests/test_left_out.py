"""What the bundle leaves out: the list, that the bundle keeps to it, and ICU's data that is left."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import PySide6
import pytest

import bundle
import icu
import left_out
from bootstrap import ROOT
from focus_desktop import paths

QT_LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"
SORT = """
import sys
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale
words = sys.stdin.read().split()
for language in ("en", "de", "sv", "cs", "es", "lt", "ru", "ar", "zh", "ja", "ko"):
    compare = QCollator(QLocale(language)).compare
    print(language, *sorted(words, key=cmp_to_key(compare)))
print(QLocale("tr").toUpper("istanbul"))
"""
WORDS = "zebra Äpfel apfel öl ñu nube chico curva ärger č c z š s ы и ب ا 中 国 日 本 あ ア 가 나"


@cache
def installed_files() -> list[str]:
    """The files of all libraries, of Python, and of the app's resources, as they would be in the bundle."""
    folders = [*(Path(sysconfig.get_path(name)) for name in ("purelib", "stdlib")), ROOT / "resources"]
    return [file.relative_to(folder).as_posix() for folder in folders for file in folder.rglob("*")]


@pytest.mark.timeout(900)
def test_the_bundle_has_nothing_of_what_is_left_out(built: Path) -> None:
    inside = built / paths.APP_NAME / "_internal"
    files = [file.relative_to(inside) for file in inside.rglob("*") if not file.is_dir()]
    assert len(files) > 1_000
    assert [file for file in files if left_out.is_left_out(file)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="The libraries of Qt have other names there.")
@pytest.mark.parametrize("part", left_out.PARTS, ids=lambda part: part.what)
def test_the_libraries_bring_each_part_that_is_left_out(part: left_out.Part) -> None:
    pattern = left_out.compiled([part])
    assert any(pattern.search(file) for file in installed_files())


def test_what_the_app_needs_is_not_left_out() -> None:
    for name in (
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/plugins/imageformats/qsvg.dll",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "focus_desktop/resources/locale/de/LC_MESSAGES/focus-desktop.mo",
        "sqlalchemy/dialects/postgresql/base.pyc",
        "libQt6Multimedia.so.6",
    ):
        assert not left_out.is_left_out(name), name


def test_unused_plugins_are_left_out_on_every_platform() -> None:
    for name in (
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/plugins/multimedia/ffmpegmediaplugin.dll",
        "PySide6/Qt/plugins/imageformats/libqjpeg.dylib",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/Qt/plugins/generic/libqevdevmouseplugin.so",
    ):
        assert left_out.is_left_out(name), name


def test_the_readme_shows_what_is_left_out() -> None:
    assert left_out.table() in (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")


def test_words_keep_their_order_with_less_of_icus_data(tmp_path: Path) -> None:
    (whole,) = QT_LIBRARIES.glob("libicudata.so.*")
    smaller = icu.make_smaller(whole, tmp_path)
    assert smaller.stat().st_size < whole.stat().st_size / 5

    def sort(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", SORT],
            env=os.environ | environment,
            input=WORDS,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    expected = sort()
    assert len({line.partition(" ")[2] for line in expected.splitlines()}) > 5  # They sort differently.
    assert sort(LD_PRELOAD=str(smaller)) == expected


def test_icus_files_can_be_packed_and_unpacked(tmp_path: Path) -> None:
    header = (32).to_bytes(2, "little") + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    files = {"icudt1l/a.res": b"first".ljust(16, b"\0"), "icudt1l/b.res": b"second".ljust(16, b"\0")}
    assert icu.unpack(icu.pack(header, files)) == (header, files)
    with pytest.raises(icu.IcuError, match="not a table of files"):
        icu.unpack(bytes(100))


def test_python_shares_the_openssl_of_psycopg_unless_its_own_is_newer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    binaries = [
        ("libcrypto.so.3", "/lib/libcrypto.so.3", "BINARY"),
        ("libssl.so.1.1", "/lib/libssl.so.1.1", "BINARY"),
        ("psycopg_binary.libs/libcrypto-3a0647ea.so.3", "/site/libcrypto-3a0647ea.so.3", "BINARY"),
        ("psycopg_binary.libs/libssl-6a9b88ec.so.3", "/site/libssl-6a9b88ec.so.3", "BINARY"),
    ]
    newer = {"/lib/libcrypto.so.3": 0x30000130, "/site/libcrypto-3a0647ea.so.3": 0x30500090}
    monkeypatch.setattr(bundle, "_openssl_version", newer.get)
    shared = ("libcrypto.so.3", "psycopg_binary.libs/libcrypto-3a0647ea.so.3", "SYMLINK")
    assert bundle.with_one_openssl(binaries) == [shared, *binaries[1:]]
    newer["/lib/libcrypto.so.3"] = 0x30600000
    assert bundle.with_one_openssl(binaries) == binaries
