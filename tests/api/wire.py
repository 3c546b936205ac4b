"""HTTP as bytes on a socket, for requests that no HTTP client would send."""

import json
import socket
from dataclasses import dataclass

from focus_desktop.api.server import ApiServer

PATIENCE_S = 20


@dataclass(frozen=True)
class Answer:
    """One answer as it came."""

    status: int
    head: str
    body: bytes

    @property
    def detail(self) -> str:
        """The sentence of a refusal, which must be all that its body has."""
        found = json.loads(self.body)
        assert list(found) == ["detail"]
        assert "content-type: application/json" in self.head.lower()
        sentence = found["detail"]
        assert isinstance(sentence, str)
        assert sentence
        return sentence


def port(server: ApiServer) -> int:
    """The port that a server listens on."""
    return int(server.address.rpartition(":")[2])


def connect(server: ApiServer) -> socket.socket:
    """Open a connection."""
    return socket.create_connection(("127.0.0.1", port(server)), timeout=PATIENCE_S)


def request(server: ApiServer, *headers: str, line: str = "GET /quests HTTP/1.1") -> bytes:
    """A request without a body, with a right `Host`, and with these headers too."""
    return "\r\n".join([line, f"Host: 127.0.0.1:{port(server)}", *headers, "", ""]).encode("latin-1")


def sent(server: ApiServer, *pieces: bytes) -> bytes:
    """Send bytes on a new connection; return everything that comes until the server closes it."""
    received = bytearray()
    with connect(server) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionError:
            pass  # The server closed the connection before it had read everything.
    return bytes(received)


def answer(received: bytes) -> Answer:
    """The first answer in what was received, without interim ones."""
    head, _, rest = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1")
    status = int(lines.split(" ", 2)[1])
    if status == 100:
        return answer(rest)
    lengths = [line.partition(":")[2] for line in lines.lower().split("\r\n") if "content-length" in line]
    return Answer(status, lines, rest[: int(lengths[0])] if lengths else rest)


def read_answer(connection: socket.socket) -> Answer:
    """Read one answer from a connection that the server need not close after it."""
    received = bytearray()
    while b"\r\n\r\n" not in received or not _is_whole(answer(bytes(received))):
        chunk = connection.recv(65536)
        assert chunk, bytes(received)
        received += chunk
    return answer(bytes(received))


def _is_whole(found: Answer) -> bool:
    return len(found.body) == int(found.head.lower().partition("content-length:")[2].split()[0])
