"""A whole number that can be typed, and changed by − and + beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.quiet_wheel import QuietWheel
from focus_desktop.language import gettext as _

LESS, MORE = "−", "+"


class QuietSpinBox(QuietWheel, QSpinBox):
    """Changes only when the user means it: the wheel scrolls the page unless the box has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leave_wheel_to_page()


class NumberBox(QWidget):
    """`box` is the number; its arrow keys do what the buttons do, so Tab goes to the box only."""

    def __init__(
        self,
        name: str,
        lowest: int,
        highest: int,
        parent: QWidget | None = None,
        box: QuietSpinBox | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = box or QuietSpinBox()
        self.box.setAccessibleName(name)
        self.box.setRange(lowest, highest)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setKeyboardTracking(False)  # With tracking, each typed digit would count as another number.
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.TINY)
        layout.addWidget(step_button(LESS, _("Less"), self.box.stepDown))
        layout.addWidget(self.box)
        layout.addWidget(step_button(MORE, _("More"), self.box.stepUp))


def step_button(sign: str, name: str, on_click: Signal | object) -> QToolButton:
    """Return a round button for one step, which repeats while it is held."""
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setProperty("look", "quiet")
    button.setProperty("shape", "icon")
    button.setAutoRepeat(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(on_click)
    return button
