"""The periodic inspection: what an application for the mark leads to."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from cheguan.law import inputs
from cheguan.law.citation import Citation, cite
from cheguan.law.question import Answer, Ask, BadInput, question
from cheguan.law.rules import inspection_cycle as cycle
from cheguan.law.rules.inspection_schedules import Line, Subject

ORDER_164 = date(2022, 5, 1)
Energy = Literal["petrol", "diesel", "battery_electric", "plug_in_hybrid", "gas"]


def _edition(*reforms: str, since: date, until: date | None = None, en: str) -> Callable[[Ask], Ask]:
    """The question under the statutory cycle and the reforms of a time."""
    return question(
        "inspection.renewal",
        "道路交通安全法实施条例#16",
        "校车安全管理条例#20",
        *reforms,
        since=since,
        until=until,
        grade="B",
        en=en,
        dated_by="apply_date",
    )


@_edition(
    since=date(2004, 5, 1),
    until=date(2014, 8, 31),
    en="The statutory cycle alone: every inspection takes the vehicle to the test centre",
)
@_edition(
    "加强和改进机动车检验工作的意见#六年免检",
    since=date(2014, 9, 1),
    until=date(2020, 11, 19),
    en="Private cars of up to six seats: years 2 and 4 by the mark alone",
)
@_edition(
    "优化机动车检验制度的改革措施#九座免检",
    since=date(2020, 11, 20),
    until=date(2022, 9, 30),
    en="Private cars of up to nine seats: years 2 and 4 by the mark alone, then years 6, 8 and 10",
)
@_edition(
    "深化机动车检验制度改革优化车检服务工作的意见#载客汽车",
    "深化机动车检验制度改革优化车检服务工作的意见#摩托车",
    since=date(2022, 10, 1),
    en="Private cars of up to nine seats and motorcycles: to the test centre in years 6 and 10 only, then every year",
)
def renewal(
    *,
    class_: Line,
    registered: date,
    validity_end: date,
    apply_date: date,
    seats: int = 5,
    minibus: bool = False,
    injury_accident: bool = False,
    special_purpose: bool = True,
    kind: str = "",
    energy: Energy = "petrol",
    factory_date: date | None = None,
) -> Answer:
    """检验周期自注册登记起按月计，标志有效至当月末日；非营运小微型载客汽车和摩托车按申请之日的改革措施免予上线。

    ``mode``: ``online`` at the test centre, ``mark_only`` by the mark alone. ``window_start`` belongs to the mark that
    is in force. ``special_purpose`` is a dedicated school bus; another one counts from its sign. Neither ``kind`` nor
    ``energy`` changes the cycle.
    """
    inputs.not_before(registered, validity_end=validity_end, apply_date=apply_date)
    if class_ == "private":
        if seats < 1:
            raise BadInput("seats", "至少一座 · at least one seat")
        inputs.not_before(factory_date, registered=registered)
    subject = Subject(
        line=class_,
        seats=seats,
        minibus=minibus,
        exemption_lost=injury_accident,
        made_on=factory_date,
        by_sign=class_ == "schoolbus" and not special_purpose,
    )
    found = cycle.renewal(subject, registered_on=registered, validity_end=validity_end, on=apply_date)
    outcome = {
        "mode": found.mode,
        "new_validity_end": found.new_validity_end,
        "window_start": found.window_start,
        "overdue": found.overdue,
    }
    return Answer(outcome, (*found.basis, *_window(subject, apply_date)), found.grade)


def _window(subject: Subject, on: date) -> tuple[Citation, ...]:
    if on < ORDER_164:
        return ()
    return (cite("机动车登记规定#62" if subject.school_bus else "机动车登记规定#54"),)
