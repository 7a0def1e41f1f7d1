"""副屏与核对：every step of a second screen. The only writer of confirmations."""

from cheguan.work.confirmations.asking import CONFIRMED, WRONG, answer, ask, digest
from cheguan.work.confirmations.holding import hold_to_confirmed
from cheguan.work.confirmations.pairing import enlarge, offer_code, pair, part
from cheguan.work.confirmations.refusals import (
    BadSignature,
    ChangedSince,
    NeedsSignature,
    NobodyServed,
    NoQuestion,
    NoScreen,
    SaidWrong,
    TooManyCodes,
    WrongCode,
)

__all__ = [
    "CONFIRMED",
    "WRONG",
    "BadSignature",
    "ChangedSince",
    "NeedsSignature",
    "NoQuestion",
    "NoScreen",
    "NobodyServed",
    "SaidWrong",
    "TooManyCodes",
    "WrongCode",
    "answer",
    "ask",
    "digest",
    "enlarge",
    "hold_to_confirmed",
    "offer_code",
    "pair",
    "part",
]
