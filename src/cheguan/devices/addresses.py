"""Addresses of services on this computer: what is on a card crosses no network unless the office encrypts it."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotHere(ValueError):
    """The address is not of this computer, or not of the kind that is wanted."""


def here(address: str, scheme: str) -> str:
    """``address`` if it is one of this computer by ``scheme``; raises ``NotHere``."""
    try:
        parts = urlsplit(address)
        right = parts.scheme == scheme and parts.hostname in LOOPBACK and parts.port is not None
    except ValueError:
        right = False
    if not right:
        raise NotHere(f"{address!r}: expected {scheme}://127.0.0.1:<port>")
    return address
