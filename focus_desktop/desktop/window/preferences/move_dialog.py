"""Asks whether the data comes along to another place, and shows how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.exchange.task_dialog import TaskDialog
from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from focus_desktop.model.errors import FocusError


class MoveDialog(TaskDialog):
    """Moving is offered only if the other place is empty, or is kept aside."""

    move_requested = Signal()
    use_requested = Signal()
    """The other place is to be used as it is, and nothing is to be moved."""

    def __init__(self, parent: QWidget, place: str, about: str, *, can_move: bool) -> None:
        """`place` is where the data is to be; `about` what is there and what becomes of the rest."""
        super().__init__(parent, _("Where the data is"), _("Move the data there"))
        self.headline.setText(_("Keep the data in {place}?").format(place=place))
        self.about = note(about)
        self.body.addWidget(self.about)
        self.use = button(_("Use it without moving"), self._use)
        self.buttons.insertWidget(self.buttons.count() - 1, self.use)
        self.act.setVisible(can_move)

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the data is being moved."""
        super().show_busy(busy=busy)
        if hasattr(self, "use"):
            self.use.setEnabled(not busy)

    def show_refusal(self, error: FocusError) -> None:
        """Show why it cannot be moved."""
        super().show_refusal(error)
        self.fit()

    def show_moved(self, sentences: list[str]) -> None:
        """Show what was done."""
        self.use.hide()
        self.about.setText("\n".join(sentences[1:]))
        self.show_end(sentences[0])

    def _act(self) -> None:
        self.show_busy(busy=True)
        self.move_requested.emit()

    def _use(self) -> None:
        self.use_requested.emit()
        self.accept()
