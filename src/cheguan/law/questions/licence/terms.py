"""Time: renewing, the next term, and where a licence stands on a day."""

from datetime import date
from typing import Any, Literal

from cheguan.law.citation import Citation, cite
from cheguan.law.inputs import Count
from cheguan.law.question import Answer, BadInput, MissingInput, question
from cheguan.law.questions.licence.kinds import ORDER
from cheguan.law.rules import licence_status, licence_terms
from cheguan.law.rules.licence_downgrade import APRIL_2022
from cheguan.law.rules.licence_status import Reason


def _cited(*articles: str) -> tuple[Citation, ...]:
    return tuple(cite(each) for each in articles)


STATED = {
    "valid": _cited(f"{ORDER}#13", f"{ORDER}#63"),
    "renewable": _cited(f"{ORDER}#63"),
    "expired_renewable": _cited("道路交通安全法实施条例#28", f"{ORDER}#79(8)"),
}
CANCELLED: dict[Reason | None, tuple[Citation, ...]] = {
    "expired": _cited(f"{ORDER}#79(8)", f"{ORDER}#79", f"{ORDER}#27(1)"),
    "medical_missing": _cited(f"{ORDER}#79(9)", f"{ORDER}#79", f"{ORDER}#27(2)"),
    "own_wish": _cited(f"{ORDER}#79(2)", f"{ORDER}#27(3)"),
    "unfit": _cited(f"{ORDER}#79(4)", f"{ORDER}#27(4)"),
    "death": _cited(f"{ORDER}#79(1)"),
}


@question(
    "licence.renewal_window",
    f"{ORDER}#63",
    f"{ORDER}#79(8)",
    "道路交通安全法实施条例#28",
    since=APRIL_2022,
    en="May the licence be renewed on this day?",
)
def renewal_window(*, expiry: date, apply: date) -> dict[str, Any]:
    """期满前九十日起可以换证；届满后不满一年仍可以换证，但不得驾驶；满一年的注销。"""
    return {"allowed": licence_terms.may_renew(expiry, on=apply), "opens": licence_terms.window_opens(expiry)}


@question(
    "licence.next_term", f"{ORDER}#62", "道路交通安全法实施条例#26", since=APRIL_2022, en="Which term comes next?"
)
def next_term(*, term: Literal[6, 10], cycle_points: tuple[Count, ...]) -> Answer:
    """有效期内各记分周期均未记满12分的，六年换十年，十年换长期；否则仍为原来的期限。"""
    following = licence_terms.next_term(str(term), cycle_points)
    again = following == str(term)
    named = following if following == licence_terms.LONG_TERM else int(following)
    return Answer({"next_term": named, "upgrades_to_10": named == 10 and not again}, grade="C" if again else "")


@question(
    "licence.status",
    f"{ORDER}#63",
    f"{ORDER}#79",
    f"{ORDER}#27",
    "道路交通安全法实施条例#28",
    since=APRIL_2022,
    en="Where does the licence stand on this day, and what leads back after it was cancelled?",
)
def status(
    *,
    as_of: date,
    expiry: date | None = None,
    cancelled_on: date | None = None,
    reason: Reason | None = None,
    deferred_until: date | None = None,
) -> Answer:
    """有效、可以换证（期满前九十日）、逾期可换（届满后不满一年，不得驾驶）、注销。

    逾期注销未超过二年的考科目一恢复；未交身体条件证明注销、未超期一年的交证明恢复；其余可以直接申请考试。

    已经注销的，除未交身体条件证明的以外，不用写 ``expiry``。
    """
    if expiry is None:
        return _cancelled_before(as_of, reason or "expired", cancelled_on=cancelled_on)
    if cancelled_on is not None and reason == "expired" and cancelled_on <= expiry:
        raise BadInput("cancelled_on", "逾期注销不会在有效期内 · not cancelled as expired before it expired")
    found = licence_status.standing(
        expiry, on=as_of, cancelled_on=cancelled_on, reason=reason, deferred_until=deferred_until
    )
    outcome: dict[str, Any] = {"status": found.status, "may_drive": found.may_drive}
    if found.reason is None:
        return Answer({**outcome, "restore_by": None, "may_apply_directly": False}, STATED[found.status])
    return _cancelled(outcome, found.reason, expiry, on=as_of, cancelled_on=cancelled_on)


def _cancelled_before(on: date, reason: Reason, *, cancelled_on: date | None) -> Answer:
    """A licence known to be cancelled, its last day unknown."""
    ended = reason != "expired" if cancelled_on is None else cancelled_on <= on
    if not ended or reason == "medical_missing":
        raise MissingInput("expiry")
    return _cancelled({"status": "cancelled", "may_drive": False}, reason, None, on=on, cancelled_on=cancelled_on)


def _cancelled(
    outcome: dict[str, Any], reason: Reason, expiry: date | None, *, on: date, cancelled_on: date | None
) -> Answer:
    """A certificate restores without an examination, and is named apart. Which way comes first is our reading."""
    back = licence_status.way_back(expiry, on=on, reason=reason, cancelled_on=cancelled_on)
    by_examination = back.by == licence_status.SUBJECT_1
    restored = {
        "reason": reason,
        "restore_by": back.by if by_examination else None,
        "restore_with": None if by_examination else back.by,
        "restore_until": back.until,
        "may_apply_directly": back.may_apply_directly,
    }
    return Answer({**outcome, **restored}, CANCELLED[reason], grade="C" if back.by else "")
