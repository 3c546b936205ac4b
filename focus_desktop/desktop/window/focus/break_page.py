"""The break that is taken. It is calm: the time in the ring, and one small way to end it early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from focus_desktop import wording
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.session_title import TitleLabel
from focus_desktop.desktop.window.focus.stage_page import StagePage
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.model.breaks import Break


class BreakPage(StagePage):
    """Changes only through `show_break`."""

    skip_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = TitleLabel(can_be_pressed=False)
        hint = QLabel(_("Look into the distance, stand up, drink something."))
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        skip = button(_("Skip break"), self.skip_requested, look="quiet", shape="large")
        self.lay_out((self._name, hint), (skip,))

    def show_break(self, earned: Break) -> None:
        """Show which break it is."""
        self._name.show_text(wording.break_name(earned))
