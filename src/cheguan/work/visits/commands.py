"""来访：every step of a visit and of a counter. The only writer of visits.

Each command takes who acts (``by``), when (``at``, the server's clock) and a key made by the caller: the same key again
does nothing more. Refusals are recorded as attempts and leave nothing half done.
"""

from cheguan.work.visits.calling import Called, call_next, no_show, recall
from cheguan.work.visits.closing import close_days
from cheguan.work.visits.coming_back import come_back
from cheguan.work.visits.freeing import free
from cheguan.work.visits.joining import join_case
from cheguan.work.visits.matters import add, meet
from cheguan.work.visits.moving import Moved
from cheguan.work.visits.refusals import (
    AlreadyInLine,
    Away,
    CallAgainFirst,
    CounterBusy,
    CounterTaken,
    NeedsReason,
    NobodyThere,
    NoCounter,
    NotYours,
    SomebodyIsHere,
    UnknownCounter,
    UnknownMatter,
    UnknownQueue,
    UnknownVisit,
)
from cheguan.work.visits.seats import set_up, sit_down, stand_up, step_away, step_back
from cheguan.work.visits.serving import begin, finish, leave, pause, take_over, take_up, transfer
from cheguan.work.visits.taking import Ticket, take

__all__ = [
    "AlreadyInLine",
    "Away",
    "CallAgainFirst",
    "Called",
    "CounterBusy",
    "CounterTaken",
    "Moved",
    "NeedsReason",
    "NoCounter",
    "NobodyThere",
    "NotYours",
    "SomebodyIsHere",
    "Ticket",
    "UnknownCounter",
    "UnknownMatter",
    "UnknownQueue",
    "UnknownVisit",
    "add",
    "begin",
    "call_next",
    "close_days",
    "come_back",
    "finish",
    "free",
    "join_case",
    "leave",
    "meet",
    "no_show",
    "pause",
    "recall",
    "set_up",
    "sit_down",
    "stand_up",
    "step_away",
    "step_back",
    "take",
    "take_over",
    "take_up",
    "transfer",
]
