"""A narrow strip above all windows that shows an alert and never takes the keyboard focus.

On Wayland the compositor decides where it is, what covers it, and whether it takes the focus.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.language import gettext as _

GAP = 12
"""Pixels between the strip and the upper edge of the screen, and around its content."""
LONGEST_MESSAGE = 70
"""Characters of average width; a longer message is shortened."""


class AlertStrip(QWidget):
    """Shows a notification as plain text, with a button for each action. Hidden at first."""

    dismissed = Signal()
    """The user has closed the strip; it is already hidden."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setObjectName("alertStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # A plain QWidget draws no border.
        self._title = bold_label()
        self._message = ElidedLabel("alertMessage")
        self._message.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._buttons: list[QPushButton] = []

        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self._title)
        layout.addWidget(self._message, stretch=1)

    def show_notification(self, notification: Notification) -> None:
        """Show a notification in place of the previous one, above all other windows."""
        self._title.setText(notification.title)
        self._message.show_text(notification.message)
        self.setWindowTitle(notification.title)
        self.setAccessibleName(notification.title)
        self.setAccessibleDescription(notification.message)
        self._show_buttons(notification)
        self._place()
        self.show()
        self.raise_()

    def _show_buttons(self, notification: Notification) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()  # Not at once: a press of this very button may be the caller.
        self._buttons = []
        for action in notification.actions:
            press = self._add_button(action.label).clicked
            press.connect(lambda _checked=False, action=action: self._choose(action))
        self._add_button(_("Dismiss")).clicked.connect(self._dismiss)

    def _add_button(self, label: str) -> QPushButton:
        # A single & would underline the letter after it.
        button = QPushButton(label.replace("&", "&&"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        button.show()  # The layout would show it later, and until then leave it out of the width.
        self._buttons.append(button)
        return button

    def _place(self) -> None:
        """Resize the strip to its text, within the screen, and centre it at the upper edge."""
        for part in (self, self._title, self._message, *self._buttons):
            part.ensurePolished()  # Until then its size hint does not follow the style sheet.
        self._row.activate()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = self.sizeHint().width() + self._message_width()
        self.resize(min(width, screen.width() - 2 * GAP), self.sizeHint().height())
        self.move(screen.center().x() - self.width() // 2, screen.top() + GAP)

    def _message_width(self) -> int:
        metrics = self._message.fontMetrics()
        width = metrics.horizontalAdvance(self._message.text()) + 1  # It may have been rounded down.
        return min(width, metrics.averageCharWidth() * LONGEST_MESSAGE)

    def _choose(self, action: Action) -> None:
        self.hide()
        action.run()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
