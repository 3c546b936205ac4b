"""A slim strip on top of every window that asks for an answer and leaves the keyboard where it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.language import gettext as _

GAP = 12
"""Pixels between the strip and the upper edge of the screen, and around what is in it."""
LONGEST_MESSAGE = 70
"""Letters of ordinary width; what is longer is shortened."""


class AlertStrip(QWidget):
    """Shows a notification as plain text, with a button for each action; hidden until there is one."""

    dismissed = Signal()
    """A person has closed it; it is hidden by then."""

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
        """Show a notification in place of the one before, on top of the other windows."""
        self._title.setText(notification.title)
        self._message.show_text(notification.message)
        self.setWindowTitle(notification.title)
        self.setAccessibleName(notification.title)
        self.setAccessibleDescription(notification.message)
        self._offer(notification)
        self._place()
        self.show()
        self.raise_()

    def _offer(self, notification: Notification) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()  # Later: it may be the one that is being pressed.
        self._buttons = []
        for action in notification.actions:
            press = self._add_button(action.label).clicked
            press.connect(lambda _checked=False, action=action: self._choose(action))
        self._add_button(_("Dismiss")).clicked.connect(self._dismiss)

    def _add_button(self, label: str) -> QPushButton:
        # A lone & would underline the letter behind it.
        button = QPushButton(label.replace("&", "&&"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        button.show()  # A layout would do so only later, and leave it out of the width until then.
        self._buttons.append(button)
        return button

    def _place(self) -> None:
        """As wide as its words need and the screen allows, in the middle of the upper edge."""
        for part in (self, self._title, self._message, *self._buttons):
            part.ensurePolished()  # Before, its size is not yet that of the style sheet.
        self._row.activate()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = self.sizeHint().width() + self._message_width()
        self.resize(min(width, screen.width() - 2 * GAP), self.sizeHint().height())
        self.move(screen.center().x() - self.width() // 2, screen.top() + GAP)

    def _message_width(self) -> int:
        metrics = self._message.fontMetrics()
        whole = metrics.horizontalAdvance(self._message.text()) + 1  # It may have been rounded down.
        return min(whole, metrics.averageCharWidth() * LONGEST_MESSAGE)

    def _choose(self, action: Action) -> None:
        self.hide()
        action.run()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
