"""A viewport for what scrolls, of which PySide knows the class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

NAME = "qt_scrollarea_viewport"
"""By this name Qt's style sheets know a viewport."""


def own_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give an area another viewport, and return it.

    When code asks for a widget that Qt has made itself, PySide tries every class of widgets that there is,
    and makes the Python classes of all of them for that. This takes longer than to make a page.
    """
    viewport = QWidget()
    viewport.setObjectName(NAME)
    if isinstance(area, QAbstractItemView):
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
    return viewport
