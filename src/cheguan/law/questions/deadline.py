"""Deadlines: how many days, and on which day they end."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cheguan.law import workdays
from cheguan.law.inputs import Count
from cheguan.law.question import Answer, BadInput, question
from cheguan.law.rules import time_limits
from cheguan.law.workdays import CalendarMissing


@question(
    "deadline.working_days",
    "机动车登记规定#92",
    "全国年节及纪念日放假办法#6",
    since=date(2022, 5, 1),
    en="The last day of so many working days",
    dated_by="accepted",
)
def working_days(*, accepted: date, working_days: Count, local_closed_days: tuple[date, ...] = ()) -> dict[str, Any]:
    """受理当日不计，按国务院放假通知数工作日，含调休上班日；当地另行放假的日子也不计。

    A year whose notice has not been entered is an error of ``accepted``, never a guess.
    """
    closed = frozenset(local_closed_days)
    return {"due": _known(lambda: workdays.add_workdays(accepted, working_days, closed=closed), "accepted")}


@question(
    "deadline.points_natural_days",
    "道路交通安全违法行为记分管理办法#36",
    since=date(2022, 4, 1),
    en="The last day of so many natural days under the points order",
    dated_by="start",
)
def points_natural_days(
    *, start: date, natural_days: Count, local_closed_days: tuple[date, ...] = ()
) -> dict[str, Any]:
    """记分管理办法的三日、十日、三十日为自然日；末日是节假日的，到假期后第一个工作日届满。"""
    closed = frozenset(local_closed_days)
    return {"due": _known(lambda: time_limits.natural_days_due(start, natural_days, closed=closed), "start")}


@question(
    "deadline.limit",
    "机动车登记规定#92",
    "机动车驾驶证申领和使用规定#110",
    since=date(2022, 5, 1),
    en="The time limit of a service, and in which days it is counted",
)
def limit(*, service: time_limits.Business) -> Answer:
    """各项业务的办理时限；一、二、三、五、七、十、十五日为工作日，三十日为自然日。"""
    found = time_limits.LIMITS[service]
    return Answer({"days": found.days, "unit": found.unit}, found.basis)


def _known(due: Callable[[], date], field: str) -> date:
    try:
        return due()
    except CalendarMissing as missing:
        raise BadInput(field, f"尚未录入 {missing.year} 年的放假安排 · {missing}") from missing
