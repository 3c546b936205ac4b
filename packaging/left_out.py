"""Which parts of the libraries the bundle leaves out, and why. README.md shows the same list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from PyInstaller.utils.hooks.qt import pyside6_library_info

from focus_desktop import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bundle import Entry


@dataclass(frozen=True)
class Part:
    """A part of a library that the app does not use."""

    what: str
    why: str
    pattern: str
    """A regular expression. It matches the path in the bundle from the beginning of a file or folder."""


PARTS = (
    Part(
        "Qt: screens without a desktop",
        "The app is for desktops.",
        r"plugins/(egldeviceintegrations|generic)/"
        r"|plugins/platforms/\w*?(eglfs|linuxfb|minimal|vkkhrdisplay|vnc)",
    ),
    Part(
        "Qt: shells and OpenGL on Wayland",
        "Desktops have the shell xdg-shell. The app draws without OpenGL.",
        r"plugins/wayland-shell-integration/lib(fullscreen|ivi|qt|wl)-shell"
        r"|plugins/wayland-graphics-integration-client/|libQt6OpenGL\.",
    ),
    Part("Qt: pictures other than SVG and PNG", "The app has no others.", r"plugins/imageformats/(?!\w*svg)"),
    Part(
        "Qt: keyboard on the screen",
        "Desktops have their own. It would bring Qt Quick.",
        r"plugins/platforminputcontexts/\w*virtualkeyboard|lib(Qt6)?(Quick|Qml|VirtualKeyboard)\w*\.",
    ),
    Part(
        "Qt: films and FFmpeg",
        "Qt plays the bell's WAV files by itself.",
        r"plugins/multimedia/\w*ffmpeg|lib(av|sw)\w+\.so|(lib)?(Py|Qt6|Qt)MultimediaWidgets\.",
    ),
    Part(
        "Qt: networks and TLS",
        "QtNetwork only connects to another start of the app on the same computer.",
        r"plugins/(networkinformation|tls)/",
    ),
    Part("Qt: QtConcurrent for Python", "Nothing imports it.", r"PySide6/QtConcurrent\."),
    Part(
        "Qt: texts in other languages",
        "The app does not have these languages.",
        rf"PySide6/.*translations/(?!qtbase_({'|'.join(language.available())})\.qm)",
    ),
    Part(
        "SQLAlchemy: MySQL, Oracle, SQL Server",
        "The store is SQLite or PostgreSQL.",
        r"sqlalchemy/dialects/(mysql|oracle|mssql)/",
    ),
    Part("Pydantic: version 1", "FastAPI does without it.", r"pydantic/v1/"),
    Part(
        "Pygments: programming languages",
        "Rich imports Pygments for the help texts, which contain no code.",
        r"pygments/lexers/(?!__init__|_mapping)",
    ),
    Part(
        "Python: help on the language, decimal numbers in Python",
        "pydoc is not used. The module in C is there.",
        r"pydoc_data/|_pydecimal\.",
    ),
    Part(
        "Python: bzip2 and LZMA",
        "Nothing is compressed with them; shutil and zipfile would import them at each start.",
        r"_?(bz2|lzma)\.[\w.-]+$|lib(bz2|lzma)\.so",
    ),
    Part("Notes of pip", "Only pip reads them.", r"(INSTALLER|RECORD|REQUESTED|direct_url\.json)$"),
    Part("Sources of translations", "The compiled ones are used.", r"[\w-]+\.pot?$"),
)


def compiled(parts: Iterable[Part]) -> re.Pattern[str]:
    """Return one expression to search a path with, for the patterns of several parts."""
    return re.compile("|".join(f"(^|/)(?:{part.pattern})" for part in parts))


_PATTERN = compiled(PARTS)


def is_left_out(path: str | PurePath) -> bool:
    """Return whether a file of the bundle is left out, from its path there."""
    return _PATTERN.search(PurePath(path).as_posix()) is not None


def without_unused_parts(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one of PyInstaller's tables that are not left out."""
    return [entry for entry in entries if not is_left_out(entry[0])]


def leave_out_unused_plugins() -> None:
    """Make PyInstaller leave out unused Qt plugins, and so the libraries that only these need."""
    collect_plugins = pyside6_library_info.collect_plugins

    def collect_used_plugins(kind: str) -> list[tuple[str, str]]:
        return [
            (file, folder)
            for file, folder in collect_plugins(kind)
            if not is_left_out(PurePath(folder, PurePath(file).name))
        ]

    pyside6_library_info.collect_plugins = collect_used_plugins


def table() -> str:
    """Return the list as a table in Markdown."""
    rows = (f"| {part.what} | {part.why} |\n" for part in PARTS)
    return "".join(("| left out | why |\n|---|---|\n", *rows))
