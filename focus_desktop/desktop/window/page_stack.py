"""Pages of which one is shown, as large as that one needs."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class PageStack(QStackedWidget):
    """Qt's own is as large as its largest page."""

    def sizeHint(self) -> QSize:
        """As large as the page that is shown."""
        page = self.currentWidget()
        return QSize() if page is None else page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As large as the page that is shown."""
        page = self.currentWidget()
        return QSize() if page is None else page.minimumSizeHint()
