"""The inspection mark (检验合格标志): when it may be applied for, where, and until when the next one is valid."""

from datetime import date

from cheguan.law.dates import month_end
from cheguan.law.facts import CaseFacts, VehicleFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, WAIT, rule
from cheguan.law.rules import inspection, inspection_cycle, inspection_schedules, kinds
from cheguan.law.rules.inspection_cycle import Renewal
from cheguan.law.rules.insurance import insurance_ended

MAY_2022 = date(2022, 5, 1)
LARGE_BUS = "K1"


def renewal(vehicle: VehicleFacts, *, on: date) -> Renewal:
    """What an application on that day leads to; a vehicle without a mark counts as if its mark ended this month."""
    registered_on, until = vehicle.registered_on, vehicle.mark_valid_until
    assert registered_on is not None
    return inspection.renewal(vehicle, registered_on=registered_on, validity_end=until or month_end(on), on=on)


@rule(
    "mark.window_open",
    WAIT,
    "机动车登记规定#54",
    since=MAY_2022,
    en="The mark can be applied for only shortly before the present one ends",
    cure="到期前三个月内申请；校车一个月内",
    cure_en="Apply within the last three months; for a school bus within the last month",
)
def window_open(case: CaseFacts) -> str | None:
    """检验有效期满前三个月内（校车一个月内）申请，可以推后不可以提前。"""
    vehicle = case.the_vehicle
    if vehicle.mark_valid_until is None:
        return None
    opens = inspection_cycle.window_start(vehicle.mark_valid_until, school_bus=kinds.is_school_bus(vehicle))
    return (
        f"检验有效期至{vehicle.mark_valid_until.isoformat()}，{opens.isoformat()}起可以申请"
        if case.on < opens
        else None
    )


@rule(
    "mark.exempt",
    REFUSE,
    "机动车登记规定#55",
    since=MAY_2022,
    en="The vehicle is not exempt from the inspection this time",
    cure="到检验机构检验后申请检验合格标志",
    cure_en="Have the vehicle inspected, then apply for the mark",
)
def exempt(case: CaseFacts) -> str | None:
    """免予上线检验的，凭交强险和车船税凭证申领标志；本次应当上线的不属此列。"""
    mode = renewal(case.the_vehicle, on=case.on).mode
    return None if mode == inspection_schedules.MARK_ONLY else "本次应当到检验机构检验"


@rule(
    "mark.may_be_elsewhere",
    REFUSE,
    "机动车登记规定#54",
    since=MAY_2022,
    en="Large buses and school buses are inspected where they are registered",
    cure="向登记地车辆管理所申请",
    cure_en="Apply at the office of registration",
)
def may_be_elsewhere(case: CaseFacts) -> str | None:
    """大型载客汽车、校车不能在登记地以外申请检验合格标志。"""
    vehicle = case.the_vehicle
    bound = vehicle.vehicle_type.startswith(LARGE_BUS) or kinds.is_school_bus(vehicle)
    return "大型载客汽车、校车应当在登记地检验" if bound and vehicle.office != case.office else None


@rule(
    "mark.insured",
    SUPPLEMENT,
    "机动车登记规定#57",
    since=MAY_2022,
    en="The compulsory insurance has ended",
    cure="续保交强险后申请",
    cure_en="Renew the compulsory insurance",
    declared=("insurance_until",),
)
def insured(case: CaseFacts) -> str | None:
    """交强险在有效期内的，补发、换发检验合格标志。"""
    return insurance_ended(case)
