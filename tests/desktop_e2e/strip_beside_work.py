"""A person's work and, soon after, the strip above it; prints what is typed and what is chosen."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from focus_desktop.desktop import appearance
from focus_desktop.desktop.notice import Choice, Notice
from focus_desktop.desktop.window.alert_strip import AlertStrip

SHOW_AFTER_MS = 1000


def main() -> None:
    """Until it is ended."""
    qt = QApplication(["strip-beside-work"])
    appearance.dress(qt, "light")
    work = QLineEdit()
    work.setWindowTitle("Work")
    work.textEdited.connect(lambda text: print("typed", text, flush=True))
    work.showMaximized()
    strip = AlertStrip()
    strip.chosen.connect(lambda key: print("chosen", key, flush=True))
    notice = Notice("Session complete", "25 min", (Choice("more", "5 min more"),))
    QTimer.singleShot(SHOW_AFTER_MS, lambda: strip.show_notice(notice))
    qt.exec()


if __name__ == "__main__":
    main()
