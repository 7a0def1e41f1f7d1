"""Temporary plates: valid as long as the case of the law, the insurance and the permit allow."""

from datetime import date

from cheguan.law.rules import temporary_plates
from cheguan.law.rules.temporary_plates import TemporaryCase
from cheguan.registers.plates import commands as plates
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases.effects.effect import effect, stated_day
from cheguan.work.cases.locked import Locked

TEMPORARY, ENTRY_CAR, ENTRY_MOTORCYCLE = "22", "20", "21"


@effect
def issue_temporary_plate(case: Locked, act: int, on: date) -> None:
    """未销售、尚未注册登记：不超过三十日。"""
    give(case, "bought_not_registered", act=act, on=on)


@effect
def issue_export_plate(case: Locked, act: int, on: date) -> None:
    """新车出口销售：不超过三十日，一次。"""
    give(case, "new_vehicle_export", act=act, on=on)


@effect
def issue_research_plate(case: Locked, act: int, on: date) -> None:
    """科研、定型试验：不超过六个月。"""
    give(case, "research_or_type_test", act=act, on=on)


@effect
def issue_oversize_plate(case: Locked, act: int, on: date) -> None:
    """特型机动车：不超过九十日。"""
    give(case, "oversize_special_vehicle", act=act, on=on)


@effect
def issue_waiting_plate(case: Locked, act: int, on: date) -> None:
    """等候制作号牌：不超过十五日。"""
    give(case, "waiting_for_plate", act=act, on=on)


@effect
def issue_test_plate(case: Locked, act: int, on: date) -> None:
    """智能网联汽车测试：与凭证一致，不超过六个月。"""
    give(case, "connected_vehicle_test", act=act, on=on, until=stated_day(case, "test_permit_until"))


@effect
def issue_entry_plate(case: Locked, act: int, on: date) -> None:
    """临时入境：在准许停留的期限和交强险有效期之内。"""
    days = [day for key in ("entry_until", "insurance_until") if (day := stated_day(case, key))]
    vehicle_type = case.new_vehicle.vehicle_type if case.new_vehicle else ""
    kind = ENTRY_MOTORCYCLE if vehicle_type.startswith("M") else ENTRY_CAR
    _record(case, "temporary_entry", kind=kind, until=min(days), act=act, on=on)


def give(case: Locked, purpose: TemporaryCase, *, act: int, on: date, until: date | None = None) -> None:
    """核发 for the case's vehicle, from today; ``until`` is a further last day, of a permit for example."""
    requested = case.declared.get("requested_days", "")
    longest = temporary_plates.valid_until(
        purpose,
        issued_on=on,
        insurance_end=stated_day(case, "insurance_until"),
        requested_days=int(requested) if requested else None,
    )
    _record(case, purpose, kind=TEMPORARY, until=min(longest, until or longest), act=act, on=on)


def _record(case: Locked, purpose: str, *, kind: str, until: date, act: int, on: date) -> None:
    plates.issue_temporary(
        purpose=purpose,
        kind=kind,
        vin=case.new_vehicle.vin if case.new_vehicle else vehicles.get(case.vehicle_id or 0).vin,
        vehicle_id=case.vehicle_id,
        party_id=case.applicant_id,
        valid_from=on,
        valid_until=until,
        office=case.office,
        case_no=case.no,
        act=act,
    )
