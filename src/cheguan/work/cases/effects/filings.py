"""变更备案：the owner's particulars, re-stamped numbers, fittings, what was altered while stolen."""

from datetime import date

from cheguan.law import codes
from cheguan.registers.parties import commands as parties
from cheguan.registers.vehicles import commands as vehicles
from cheguan.work.cases.effects.effect import effect, vehicle_of
from cheguan.work.cases.locked import Locked

FILING = "filing"
REMOVED = "remove"


@effect
def file_owner_name(case: Locked, act: int, on: date) -> None:
    """姓名、名称变更。"""
    name = case.declared["new_name"]
    parties.rename(case.applicant_id, name=name, act=act)
    _endorse(case, f"机动车所有人姓名或者名称变更为{name}", on=on, act=act)
    vehicles.reissue_licence(vehicle_of(case), act=act)


@effect
def file_owner_address(case: Locked, act: int, on: date) -> None:
    """辖区内住所变更。"""
    address, district = case.declared["new_address"], case.declared["new_district"]
    parties.rename(case.applicant_id, address=address, district=district, act=act)
    _endorse(case, f"住所变更为{address}", on=on, act=act)
    vehicles.reissue_licence(vehicle_of(case), act=act)


@effect
def file_owner_identity(case: Locked, act: int, on: date) -> None:
    """身份证明名称、号码变更。"""
    document, number = case.declared["new_document"], case.declared["new_number"]
    parties.identify(case.applicant_id, document=document, number=number, act=act)
    named = codes.name("identity_document", document)
    _endorse(case, f"身份证明变更为{named}，号码{number}", on=on, act=act)


@effect
def file_contact(case: Locked, act: int, on: date) -> None:
    """联系方式变更。"""
    parties.rename(case.applicant_id, phone=case.declared["new_phone"], act=act)


@effect
def file_restamped_vin(case: Locked, act: int, on: date) -> None:
    """重新打刻车辆识别代号：the same VIN again, stamped under supervision."""
    _endorse(case, "在车辆管理所监督下重新打刻原车辆识别代号", on=on, act=act)


@effect
def file_restamped_engine_no(case: Locked, act: int, on: date) -> None:
    """重新打刻发动机号：the same number again."""
    _endorse(case, "在车辆管理所监督下重新打刻原发动机号", on=on, act=act)


@effect
def file_driving_aids(case: Locked, act: int, on: date) -> None:
    """加装、拆除、更换操纵辅助装置。"""
    _fit(case, "driving_aids", act=act)


@effect
def file_tail_lift(case: Locked, act: int, on: date) -> None:
    """加装、拆除车用起重尾板。"""
    _fit(case, "tail_lift", act=act)


@effect
def file_exterior(case: Locked, act: int, on: date) -> None:
    """加装行李架，换装面罩、保险杠、轮毂。"""
    _fit(case, case.declared["exterior_item"], act=act)


@effect
def file_after_theft(case: Locked, act: int, on: date) -> None:
    """发还后备案：colour and engine number are recorded as found."""
    vehicle_id, found = vehicle_of(case), []
    if colour := case.declared.get("found_colour"):
        vehicles.recolour(vehicle_id, codes=colour, act=act)
        found.append(f"车身颜色{codes.name('colour', colour)}")
    if engine_no := case.declared.get("found_engine_no"):
        vehicles.remark(vehicle_id, engine_no=engine_no, act=act)
        found.append(f"发动机号{engine_no}")
    if case.declared.get("vin_altered") == "yes":
        found.append("车辆识别代号打刻被改变，经技术鉴定")
    _endorse(case, f"被盗抢骗期间改变的项目：{'、'.join(found) or '无'}", on=on, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)


def _endorse(case: Locked, text: str, *, on: date, act: int) -> None:
    vehicles.endorse_title(vehicle_of(case), kind=FILING, on=on, text=f"变更备案，{text}", act=act)


def _fit(case: Locked, kind: str, *, act: int) -> None:
    vehicle_id, action = vehicle_of(case), case.declared["fitting_action"]
    if action == REMOVED:
        vehicles.unfit(vehicle_id, kind=kind, act=act)
    else:
        vehicles.fit(vehicle_id, kind=kind, note=action, act=act)
    vehicles.reissue_licence(vehicle_id, act=act)
