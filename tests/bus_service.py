"""A private D-Bus bus, and the base class of services on it that a test controls."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

_BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/> <allow eavesdrop="true"/> <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A bus that starts no services by itself, so that a daemon which was not started stays absent."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bus-")
        folder = Path(self._folder.name)
        self.address = f"unix:path={folder / 'bus'}"
        config = folder / "bus.conf"
        config.write_text(_BUS.format(socket=folder / "bus"))
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # It warns about limits that it may not raise.
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()  # The address is printed when the bus can be reached.

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._folder.cleanup()

    def end(self) -> None:
        """End the bus, and with it all connections to it."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class BusService:
    """Owns a name on the bus and answers calls on a thread, from `start` to `stop`."""

    name = ""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: DBusConnection | None = None
        self._thread: threading.Thread | None = None
        self.calls: list[str] = []

    def start(self) -> None:
        """Take the name, and answer calls on a thread."""
        self._connection = open_dbus_connection(self._address)
        while not self._owns_name(self._connection):
            time.sleep(0.01)
        self._thread = threading.Thread(target=self._serve, args=(self._connection,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End as suddenly as a service that is killed."""
        if self._connection is not None and self._thread is not None:
            with contextlib.suppress(OSError):  # It may already have ended.
                self._connection.interrupt()
            self._thread.join()
            self._connection = None

    def restart(self) -> None:
        """End, and start under another unique name."""
        self.stop()
        self.start()

    def emit(self, emitter: DBusAddress, signal: str, signature: str, body: tuple[object, ...]) -> None:
        """Emit a signal on the bus."""
        assert self._connection is not None
        self._connection.send(new_signal(emitter, signal, signature, body))

    def answer(self, connection: DBusConnection, call: Message) -> bool:
        """Answer a call. Return whether the service goes on; subclasses may end it, or not answer."""
        member = call.header.fields[HeaderFields.member]
        connection.send(new_method_return(call, *self.reply(member, call.body)))
        return True

    def reply(self, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[object, ...]]:
        """Return signature and values of the answer to a call."""
        raise NotImplementedError

    def _owns_name(self, connection: DBusConnection) -> bool:
        connection.send(message_bus.RequestName(self.name, 4))  # Do not queue.
        # Not with jeepney's router, which would discard calls that arrive meanwhile.
        while (message := connection.receive()).header.message_type is not MessageType.method_return:
            pass
        return bool(message.body[0] == 1)

    def _serve(self, connection: DBusConnection) -> None:
        with contextlib.suppress(ReceiveStopped, OSError):  # The bus may end before the service.
            while self._handle(connection, connection.receive()):
                pass
        connection.close()

    def _handle(self, connection: DBusConnection, message: Message) -> bool:
        if message.header.message_type is not MessageType.method_call:
            return True
        self.calls.append(message.header.fields[HeaderFields.member])
        return self.answer(connection, message)
