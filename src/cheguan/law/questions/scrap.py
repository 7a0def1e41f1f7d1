"""Compulsory scrapping: years, mileage, change of use, the last year, three cycles without a mark."""

from datetime import date
from typing import Any, Literal

from cheguan.law import inputs
from cheguan.law.citation import cite
from cheguan.law.dates import add_years
from cheguan.law.inputs import Amount, Count
from cheguan.law.question import Answer, BadInput, MissingInput, question
from cheguan.law.rules import inspection_cycle as cycle
from cheguan.law.rules import ride_hailing as hailing
from cheguan.law.rules import scrap_conversion as conversion
from cheguan.law.rules import scrap_rows, scrapping
from cheguan.law.rules.inspection_schedules import Line, Subject, even
from cheguan.law.rules.scrap_rows import RIDE_HAILING, ScrapType

STANDARD = "机动车强制报废标准规定"
SINCE = date(2013, 5, 1)
CYCLES = {"6 months": 6, "12 months": 12, "24 months": 24}


@question(
    "scrap.limit",
    f"{STANDARD}#5",
    f"{STANDARD}#7",
    f"{STANDARD}#附件2",
    since=SINCE,
    grade="B",
    en="Years of use, from which day and until when; what the mileage means",
)
def limit(
    *,
    type_: ScrapType,
    registered: date | None = None,
    factory: date | None = None,
    province_years: int | None = None,
    mileage_km: Count | None = None,
) -> dict[str, Any]:
    """使用年限按类型；出厂超过两年才注册的自出厂日起算；行驶里程只作引导，预约出租客运除外。

    ``expiry`` and ``start`` answer where ``registered`` is stated. ``compulsory``: whether the mileage alone compels,
    or nothing can. A province's years matter for small taxis and motorcycles, and only when they are fewer.
    """
    inputs.not_before(factory, registered=registered)
    floor = scrap_rows.below_floor(type_, province_years=province_years)
    if floor is not None:
        return {"error": "province_value_below_floor", "floor": floor}
    years = scrap_rows.years_of(type_, province_years=province_years)
    return {"years": years, **_span(years, registered, factory), **_by_mileage(type_, years, mileage_km)}


def _span(years: int | None, registered: date | None, factory: date | None) -> dict[str, Any]:
    start = scrapping.start_of_use(registered_on=registered, factory_on=factory)
    if registered is None or start is None:
        return {}
    return {"start": start, "expiry": None if years is None else add_years(start, years)}


def _by_mileage(kind: ScrapType, years: int | None, mileage_km: int | None) -> dict[str, bool]:
    if mileage_km is None:
        return {"compulsory": False} if years is None and kind != RIDE_HAILING else {}
    compelled = kind == RIDE_HAILING and hailing.scrapped(mileage_km=mileage_km)
    return {"compulsory": compelled, "guided": scrap_rows.guided(kind, mileage_km=mileage_km)}


@question(
    "scrap.ride_hailing",
    "网络预约出租汽车经营服务管理暂行办法#39",
    since=date(2016, 11, 1),
    grade="B",
    en="Must a car in ride-hailing be scrapped, must it leave ride-hailing?",
)
def ride_hailing(
    *,
    type_: Literal["private_small_registered_as_ride_hailing", "other_commercial_small"] = RIDE_HAILING,
    years_used: Count | None = None,
    mileage_km: Count,
) -> dict[str, Any]:
    """网约车行驶六十万公里强制报废；不足六十万公里但满八年的退出网约车经营。其他小微型营运客车兼按自身年限，取先到者。"""
    if years_used is None and not hailing.scrapped(mileage_km=mileage_km):
        raise MissingInput("years_used")
    years = years_used or 0
    own_limit = hailing.own_limit_reached(type_, years_used=years)
    return {
        "compulsory": hailing.scrapped(mileage_km=mileage_km) or own_limit,
        "must_leave_ride_hailing": hailing.must_leave(years_used=years, mileage_km=mileage_km),
    }


