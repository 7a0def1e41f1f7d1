"""The one-page papers of a vehicle's case: cancellation, announcement, extract, temporary plate, school bus."""

from datetime import date
from typing import Any

from cheguan.law import codes
from cheguan.law.citation import cite
from cheguan.registers.announcements import queries as announcements
from cheguan.registers.announcements.models import Announcement
from cheguan.registers.buses import queries as buses
from cheguan.registers.parties import queries as parties
from cheguan.registers.plates import queries as plates
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card
from cheguan.work.cases.paper_sources import Sources
from cheguan.work.printing import statements as layouts
from cheguan.work.printing.papers import Paper
from cheguan.work.printing.statements import Fact

PAPER_NAMES = {"title": "机动车登记证书", "plates": "号牌", "licence": "行驶证"}
GROUNDS = dict(Announcement.GROUNDS)


def cancellation(given: Sources) -> Paper:
    """注销证明：which vehicle, why, which papers were not recovered."""
    card = _card(given)
    missing = [PAPER_NAMES[each] for line in announcements.of_vehicle(card.id) for each in line.papers]
    told = f"未交回的{'、'.join(dict.fromkeys(missing))}已公告作废。" if missing else ""
    return layouts.CancellationCertificate(
        **_head(given),
        first=(Fact(label="车辆识别代号", value=card.vin), Fact(label="注销原因", value=given.case.service.name)),
        facts=_vehicle_facts(given, card),
        reason=f"该机动车已办理注销登记，登记证书、号牌、行驶证作废，不得上道路行驶。{told}",
        basis=_basis(given),
    )


def announcement(given: Sources) -> Paper:
    """作废公告：the newest of the vehicle."""
    card = _card(given)
    line = announcements.of_vehicle(card.id)[-1]
    return layouts.VoidAnnouncement(
        **_head(given),
        first=(Fact(label="号牌号码", value=line.plate), Fact(label="公告日期", value=line.announced_on.isoformat())),
        facts=_vehicle_facts(given, card),
        reason=f"下列证、牌作废：{'、'.join(PAPER_NAMES[each] for each in line.papers)}。情形：{GROUNDS[line.ground]}。",
        basis=_basis(given),
    )


def extract(given: Sources) -> Paper:
    """登记信息 as it stands, for the applicant named on it."""
    card = _card(given)
    return layouts.FileExtract(
        **_head(given),
        first=(Fact(label="号牌号码", value=card.plate), Fact(label="车辆识别代号", value=card.vin)),
        facts=(
            *_vehicle_facts(given, card),
            Fact(label="使用性质", value=codes.name("use", card.use)),
            Fact(label="注册登记日期", value=card.registered_on.isoformat()),
            Fact(label="检验有效期", value=card.mark_valid_until.isoformat() if card.mark_valid_until else ""),
            Fact(label="状态", value="、".join(codes.name("vehicle_status", each) for each in card.statuses) or "正常"),
            *(Fact(label=entry.on.isoformat(), value=entry.text) for entry in vehicles.title_entries(card.id)),
        ),
        reason=f"以上为{given.at:%Y-%m-%d}登记簿所载，只供{given.applicant.name}使用。",
        basis=_basis(given),
    )


def opinion(given: Sources) -> Paper:
    """校车使用许可意见回复。"""
    card = _card(given)
    return layouts.SchoolBusOpinion(
        **_head(given),
        first=(Fact(label="号牌号码", value=card.plate), Fact(label="意见", value="同意")),
        facts=(Fact(label="申请人", value=given.applicant.name), *_vehicle_facts(given, card)),
        reason="经查验机动车和审核运行方案，未发现不符合校车使用许可条件的情形。",
        basis=_basis(given),
    )


def plate_order(given: Sources) -> Paper:
    """号牌制作单。"""
    card = _card(given)
    kind = codes.name("plate_kind", card.plate_kind) if card.plate_kind else ""
    return layouts.PlateOrder(
        **_head(given),
        first=(Fact(label="号牌号码", value=card.plate), Fact(label="号牌种类", value=kind)),
        facts=(Fact(label="业务", value=given.case.service.name), Fact(label="受理编号", value=given.case.no)),
        reason="请按统一式样制作，制成后送本所发放。",
        basis=(str(cite("机动车登记规定#50")),),
    )


def temporary_plate(given: Sources) -> Paper:
    """临时行驶车号牌 that the case has given."""
    plate = plates.find_temporary(given.case.no)
    assert plate is not None
    return layouts.TemporaryPlate(
        **_head(given, number=plate.number),
        plate=plate.number,
        until=_plain(plate.usable_until),
        facts=(
            Fact(label="车辆识别代号", value=plate.vin),
            Fact(label="机动车所有人", value=given.applicant.name),
            Fact(label="核发日期", value=_plain(plate.valid_from)),
            Fact(label="用途", value=given.case.service.name),
        ),
    )


def entry_licence(given: Sources) -> Paper:
    """临时入境机动车行驶证。"""
    plate = plates.find_temporary(given.case.no)
    assert plate is not None
    return layouts.TemporaryEntryLicence(
        **_head(given, number=plate.number),
        first=(Fact(label="临时号牌", value=plate.number), Fact(label="有效期至", value=_plain(plate.usable_until))),
        facts=(Fact(label="机动车所有人", value=given.applicant.name), Fact(label="车辆识别代号", value=plate.vin)),
        basis=_basis(given),
    )


def bus_tag(given: Sources) -> Paper:
    """校车标牌：the facts that article 61 wants on it."""
    card = _card(given)
    tag = buses.find_tag(card.id)
    assert tag is not None
    return layouts.SchoolBusTag(
        **_head(given),
        plate=card.plate,
        until=_plain(tag.valid_until),
        facts=(
            Fact(label="机动车所有人", value=_owner(card)),
            Fact(label="驾驶人", value=tag.driver),
            Fact(label="行驶线路", value=tag.route),
            Fact(label="开行时间", value=tag.hours),
            Fact(label="停靠站点", value=tag.stops),
            Fact(label="发牌单位", value=given.issuer.office),
        ),
    )


def _head(given: Sources, *, number: str = "") -> dict[str, Any]:
    act = given.act("grant")
    assert act is not None
    return {"issuer": given.issuer, "number": number or given.case.no, "at": act.at, "officer": act.officer}


def _card(given: Sources) -> Card:
    assert given.case.vehicle_id is not None
    return vehicles.get(given.case.vehicle_id)


def _vehicle_facts(given: Sources, card: Card) -> tuple[Fact, ...]:
    return (
        Fact(label="号牌号码", value=card.plate or plates.last_number(card.id)),
        Fact(label="机动车所有人", value=_owner(card)),
        Fact(label="车辆类型", value=codes.name("vehicle_type", card.vehicle_type)),
        Fact(label="品牌型号", value=f"{card.brand}{card.model}"),
        Fact(label="发动机号码", value=card.engine_no),
        Fact(label="受理编号", value=given.case.no),
    )


def _owner(card: Card) -> str:
    return parties.get(card.owner_id).name if card.owner_id else ""


def _basis(given: Sources) -> tuple[str, ...]:
    return tuple(str(each) for each in given.case.service.basis)


def _plain(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
