"""Saves a chart as a picture: PNG, SVG or another kind, by the name of the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPalette

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.file_dialog import PICTURES, FileDialog
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import PictureNotSaved, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from focus_desktop.desktop.window.statistics.chart import Chart

DENSITY = 2
"""Pixels of a picture, unless it is an SVG, for each pixel on the screen."""
MARGIN, LEAST_WIDTH = tokens.LARGE, 720
PNG, SVG = ".png", ".svg"
ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
"""What is the ending of a file's name, and not the end of a title that has a dot in it, as a date may."""


def ask_for_file(parent: QWidget, title: str, then: Callable[[str, str], object]) -> None:
    """Ask for a file without waiting; call `then` with its name and the chosen filter when one is chosen."""
    # Translators: The kind of a file, before its ending, as in "Picture (*.png)".
    kind = _("Picture")
    filters = ";;".join(f"{kind} (*{ending})" for ending in (PNG, SVG))
    dialog = FileDialog(parent, _("Save picture"), PICTURES)
    dialog.setNameFilter(filters)
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(f"{title}{PNG}")
    dialog.fileSelected.connect(lambda file: then(file, dialog.selectedNameFilter()))
    dialog.open()


def save(chart: Chart, title: str, file: str, chosen_filter: str = "") -> Path:
    """Save a chart, on the ground of the window and below its title. Raises PictureNotSaved.

    A name without an ending gets that of the chosen filter.
    """
    path = Path(file)
    if path.suffix.lower() not in _endings():
        if ENDING.fullmatch(path.suffix):
            raise PictureNotSaved(Refusal.PICTURE_KIND, ending=path.suffix)
        path = path.with_name(path.name + (SVG if SVG in chosen_filter else PNG))
    saves = _save_svg if path.suffix.lower() == SVG else _save_pixels
    if not saves(chart, title, path):
        raise PictureNotSaved(Refusal.PICTURE_NOT_SAVED, path=path)
    return path


def _endings() -> set[str]:
    """Those of all kinds of pictures that can be written here."""
    formats = (bytes(one.data()).decode() for one in QImageWriter.supportedImageFormats())
    return {SVG, *(f".{one}" for one in formats)}


def _save_pixels(chart: Chart, title: str, path: Path) -> bool:
    size = _size(chart)
    image = QImage(size * DENSITY, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(DENSITY)
    _paint(QPainter(image), chart, title, size)
    return bool(image.save(str(path)))


def _save_svg(chart: Chart, title: str, path: Path) -> bool:
    from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 — rarely needed

    size = _size(chart)
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(chart.accessibleName())
    painter = QPainter()
    if not path.parent.is_dir() or not painter.begin(generator):
        return False
    _paint(painter, chart, title, size)
    return path.is_file()


def _size(chart: Chart) -> QSize:
    """That of the picture: the chart, its title, what stands below it, and the margins."""
    width = max(LEAST_WIDTH, chart.width())
    height = _title_height(chart) + chart.heightForWidth(width) + chart.foot_height(width)
    return QSize(width + 2 * MARGIN, height + 2 * MARGIN)


def _title_height(chart: Chart) -> int:
    return chart.fontMetrics().height() + tokens.MEDIUM


def _paint(painter: QPainter, chart: Chart, title: str, size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), chart.colour(QPalette.ColorRole.Base))
    font = chart.font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(chart.colour(QPalette.ColorRole.WindowText))
    heading = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, chart.fontMetrics().height())
    painter.drawText(heading, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.setFont(chart.font())
    painter.translate(MARGIN, MARGIN + _title_height(chart))
    width = size.width() - 2 * MARGIN
    inner = QSize(width, chart.heightForWidth(width))
    chart.draw(painter, QSizeF(inner))
    painter.translate(0, inner.height())
    chart.draw_foot(painter, inner.width())
    painter.end()
