"""The content of a window, which is never lower than its texts need."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Content(QWidget):
    """The content of a window. Its minimum height follows the number of lines that its texts need."""

    def event(self, event: QEvent) -> bool:
        """Update the minimum height when a part of the content needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._update_minimum_height()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Update the minimum height: another width breaks the texts into other lines."""
        super().resizeEvent(event)
        self._update_minimum_height()

    def _update_minimum_height(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.minimumHeightForWidth(self.width())))
