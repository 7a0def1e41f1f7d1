"""受理、审核、办结……: every step of a case. The only writer of cases.

Each command takes who acts (``by``), when (``at``) and a key made by the caller: the same key again does nothing
more and gives the same answer. Refusals are recorded as attempts and leave nothing half done.
"""

from cheguan.base.attempts.refusals import KeyUsed
from cheguan.work.cases.completing import complete
from cheguan.work.cases.deciding import grant, refuse
from cheguan.work.cases.gaps import accept_with_gap, cure, sign_undertaking
from cheguan.work.cases.newcomers import enter_party
from cheguan.work.cases.numbers import choose_number, draw_numbers
from cheguan.work.cases.opening import accept, decline, notify
from cheguan.work.cases.pausing import resume, suspend
from cheguan.work.cases.progress import archive, hand_over, make, review, send_back, verify, withdraw
from cheguan.work.cases.refusals import (
    AlreadyRegistered,
    AlreadyUnderWay,
    BadStatement,
    ByLaw,
    CalendarNotEntered,
    GapOpen,
    NeedsReason,
    NoGap,
    NoNumberChosen,
    NotAccepted,
    NotGranted,
    NothingAgainst,
    NothingMissing,
    NotKnown,
    NotOnRecord,
    NotPaid,
    NotTheHolder,
    OwnCase,
    PromiseBroken,
    UnknownCase,
    VinDiffers,
    WrongState,
)

__all__ = [
    "AlreadyRegistered",
    "AlreadyUnderWay",
    "BadStatement",
    "ByLaw",
    "CalendarNotEntered",
    "GapOpen",
    "KeyUsed",
    "NeedsReason",
    "NoGap",
    "NoNumberChosen",
    "NotAccepted",
    "NotGranted",
    "NotKnown",
    "NotOnRecord",
    "NotPaid",
    "NotTheHolder",
    "NothingAgainst",
    "NothingMissing",
    "OwnCase",
    "PromiseBroken",
    "UnknownCase",
    "VinDiffers",
    "WrongState",
    "accept",
    "accept_with_gap",
    "archive",
    "choose_number",
    "complete",
    "cure",
    "decline",
    "draw_numbers",
    "enter_party",
    "grant",
    "hand_over",
    "make",
    "notify",
    "refuse",
    "resume",
    "review",
    "send_back",
    "sign_undertaking",
    "suspend",
    "verify",
    "withdraw",
]
