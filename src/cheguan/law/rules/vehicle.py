"""Rules about a vehicle that hold for many services."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, WAIT, rule
from cheguan.law.rules import inspection, scrapping

MAY_2022 = date(2022, 5, 1)
GONE = frozenset("BEM")


@predicate("mortgaged", zh="在抵押", en="the vehicle is mortgaged")
def mortgaged(case: CaseFacts) -> bool:
    return case.the_vehicle.mortgaged


@predicate("pledged", zh="在质押", en="the vehicle is pledged")
def pledged(case: CaseFacts) -> bool:
    return case.the_vehicle.pledged


@predicate("holder_applies", zh="登记的所有人申请", en="the owner on record applies")
def holder_applies(case: CaseFacts) -> bool:
    return case.the_vehicle.held_by_applicant


@predicate("inspection_overdue", zh="超过检验有效期", en="the inspection is overdue")
def inspection_overdue(case: CaseFacts) -> bool:
    """超过检验有效期"""
    until = case.the_vehicle.mark_valid_until
    return until is None or until < case.on


@rule(
    "vehicle.not_stolen",
    REFUSE,
    "机动车登记规定#76",
    since=MAY_2022,
    en="The vehicle is reported as stolen, robbed or obtained by fraud; all services are stopped",
    cure="车辆发还、刑侦部门解除记录后办理",
    cure_en="Apply when the vehicle has been returned and the report lifted",
)
def not_stolen(case: CaseFacts) -> str | None:
    """被盗抢骗期间停办一切登记和业务；发还后恢复办理。"""
    if case.the_vehicle.reported_stolen:
        return "机动车处于被盗抢骗状态，停止办理各项登记和业务"
    return None


@rule(
    "vehicle.registered_here",
    REFUSE,
    "机动车登记规定#25",
    "机动车登记规定#52",
    since=MAY_2022,
    en="The vehicle is registered at another office",
    cure="向登记地车辆管理所申请",
    cure_en="Apply at the office where the vehicle is registered",
)
def registered_here(case: CaseFacts) -> str | None:
    """登记后的业务由登记地车辆管理所办理。"""
    if case.the_vehicle.office != case.office:
        return "机动车不在本车辆管理所登记"
    return None


@rule(
    "vehicle.still_registered",
    REFUSE,
    "机动车登记规定#25",
    "机动车登记规定#52",
    since=MAY_2022,
    grade="C",
    en="The vehicle's registration has been cancelled or moved to another office",
    cure="已注销的须重新符合注册登记条件；已转出的向转入地申请",
    cure_en="A cancelled vehicle would need a new registration; a moved one belongs to its new office",
)
def still_registered(case: CaseFacts) -> str | None:
    """只有已注册登记的机动车才有登记后的业务；注销、转出的没有。"""
    if case.the_vehicle.statuses & GONE:
        return "机动车登记已注销或者已转出"
    return None


@rule(
    "vehicle.not_seized",
    REFUSE,
    "机动车登记规定#15(8)",
    "道路交通安全法实施条例#10",
    since=MAY_2022,
    en="The vehicle is seized",
    cure="由作出决定的机关解除查封、扣押后办理",
    cure_en="Apply when the authority that ordered the seizure has lifted it",
)
def not_seized(case: CaseFacts) -> str | None:
    """被监察机关、法院、检察院、行政执法部门查封、扣押的，不予办理。"""
    if case.the_vehicle.seized:
        return "机动车被依法查封、扣押"
    return None


@rule(
    "vehicle.not_due_for_scrapping",
    REFUSE,
    "机动车登记规定#15(7)",
    "机动车强制报废标准规定#4",
    since=MAY_2022,
    grade="B",
    en="The vehicle has reached the compulsory scrapping standard",
    cure="办理报废注销登记",
    cure_en="Have the vehicle scrapped and its registration cancelled",
)
def not_due_for_scrapping(case: CaseFacts) -> str | None:
    """达到使用年限，或者检验有效期满后连续三个周期未取得检验标志的，不予办理。"""
    vehicle = case.the_vehicle
    end = scrapping.end_of_use(vehicle)
    if end is not None and case.on >= end:
        return f"机动车已于{end.isoformat()}达到强制报废使用年限"
    if inspection.three_cycles_missed(vehicle, on=case.on):
        return "机动车检验有效期满后连续三个检验周期未取得检验合格标志，应当强制报废"
    return None


@rule(
    "vehicle.settled",
    WAIT,
    "机动车登记规定#25",
    since=MAY_2022,
    en="Traffic violations or accidents involving the vehicle are not settled",
    cure="先处理完涉及该车的交通违法行为和交通事故",
    cure_en="Settle the vehicle's violations and accidents first",
)
def settled(case: CaseFacts) -> str | None:
    """申请前应当将涉及该车的违法和事故处理完毕。"""
    vehicle = case.the_vehicle
    open_matters = []
    if vehicle.open_violations or "G" in vehicle.statuses:
        open_matters.append("交通违法行为")
    if vehicle.open_accidents or "I" in vehicle.statuses:
        open_matters.append("交通事故")
    return f"涉及该车的{'、'.join(open_matters)}尚未处理完毕" if open_matters else None


@rule(
    "papers.valid",
    REFUSE,
    "机动车登记规定#15(1)",
    since=MAY_2022,
    en="Papers handed in are not valid",
    cure="提交真实有效的证明、凭证",
    cure_en="Hand in genuine, valid papers",
    declared=("papers_valid",),
)
def papers_valid(case: CaseFacts) -> str | None:
    """证明、凭证无效的，不予办理。"""
    if case.says("papers_valid") == "no":
        return "提交的证明、凭证无效"
    return None


@rule(
    "papers.origin",
    REFUSE,
    "机动车登记规定#15(2)",
    since=MAY_2022,
    en="The proof of origin has been altered or names another owner",
    cure="由出具单位重新开具来历证明",
    cure_en="Have the proof of origin issued again",
    declared=("origin_proof",),
)
def origin_proof_in_order(case: CaseFacts) -> str | None:
    """来历证明被涂改，或者记载的所有人与身份证明不符的，不予登记。"""
    faults = {"altered": "机动车来历证明被涂改", "other_owner": "机动车来历证明记载的所有人与身份证明不符"}
    return faults.get(case.says("origin_proof"))
