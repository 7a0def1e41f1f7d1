"""The kinds of device: what each can be asked, what it answers, how long it may take, what it tells unasked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta, Struct

from cheguan.devices.id_cards import IdCard
from cheguan.devices.pictures import Picture, Signature
from cheguan.devices.tickets import Printable, Printed, Ticket

CANCEL = "cancel"


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No data."""


class ToSign(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pad shows above the line: what is signed, and by whom."""

    title: Printable = ""
    name: Printable = ""


class ToRate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the evaluator shows: the service that was done, and who did it. ``matter`` comes back with the answer."""

    matter: Annotated[str, Meta(min_length=1, max_length=80)]
    service: Printable = ""
    clerk: Printable = ""


class Rated(Struct, frozen=True, kw_only=True):
    """The level that was pressed, 5 the best. Nobody pressing is no level: the request ends with ``timeout``."""

    matter: str
    level: Annotated[int, Meta(ge=1, le=5)]


class Scanned(Struct, frozen=True, kw_only=True):
    """The text of a bar code or QR code."""

    text: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+\Z")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """``seconds`` include the person: somebody has to find the card, to sign, to choose."""

    takes: type[Struct] = Nothing
    gives: type[Struct]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    actions: Mapping[str, Action] = field(default_factory=dict)
    events: Mapping[str, type[Struct]] = field(default_factory=dict)


KINDS: Mapping[str, Kind] = {
    "id_reader": Kind(
        actions={"read": Action(gives=IdCard, seconds=15)}, events={"CardIn": IdCard, "CardOut": Nothing}
    ),
    "document_camera": Kind(actions={"capture": Action(gives=Picture, seconds=20)}),
    "signature_pad": Kind(actions={"sign": Action(takes=ToSign, gives=Signature, seconds=120)}),
    "evaluator": Kind(actions={"rate": Action(takes=ToRate, gives=Rated, seconds=60)}),
    "ticket_printer": Kind(actions={"print": Action(takes=Ticket, gives=Printed, seconds=10)}),
    "scanner": Kind(events={"Scan": Scanned}),
}
