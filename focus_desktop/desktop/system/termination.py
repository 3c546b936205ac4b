"""Turns SIGTERM and Ctrl-C into a Qt signal. Python alone notices neither while Qt's event loop runs."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

SIGNALS = (signal.SIGTERM, signal.SIGINT)
LONGEST_READ = 64


class Termination(QObject):
    """Signals that the process was asked to end."""

    requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Attributes, because a socket that is garbage-collected is closed, and nothing would be noticed.
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read_signals)

    def _read_signals(self) -> None:
        """Read the numbers of the signals that have arrived, one byte each, of `SIGNALS` or others."""
        if any(number in SIGNALS for number in self._reader.recv(LONGEST_READ)):
            self.requested.emit()

    def stop(self) -> None:
        """Stop watching. Must be called before the sockets are closed."""
        self._notifier.setEnabled(False)
