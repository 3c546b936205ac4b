"""The Statistics page. What is on it is made when it is first shown, since that takes time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from focus_desktop.desktop.window import tab_order
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from focus_desktop.desktop.window.statistics.statistics_view import StatisticsView


class StatisticsPage(QWidget):
    """Its parts are made by `build`."""

    shown = Signal()
    """The page can be seen."""
    hidden = Signal()
    """It can no longer be seen."""
    history_requested = Signal(object)
    """Sessions are to be listed. The argument is the Excerpt."""
    copy_requested = Signal(str)
    """A text is to be copied to the clipboard."""
    refused = Signal(object)
    """A picture could not be saved. The argument is the FocusError."""
    done = Signal(str, str)
    """Something was saved or copied. The arguments are a title and a message that tell it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Statistics"))
        self.view: StatisticsView | None = None

    def build(self) -> StatisticsView:
        """Make the parts of the page, unless they are there; return them."""
        if self.view is None:
            from focus_desktop.desktop.window import next_turn  # noqa: PLC0415 — see above
            from focus_desktop.desktop.window.statistics.statistics_view import (  # noqa: PLC0415
                StatisticsView,
            )

            self.view = view = StatisticsView()
            layout = QVBoxLayout(self)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(view)
            view.history_requested.connect(self.history_requested)
            view.copy_requested.connect(self.copy_requested)
            view.refused.connect(self.refused)
            view.done.connect(self.done)
            tab_order.let_follow(self.previousInFocusChain(), self, view.period_bar.parts())
            first = view.period_bar.parts()[0]
            next_turn.call_next(view, lambda: tab_order.pass_keyboard_on(self, first))
            next_turn.call_next(view, view.make_figures)  # The page is seen before.
        return self.view

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the page is seen."""
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the page is not seen."""
        super().hideEvent(event)
        self.hidden.emit()
