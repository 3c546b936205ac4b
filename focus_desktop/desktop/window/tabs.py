"""A tab widget whose tabs are never cut off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget


class Tabs(QTabWidget):
    """Pages with tabs above them. It is at least as wide as all its tabs together; there are few of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        # Only the row of tabs has the keyboard focus. Otherwise assistive technology would find it also
        # on this widget, which has no name.
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stub does not know that None is allowed
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
