"""Temporary plates: how long, how often, until which day."""

from datetime import date
from typing import Any

from cheguan.law import inputs
from cheguan.law.citation import cite
from cheguan.law.inputs import Count, Positive
from cheguan.law.question import Answer, question
from cheguan.law.rules import temporary_plates as plates
from cheguan.law.rules.temporary_plates import TemporaryCase

SINCE = date(2022, 5, 1)
ORDER = "机动车登记规定"
ARTICLES = (f"{ORDER}#47", f"{ORDER}#27", f"{ORDER}#28", f"{ORDER}#48", f"{ORDER}#92")


@question("temp_plate.max_days", *ARTICLES, since=SINCE, en="The longest validity of a temporary plate")
def max_days(*, case: TemporaryCase) -> Answer:
    """临时行驶车号牌的最长有效期：十五日、三十日、六十日、九十日或者六个月，节假日计算在内。"""
    allowed = plates.ALLOWANCES[case]
    longest: dict[str, Any] = (
        {"max": f"{allowed.months} months"} if allowed.days is None else {"max_days": allowed.days}
    )
    return Answer({**longest, "calendar": True}, (allowed.basis, cite(f"{ORDER}#92")))


@question("temp_plate.issue", f"{ORDER}#47", since=SINCE, en="May another temporary plate be issued?")
def issue(*, case: TemporaryCase, issued_before: Count = 0) -> Answer:
    """未销售或者尚未注册登记的不超过三次，新车出口的一次，其他不限次数。"""
    return Answer({"allowed": plates.may_issue(case, issued_before=issued_before)}, (plates.ALLOWANCES[case].basis,))


@question(
    "temp_plate.validity",
    *ARTICLES,
    since=SINCE,
    grade="C",
    en="The last day on which a temporary plate is valid",
    dated_by="issue_",
)
def validity(
    *, case: TemporaryCase, issue_: date, insurance_end: date | None = None, requested_days: Positive | None = None
) -> Answer:
    """有效期不超过该情形的最长期限，也不超过交强险有效期；核发当日不计入，条文未写明。"""
    inputs.not_before(issue_, insurance_end=insurance_end)
    last = plates.valid_until(case, issued_on=issue_, insurance_end=insurance_end, requested_days=requested_days)
    articles = dict.fromkeys((plates.ALLOWANCES[case].basis, cite(f"{ORDER}#47"), cite(f"{ORDER}#92")))
    return Answer({"not_after": last}, tuple(articles))
