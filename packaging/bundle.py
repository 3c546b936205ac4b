"""What the PyInstaller spec puts into the bundle, what it leaves out, and what the bundle says of itself."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PyInstaller.depend import bindepend
from PyInstaller.utils.hooks.qt import pyside6_library_info

from bootstrap import FOR_QT, ROOT
from focus_desktop import language, paths, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

Entry = tuple[str, str, str]
"""A line of PyInstaller's tables: the name in the bundle, the file, and what kind of file it is."""

VERSION = version(paths.APP_NAME)
SUMMARY = distribution(paths.APP_NAME).metadata["Summary"]
METADATA_FOLDER = f"{paths.APP_NAME.replace('-', '_')}-{VERSION}.dist-info"
METADATA = f"Metadata-Version: 2.1\nName: {paths.APP_NAME}\nVersion: {VERSION}\n"
"""Tells the app its version. Where it is installed, this holds the README too, as it was then."""
COPYRIGHT = next(line for line in (ROOT / "LICENSE").read_text().splitlines() if line.startswith("Copyright"))
ICON = ROOT / "resources" / "icons" / f"{paths.APP_NAME}.svg"

UNUSED_PLUGINS = re.compile(
    r"""
    egldeviceintegrations/ | generic/            # Screens without a desktop,
    | platforms/.*(eglfs|linuxfb|minimal|vkkhrdisplay|vnc)       # and what drives them.
    | imageformats/(?!.*svg)                     # All our pictures are SVG.
    | platforminputcontexts/.*virtualkeyboard    # Brings Qt Quick.
    | multimedia/.*ffmpeg                        # Plays films; Qt plays our WAV files by itself.
    | networkinformation/ | tls/                 # QtNetwork only talks to another start of the app.
    """,
    re.VERBOSE,
)

PIPS_NOTES = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json"}
TRANSLATORS_FILES = {".po", ".pot"}


def leave_out_unused_plugins() -> None:
    """Have PyInstaller collect no plugin that is not used, nor the libraries that it alone would bring."""
    collect_plugins = pyside6_library_info.collect_plugins

    def collect_used_plugins(kind: str) -> list[tuple[str, str]]:
        return [(file, folder) for file, folder in collect_plugins(kind) if _is_used(Path(file))]

    pyside6_library_info.collect_plugins = collect_used_plugins


def foreign_modules() -> list[str]:
    """The modules of all that is installed here for other ends than to run the app: to test and build it.

    Some libraries import them where they are there, so PyInstaller would take them along.
    """
    ours = _requirements(Requirement(paths.APP_NAME))
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if ours.isdisjoint(map(canonicalize_name, owners))
    )


def without_the_systems(binaries: Sequence[Entry]) -> list[Entry]:
    """Leave to the system what only Qt needs of it: its drivers and themes fit only its own libraries."""
    declared = {library for need in FOR_QT for library in need.libraries}
    from_system = _needed(binaries, of_qt=True) - _needed(binaries, of_qt=False) | declared
    return [entry for entry in binaries if entry[0] not in from_system]


def without_remains(datas: Sequence[Entry]) -> list[Entry]:
    """Leave out what nobody reads: Qt in other languages than the app's, and what helps only the builders."""
    kept = {f"qtbase_{name}.qm" for name in language.available()}
    return [
        entry
        for entry in datas
        if ("translations" not in Path(entry[0]).parts or Path(entry[0]).name in kept)
        and Path(entry[0]).name not in PIPS_NOTES
        and Path(entry[0]).suffix not in TRANSLATORS_FILES
    ]


def requirements() -> list[str]:
    """The names, versions and licences of the libraries that the app requires."""
    required = sorted(_requirements(Requirement(paths.APP_NAME)) - {paths.APP_NAME})
    return [f"{name} {version(name)}: {_licence(name)}" for name in required]


def info_plist() -> dict[str, object]:
    """What macOS wants to know of the app."""
    return {
        "CFBundleDisplayName": wording.APP_TITLE,
        "CFBundleShortVersionString": VERSION,
        "CFBundleVersion": VERSION,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "13.0",  # Qt's own.
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": COPYRIGHT,
    }


def version_info(program: str) -> str:
    """What the Explorer shows of a program: a file that PyInstaller reads."""
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


def _is_used(plugin: Path) -> bool:
    return UNUSED_PLUGINS.match(f"{plugin.parent.name}/{plugin.name}") is None


def _needed(binaries: Sequence[Entry], *, of_qt: bool) -> set[str]:
    """The system's libraries that Qt's files need, or those that all other files of Python's need."""
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
    about = distribution(name).metadata
    classified = [
        text.rpartition(" :: ")[2] for text in about.get_all("Classifier", []) if text.startswith("License")
    ]
    told = [*about.get_all("License-Expression", []), *classified, *about.get_all("License", [])]
    return told[0].partition("\n")[0] if told else "see its project"


def _requirements(requirement: Requirement, found: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of what is required, its own requirements included."""
    name = canonicalize_name(requirement.name)
    try:
        needs = [Requirement(text) for text in distribution(name).requires or ()]
    except PackageNotFoundError:  # Only another platform needs it.
        return found
    found |= {name}
    for need in needs:
        extras = requirement.extras or {""}
        is_wanted = need.marker is None or any(need.marker.evaluate({"extra": one}) for one in extras)
        if is_wanted and (canonicalize_name(need.name) not in found or need.extras):
            found = _requirements(need, found)
    return found
