"""Takes a picture of every state of the app that the tour shows; `bootstrap.py screenshots` runs it.

Its name keeps it out of the test suite: it looks at nothing, people do.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from focus_desktop import language
from focus_desktop.settings_file import SettingsFile
from tests import pseudo_language
from tests.desktop.conftest import *  # noqa: F403 — its fixtures
from tests.desktop.seen import windows
from tests.desktop.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened

FOLDER = Path(os.environ.get("FOCUS_DESKTOP_PICTURES", "build/pictures"))
SIZES = {"480": QSize(480, 640), "usual": QSize(860, 640), "full": QSize(1920, 1080)}
LANGUAGES = ("en", "de", pseudo_language.NAME)
THUMBNAIL, COLUMNS, ON_A_SHEET = QSize(430, 320), 5, 30
"""Of a sheet that shows pictures of a folder, in pixels: one small picture, and how many there are."""


@contextmanager
def spoken(name: str, folder: Path) -> Iterator[None]:
    """Choose a language, and English again when left."""
    if name == pseudo_language.NAME:
        with pseudo_language.spoken(folder):
            yield
        return
    language.choose([name])
    yield
    language.choose([])


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("name", LANGUAGES)
def test_pictures_of_the_tour(
    open_app: Opened,
    clock: SettableClock,
    qtbot: QtBot,
    tmp_path: Path,
    name: str,
    appearance: str,
    size: str,
) -> None:
    """Save a picture of each window at each stop, and sheets of all of them."""
    SettingsFile(tmp_path / "settings.json").change(appearance=appearance)
    percent = round(QApplication.primaryScreen().devicePixelRatio() * 100)
    folder = FOLDER / f"{percent}-{name}-{appearance}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[QPixmap] = []
    with spoken(name, tmp_path / "locale"):
        app = open_app()
        app.window.resize(SIZES[size])
        for number, stop in enumerate(Tour(app, clock, qtbot, tmp_path).stops()):
            if "small" not in stop:
                app.window.resize(SIZES[size])
            for place, picture in enumerate(pictures(app)):
                words = re.sub(r"\W+", "-", stop).strip("-")
                assert picture.save(str(folder / f"{number:03}-{words}-{place}.png"))
                taken.append(picture)
    for first in range(0, len(taken), ON_A_SHEET):
        file = FOLDER / f"{folder.name}-{first // ON_A_SHEET + 1}.png"
        assert sheet(taken[first : first + ON_A_SHEET]).save(str(file))


def pictures(app: Application) -> list[QPixmap]:
    """Every window, and the tray's menu."""
    for _ in range(3):
        QApplication.processEvents()
    app.tray.menu.adjustSize()
    return [*(window.grab() for window in windows()), app.tray.menu.grab()]


def sheet(taken: list[QPixmap]) -> QImage:
    """Return these pictures on one, made smaller."""
    rows = -(-len(taken) // COLUMNS)
    whole = QImage(THUMBNAIL.width() * COLUMNS, THUMBNAIL.height() * rows, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.gray)
    painter = QPainter(whole)
    for place, picture in enumerate(taken):
        row, column = divmod(place, COLUMNS)
        small = picture.scaled(
            THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawPixmap(QPoint(column * THUMBNAIL.width(), row * THUMBNAIL.height()), small)
    painter.end()
    return whole
