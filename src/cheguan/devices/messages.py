"""What is said over the wire: five kinds of message, each a JSON object in one text frame, told apart by ``type``."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

PROTOCOL = "cheguan.devices.v1"
# A page sends no more than a long ticket; what devices answer (a scanned sheet) may be larger.
LARGEST_FROM_PAGE = 64 * 1024

Name = Annotated[str, Meta(min_length=1, max_length=40)]


class About(Struct, frozen=True, kw_only=True):
    """A device of this computer: what it is called, whether it is ``ready`` or ``absent``, what it can do and tell."""

    device: str
    name: str
    state: str
    actions: tuple[str, ...]
    events: tuple[str, ...]


class Hello(Struct, frozen=True, kw_only=True, tag="hello"):
    """The bridge's first word on every connection."""

    protocol: str = PROTOCOL
    devices: tuple[About, ...]


class Request(Struct, frozen=True, kw_only=True, tag="request", forbid_unknown_fields=True):
    """A page asks a device for something; ``id`` is the page's own and comes back with the reply."""

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    device: Name
    action: Name
    data: dict[str, Any] = {}


class Attend(Struct, frozen=True, tag="attend", forbid_unknown_fields=True):
    """A page says that it is in front: from now on what devices tell of people goes to it and to no other page."""


class Reply(Struct, frozen=True, kw_only=True, tag="reply"):
    """``id`` is null when the message could not be read well enough to know whose it was."""

    id: str | None
    ok: bool
    code: str
    message: str = ""
    data: Any = None


class Event(Struct, frozen=True, kw_only=True, tag="event"):
    """Something happened at a device without anybody having asked."""

    event: str
    device: str
    data: Any = None


Spoken = Hello | Reply | Event
_from_page: msgspec.json.Decoder[Request | Attend] = msgspec.json.Decoder(Request | Attend)


def read(frame: str | bytes) -> Request | Attend:
    """What a page said, or ``msgspec.DecodeError`` (of which ``ValidationError`` is one)."""
    return _from_page.decode(frame)


def write(message: Spoken) -> str:
    return msgspec.json.encode(message).decode()


def plain(struct: Struct) -> Mapping[str, Any]:
    """A result as JSON has it: bytes as base64, field names as they go over the wire."""
    found: Mapping[str, Any] = msgspec.to_builtins(struct)
    return found
