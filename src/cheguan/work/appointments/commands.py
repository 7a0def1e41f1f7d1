"""放号、预约、取消、候补……: the only writer of appointments.

Commands take who acts (``by``), when (``at``) and a key made by the caller: the same key again does nothing more and
gives the same answer. Refusals have every reason at once, are recorded as attempts, and leave nothing half done.
"""

from cheguan.base.attempts.refusals import KeyUsed
from cheguan.work.appointments.attending import excuse, mark_kept, mark_missed
from cheguan.work.appointments.booking import book
from cheguan.work.appointments.cancelling import cancel
from cheguan.work.appointments.listing import join_waiting_list, leave_waiting_list
from cheguan.work.appointments.offers import accept_offer, fill_free_places, lapse_offers, reject_offer
from cheguan.work.appointments.publishing import publish, publish_ahead
from cheguan.work.appointments.refusals import (
    Against,
    BadPattern,
    CalendarNotEntered,
    Kept,
    NeedsReason,
    NotBooked,
    NotMissed,
    NotNamed,
    NotOnList,
    NotWaiting,
    OfferOver,
    TooLateToCancel,
    UnknownBooking,
)
from cheguan.work.appointments.wishes import Named, WaitingWish, Wish

__all__ = [
    "Against",
    "BadPattern",
    "CalendarNotEntered",
    "Kept",
    "KeyUsed",
    "Named",
    "NeedsReason",
    "NotBooked",
    "NotMissed",
    "NotNamed",
    "NotOnList",
    "NotWaiting",
    "OfferOver",
    "TooLateToCancel",
    "UnknownBooking",
    "WaitingWish",
    "Wish",
    "accept_offer",
    "book",
    "cancel",
    "excuse",
    "fill_free_places",
    "join_waiting_list",
    "lapse_offers",
    "leave_waiting_list",
    "mark_kept",
    "mark_missed",
    "publish",
    "publish_ahead",
    "reject_offer",
]
