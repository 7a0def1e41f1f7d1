"""Registration: the inspection before it, the mortgage, the number kept or swapped, the emission stage."""

from datetime import date
from typing import Any, Literal

from cheguan.law import inputs
from cheguan.law.citation import cite
from cheguan.law.inputs import Amount, Count
from cheguan.law.question import Answer, BadInput, MissingInput, question
from cheguan.law.rules import emission, encumbrance, plate_numbers
from cheguan.law.rules import registration as rules
from cheguan.law.rules.emission import Stage

SINCE = date(2022, 5, 1)
ORDER = "机动车登记规定"
CHINA_6 = "实施汽车国六排放标准有关事宜的公告"


@question(
    "registration.inspection_needed",
    f"{ORDER}#11",
    since=SINCE,
    en="Must the vehicle be inspected before its first registration?",
    dated_by="apply",
)
def inspection_needed(
    *,
    origin: Literal["domestic", "imported"],
    exempt_model: bool = False,
    factory: date | None = None,
    apply: date | None = None,
    accident_before: bool = False,
    special_school_bus: bool = False,
) -> Answer:
    """进口车和免检车型注册前免予安全技术检验；出厂、进口超过两年才申请的，登记前出过事故的，专用校车，仍须检验。

    ``factory`` is the day of making, for an imported vehicle that of import; two years to the day still count as within.
    """
    inputs.not_before(factory, apply=apply)
    sure = special_school_bus or accident_before or (origin == "domestic" and not exempt_model)
    if not sure and factory is None:
        raise MissingInput("factory")
    if not sure and apply is None:
        raise MissingInput("apply")
    required = special_school_bus or rules.inspection_needed(
        domestic=origin == "domestic",
        exempt_model=exempt_model,
        made_or_imported_on=factory,
        on=apply or date.min,
        accident_before=accident_before,
    )
    return Answer({"required": required})


@question("registration.transfer", f"{ORDER}#26", since=SINCE, en="May a mortgaged vehicle be transferred?")
def transfer(*, mortgaged: bool = False, joint_application: bool = False) -> dict[str, bool]:
    """抵押期间转让的，与抵押权人共同申请，转让和新的抵押一并办理。"""
    return {"allowed": encumbrance.transfer_allowed(mortgaged=mortgaged, joint_application=joint_application)}


@question("registration.cancel", f"{ORDER}#42", since=SINCE, en="May a mortgaged vehicle's registration be cancelled?")
def cancel(*, mortgaged: bool = False) -> dict[str, bool]:
    """抵押期间不予办理注销登记。"""
    return {"allowed": encumbrance.cancellation_allowed(mortgaged=mortgaged)}


@question("registration.plate_swap", f"{ORDER}#20", since=SINCE, en="May two vehicles swap their numbers?")
def plate_swap(
    *,
    same_owner: bool = True,
    same_office: bool = True,
    same_kind: bool = True,
    use: tuple[Literal["non_commercial", "commercial"], ...] = ("non_commercial", "non_commercial"),
    last_swap_days: Count | None = None,
    settled: bool = True,
) -> dict[str, Any]:
    """同一所有人、同一车管所、同一号牌种类、都是非营运的两车可以互换号牌号码，同一机动车一年一次。

    ``last_swap_days`` since the last swap of either; 365 are a year (our reading).
    """
    if len(use) != 2:
        raise BadInput("use", "两辆车各一个使用性质 · one use for each of the two vehicles")
    return {
        "allowed": plate_numbers.may_swap(
            same_owner=same_owner,
            same_office=same_office,
            same_kind=same_kind,
            non_commercial=tuple(each == "non_commercial" for each in use),
            last_swap_days=last_swap_days,
            settled=settled,
        )
    }


@question("registration.keep_plate", f"{ORDER}#44", since=SINCE, en="May the former owner keep the number?")
def keep_plate(*, months_since_transfer: Count, years_held: Amount, settled: bool = True) -> dict[str, bool]:
    """转让、注销等后两年内申请，拥有原车且使用原号码一年以上，原车违法和事故处理完毕的，可以使用原号码。"""
    kept = plate_numbers.may_keep(months_since=months_since_transfer, years_held=years_held, settled=settled)
    return {"allowed": kept}


@question(
    "registration.new_vehicle_emission",
    f"{CHINA_6}#6b阶段",
    f"{CHINA_6}#仅监测车型",
    since=emission.NEW_FROM,
    grade="B",
    en="May a new vehicle of this emission stage be registered, by the day of its invoice?",
)
def new_vehicle_emission(
    *, stage: Stage, invoice: date, vehicle: Literal["light", "heavy"] = "light", rde_monitor_only: bool = False
) -> Answer:
    """2023年7月1日起销售的新车须达到国六b；实际行驶排放仅监测的轻型车可以销售到2023年12月31日，以发票日期为准。

    Of heavy vehicles the sources do not speak apart; of sales before that day they say nothing.
    """
    monitor_only = rde_monitor_only and vehicle == "light"
    allowed = emission.new_vehicle_allowed(stage, invoiced_on=invoice, monitor_only=monitor_only)
    article = cite(f"{CHINA_6}#仅监测车型" if monitor_only else f"{CHINA_6}#6b阶段")
    before = invoice < emission.NEW_FROM
    return Answer({"allowed": allowed}, (article,), "U" if before else "C" if vehicle == "heavy" else "B")
