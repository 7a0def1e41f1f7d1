"""Ports for servers of the tests' own."""

import random
import socket

# Below those that the kernel gives to clients: nobody takes one by chance before we do.
OURS = range(20_000, 32_000, 2)


def free_port() -> int:
    """Free now, and so is the next, where the event stream is."""
    drawn = random.Random()
    while True:
        port = drawn.choice(OURS)
        if free(port) and free(port + 1):
            return port


def free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
