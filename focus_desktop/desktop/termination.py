"""SIGTERM and Ctrl-C as a Qt signal: while Qt's event loop runs, Python by itself notices neither."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Termination(QObject):
    """Tells when the process was asked to end."""

    requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Kept as attributes: a socket that is collected is closed, and then nothing is noticed.
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.requested)

    def stop(self) -> None:
        """Watch no longer, before the sockets go."""
        self._notifier.setEnabled(False)
