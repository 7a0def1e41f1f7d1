"""Reading a printed paper back: its words, its fonts, the dots of its pictures."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def pages(document: bytes) -> list[str]:
    """The words of each page, as a reader's program copies them."""
    return [page.extract_text() for page in PdfReader(BytesIO(document)).pages]


def read(document: bytes) -> str:
    """The words of the PDF without the spaces and line ends that the reader puts between them."""
    return re.sub(r"\s", "", "".join(pages(document))).replace("\u200b", "")


def fonts_of(document: bytes) -> set[str]:
    names: set[str] = set()
    for page in PdfReader(BytesIO(document)).pages:
        resources: Any = page["/Resources"]
        names |= {str(font["/BaseFont"]).split("+")[-1] for font in resources.get("/Font", {}).values()}
    return names


def grey_pixels(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and the first channel of a PNG with four channels of 8 bits."""
    position, header, packed = 8, b"", b""
    while position < len(picture):
        (length,), kind = struct.unpack_from(">I", picture, position), picture[position + 4 : position + 8]
        chunk = picture[position + 8 : position + 8 + length]
        header, packed = (chunk if kind == b"IHDR" else header), packed + (chunk if kind == b"IDAT" else b"")
        position += 12 + length
    width, height = struct.unpack_from(">II", header)
    return width, height, b"".join(unfiltered(zlib.decompress(packed), width * 4))


def unfiltered(data: bytes, length: int) -> Iterator[bytes]:
    """The rows of the first channel: a PNG stores each as the difference from a guess."""
    above = bytes(length // 4)
    for start in range(0, len(data), length + 1):
        left = corner = 0
        row = bytearray()
        for stored, up in zip(data[start + 1 : start + 1 + length : 4], above, strict=True):
            guess = (0, left, up, (left + up) // 2, nearest(left, up, corner))[data[start]]
            left, corner = (stored + guess) & 255, up
            row.append(left)
        above = bytes(row)
        yield above


def nearest(left: int, up: int, corner: int) -> int:
    return min((left, up, corner), key=lambda value: abs(left + up - corner - value))
