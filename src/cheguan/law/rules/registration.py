"""Rules of the first registration (注册登记)."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import add_years
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds, verification

MAY_2022 = date(2022, 5, 1)
EXEMPT_YEARS = 2


def inspection_needed(
    *, domestic: bool, exempt_model: bool, made_or_imported_on: date | None, on: date, accident_before: bool
) -> bool:
    """注册前是否须经安全技术检验. The second anniversary still counts as within the two years.

    A vehicle whose day of making is unknown cannot show that it is exempt.
    """
    if accident_before or (domestic and not exempt_model) or made_or_imported_on is None:
        return True
    return on > add_years(made_or_imported_on, EXEMPT_YEARS)


@predicate(
    "inspection_before_registration",
    declared=("exempt_model", "accident_before"),
    zh="注册前须经安全技术检验",
    en="an inspection is needed before registration",
)
def inspection_before_registration(case: CaseFacts) -> bool:
    vehicle = case.the_vehicle
    domestic = not kinds.through_customs(vehicle)
    return kinds.is_dedicated_school_bus(vehicle) or inspection_needed(
        domestic=domestic,
        exempt_model=case.says("exempt_model") == "yes",
        made_or_imported_on=vehicle.factory_on if domestic else vehicle.imported_on,
        on=case.on,
        accident_before=case.says("accident_before") == "yes",
    )


@predicate(
    "works_check_shared",
    zh="出厂查验信息联网的小型、微型非营运载客汽车",
    en="small private car with the maker's check shared",
)
def works_check_shared(case: CaseFacts) -> bool:
    """制造厂出厂查验信息联网，且为小型、微型非营运载客汽车：免予交验。"""
    return not verification.must_present(
        business="registration",
        small_non_commercial=kinds.is_small_private(case.the_vehicle),
        works_check_linked="works_check" in case.networked,
    )


@predicate(
    "outside_purchase_tax",
    declared=("outside_purchase_tax",),
    zh="不属于车辆购置税征收范围",
    en="outside the purchase tax",
)
def outside_purchase_tax(case: CaseFacts) -> bool:
    return case.says("outside_purchase_tax") == "yes"


@predicate(
    "outside_vessel_tax",
    declared=("outside_vessel_tax",),
    zh="不属于车船税征收范围",
    en="outside the vessel tax",
)
def outside_vessel_tax(case: CaseFacts) -> bool:
    return case.says("outside_vessel_tax") == "yes"


@rule(
    "registration.no_other_bar",
    REFUSE,
    "机动车登记规定#15(10)",
    since=MAY_2022,
    en="Another law or regulation forbids the registration",
    cure="消除该情形后重新申请",
    cure_en="Remove the obstacle and apply again",
    declared=("other_bar",),
)
def no_other_bar(case: CaseFacts) -> str | None:
    """其他不符合法律、行政法规的情形；陈述时须写明依据。"""
    bar = case.says("other_bar").strip()
    return f"不符合法律、行政法规规定：{bar}" if bar else None


@rule(
    "registration.hazardous_owner_is_unit",
    REFUSE,
    "机动车登记规定#13",
    since=MAY_2022,
    en="A vehicle for dangerous goods must belong to a unit",
    cure="以单位名义申请",
    cure_en="Let a unit apply",
)
def hazardous_owner_is_unit(case: CaseFacts) -> str | None:
    """危险货物运输车的所有人应当为单位。"""
    if case.the_vehicle.use == kinds.HAZARDOUS and case.applicant.kind == "person":
        return "危险货物运输车的机动车所有人应当为单位"
    return None


@rule(
    "registration.office_competent",
    REFUSE,
    "机动车登记规定#2",
    since=MAY_2022,
    en="A county office does not register this kind of vehicle",
    cure="向设区的市车辆管理所申请",
    cure_en="Apply at the city's vehicle office",
)
def office_competent(case: CaseFacts) -> str | None:
    """县级车管所不办理危险货物运输车、校车、中型以上载客汽车登记。"""
    vehicle = case.the_vehicle
    large = kinds.is_passenger(vehicle) and not kinds.is_small_passenger(vehicle)
    if case.office_level == "county" and (large or vehicle.use == kinds.HAZARDOUS or kinds.is_school_bus(vehicle)):
        return "县级车辆管理所不办理危险货物运输车、校车、中型以上载客汽车登记"
    return None
