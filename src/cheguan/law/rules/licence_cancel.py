"""注销与恢复 at the window."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, rule
from cheguan.law.rules.licence_cancelling import medical_missing, overdue_by_a_year
from cheguan.law.rules.licence_change import ended_by_age, left_by_age
from cheguan.law.rules.licence_lowering import FAMILIES, of_family
from cheguan.law.rules.licence_status import CERTIFICATE, SUBJECT_1, Reason, way_back

APRIL_2022 = date(2022, 4, 1)
DECISIONS = ("revoked", "rescinded")
FOUND_BY_OTHERS = ("unfit", "drugs", "exam_for_another")


def office_ground(case: CaseFacts) -> str | None:
    """Why the office itself has to cancel the licence today; nothing when there is no ground."""
    licence, decided = case.the_licence, case.says("authority_decision", otherwise="none")
    if decided in DECISIONS + FOUND_BY_OTHERS:
        return decided
    if overdue_by_a_year(licence, on=case.on):
        return "expired"
    if medical_missing(licence, birth=case.applicant.birth, on=case.on):
        return "medical_missing"
    return "age" if ended_by_age(case) and not left_by_age(case) else None


def full_mark_families(case: CaseFacts) -> tuple[str, ...]:
    """The families of classes in whose probation twelve points were reached."""
    licence = case.the_licence
    reached, until = licence.full_mark_on, licence.probation_until
    return tuple(each for each in FAMILIES if reached is not None and each in until and reached <= until[each])


@predicate("only_probation_classes", zh="没有实习以外的准驾车型", en="no class beside those on probation")
def only_probation_classes(case: CaseFacts) -> bool:
    ended = {each for family in full_mark_families(case) for each in of_family(case.the_licence.classes, family)}
    return ended == case.the_licence.classes


@predicate("decided_by_authority", declared=("authority_decision",), zh="被吊销或者撤销", en="revoked or rescinded")
def decided_by_authority(case: CaseFacts) -> bool:
    return case.says("authority_decision", otherwise="none") in DECISIONS


@rule(
    "licence.office_ground",
    REFUSE,
    "机动车驾驶证申领和使用规定#79",
    since=APRIL_2022,
    en="There is no ground on which the office has to cancel the licence",
    cure="有法定情形时依职权注销",
    cure_en="The office cancels when a ground of the law is there",
    declared=("authority_decision",),
)
def has_office_ground(case: CaseFacts) -> str | None:
    """身体不适合、吸毒后驾驶、替考、逾期一年未换证或者未提交身体条件证明、仅有到龄车型、被吊销撤销的，依职权注销。"""
    return None if office_ground(case) else "没有依职权注销的法定情形"


@rule(
    "licence.unfit_shown",
    REFUSE,
    "机动车驾驶证申领和使用规定#79(4)",
    since=APRIL_2022,
    en="The holder is fit; the licence is not cancelled for health",
    cure="自愿放弃驾驶资格的，按本人申请注销办理",
    cure_en="Who gives up driving applies for cancellation by wish",
    declared=("medical_result",),
)
def unfit_shown(case: CaseFacts) -> str | None:
    """身体条件不适合驾驶机动车的，注销。"""
    if case.says("medical_result", otherwise="fit") == "fit":
        return "身体条件符合所持准驾车型，不因身体条件注销"
    return None


@rule(
    "licence.probation_full_mark",
    REFUSE,
    "机动车驾驶证申领和使用规定#80",
    since=APRIL_2022,
    en="Twelve points were not reached in probation",
    cure="实习期内记满12分的，注销实习的准驾车型",
    cure_en="The probation class ends when twelve points are reached in probation",
)
def probation_full_mark(case: CaseFacts) -> str | None:
    """在实习期内记满12分的，注销其实习的准驾车型驾驶资格。"""
    return None if full_mark_families(case) else "实习期内没有记满12分"


def _way_back(case: CaseFacts, ground: Reason) -> str | None:
    licence = case.the_licence
    if licence.cancelled_for != ground or licence.valid_until is None:
        return None
    return way_back(licence.valid_until, on=case.on, reason=ground, cancelled_on=licence.cancelled_on).by


@rule(
    "licence.restored_after_expiry",
    REFUSE,
    "机动车驾驶证申领和使用规定#79(8)",
    since=APRIL_2022,
    en="The licence was not cancelled for late renewal, or more than two years ago",
    cure="符合条件的，按有驾驶经历申领",
    cure_en="Apply as a former holder where the law allows",
)
def restore_after_expiry(case: CaseFacts) -> str | None:
    """因逾期未换证被注销未超过二年的，科目一考试合格后恢复驾驶资格。"""
    if _way_back(case, "expired") == SUBJECT_1:
        return None
    return "不是因逾期未换证被注销，或者注销已超过二年"


@rule(
    "licence.restored_by_certificate",
    REFUSE,
    "机动车驾驶证申领和使用规定#79(9)",
    since=APRIL_2022,
    en="The licence was not cancelled for a missing medical certificate, or it expired a year or more ago",
    cure="符合条件的，按有驾驶经历申领",
    cure_en="Apply as a former holder where the law allows",
)
def restore_by_certificate(case: CaseFacts) -> str | None:
    """因未提交身体条件证明被注销，驾驶证仍在有效期内或者超过有效期不满一年的，提交证明后恢复。"""
    licence = case.the_licence
    if licence.cancelled_for == "medical_missing" and licence.valid_until is None:
        return None
    if _way_back(case, "medical_missing") == CERTIFICATE:
        return None
    return "不是因未提交身体条件证明被注销，或者驾驶证超过有效期已满一年"


@rule(
    "licence.restored_examined",
    WAIT,
    "机动车驾驶证申领和使用规定#79(8)",
    since=APRIL_2022,
    en="Subject 1 has not been passed since the cancellation",
    cure="参加道路交通安全法律、法规和相关知识考试并合格",
    cure_en="Take and pass subject 1",
    declared=("subject_1_on",),
)
def restore_examined(case: CaseFacts) -> str | None:
    """恢复驾驶资格的科目一考试，在注销之后合格。"""
    day, cancelled = case.day("subject_1_on"), case.the_licence.cancelled_on
    if day is None or day > case.on or (cancelled is not None and day < cancelled):
        return "注销之后尚未考试科目一合格"
    return None
