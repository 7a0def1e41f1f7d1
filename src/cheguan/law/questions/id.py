"""Identifiers: is a number well formed, and does it carry the right check digit?"""

from datetime import date
from functools import cache
from typing import Any

from cheguan.law import identifiers, workdays
from cheguan.law.question import question


def _judged(problem: str | None) -> dict[str, Any]:
    return {"valid": True} if problem is None else {"valid": False, "reason": problem}


@cache
def _end_of_calendars() -> date:
    return date(workdays.last_year(), 12, 31)


@question("id.vin", "GB 16735-2019", since=date(2020, 1, 1), grade="B", en="Is this a vehicle identification number?")
def vin(value: str) -> dict[str, Any]:
    """车辆识别代号为十七位，不用字母 I、O、Q，第九位是检验位。"""
    return _judged(identifiers.vin_problem(value))


@question("id.resident", "GB 11643-1999", since=date(1999, 7, 1), grade="B", en="Is this a resident identity number?")
def resident(*, value: str, date_: date | None = None) -> dict[str, Any]:
    """公民身份号码为十八位：地址码六位、出生日期八位、顺序码三位、校验码一位。

    Nobody is born after ``date``, or 150 years before it; without one the last year whose calendar is held counts.
    """
    return _judged(identifiers.resident_id_problem(value, on=date_ or _end_of_calendars()))


@question("id.uscc", "GB 32100-2015", since=date(2015, 10, 1), grade="B", en="Is this a unified social credit code?")
def uscc(value: str) -> dict[str, Any]:
    """统一社会信用代码为十八位，末位是校验码。"""
    return _judged(identifiers.uscc_problem(value))


@question("id.plate", "GA 36-2018", since=date(2018, 5, 1), grade="B", en="Is this a plate number of any kind?")
def plate(value: str) -> dict[str, Any]:
    """号牌号码由省简称、发牌机关代号和序号组成，序号形式按号牌种类。"""
    return _judged(identifiers.plate_problem(value))
