"""Pass marks, and how often and how soon a failed subject may be taken again."""

from datetime import date, timedelta
from typing import Literal

from cheguan.law.rules.licence_classes import LARGE_CLASSES

Subject = Literal["1", "2", "3_road", "safety"]
STRICT_FIELD = LARGE_CLASSES | {"C6"}
BOOKINGS = 5
AGAIN_AFTER = timedelta(days=10)
COUNTED = frozenset({"2", "3_road"})


def pass_mark(subject: Subject, driving_class: str) -> int:
    """Of 100: ninety, and eighty in the field test of the smaller classes."""
    return 80 if subject == "2" and driving_class not in STRICT_FIELD else 90


def earliest_retake(subject: Subject, *, failed_on: date) -> date:
    """The first day on which a new booking may be made. Subject 3 is the road test and the safety knowledge."""
    return failed_on if subject == "1" else failed_on + AGAIN_AFTER


def may_book_again(subject: Subject, *, failed: int) -> bool:
    """Five bookings each for the field and the road test; the theory without limit.

    After the fifth failure the other subjects that were passed are void too.
    """
    return subject not in COUNTED or failed < BOOKINGS
