"""Qt's application object, which tells when the desktop asks it to quit, as at the end of a login session."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from focus_desktop import paths, wording
from focus_desktop.desktop import qt_language


class QtApplication(QApplication):
    """Tells before windows are asked to close: some refuse, as they go to the tray or want an answer."""

    quit_asked = Signal()

    def event(self, event: QEvent) -> bool:
        """Notice that the application is to quit."""
        if event.type() == QEvent.Type.Quit:
            self.quit_asked.emit()
        return super().event(event)


def build() -> QtApplication:
    """Make Qt's application object, in the language of the app."""
    # By an argument: `setStyle` makes Python know all of QStyle, whose enumerations take long to build.
    qt = QtApplication(["focus-desktop", "-style", "fusion"])
    qt.setApplicationDisplayName(wording.APP_TITLE)
    qt.setDesktopFileName(paths.APP_ID)
    qt_language.follow_language(qt)
    return qt
