"""Ports for tests, whatever else is served on this machine."""

import socket


def free_port() -> int:
    """A port of the loopback that nobody uses just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
