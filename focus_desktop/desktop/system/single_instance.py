"""One process for each user and store: the first holds the lock, later ones hand their request over."""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from focus_desktop import refusals
from focus_desktop.desktop import qt_language
from focus_desktop.launch import Launch
from focus_desktop.model.errors import LaunchRefused, OtherDoesNotAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

PATIENCE_S = 20.0
"""So long a second launch waits for the first, which may just be starting on a busy machine."""
ANSWER_WITHIN_MS = 5000
LISTEN_AFTER_MS = 1000
RETRY_AFTER_S = 0.1
TAKEN = ""


class SingleInstance(QObject):
    """The process that holds it is the only one. `folder` is the user's own, on this machine."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # Held for days; a lock whose process has died is stale all the same.
        self._address = name if sys.platform == "win32" else str(folder / f"{name}.socket")
        self._server: QLocalServer | None = None
        self._take: Callable[[Launch], str] = lambda _: TAKEN

    def claim(self, launch: Launch) -> bool:
        """Become the only process: True. False: another process is, and has taken the launch.

        Raises LaunchRefused if that process cannot do what the launch asks for, OtherDoesNotAnswer.
        """
        deadline = time.monotonic() + PATIENCE_S
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                log.warning("no lock can be made beside %s; going on without one", self._address)
                return True
            answer = self._hand_over(launch)
            if answer == TAKEN:
                return False
            if answer is not None:
                raise LaunchRefused(answer)
            if time.monotonic() > deadline:
                raise OtherDoesNotAnswer(self._lock.getLockInfo()[0])
            time.sleep(RETRY_AFTER_S)
        return True

    def listen_soon(self, take: Callable[[Launch], str]) -> None:
        """Call `take` with each later launch, once the first moments are over; they wait so long.

        It answers why the launch cannot be done, nothing if it can.
        """
        self._take = take
        QTimer.singleShot(LISTEN_AFTER_MS, self._listen)

    def stop_listening(self) -> None:
        """Let later launches wait until this process has ended; one of them then becomes the first."""
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
        self._server.newConnection.connect(self._meet)
        QLocalServer.removeServer(self._address)  # What a process left that was killed.
        if not self._server.listen(self._address):
            log.warning("%s: %s", self._address, self._server.errorString())

    def _meet(self) -> None:
        assert self._server is not None
        guest = self._server.nextPendingConnection()
        guest.readyRead.connect(lambda: self._read(guest))
        guest.disconnected.connect(guest.deleteLater)

    def _read(self, guest: QLocalSocket) -> None:
        if not guest.canReadLine():
            return
        try:
            launch = Launch.from_text(bytes(guest.readLine().data()).decode())
        except ValueError as error:
            log.warning("not a launch: %s", error)
            guest.abort()
            return
        answer = " ".join(self._take(launch).split())
        guest.write(answer.encode() + b"\n")
        guest.flush()

    def _hand_over(self, launch: Launch) -> str | None:
        """What the other process answers; None if it does not."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 — for a second launch only

        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(ANSWER_WITHIN_MS):
            return None
        # The desktop gives the keyboard to the program that was clicked: that is the other process now.
        request = replace(launch, activation_token=os.environ.get("XDG_ACTIVATION_TOKEN"))
        socket.write(request.as_text().encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(ANSWER_WITHIN_MS):
                return None
        return bytes(socket.readLine().data()).decode(errors="replace").strip()


def explain(error: OtherDoesNotAnswer) -> None:
    """Tell it to a person who has double-clicked in vain, and wait until it has been read."""
    from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: PLC0415 — almost never needed

    application = QApplication(["focus-desktop"])
    qt_language.follow_language(application)
    QMessageBox.warning(None, refusals.title(error), refusals.sentence(error))
    del application
