"""From a paper's facts to what the layout takes: days as ``2026-03-02``, money in yuan, text made printable.

Text reaches the layout as data and is never read as markup. What the fonts cannot show is printed as its code point,
``〔U+20BB7〕``, so that nothing on an official paper disappears in silence; control and direction characters go.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from cheguan.work.printing.fonts import shown

LOCAL = ZoneInfo("Asia/Shanghai")
SHORT, LONG, ROWS = 200, 4000, 500
LONG_FIELDS = frozenset({"reason", "cure", "lines", "recheck"})
# Copied from the paper into a calculation: nothing may stand between their characters, seen or unseen.
COPIED_FIELDS = frozenset({"seed", "commitment"})
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LONG_RUN = re.compile(r"[!-\u2e7f]{24,}")
BREAK = "\u200b"

Data: TypeAlias = bool | str | list["Data"] | dict[str, "Data"]


def data(value: Any, *, name: str = "") -> Data:
    """The value as the layout takes it; ``name`` is the field it stands in and decides how it is said."""
    if isinstance(value, tuple | frozenset):
        rows = sorted(value) if isinstance(value, frozenset) else value
        return [data(row, name=name) for row in rows[:ROWS]]
    if is_dataclass(value):
        return {field.name: data(getattr(value, field.name), name=field.name) for field in fields(value)}
    return value if isinstance(value, bool) else _words(value, name)


def _words(value: Any, name: str) -> str:
    match value:
        case None:
            return ""
        case int():
            return yuan(value) if name.endswith("_fen") else str(value)
        case datetime():
            return value.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case str():
            words = text(value, limit=LONG if name in LONG_FIELDS else SHORT)
            return words if name in COPIED_FIELDS else LONG_RUN.sub(_breakable, words)
    raise TypeError(f"a paper cannot print {type(value).__name__}")


def text(value: str, *, limit: int = SHORT) -> str:
    """Printable text, whose length is bounded and said when something is left out."""
    words = " ".join("".join(_visible(value)).split())
    if len(words) > limit:
        words = f"{words[:limit]}……（共{len(words)}字，全文见电子档案）"
    return "".join(c if _shown(c) else f"〔U+{ord(c):04X}〕" for c in words)


def unprintable(value: str) -> tuple[str, ...]:
    """The characters that would be printed as a code point: to be written by hand, or asked about."""
    return tuple(dict.fromkeys(c for c in _visible(value) if not _shown(c)))


def _visible(value: str) -> list[str]:
    """Without control, format and surrogate characters; line ends and tabs become spaces."""
    seen = VARIATION_SELECTORS.sub("", value)
    return [" " if c.isspace() else c for c in seen if c.isspace() or unicodedata.category(c) not in UNSEEN]


def _shown(character: str) -> bool:
    return ord(character) in shown()


def _breakable(run: re.Match[str]) -> str:
    """Long runs without a space get places where a line may end."""
    whole = run.group()
    return BREAK.join(whole[start : start + 8] for start in range(0, len(whole), 8))


def yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
