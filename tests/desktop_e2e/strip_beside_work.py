"""Shows a window to type in and, a second later, the strip above it; prints what is typed and chosen."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.window.theme import Theme

SHOW_AFTER_MS = 1000


def main() -> None:
    """Show the window and the strip until the process is ended."""
    qt = QApplication(["strip-beside-work"])
    theme = Theme(qt)
    theme.show("light")
    theme.use_style_sheet()
    work = QLineEdit()
    work.setWindowTitle("Work")
    work.textEdited.connect(lambda text: print("typed", text, flush=True))
    work.showMaximized()
    strip = AlertStrip()
    more = Action("more", "5 min more", lambda: print("chosen more", flush=True))
    notification = Notification("Session complete", "25 min", (more,))
    QTimer.singleShot(SHOW_AFTER_MS, lambda: strip.show_notification(notification))
    qt.exec()


if __name__ == "__main__":
    main()
