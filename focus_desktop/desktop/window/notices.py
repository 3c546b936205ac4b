"""Places notices over the bottom of the window's content, so that nothing below them moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.banner import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

FOOTER = "footer"
"""The name of what stands at the bottom of a page and is not to be covered."""


class Notices(QWidget):
    """Some notices, one above the other. Each shows and hides itself."""

    def __init__(self, notices: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._notices = notices
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TINY)
        for notice in notices:
            notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            column.addWidget(notice)
            notice.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Take another place when a notice needs more or less room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another place when a notice is shown or hidden, or the content has another size."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize}:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Take the place above the bottom of the content, or above the footer of the page that is seen."""
        shown = [one for one in self._notices if not one.isHidden()]
        if not shown:
            self.hide()
            return
        width = min(WIDTH, self._parent.width() - 2 * tokens.SMALL)
        layout = self.layout()
        assert layout is not None
        width = max(width, layout.minimumSize().width())
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        height = max(height, layout.minimumSize().height() if height < 0 else height)
        left = (self._parent.width() - width) // 2
        self.setGeometry(left, self._bottom() - height - tokens.SMALL, width, height)
        self.show()  # Not before: what is shown while its geometry changes would keep its layout.
        self.raise_()

    def _bottom(self) -> int:
        footers = self._parent.findChildren(QWidget, FOOTER)
        heights = [footer.height() for footer in footers if footer.isVisible()]
        return self._parent.height() - max(heights, default=0)
