"""Cancelling a registration (注销登记), and announcing that its papers are void (公告作废)."""

from collections.abc import Mapping
from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules import encumbrance, inspection, kinds, scrapping

MAY_2022 = date(2022, 5, 1)
CANCELLED = frozenset("EM")
PAPERS = ("title", "plates", "licence")


def not_back(declared: Mapping[str, str]) -> tuple[str, ...]:
    """Which of ``title``, ``plates`` and ``licence`` were not handed in, by what was stated."""
    return tuple(paper for paper in PAPERS if declared.get(f"{paper}_back") == "no")


def due_for_scrapping(case: CaseFacts) -> bool:
    """达到强制报废标准：by years of use, or three inspection cycles missed."""
    vehicle = case.the_vehicle
    end = scrapping.end_of_use(vehicle)
    return (end is not None and case.on >= end) or inspection.three_cycles_missed(vehicle, on=case.on)


@predicate("title_back", declared=("title_back",), zh="登记证书能够交回", en="the certificate can be handed in")
def title_back(case: CaseFacts) -> bool:
    return case.says("title_back") != "no"


@predicate("plates_back", declared=("plates_back",), zh="号牌能够交回", en="the plates can be handed in")
def plates_back(case: CaseFacts) -> bool:
    return case.says("plates_back") != "no"


@predicate("licence_back", declared=("licence_back",), zh="行驶证能够交回", en="the licence can be handed in")
def licence_back(case: CaseFacts) -> bool:
    return case.says("licence_back") != "no"


@predicate(
    "dismantled_under_watch",
    zh="校车、大型客车、重型货车及其他营运车辆",
    en="a school bus, large bus, heavy truck or other commercial vehicle",
)
def dismantled_under_watch(case: CaseFacts) -> bool:
    """校车、大型客车、重型货车及其他营运车辆，报废时监督解体"""
    vehicle = case.the_vehicle
    heavy = vehicle.vehicle_type[:2] in ("K1", "H1", "Q1")
    return heavy or kinds.is_school_bus(vehicle) or vehicle.use in kinds.COMMERCIAL


@rule(
    "cancellation.matches_file",
    REFUSE,
    "机动车登记规定#42",
    "机动车登记规定#29(1)",
    since=MAY_2022,
    en="The vehicle does not agree with its file",
    cure="查明车辆后重新申请",
    cure_en="Establish which vehicle it is and apply again",
    declared=("vehicle_as_filed",),
)
def matches_file(case: CaseFacts) -> str | None:
    """车辆与档案记载不一致的，不予注销登记。"""
    return "机动车与该车档案记载内容不一致" if case.says("vehicle_as_filed") == "no" else None


@rule(
    "cancellation.unencumbered",
    REFUSE,
    "机动车登记规定#42",
    since=MAY_2022,
    en="The vehicle is mortgaged or pledged",
    cure="先解除抵押登记、质押备案",
    cure_en="Have the mortgage or pledge released first",
)
def unencumbered(case: CaseFacts) -> str | None:
    """抵押登记、质押备案期间，不予注销登记。"""
    vehicle = case.the_vehicle
    if encumbrance.cancellation_allowed(mortgaged=vehicle.mortgaged or vehicle.pledged):
        return None
    return "机动车在抵押登记、质押备案期间"


@rule(
    "cancellation.left_the_country",
    REFUSE,
    "机动车登记规定#39",
    "机动车登记规定#37(4)",
    since=MAY_2022,
    en="There is no record that the vehicle left the country",
    cure="出境后申请，或者核实出境记录",
    cure_en="Apply when it has left, or have the record checked",
    declared=("exit_recorded",),
)
def left_the_country(case: CaseFacts) -> str | None:
    """因故不在境内使用的，车辆管理所核查出境记录；没有出境的不属于这种情形。"""
    return "没有查到机动车出境记录" if case.says("exit_recorded") == "no" else None


@rule(
    "announcement.ground",
    REFUSE,
    "机动车登记规定#41",
    since=MAY_2022,
    en="The reason given for the announcement does not hold",
    cure="核对公告的情形",
    cure_en="Check the reason for the announcement",
    declared=("announcement_ground",),
)
def announcement_ground(case: CaseFacts) -> str | None:
    """逾期不注销的须已达到报废标准且仍在登记；其余三种须已经注销。"""
    cancelled = bool(case.the_vehicle.statuses & CANCELLED)
    if case.says("announcement_ground") != "overdue_scrapping":
        return None if cancelled else "机动车登记尚未注销"
    return None if due_for_scrapping(case) and not cancelled else "机动车没有达到报废标准，或者已经注销"
