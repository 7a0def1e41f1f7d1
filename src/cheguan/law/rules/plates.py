"""Number plates: which kind a vehicle bears, the serial patterns of each pool, and the draw that can be checked again.

A pattern is written sign by sign: ``9`` any digit, ``L`` any letter but I and O, a small letter itself, 挂 and 学
themselves. Patterns stand in the order in which they open (GA 36).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from cheguan.law.citation import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

BASIS = (cite("机动车登记规定#43"), cite("GA 36-2018"))
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
OPENS_ABOVE = 0.6
BATTERY_ELECTRIC = "C"
NEW_ENERGY = frozenset("COP")
BATTERY_LETTERS, OTHER_LETTERS = "dabce", "fghjk"

FIVE = ("99999", "L9999", "LL999", "9L999", "99L99", "999L9", "9999L", "L999L", "999LL", "L9L99")
FOUR = ("9999", "L999", "9L99", "99L9", "999L")


class NotInPattern(Exception):
    """The serial does not belong to the pattern."""


class PoolExhausted(Exception):
    """The pattern has fewer free numbers than were asked for."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The drawn places of a pattern in the order of the draw, and those that came up but were taken."""

    candidates: tuple[int, ...]
    skipped: tuple[int, ...]


def kind_of(*, vehicle_type: str, energy: str = "A", use: str = "A") -> str:
    """号牌种类 of a vehicle by type, fuel and use."""
    group, size = vehicle_type[:1], vehicle_type[1:2]
    if group == "M":
        return "17" if use == "N" else "08" if vehicle_type in ("M12", "M22") else "07"
    if group in ("B", "G"):
        return "15"
    if group == "N" or vehicle_type.startswith("H5"):
        return "13"
    if use in ("H", "N"):
        return "23" if use == "H" else "16"
    large = group in ("Q", "J", "D") or (group in ("K", "H") and size in "12") or vehicle_type[:2] in _LARGE_WORK
    if energy in NEW_ENERGY:
        return "51" if large else "52"
    return "01" if large else "02"


_LARGE_WORK = ("Z1", "Z2", "Z5")


@cache
def patterns(kind: str, *, energy: str = "A") -> tuple[str, ...]:
    """The serial patterns of a kind of plate, in the order in which they open."""
    clean = BATTERY_LETTERS if energy == BATTERY_ELECTRIC else OTHER_LETTERS
    if kind == "51":
        return tuple(f"99999{letter}" for letter in clean)
    if kind == "52":
        return tuple(f"{letter}{rest}" for letter in clean for rest in ("99999", "L9999"))
    ending = {"15": "挂", "16": "学", "17": "学"}.get(kind)
    return FIVE if ending is None else tuple(f"{signs}{ending}" for signs in FOUR)


def open_patterns(kind: str, used: Mapping[str, int], *, energy: str = "A") -> tuple[str, ...]:
    """The patterns that may be drawn from: the first, and each next one when over 60 % of the one before is used."""
    known = patterns(kind, energy=energy)
    follows = sum(1 for _ in _while_full(known, used))
    return known[: follows + 1]


def _while_full(known: Sequence[str], used: Mapping[str, int]) -> "Iterator[str]":
    for pattern in known:
        if used.get(pattern, 0) <= OPENS_ABOVE * size_of(pattern):
            return
        yield pattern


@cache
def size_of(pattern: str) -> int:
    size = 1
    for signs in _places(pattern):
        size *= len(signs)
    return size


def serial_at(pattern: str, index: int) -> str:
    """The serial at a place of the pattern, counted from nought."""
    if not 0 <= index < size_of(pattern):
        raise IndexError(f"{pattern} has no place {index}")
    signs = []
    for choices in reversed(_places(pattern)):
        index, at = divmod(index, len(choices))
        signs.append(choices[at])
    return "".join(reversed(signs))


def index_of(pattern: str, serial: str) -> int:
    """The place of a serial in the pattern: the inverse of ``serial_at``."""
    places, index = _places(pattern), 0
    if len(serial) != len(places):
        raise NotInPattern(f"{serial} is not of the pattern {pattern}")
    for choices, sign in zip(places, serial, strict=True):
        at = choices.find(sign)
        if at < 0:
            raise NotInPattern(f"{serial} is not of the pattern {pattern}")
        index = index * len(choices) + at
    return index


def pattern_of(kind: str, serial: str) -> str | None:
    """The pool's pattern that a serial belongs to, if any."""
    for pattern in dict.fromkeys((*patterns(kind, energy="A"), *patterns(kind, energy=BATTERY_ELECTRIC))):
        try:
            index_of(pattern, serial)
        except NotInPattern:
            continue
        return pattern
    return None


def draw(seed: bytes, *, size: int, count: int, taken: Callable[[int], bool]) -> Draw:
    """``count`` free places of ``size``, by chance: the seed fixes a shuffle of all places, the free ones come first.

    Whoever knows the seed can shuffle again and see that nobody chose.
    """
    candidates: list[int] = []
    skipped: list[int] = []
    for index in shuffled(seed, size=size):
        (skipped if taken(index) else candidates).append(index)
        if len(candidates) == count:
            return Draw(tuple(candidates), tuple(skipped))
    raise PoolExhausted(f"{len(candidates)} of {count} places were free")


def recheck(seed: bytes, *, size: int, drawn: Draw) -> bool:
    """Whether the draw is what the seed gives: the shuffle's beginning, in its order, nothing left out or added."""
    length = len(drawn.candidates) + len(drawn.skipped)
    begun = tuple(islice(shuffled(seed, size=size), length))
    kept = frozenset(drawn.candidates)
    return (
        tuple(index for index in begun if index in kept) == drawn.candidates
        and tuple(index for index in begun if index not in kept) == drawn.skipped
        and (not begun or begun[-1] in kept)
    )


def shuffled(seed: bytes, *, size: int) -> "Iterator[int]":
    """Every place once, in an order fixed by the seed: a Feistel network over SHA-256, walking past what is too big."""
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    for start in range(size):
        place = _permuted(seed, half, start)
        while place >= size:
            place = _permuted(seed, half, place)
        yield place


def _permuted(seed: bytes, half: int, value: int) -> int:
    mask = (1 << half) - 1
    left, right = value >> half, value & mask
    for turn in range(4):
        digest = hashlib.sha256(b"%b|%d|%d" % (seed, turn, right)).digest()
        left, right = right, left ^ (int.from_bytes(digest[:8], "big") & mask)
    return left << half | right


@cache
def _places(pattern: str) -> tuple[str, ...]:
    return tuple(DIGITS if sign == "9" else LETTERS if sign == "L" else sign.upper() for sign in pattern)
