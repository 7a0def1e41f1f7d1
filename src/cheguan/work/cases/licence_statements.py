"""The one-page papers of a driver's case: learner's permit, temporary permit, driving record."""

from typing import Any

from django.utils.timezone import localdate

from cheguan.law import codes
from cheguan.law.dates import add_years
from cheguan.law.rules.licence_coverage import shown
from cheguan.registers.drivers import queries as drivers
from cheguan.registers.drivers.queries import Permit
from cheguan.registers.parties import queries as parties
from cheguan.work.cases import certificates
from cheguan.work.cases.paper_sources import Sources
from cheguan.work.printing import statements as layouts
from cheguan.work.printing.papers import Paper
from cheguan.work.printing.statements import Fact

# How far back the record goes, as most offices have it.
RECORD_YEARS = 3


def learner_permit(given: Sources) -> Paper:
    """学习驾驶证明。"""
    permit = drivers.learner_permit(given.case.applicant_id, given.case.declared["target_class"])
    return layouts.LearnerPermit(
        **_head(given),
        **_of_permit(given, permit),
        reason="持证人在有效期内凭本证明学习驾驶，由教练员随车指导，在规定的路线、时间内使用教练车。",
    )


def temporary_permit(given: Sources) -> Paper:
    """临时机动车驾驶许可。"""
    permit = drivers.temporary_permit(given.case.applicant_id, given.case.declared["target_class"])
    return layouts.TemporaryDrivingPermit(
        **_head(given),
        **_of_permit(given, permit),
        reason="持证人在有效期内凭本许可和境外驾驶证驾驶上述准驾车型的机动车。",
    )


def driving_record(given: Sources) -> Paper:
    """安全驾驶记录证明：the points of the last three years, as the register has them."""
    card = certificates.licence_of(given.case)
    holder = parties.get(card.party_id)
    since = add_years(localdate(given.at), -RECORD_YEARS)
    entries = drivers.points_since(card.id, since)
    total = sum(points for _, points in entries)
    return layouts.DrivingRecord(
        **_head(given),
        first=(Fact(label="姓名", value=holder.name), Fact(label="累计记分", value=f"{total}分")),
        facts=(
            Fact(label="驾驶证号码", value=holder.number),
            Fact(label="准驾车型", value="".join(shown(card.classes))),
            Fact(label="初次领证日期", value=card.first_issued_on.isoformat()),
            Fact(label="状态", value="、".join(codes.name("licence_status", each) for each in card.statuses) or "正常"),
            *(Fact(label=on.isoformat(), value=f"记{points}分") for on, points in entries),
        ),
        reason=f"以上为{since}以来登记簿所载。",
    )


def _of_permit(given: Sources, permit: Permit) -> dict[str, Any]:
    person = given.applicant
    return {
        "first": (
            Fact(label="姓名", value=person.name),
            Fact(label="准驾车型", value=permit.code),
        ),
        "facts": (
            Fact(label="证件名称", value=codes.name("identity_document", person.document)),
            Fact(label="证件号码", value=person.number),
            Fact(label="有效期", value=f"{permit.since}至{permit.until}"),
        ),
    }


def _head(given: Sources) -> dict[str, Any]:
    act = given.act("grant")
    assert act is not None
    return {"issuer": given.issuer, "number": given.case.no, "at": act.at, "officer": act.officer, "basis": act.basis}
