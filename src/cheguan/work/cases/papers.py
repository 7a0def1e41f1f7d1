"""The papers of a case: from what the case and the registers say to the facts that stand on each paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from cheguan.base.acts.queries import ActLine
from cheguan.law import codes, tariff
from cheguan.law.lifecycle import State
from cheguan.registers.parties import queries as parties
from cheguan.registers.plates.models import Draw
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases import certificates, licence_statements, notices, queries, statements
from cheguan.work.cases.filled_form import fill
from cheguan.work.cases.notices import findings_of, in_short
from cheguan.work.cases.paper_sources import Sources, gather, identity, received, subject_of
from cheguan.work.cases.queries import CaseView
from cheguan.work.payments import queries as payments
from cheguan.work.printing import papers as layouts
from cheguan.work.printing import remedies

GRANTED = frozenset({State.GRANTED, State.MADE, State.HANDED_OVER, State.ARCHIVED})


class NoSuchPaper(Exception):
    """这件业务没有这份文书。"""


def available(case: CaseView) -> tuple[str, ...]:
    """The papers that exist at this point, by code, in the order in which they come about."""
    return tuple(code for code, paper in PAPERS.items() if paper.exists(case))


def build(code: str, *, case_no: str, office: str, at: datetime) -> layouts.Paper:
    """One paper of a case; ``NoSuchPaper`` when the case has none of that kind (yet)."""
    case = queries.get(case_no, office=office)
    if code not in available(case):
        raise NoSuchPaper(code)
    return PAPERS[code].build(gather(case, at))


def _receipt(given: Sources) -> layouts.Paper:
    case, act = given.case, given.act("accept") or given.act("accept_with_gap")
    assert act is not None
    limit = case.service.limit
    return layouts.AcceptanceReceipt(
        issuer=given.issuer,
        number=case.no,
        at=act.at,
        officer=act.officer,
        service=case.service.name,
        applicant=given.applicant.name,
        query_code=case.query_code,
        query=case.query_code,
        subject=subject_of(case),
        identity=identity(given.applicant),
        agent=parties.get(case.agent_id).name if case.agent_id else "",
        promise=f"约{case.service.promise_minutes}分钟",
        limit=f"{limit.days}个{'工作日' if limit.unit == 'working' else '自然日'}",
        due_on=case.due_on,
        fee_fen=case.fee_fen,
        materials=received(case),
        basis=act.basis,
    )


def _non_acceptance(given: Sources) -> layouts.Paper:
    act = given.act("decline")
    assert act is not None
    return layouts.NonAcceptance(**_decision(given, act))


def _refusal(given: Sources) -> layouts.Paper:
    act = given.act("refuse")
    assert act is not None
    of_driver = given.case.service.subject in ("licence", "person")
    kind = layouts.ServiceRefusal if of_driver else layouts.RegistrationRefusal
    return kind(**_decision(given, act))


def _decision(given: Sources, act: ActLine) -> dict[str, Any]:
    grounds = [layouts.Ground(reason=in_short(each), articles=tuple(each["articles"])) for each in findings_of(act)]
    if act.reason:
        grounds.append(layouts.Ground(reason=act.reason, articles=() if grounds else act.basis))
    return {
        "issuer": given.issuer,
        "number": given.case.no,
        "at": act.at,
        "officer": act.officer,
        "service": given.case.service.name,
        "applicant": given.applicant.name,
        "applied_on": localdate(given.case.accepted_at),
        "grounds": tuple(grounds),
        "remedies": remedies.in_force(localdate(act.at)),
        "subject": subject_of(given.case),
        "identity": identity(given.applicant),
        "case_no": given.case.no,
    }


def _fee_receipt(given: Sources) -> layouts.Paper:
    case, act = given.case, given.act("collect")
    assert act is not None
    account = payments.account(case.no)
    on = localdate(case.accepted_at)
    fees = [(tariff.fee(item, on=on), fen) for item, fen in account.items]
    return layouts.FeeReceipt(
        issuer=given.issuer,
        number=account.receipt_no,
        at=act.at,
        officer=act.officer,
        case_no=case.no,
        payer=given.applicant.name,
        lines=tuple(layouts.FeeLine(name=fee.name, basis=fee.basis, quantity=1, unit_fen=fen) for fee, fen in fees),
        service=case.service.name,
        method=account.method,
    )


def _number_draw(given: Sources) -> layouts.Paper:
    case = given.case
    draw = Draw.objects.select_related("pool", "day_key").get(case_no=case.no)
    act = given.act("draw_numbers")
    assert act is not None
    return layouts.NumberDraw(
        issuer=given.issuer,
        number=case.no,
        at=act.at,
        officer=act.officer,
        case_no=case.no,
        applicant=given.applicant.name,
        vin=case.new_vehicle["vin"] if case.new_vehicle else vehicles.get(case.vehicle_id or 0).vin,
        plate_kind=codes.name("plate_kind", draw.pool.kind),
        pool=f"{draw.pool.prefix}·{draw.pool.pattern}",
        pool_size=draw.pool.size,
        seed=draw.seed,
        commitment=draw.day_key.commitment,
        candidates=tuple(draw.candidates),
        chosen=case.draw.chosen if case.draw else "",
        skipped=tuple(draw.skipped),
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """When a paper exists, and how its facts are gathered."""

    name: str
    name_en: str
    exists: Callable[[CaseView], bool]
    build: Callable[[Sources], layouts.Paper]


def _gives(result: str) -> Callable[[CaseView], bool]:
    return lambda case: case.state in GRANTED and any(paper.code == result for paper in case.service.results)


def _gives_a_card(case: CaseView) -> bool:
    """R0 makes none: a licence that ended with its last class."""
    return case.route != "R0" and _gives("driving_licence")(case)


def _certified(
    certificate: Callable[[CaseView, layouts.Issuer, datetime], layouts.Paper],
) -> Callable[[Sources], layouts.Paper]:
    return lambda given: certificate(given.case, given.issuer, given.at)


PAPERS: Mapping[str, Kind] = {
    "notice": Kind("一次性告知书", "One-time notice", lambda case: case.state == State.NOTIFIED, notices.notice),
    "receipt": Kind("受理凭证", "Acceptance receipt", lambda case: case.due_on is not None or case.gap_open, _receipt),
    "undertaking": Kind("容缺受理承诺书", "Undertaking", lambda case: case.gap_open, notices.undertaking),
    "reminder": Kind("容缺补正提醒", "Reminder of what is missing", lambda case: case.gap_open, notices.reminder),
    "form": Kind("申请表", "Application form", lambda case: bool(case.service.forms), fill),
    "declined": Kind("不予受理决定书", "Refusal to accept", lambda case: case.state == State.DECLINED, _non_acceptance),
    "draw": Kind("选号记录", "Record of the number draw", lambda case: case.draw is not None, _number_draw),
    "refused": Kind("不予办理决定书", "Decision of refusal", lambda case: case.state == State.REFUSED, _refusal),
    "fee": Kind("收费收据", "Fee receipt", lambda case: case.paid, _fee_receipt),
    "title": Kind(
        "登记证书", "Registration certificate", _gives("registration_certificate"), _certified(certificates.title)
    ),
    "title_endorsement": Kind(
        "登记证书签注", "Endorsed certificate", _gives("title_endorsement"), _certified(certificates.title)
    ),
    "vehicle_licence": Kind(
        "行驶证", "Vehicle licence", _gives("vehicle_licence"), _certified(certificates.vehicle_licence)
    ),
    "mark": Kind("检验合格标志", "Inspection mark", _gives("inspection_mark"), _certified(certificates.mark)),
    "cancellation": Kind(
        "注销证明", "Certificate of cancellation", _gives("cancellation_certificate"), statements.cancellation
    ),
    "announcement": Kind("作废公告", "Announcement", _gives("void_announcement"), statements.announcement),
    "extract": Kind("登记信息", "Extract of the file", _gives("file_extract"), statements.extract),
    "plate_order": Kind("号牌制作单", "Order for plates", _gives("plates"), statements.plate_order),
    "temporary_plate": Kind("临时行驶车号牌", "Temporary plate", _gives("temporary_plate"), statements.temporary_plate),
    "entry_licence": Kind(
        "临时入境行驶证", "Temporary entry licence", _gives("temporary_entry_licence"), statements.entry_licence
    ),
    "bus_opinion": Kind("校车意见", "Opinion on a school bus", _gives("school_bus_opinion"), statements.opinion),
    "bus_tag": Kind("校车标牌", "School bus tag", _gives("school_bus_tag"), statements.bus_tag),
    "driving_licence": Kind("驾驶证", "Driving licence", _gives_a_card, _certified(certificates.driving_licence)),
    "learner_permit": Kind(
        "学习驾驶证明", "Learner's permit", _gives("learner_permit"), licence_statements.learner_permit
    ),
    "temporary_permit": Kind(
        "临时驾驶许可",
        "Temporary driving permit",
        _gives("temporary_driving_permit"),
        licence_statements.temporary_permit,
    ),
    "driving_record": Kind(
        "安全驾驶记录证明", "Driving record", _gives("driving_record_proof"), licence_statements.driving_record
    ),
}
