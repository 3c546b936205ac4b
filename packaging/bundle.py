"""What the PyInstaller spec puts into the bundle and leaves out, and the metadata of the bundle."""

from __future__ import annotations

import ctypes
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PyInstaller.depend import bindepend

import icu
from bootstrap import FOR_QT, ROOT
from focus_desktop import paths, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

Entry = tuple[str, str, str]
"""A line of PyInstaller's tables: the name in the bundle, the file, and what kind of file it is."""

VERSION = version(paths.APP_NAME)
SUMMARY = distribution(paths.APP_NAME).metadata["Summary"]
METADATA_FOLDER = f"{paths.APP_NAME.replace('-', '_')}-{VERSION}.dist-info"
METADATA = f"Metadata-Version: 2.1\nName: {paths.APP_NAME}\nVersion: {VERSION}\n"
"""From this the app reads its version. The installed file is not used: it has an old copy of the README."""
COPYRIGHT = next(line for line in (ROOT / "LICENSE").read_text().splitlines() if line.startswith("Copyright"))
ICON = ROOT / "resources" / "icons" / f"{paths.APP_NAME}.svg"
PSYCOPGS_OPENSSL = re.compile(r"psycopg_binary\.libs/(lib(?:crypto|ssl))-\w+(\.so\.\d+)")


def foreign_modules() -> list[str]:
    """The modules of installed packages that the app does not require, such as those for its tests.

    Some libraries import them if they are installed, so PyInstaller would include them.
    """
    required = _requirements(Requirement(paths.APP_NAME))
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if required.isdisjoint(map(canonicalize_name, owners))
    )


def without_the_systems(binaries: Sequence[Entry]) -> list[Entry]:
    """Leave out the system's libraries that only Qt needs: its drivers and themes fit only its own ones."""
    declared = {library for need in FOR_QT for library in need.libraries}
    from_system = _needed(binaries, of_qt=True) - _needed(binaries, of_qt=False) | declared
    return [entry for entry in binaries if entry[0] not in from_system]


def with_smaller_icu(binaries: Sequence[Entry], work: Path) -> list[Entry]:
    """Replace the data of Qt's ICU by the part that Qt uses."""
    return [
        (name, str(icu.make_smaller(Path(file), work)), kind)
        if kind == "BINARY" and Path(name).name.startswith("libicudata.so")
        else (name, file, kind)
        for name, file, kind in binaries
    ]


def with_one_openssl(binaries: Sequence[Entry]) -> list[Entry]:
    """Let Python use the OpenSSL of psycopg, unless its own is newer.

    What was built for an older OpenSSL works with a newer one, while the number in the name is the same.
    """
    files = {name: file for name, file, _ in binaries}
    shared = {found[1] + found[2]: name for name in files if (found := PSYCOPGS_OPENSSL.fullmatch(name))}
    pairs = {library: name for library, name in shared.items() if library in files}
    if any(_openssl_version(files[name]) < _openssl_version(files[own]) for own, name in pairs.items()):
        return list(binaries)
    return [
        (name, pairs[name], "SYMLINK") if name in pairs else (name, file, kind)
        for name, file, kind in binaries
    ]


def requirements() -> list[str]:
    """The names, versions and licences of the libraries that the app requires."""
    required = sorted(_requirements(Requirement(paths.APP_NAME)) - {paths.APP_NAME})
    return [f"{name} {version(name)}: {_licence(name)}" for name in required]


def info_plist() -> dict[str, object]:
    """Return the properties of the app for macOS."""
    return {
        "CFBundleDisplayName": wording.APP_TITLE,
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "13.0",  # The oldest that Qt supports.
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
    }


def version_info(program: str) -> str:
    """Return the file from which PyInstaller takes what the Windows Explorer shows of a program."""
    numbers = (*map(int, VERSION.split(".")), 0)
    texts = {
        "CompanyName": COPYRIGHT.split(maxsplit=3)[3],
        "FileDescription": wording.APP_TITLE,
        "FileVersion": VERSION,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": wording.APP_TITLE,
        "ProductVersion": VERSION,
    }
    english, unicode = 0x0409, 1200
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('{english:04x}{unicode:04x}', [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{english}, {unicode}])])])\n"
    )


def _openssl_version(file: str) -> int:
    """The version of a libcrypto, or of the one that a libssl uses, as a number that grows."""
    version_number = ctypes.CDLL(file).OpenSSL_version_num
    version_number.restype = ctypes.c_ulong
    return int(version_number())


def _needed(binaries: Sequence[Entry], *, of_qt: bool) -> set[str]:
    """The system's libraries that the files of Qt need, or those that all other files of Python need."""
    return {
        library
        for name, file, kind in binaries
        if (kind == "EXTENSION" or _is_installed(file)) and name.startswith(("PySide6", "shiboken6")) is of_qt
        for library, found in bindepend.get_imports(file)
        if not _is_installed(found)
    }


def _is_installed(file: str | None) -> bool:
    return file is not None and Path(file).is_relative_to(sys.prefix)


def _licence(name: str) -> str:
    metadata = distribution(name).metadata
    classified = [
        text.rpartition(" :: ")[2]
        for text in metadata.get_all("Classifier", [])
        if text.startswith("License")
    ]
    licences = [*metadata.get_all("License-Expression", []), *classified, *metadata.get_all("License", [])]
    return licences[0].partition("\n")[0] if licences else "see its project"


def _requirements(requirement: Requirement, found: frozenset[str] = frozenset()) -> frozenset[str]:
    """The name of a requirement, with the names of everything that it requires itself."""
    name = canonicalize_name(requirement.name)
    try:
        needs = [Requirement(text) for text in distribution(name).requires or ()]
    except PackageNotFoundError:  # Only another platform needs it.
        return found
    found |= {name}
    for need in needs:
        extras = requirement.extras or {""}
        applies = need.marker is None or any(need.marker.evaluate({"extra": one}) for one in extras)
        if applies and (canonicalize_name(need.name) not in found or need.extras):
            found = _requirements(need, found)
    return found
