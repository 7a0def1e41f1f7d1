"""Chance that nobody can steer and everybody can check: HMAC-SHA256 under the day's sealed key.

A case is looked at again when the first eight bytes of HMAC(key of the day, case number), read as a number, lie below
the rate's share of their range. Whoever decides knows the number and the rate, but not the key.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256

from cheguan.work.second_looks.rates import WHOLE

BYTES = 8


def ticket(secret: str, *words: str) -> int:
    """The number that falls to these words; ``secret`` is the day's key in hexadecimal."""
    digest = hmac.new(bytes.fromhex(secret), "|".join(words).encode(), sha256).digest()
    return int.from_bytes(digest[:BYTES])


def falls(secret: str, case_no: str, *, rate: int) -> bool:
    """Whether the case is drawn at this rate, given in ten thousandths."""
    return ticket(secret, case_no) * WHOLE < rate << (8 * BYTES)


def whose(secret: str, case_no: str, *, loads: Mapping[str, int], turn: int) -> str:
    """One of the least loaded, by chance. ``loads`` are open looks by staff number, ``turn`` counts the assignments."""
    least = min(loads.values())
    light = (staff_no for staff_no, load in loads.items() if load == least)
    return min(light, key=lambda staff_no: ticket(secret, case_no, staff_no, str(turn)))


def commitment(secret: str) -> str:
    """What is made known of the key beforehand."""
    return sha256(secret.encode()).hexdigest()
