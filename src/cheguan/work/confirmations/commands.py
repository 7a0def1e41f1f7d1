"""副屏与核对：every step of a second screen. The only writer of confirmations."""

from cheguan.work.confirmations.asking import CONFIRMED, WRONG, answer, ask, digest
from cheguan.work.confirmations.pairing import enlarge, offer_code, pair, part
from cheguan.work.confirmations.refusals import (
    BadSignature,
    NeedsSignature,
    NobodyServed,
    NoQuestion,
    NoScreen,
    TooManyCodes,
    WrongCode,
)

__all__ = [
    "CONFIRMED",
    "WRONG",
    "BadSignature",
    "NeedsSignature",
    "NoQuestion",
    "NoScreen",
    "NobodyServed",
    "TooManyCodes",
    "WrongCode",
    "answer",
    "ask",
    "digest",
    "enlarge",
    "offer_code",
    "pair",
    "part",
]
