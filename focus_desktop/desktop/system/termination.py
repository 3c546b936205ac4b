"""Turns SIGTERM, SIGHUP and Ctrl-C into a Qt signal, and makes sure that the process ends soon after one.

Python alone notices none of them while Qt's event loop runs.
"""

import os
import signal
import socket
import threading

from PySide6.QtCore import QObject, QSocketNotifier, Signal

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))
LONGEST_READ = 64
LIMIT_S = 1.5
"""Seconds until the process ends, whatever its threads wait for. What it writes is written whole or not."""


class Termination(QObject):
    """Signals that the process was asked to end."""

    requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._end: threading.Timer | None = None
        # Attributes, because a socket that is garbage-collected is closed, and nothing would be noticed.
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # As `nohup` lets programs ignore SIGHUP.
                signal.signal(number, lambda *_: self.limit_time())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read_signals)

    def limit_time(self) -> None:
        """End the process after `LIMIT_S`, if it has not ended until then."""
        if self._end is None:
            self._end = threading.Timer(LIMIT_S, os._exit, (0,))
            self._end.daemon = True
            self._end.start()

    def _read_signals(self) -> None:
        """Read the numbers of the signals that have arrived, one byte each, of `SIGNALS` or others."""
        if any(number in SIGNALS for number in self._reader.recv(LONGEST_READ)):
            self.requested.emit()

    def stop(self) -> None:
        """Stop watching. Must be called before the sockets are closed."""
        self._notifier.setEnabled(False)
