"""How the text of a setting is understood: a value, or ``NotAllowed`` with what would be."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_PUBLIC = 48
BRIDGE = re.compile(r"ws://127\.0\.0\.1:(\d{1,5})", re.ASCII)


class NotAllowed(Exception):
    """The value is not one of the allowed ones, which the message describes."""


def text(value: str) -> str:
    return value


def folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``."""

    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise NotAllowed(f"{low}–{high} 的整数 · a whole number from {low} to {high}")
        return int(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in choices:
            raise NotAllowed(" | ".join(choices))
        return value

    return parse


def yes_or_no(value: str) -> bool:
    return one_of("0", "1")(value) == "1"


def names(value: str) -> tuple[str, ...]:
    return tuple(name for part in value.split(",") if (name := part.strip()))


def addresses(value: str) -> tuple[str, ...]:
    """Addresses and networks of machines that are believed; all of them at once would be everybody."""
    given = names(value)
    for each in given:
        try:
            everybody = ip_network(each).prefixlen == 0
        except ValueError:
            everybody = True
        if everybody:
            raise NotAllowed("127.0.0.1,10.1.2.0/24")
    return given


def postgresql(value: str) -> str:
    if value and (urlsplit(value).scheme not in ("postgresql", "postgres") or not urlsplit(value).path.strip("/")):
        raise NotAllowed("postgresql://user:password@host:port/database")
    return value


def provider(value: str) -> str:
    """An address that is given telephone numbers: encrypted, unless it is on this machine."""
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if value and not (safe and parts.hostname and not parts.query and not parts.username):
        raise NotAllowed("https://provider.example/send")
    return value


def schema_name(value: str) -> str:
    """A city's schema. ``public`` belongs to everybody and therefore to no city."""
    plain = value.isascii() and value.isidentifier() and value == value.lower() and len(value) <= 40
    if not plain or value == "public" or value.startswith("pg_"):
        raise NotAllowed("小写字母、数字、下划线，不得为 public · lower-case letters, digits and _, not public")
    return value


def bridge_address(value: str) -> str:
    """Where pages find the devices of the computer they are shown on: never another computer."""
    found = BRIDGE.fullmatch(value)
    if value and not (found and 0 < int(found[1]) < 65536):
        raise NotAllowed("空，或 ws://127.0.0.1:<端口> · empty, or ws://127.0.0.1:<port>")
    return value


def origin(value: str) -> str:
    """Scheme, host and port, without a path."""
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or value.count("/") != 2):
        raise NotAllowed("https://events.example")
    return value


def public(value: str) -> str:
    """An origin that is short enough for an address in a message."""
    if len(origin(value)) > LONGEST_PUBLIC:
        raise NotAllowed(f"至多 {LONGEST_PUBLIC} 个字符 · at most {LONGEST_PUBLIC} characters")
    return value


def office_code(value: str) -> str:
    if not (len(value) == 6 and value.isascii() and value.isdigit()):
        raise NotAllowed("六位行政区划代码 · a six-digit division code, e.g. 450500")
    return value
