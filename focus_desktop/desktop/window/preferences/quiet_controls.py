"""Controls that leave the mouse wheel to the page, which it scrolls."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from focus_desktop.desktop.window.combo_box import ComboBox


class QuietComboBox(ComboBox):
    """A combo box whose choice the wheel does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the page."""
        event.ignore()


class QuietSlider(QSlider):
    """A slider that the wheel does not move."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the event to the page."""
        event.ignore()
