"""The ring of the mini window as a button, for assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class RingButton(QAbstractButton):
    """Asks for the main window, as a double click or Enter does, which assistive technology cannot do.

    Neither the pointer nor the Tab key finds it: the window can be dragged by its ring.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Show window"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw nothing: the window draws the ring."""
