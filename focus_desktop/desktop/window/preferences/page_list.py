"""The list of pages in the preferences."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QSizePolicy


class PageList(QListWidget):
    """As wide as its longest name, also while that is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.ensurePolished()  # Otherwise the rows are laid out without the style sheet.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        # Assistive technology only selects a row. Later, because keys and the pointer select one just
        # before they make it the current one.
        self.itemSelectionChanged.connect(lambda: QTimer.singleShot(0, self._make_selected_current))

    def sizeHint(self) -> QSize:
        """The width of the longest name."""
        return QSize(self.sizeHintForColumn(0) + 2 * self.frameWidth(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same width."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def _make_selected_current(self) -> None:
        for item in self.selectedItems():
            if self.row(item) != self.currentRow():
                self.setCurrentItem(item)
