"""Applicants with a licence from before or from elsewhere: cancelled here, of the forces, from abroad, moving in."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import add_years
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, WAIT, rule
from cheguan.law.rules.licence_application import target
from cheguan.law.rules.licence_coverage import contained
from cheguan.law.rules.licence_terms import has_lapsed

APRIL_2022 = date(2022, 4, 1)
LOST_FOR_GOOD = frozenset("EF")
LADDER_ABROAD = frozenset({"A1", "A2", "B1"})
YEARS_ABROAD = 2
TERMS = (6, 10)
NOT_SETTLED_FIRST = frozenset({"age", "probation"})


def _former_kind(case: CaseFacts) -> str:
    return case.says("former_kind", otherwise="cancelled")


@predicate(
    "former_of_forces", declared=("former_kind",), zh="原有军队、武警驾驶证", en="formerly a licence of the forces"
)
def former_of_forces(case: CaseFacts) -> bool:
    return _former_kind(case) == "forces_expired"


@predicate("former_from_abroad", declared=("former_kind",), zh="原有境外驾驶证", en="formerly a licence from abroad")
def former_from_abroad(case: CaseFacts) -> bool:
    return _former_kind(case) == "abroad"


@rule(
    "former.cancelled",
    REFUSE,
    "机动车驾驶证申领和使用规定#27",
    since=APRIL_2022,
    en="There is no cancelled licence (revocation and rescission excepted), nor one of the forces or from abroad",
    cure="按初次申领办理",
    cure_en="Apply as for a first licence",
    declared=("former_kind", "former_class", "former_cancelled_on"),
)
def former_cancelled(case: CaseFacts) -> str | None:
    """原驾驶证被注销（吊销、撤销的除外），或者持超过有效期的军警驾驶证、境外驾驶证的，可以直接申请考试。"""
    licence = case.licence
    if licence is not None and licence.statuses & LOST_FOR_GOOD:
        return "原驾驶证是被吊销、撤销的，不能直接申请考试"
    if _former_kind(case) != "cancelled":
        return None
    on_record = licence is not None and not licence.in_force
    stated = case.day("former_cancelled_on") is not None and bool(case.says("former_class"))
    return None if on_record or stated else "没有已被注销的原驾驶证"


@rule(
    "former.had_class",
    REFUSE,
    "机动车驾驶证申领和使用规定#27",
    since=APRIL_2022,
    en="The former licence did not cover this class",
    cure="申请原驾驶证准驾的车型，或者按初次申领办理",
    cure_en="Apply for a class of the former licence, or as for a first licence",
    declared=("target_class", "former_kind", "former_class"),
)
def former_had_class(case: CaseFacts) -> str | None:
    """直接申请考试的，限于原驾驶证准予驾驶的车型。"""
    licence = case.licence
    on_record = licence is not None and not licence.in_force and _former_kind(case) == "cancelled"
    known = case.the_licence.classes if on_record else frozenset({case.says("former_class")})
    if not target(case) or target(case) in known | contained(known):
        return None
    return f"原驾驶证不准予驾驶{target(case)}"


@rule(
    "former.settled",
    WAIT,
    "机动车驾驶证申领和使用规定#79",
    since=APRIL_2022,
    en="Violations or accidents from before the cancellation are not settled",
    cure="先处理完交通违法行为和交通事故",
    cure_en="Settle the violations and accidents first",
    declared=("former_open",),
)
def former_settled(case: CaseFacts) -> str | None:
    """因第79条第1款第2项至第9项注销，有未处理完毕的交通违法行为或者交通事故的，先处理完毕。"""
    licence = case.licence
    if licence is not None and licence.cancelled_for in NOT_SETTLED_FIRST:
        return None
    open_here = licence is not None and bool(licence.open_violations or licence.open_accidents)
    if open_here or case.says("former_open", otherwise="no") == "yes":
        return "原驾驶证的交通违法行为或者交通事故尚未处理完毕"
    return None


@rule(
    "former.stayed_abroad",
    REFUSE,
    "机动车驾驶证申领和使用规定#20",
    since=APRIL_2022,
    en="The holder did not stay ninety days within one year in the place of issue when the licence was obtained",
    cure="按有驾驶经历申领（第27条）办理，直接申请考试",
    cure_en="Apply as a former holder (article 27): be examined at once",
    declared=("stayed_90_days",),
)
def stayed_abroad(case: CaseFacts) -> str | None:
    """取得境外驾驶证时，在核发国家或者地区一年内累计居留九十日以上。"""
    if case.says("stayed_90_days") == "no":
        return "取得境外驾驶证时一年内在核发地累计居留不足九十日"
    return None


@rule(
    "former.held_abroad",
    REFUSE,
    "机动车驾驶证申领和使用规定#20",
    since=APRIL_2022,
    en="A large bus, articulated or medium bus class must have been held abroad for two years",
    cure="持有满二年后申请，或者申请其他准驾车型",
    cure_en="Apply after two years, or for another class",
    declared=("target_class", "foreign_since"),
)
def held_abroad(case: CaseFacts) -> str | None:
    """申请大型客车、重型牵引挂车、中型客车的，境外同等车型持有二年以上。"""
    since = case.day("foreign_since")
    if target(case) in LADDER_ABROAD and (since is None or case.on < add_years(since, YEARS_ABROAD)):
        return f"境外驾驶证持有{target(case)}不满二年，或者没有填写取得日期"
    return None


@rule(
    "incoming.not_here",
    REFUSE,
    "机动车驾驶证申领和使用规定#64",
    since=APRIL_2022,
    en="The licence is on record here",
    cure="不需转入，按需要办理换证",
    cure_en="No moving in is needed; change the licence as required",
)
def not_here(case: CaseFacts) -> str | None:
    """转入换证是核发地在外地的驾驶证；本所档案中的不需转入。"""
    if case.licence is not None and case.licence.in_force:
        return "该驾驶证档案已在本所"
    return None


@rule(
    "incoming.not_lapsed",
    REFUSE,
    "机动车驾驶证申领和使用规定#79(8)",
    since=APRIL_2022,
    en="The licence expired a year or more ago and has to be cancelled",
    cure="注销未超过二年的，考试科目一合格后恢复驾驶资格",
    cure_en="Within two years of the cancellation, pass subject 1 to restore it",
    declared=("incoming_until",),
)
def incoming_not_lapsed(case: CaseFacts) -> str | None:
    """超过有效期一年以上未换证的，应当注销，不能转入。"""
    until = case.day("incoming_until")
    if until is not None and has_lapsed(until, on=case.on):
        return f"驾驶证于{until}期满，超过一年未换证"
    return None


@rule(
    "incoming.settled",
    WAIT,
    "机动车驾驶证申领和使用规定#72",
    "机动车驾驶证申领和使用规定#73",
    since=APRIL_2022,
    en="Violations, accidents or a full-mark education are open at the office of issue; the review cannot be passed",
    cure="先处理完交通违法行为、交通事故，完成满分学习考试",
    cure_en="Settle the violations and accidents and complete the full-mark education first",
    declared=("incoming_open",),
)
def incoming_settled(case: CaseFacts) -> str | None:
    """转入换证即审验；违法、事故、满分学习未处理完毕的，不予通过。"""
    if case.says("incoming_open", otherwise="no") == "yes":
        return "核发地尚有未处理完毕的交通违法行为、交通事故或者满分学习"
    return None


@rule(
    "incoming.days_agree",
    SUPPLEMENT,
    "机动车驾驶证申领和使用规定#13",
    since=APRIL_2022,
    en="The days on the licence do not agree: the term is six or ten years or without an end, after the first issue",
    cure="按原证核对初次领证日期和有效期",
    cure_en="Check the days against the licence",
    declared=("incoming_first_on", "incoming_from", "incoming_until"),
)
def incoming_days_agree(case: CaseFacts) -> str | None:
    """有效期为六年、十年或者长期，不早于初次领证日期起算。"""
    first, since, until = (case.day(f"incoming_{each}") for each in ("first_on", "from", "until"))
    if first is None or since is None:
        return None
    in_order = first <= since and (until is None or until in {add_years(since, years) for years in TERMS})
    return None if in_order else "初次领证日期、有效起始日期和有效期至不相符"
