"""Qt's application object, which tells when the desktop asks it to quit, as at the end of a login session."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

from focus_desktop import paths, wording
from focus_desktop.desktop import qt_language

NO_SHARED_MEMORY = "QT_XCB_NO_MITSHM"
"""Environment variable that Qt's X11 platform reads when the application object is made."""


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
    with _without_shared_pictures():
        # By an argument: `setStyle` makes Python know all of QStyle, whose enumerations take long to build.
        qt = QtApplication(["focus-desktop", "-style", "fusion"])
    qt.setApplicationDisplayName(wording.APP_TITLE)
    qt.setDesktopFileName(paths.APP_ID)
    qt_language.follow_language(qt)
    return qt


@contextmanager
def _without_shared_pictures() -> Iterator[None]:
    """Let Qt send pictures to an X server, and not paint into memory that both share.

    Before it paints into shared memory again it waits for the server, which wakes the app twice more for
    each second of a session. What is sent for a second is small. The user's own choice is kept.
    """
    if NO_SHARED_MEMORY in os.environ:
        yield
        return
    os.environ[NO_SHARED_MEMORY] = "1"
    yield
    del os.environ[NO_SHARED_MEMORY]  # It is not meant for the programs that the app starts.
