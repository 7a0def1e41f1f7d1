"""A ticket in ESC/POS, the language that nearly every receipt printer speaks. Chinese goes as GB 18030."""

from cheguan.devices.tickets import Line, Ticket

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
BEGIN = ESC + b"@"
CHINESE = FS + b"&"
ALIGN = {"left": b"\x00", "centre": b"\x01", "right": b"\x02"}
CUT = GS + b"V\x42\x00"
FEED = ESC + b"d\x04"
MODULE = 6
# Asks for the state of the roll; the printer answers with one byte at once, even in the middle of a job.
PAPER = b"\x10\x04\x04"
PAPER_OUT = 0x60
PAPER_LOW = 0x0C


def encode(ticket: Ticket) -> bytes:
    parts = [BEGIN, CHINESE, *map(_line, ticket.lines)]
    if ticket.qr:
        parts += [ESC + b"a" + ALIGN["centre"], _qr(ticket.qr)]
    parts.append(FEED)
    if ticket.cut:
        parts.append(CUT)
    return b"".join(parts)


def _line(line: Line) -> bytes:
    """Alignment, size in both directions, weight; then the words. A sign that GB 18030 lacks becomes a question mark."""
    size = (line.size - 1) << 4 | (line.size - 1)
    style = ESC + b"a" + ALIGN[line.align] + GS + b"!" + bytes([size]) + ESC + b"E" + bytes([line.bold])
    return style + line.text.encode("gb18030", "replace") + b"\n"


def _qr(text: str) -> bytes:
    """Model 2, medium correction; the printer draws it from the text, which is UTF-8."""
    content = text.encode()
    store = (len(content) + 3).to_bytes(2, "little") + b"1P0" + content
    return b"".join(
        GS + b"(k" + command
        for command in (
            b"\x04\x001A2\x00",
            b"\x03\x001C" + bytes([MODULE]),
            b"\x03\x001E1",
            store,
            b"\x03\x001Q0",
        )
    )