@question(
    "scrap.converted_total_years",
    f"{STANDARD}#6",
    f"{STANDARD}#附件1",
    since=SINCE,
    grade="B",
    en="Total years of use after a change of use",
)
def converted_total_years(*, from_: ScrapType, to: ScrapType, years_used: Amount) -> Answer:
    """小微型非营运载客汽车转为营运的按公式折算，满十五年为限；其他改变用途的按较严的年限。

    ``cap_passed``: fifteen years are already used, so the request is to be refused (our reading). No years at all
    (null) where only the mileage of ride-hailing binds.
    """
    if not conversion.by_formula(from_, to):
        return Answer({"total_years": _years_after(from_, to)}, (cite(f"{STANDARD}#6"),))
    passed = conversion.cap_passed(years_used=years_used)
    outcome = {"total_years": conversion.total_years(to, years_used=years_used), "cap_passed": passed}
    return Answer(outcome, grade="C" if passed else "B")


@question(
    "scrap.conversion_rule",
    f"{STANDARD}#6",
    since=SINCE,
    grade="B",
    en="Which limit stays after a change of use",
)
def conversion_rule(*, from_: ScrapType, to: ScrapType) -> Answer:
    """营运与非营运互转的按营运年限；营运类型互转的按较短年限；危险货物与普通货物互转的按危险货物年限。

    No years (null) and ``formula`` where annex 1 decides by the years already used.
    """
    if conversion.by_formula(from_, to):
        outcome = {"years": None, "formula": True, "at_most": conversion.CAP_YEARS}
        return Answer(outcome, (cite(f"{STANDARD}#6"), cite(f"{STANDARD}#附件1")))
    return Answer({"years": _years_after(from_, to)})


def _years_after(before: ScrapType, after: ScrapType) -> int | None:
    try:
        return conversion.limit_after(before, after)
    except conversion.NoSuchChange as none:
        raise BadInput("to", "没有这种用途变更的规定 · the standard knows no such change of use") from none


@question(
    "scrap.last_year_block",
    f"{STANDARD}#6",
    "机动车登记规定#21",
    "机动车登记规定#29(3)",
    since=date(2022, 5, 1),
    en="May the vehicle change its use, its owner or its place so near the end of its years?",
    dated_by="date_",
)
def last_year_block(
    *,
    type_: ScrapType,
    registered: date,
    date_: date,
    request: Literal["change_of_use", "transfer", "move_out"] = "transfer",
    factory: date | None = None,
) -> Answer:
    """距使用年限一年以内（含一年）的，不得变更使用性质、转让、迁出。"""
    inputs.not_before(factory, registered=registered)
    inputs.not_before(registered, date_=date_)
    years = scrap_rows.years_of(type_)
    end = _span(years, registered, factory)["expiry"]
    article = "29(3)" if request == "transfer" else "21"
    return Answer(
        {"allowed": end is None or not scrapping.in_last_year(end, on=date_), "expiry": end},
        (cite(f"{STANDARD}#6"), cite(f"机动车登记规定#{article}")),
    )


@question(
    "scrap.three_cycles",
    f"{STANDARD}#4(4)",
    since=SINCE,
    grade="B",
    en="Have three inspection cycles passed without a mark?",
    dated_by="as_of",
)
def three_cycles(
    *,
    validity_end: date,
    as_of: date,
    class_: Line | None = None,
    registered: date | None = None,
    cycle_: Literal["6 months", "12 months", "24 months"] | None = None,
) -> Answer:
    """检验有效期满后连续三个检验周期未取得检验标志的，自第三个周期届满次日起应当强制报废。

    The cycle is stated, or follows from ``class`` and ``registered`` by the schedule of ``as_of``; where it is as long
    at any age, from ``class`` alone.
    """
    inputs.not_before(registered, validity_end=validity_end)
    third = _third_missed(class_, registered, cycle_, validity_end, as_of)
    return Answer({"compulsory": as_of > third, "last_day": third}, grade="C" if cycle_ is None else "B")


def _third_missed(
    line: Line | None, registered: date | None, stated: str | None, validity_end: date, as_of: date
) -> date:
    if stated is not None:
        return cycle.third_missed_of(CYCLES[stated], validity_end=validity_end)
    if line is None:
        raise MissingInput("class")
    if registered is None and not even(line):
        raise MissingInput("registered")
    anchor = registered or validity_end
    return cycle.third_missed(Subject(line=line), registered_on=anchor, validity_end=validity_end, on=as_of)
