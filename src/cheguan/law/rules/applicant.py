"""Rules about who applies and who acts for them."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, rule

MAY_2022 = date(2022, 5, 1)
APRIL_2022 = date(2022, 4, 1)


@predicate("by_agent", zh="由代理人办理", en="an agent applies")
def by_agent(case: CaseFacts) -> bool:
    return case.by_agent


@predicate(
    "owner_hindered",
    declared=("owner_hindered",),
    zh="所有人因死亡、出境、重病、伤残或者不可抗力等原因不能到场",
    en="the owner cannot come (death, abroad, grave illness, disability, force majeure)",
)
def owner_hindered(case: CaseFacts) -> bool:
    return case.agent_excused


@predicate("natural_person", zh="申请人为个人", en="the applicant is a person")
def natural_person(case: CaseFacts) -> bool:
    return case.applicant.kind == "person"


@predicate("resident_here", zh="户籍在本辖区", en="household registered here")
def resident_here(case: CaseFacts) -> bool:
    """户籍在本辖区"""
    return case.applicant.resident_here


@rule(
    "applicant.not_barred",
    REFUSE,
    "机动车登记规定#80",
    "机动车登记规定#81",
    since=MAY_2022,
    en="The applicant is barred after false papers or fraud",
    cure="限制期满后再次申请",
    cure_en="Apply again when the bar has ended",
)
def not_barred(case: CaseFacts) -> str | None:
    """提供虚假材料的一年内、欺骗贿赂取得登记的三年内，不得再次申请机动车登记。"""
    until = case.applicant.barred_until
    if until is not None and case.on < until:
        return f"申请人因虚假申请或者骗取登记，{until.isoformat()}前不得申请机动车登记"
    return None


@rule(
    "applicant.identity_in_date",
    SUPPLEMENT,
    "机动车登记规定#89(2)",
    since=APRIL_2022,
    grade="C",
    en="The identity document has expired",
    cure="出示有效的身份证明或者临时居民身份证",
    cure_en="Show a valid identity document or a temporary identity card",
)
def identity_in_date(case: CaseFacts) -> str | None:
    """身份证明超过有效期限的不是有效的身份证明。"""
    until = case.applicant.identity_valid_until
    if until is not None and until < case.on:
        return f"身份证明已于{until.isoformat()}到期"
    return None
