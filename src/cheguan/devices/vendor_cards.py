"""A maker's own words for a card, put into ours: where each field stands in its answer, and how it writes a day."""

import re
from collections.abc import Mapping
from typing import Any

from cheguan.devices.id_cards import LONG_TERM, WIRE_NAMES

SEXES = {"1": "男", "2": "女", "男性": "男", "女性": "女", "M": "男", "F": "女"}
DAYS = ("Born", "UserLifeB", "UserLifeE")
# What stands before the picture when a maker gives it as an address of itself.
INLINE = re.compile(r"^data:image/[a-z+]+;base64,")
# Our names, for readers that use them as they are.
AS_THEY_ARE = {name: name for name in WIRE_NAMES.values()}


def at(message: Any, path: str) -> Any:
    """What stands at ``path`` (names parted by dots) of an answer; nothing if the answer has no such place."""
    for name in path.split("."):
        message = message.get(name) if isinstance(message, Mapping) else None
    return message


def matches(message: Any, marks: Mapping[str, str]) -> bool:
    """Whether every marked place holds what it should, numbers and truth written as text."""
    return all(_text(at(message, path)) == wanted for path, wanted in marks.items())


def card(message: Any, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a card; ``fields`` says for each of our names where the maker has it."""
    found = {name: at(message, path) for name, path in fields.items()}
    given = {name: _text(value).strip() for name, value in found.items() if value is not None}
    for name in DAYS:
        if name in given:
            given[name] = _day(given[name])
    if "Sex" in given:
        given["Sex"] = SEXES.get(given["Sex"], given["Sex"])
    if "CardNo" in given:
        given["CardNo"] = given["CardNo"].upper()
    if "Photo" in given:
        given["Photo"] = "".join(INLINE.sub("", given["Photo"]).split())
    return given


def _text(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _day(text: str) -> str:
    """1990-03-07, 1990.03.07 and 1990年03月07日 are 19900307; anything else is left for the bridge to refuse."""
    if text == LONG_TERM:
        return text
    parts = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?", text, re.ASCII)
    return f"{parts[1]}{parts[2]:0>2}{parts[3]:0>2}" if parts else text
