"""A ticket to print, described line by line: pages never send a printer its own commands."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

# Control characters are how printers are commanded.
Printable = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z")]


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``size`` 1 is ordinary print, 4 the number that is read across the hall."""

    text: Printable
    size: Annotated[int, Meta(ge=1, le=4)] = 1
    align: Literal["left", "centre", "right"] = "left"
    bold: bool = False


class Ticket(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From top to bottom; a QR code, if there is one, stands below the lines."""

    lines: Annotated[list[Line], Meta(min_length=1, max_length=60)]
    qr: Printable = ""
    cut: bool = True


class Printed(Struct, frozen=True, kw_only=True):
    """``paper`` is what the printer said of its roll: ``near_end`` asks for a new one soon."""

    paper: Literal["ok", "near_end", "unknown"]
