"""The two Chinese fonts of every paper, and which characters they can show."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
from typst import Fonts

SEGMENTED = 12


@cache
def fonts() -> Fonts:
    """Noto Sans SC and Noto Serif SC, and nothing that the machine happens to have."""
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(noto.sans_path().parent)])


@cache
def shown() -> frozenset[int]:
    """The code points that either font has a glyph for."""
    return frozenset(point for path in (noto.sans_path(), noto.serif_path()) for point in _code_points(path))


def _code_points(path: Path) -> Iterator[int]:
    """Read the OpenType character map: its 32-bit subtable lists runs of code points."""
    font = path.read_bytes()
    start = _character_map(font)
    (groups,) = struct.unpack_from(">I", font, start + 12)
    for group in range(groups):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
        yield from range(first, last + 1)


def _character_map(font: bytes) -> int:
    """Where the 32-bit subtable of the ``cmap`` table begins."""
    (tables,) = struct.unpack_from(">H", font, 4)
    directory: dict[bytes, int] = dict(struct.unpack_from(">4s4xI", font, 12 + 16 * table) for table in range(tables))
    cmap = directory[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    starts = [cmap + int(struct.unpack_from(">4xI", font, cmap + 4 + 8 * index)[0]) for index in range(subtables)]
    return next(start for start in starts if struct.unpack_from(">H", font, start) == (SEGMENTED,))
