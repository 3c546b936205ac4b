"""SIGTERM and Ctrl-C as a Qt signal: while Qt's event loop runs, Python by itself notices neither."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

SIGNALS = (signal.SIGTERM, signal.SIGINT)
LONGEST_READ = 64


class Termination(QObject):
    """Tells when the process was asked to end."""

    requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Kept as attributes: a socket that is collected is closed, and then nothing is noticed.
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)

    def _look(self) -> None:
        """Each byte is the number of a signal that has come, be it one of ours or not."""
        if any(number in SIGNALS for number in self._reader.recv(LONGEST_READ)):
            self.requested.emit()

    def stop(self) -> None:
        """Watch no longer, before the sockets go."""
        self._notifier.setEnabled(False)
