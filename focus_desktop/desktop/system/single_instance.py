"""Allows one process for each user and store: the first holds a lock, later ones send it their launch."""

from __future__ import annotations

import logging
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from focus_desktop.desktop import qt_language
from focus_desktop.launch import LONGEST_TEXT, Launch, usable_token

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    from focus_desktop.model.errors import OtherDoesNotAnswer

log = logging.getLogger(__name__)

PATIENCE_S = 20.0
"""Seconds that a second launch waits for the first, which may still be starting on a busy machine."""
ANSWER_WITHIN_MS = 5000
"""Milliseconds within which the first process must accept a connection, and then answer."""
LISTEN_AFTER_MS = 1000
"""Milliseconds from `listen_soon` until this process listens."""
RETRY_AFTER_S = 0.1
"""Seconds between two tries of a second launch."""
LONGEST_REQUEST = 4 * LONGEST_TEXT
"""Bytes of a launch that another process sends."""
TAKEN = ""
"""The first process's answer to a launch that it accepts."""


class SingleInstance(QObject):
    """Makes this process the only one, or sends its launch to the process that is."""

    def __init__(self, folder: Path, name: str) -> None:
        """`folder` must belong to the user and be on this machine. `name` is that of lock and socket."""
        super().__init__()
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        # The lock does not become stale with age: it is held for days. It does if its process dies.
        self._lock.setStaleLockTime(0)
        self._address = name if sys.platform == "win32" else str(folder / f"{name}.socket")
        self._server: QLocalServer | None = None
        self._on_launch: Callable[[Launch], str] = lambda _launch: TAKEN

    def is_first(self) -> bool:
        """Whether this process is the only one now."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        log.warning("no lock can be made beside %s; going on without one", self._address)
        return True

    def claim(self, launch: Launch) -> bool:
        """Return True if this process is the only one now, False if another one has taken the launch.

        Raises LaunchRefused if that process cannot do what the launch asks for, and OtherDoesNotAnswer.
        """
        from focus_desktop.model.errors import LaunchRefused, OtherDoesNotAnswer  # noqa: PLC0415 — slow

        deadline = time.monotonic() + PATIENCE_S
        while not self.is_first():
            answer = self._send_launch(launch)
            if answer == TAKEN:
                return False
            if answer is not None:
                raise LaunchRefused(answer)
            if time.monotonic() > deadline:
                raise OtherDoesNotAnswer(self._lock.getLockInfo()[0])
            time.sleep(RETRY_AFTER_S)
        return True

    def listen_soon(self, take: Callable[[Launch], str]) -> None:
        """Start to listen in a second, and call `take` with each launch of another process.

        `take` returns why the launch cannot be done, or `TAKEN`. Launches that come earlier wait.
        """
        self._on_launch = take
        QTimer.singleShot(LISTEN_AFTER_MS, self._listen)

    def stop_listening(self) -> None:
        """Accept no more launches. Later ones wait until this process ends and one of them replaces it."""
        if self._server is not None:
            self._server.close()

    def release(self) -> None:
        """Let another process be the only one."""
        self.stop_listening()
        self._lock.unlock()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 — after the first paint

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept_connection)
        QLocalServer.removeServer(self._address)  # A process that was killed leaves its socket.
        if not self._server.listen(self._address):
            log.warning("%s: %s", self._address, self._server.errorString())

    def _accept_connection(self) -> None:
        assert self._server is not None
        connection = self._server.nextPendingConnection()
        connection.setReadBufferSize(LONGEST_REQUEST)
        limit = QTimer(connection, singleShot=True, interval=ANSWER_WITHIN_MS)
        limit.timeout.connect(lambda: connection.abort())  # noqa: PLW0108 — PySide cannot connect to it
        limit.start()
        connection.readyRead.connect(lambda: self._read_launch(connection))
        connection.disconnected.connect(connection.deleteLater)

    def _read_launch(self, connection: QLocalSocket) -> None:
        if not connection.canReadLine() and connection.bytesAvailable() < LONGEST_REQUEST:
            return
        answer = " ".join(self._answer(bytes(connection.readLine().data())).split())
        connection.write(answer.encode() + b"\n")
        connection.flush()
        connection.disconnectFromServer()  # One launch is all that is taken.

    def _answer(self, request: bytes) -> str:
        try:
            launch = Launch.from_text(request.decode())
        except ValueError as error:
            log.warning("not a launch: %s", error)
            from focus_desktop import refusals  # noqa: PLC0415 — almost never needed
            from focus_desktop.model.errors import FocusError, Refusal  # noqa: PLC0415

            return refusals.sentence(FocusError(Refusal.OPEN_IN_OTHER_VERSION))
        return self._on_launch(launch)

    def _send_launch(self, launch: Launch) -> str | None:
        """Send the launch to the other process. Return its answer, or None if there is none."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 — for a second launch only

        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(ANSWER_WITHIN_MS):
            return None
        # The token lets the other process take the keyboard focus in place of this one.
        request = launch._replace(activation_token=usable_token(os.environ.get("XDG_ACTIVATION_TOKEN")))
        socket.write(request.as_text().encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(ANSWER_WITHIN_MS):
                return None
        return bytes(socket.readLine().data()).decode(errors="replace").strip()


def explain(error: OtherDoesNotAnswer) -> None:
    """Show the error in a dialog, for a user who has no terminal, and wait until it is closed."""
    from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: PLC0415 — almost never needed

    from focus_desktop import refusals  # noqa: PLC0415

    application = QApplication(["focus-desktop"])
    qt_language.follow_language(application)
    QMessageBox.warning(None, refusals.title(error), refusals.sentence(error))
    del application
