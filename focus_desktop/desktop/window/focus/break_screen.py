"""Shows a break on the whole screen. Esc hides the screen; the break goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.timer_ring import TimerRing
from focus_desktop.language import N_
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from focus_desktop.model.breaks import Break
    from focus_desktop.timer_display import TimerDisplay

HINT = N_("Look into the distance, stand up, drink something.\nEsc hides this screen.")


class BreakScreen(QWidget):
    """Hidden until `show_break`."""

    skip_break_requested = Signal()
    sent_away = Signal()
    """The user has hidden the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Break"))
        self.setAccessibleName(_("Break"))
        self._name, hint = QLabel(), QLabel(_(HINT))
        self._name.setObjectName("headline")
        hint.setObjectName("muted")
        self.ring = TimerRing()
        skip = button(_("Skip break"), self.skip_break_requested)
        skip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # A key typed when the break starts must not press it.
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.ring, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(24)
        # The labels are as wide as the screen, so that a shorter text leaves nothing of a longer one.
        for label in (self._name, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(16)
        layout.addWidget(skip, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)

    def show_break(self, earned: Break) -> None:
        """Show this break on the whole screen."""
        self._name.setText(wording.break_name(earned))
        self.showFullScreen()
        self.activateWindow()
        self.setFocus()

    def show_time(self, display: TimerDisplay) -> None:
        """Show the time that is left."""
        self.ring.show_time(display)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hide the screen when Escape is pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.sent_away.emit()
        else:
            super().keyPressEvent(event)
