"""Keeps what a page says in the middle of a window that is wider than the page needs."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

WIDEST = 1200
"""Pixels: where lines are longer, the eye loses its way from one end to the other."""


def centred(content: QLayout) -> QHBoxLayout:
    """Return a row with this content, which becomes no wider than `WIDEST`."""
    holder = QWidget()
    holder.setMaximumWidth(WIDEST)
    holder.setLayout(content)
    row = QHBoxLayout()
    row.addStretch(0)
    row.addWidget(holder, stretch=1)
    row.addStretch(0)
    return row
