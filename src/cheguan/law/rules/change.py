"""Rules of the change registration (变更登记): colour, engine, body, whole vehicle, use, co-owner."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import add_years
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import kinds, plates, registration

MAY_2022 = date(2022, 5, 1)
MARRIED_YEARS = 1


@predicate(
    "new_use_needs_permit",
    declared=("new_use",),
    zh="变更为公路客运、旅游客运、危险货物运输",
    en="the new use is coach, tour or dangerous goods",
)
def new_use_needs_permit(case: CaseFacts) -> bool:
    return case.says("new_use") in kinds.NEEDS_TRANSPORT_PERMIT


@predicate("plate_kind_changes", declared=("new_use",), zh="号牌种类随之改变", en="the kind of plate changes")
def plate_kind_changes(case: CaseFacts) -> bool:
    """新的使用性质要用另一种号牌（警用、教练）；其余种类的号牌不因用途而不同。"""
    return bool(case.says("new_use")) and kind_after(case) != _kind_of(case, case.the_vehicle.use)


def kind_after(case: CaseFacts) -> str:
    """号牌种类 by the new use."""
    return _kind_of(case, case.says("new_use"))


def _kind_of(case: CaseFacts, use: str) -> str:
    return plates.kind_of(vehicle_type=case.the_vehicle.vehicle_type, energy=case.the_vehicle.energy, use=use)


@predicate(
    "inspection_of_replacement",
    declared=("new_factory_on", "new_imported_on", "exempt_model", "accident_before"),
    zh="更换后的整车须经安全技术检验",
    en="the replacement has to be inspected",
)
def inspection_of_replacement(case: CaseFacts) -> bool:
    """按注册登记的规定：更换后的整车不属于免检的，提交检验合格证明。"""
    vehicle = case.the_vehicle
    domestic = not kinds.through_customs(vehicle)
    return kinds.is_dedicated_school_bus(vehicle) or registration.inspection_needed(
        domestic=domestic,
        exempt_model=case.says("exempt_model") == "yes",
        made_or_imported_on=case.day("new_factory_on" if domestic else "new_imported_on"),
        on=case.on,
        accident_before=case.says("accident_before") == "yes",
    )


def spouses(case: CaseFacts) -> bool:
    return case.says("relation") == "spouses"


@predicate(
    "keeps_number",
    declared=("relation", "married_on", "keep_number"),
    zh="夫妻婚姻关系满一年并申请继续使用原号码",
    en="spouses, married for a year, who ask to keep the number",
)
def keeps_number(case: CaseFacts) -> bool:
    """婚姻关系存续期满一年，并经夫妻双方共同申请的，可以使用原号码。"""
    married = case.day("married_on")
    return (
        spouses(case)
        and case.says("keep_number") == "yes"
        and married is not None
        and case.on >= add_years(married, MARRIED_YEARS)
    )


@rule(
    "change.same_model",
    REFUSE,
    "机动车登记规定#21(1)",
    since=MAY_2022,
    en="Make, model or model of the engine were changed",
    cure="恢复原品牌、型号；属于公告许可选装的发动机的，出示证明",
    cure_en="Restore make and model, or show that the engine is an approved option",
    declared=("same_model",),
)
def same_model(case: CaseFacts) -> str | None:
    """品牌、型号、发动机型号改变的，不予变更登记；经许可选装的发动机除外。"""
    if case.says("same_model") == "no":
        return "改变了机动车的品牌、型号或者发动机型号，且不属于许可选装的发动机"
    return None


@rule(
    "change.shape_allowed",
    REFUSE,
    "机动车登记规定#21(2)",
    since=MAY_2022,
    en="Registered shape or technical data were changed beyond what the law allows",
    cure="恢复原状",
    cure_en="Restore the vehicle",
    declared=("shape_allowed",),
)
def shape_allowed(case: CaseFacts) -> str | None:
    """外形和有关技术参数改变的，不予变更登记；法律、法规和强制性标准另有规定的除外。"""
    if case.says("shape_allowed") == "no":
        return "改变了已登记的机动车外形或者有关技术参数"
    return None


@rule(
    "change.colour_office",
    REFUSE,
    "机动车登记规定#17",
    since=MAY_2022,
    en="Only a small passenger car may be shown at an office where it is not registered",
    cure="向登记地车辆管理所申请",
    cure_en="Apply at the office where the vehicle is registered",
)
def colour_office(case: CaseFacts) -> str | None:
    """改变车身颜色在登记地办理；小型、微型载客汽车也可以向车辆所在地车辆管理所申请。"""
    vehicle = case.the_vehicle
    if vehicle.office != case.office and not kinds.is_small_passenger(vehicle):
        return "机动车不在本车辆管理所登记，且不是小型、微型载客汽车"
    return None


@rule(
    "change.school_bus_stays",
    REFUSE,
    "机动车登记规定#63",
    since=MAY_2022,
    en="A dedicated school bus may never be put to another use",
    cure="专用校车只能继续用作校车，或者报废注销",
    cure_en="It stays a school bus, or is scrapped",
    declared=("new_use",),
)
def school_bus_stays(case: CaseFacts) -> str | None:
    """专用校车不得改变使用性质。"""
    if kinds.is_dedicated_school_bus(case.the_vehicle) and case.says("new_use") not in kinds.SCHOOL_BUS:
        return "专用校车不得改变使用性质"
    return None
