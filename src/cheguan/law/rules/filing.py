"""Rules of filing a change (变更备案): name, address, identity, re-stamped numbers, fittings."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts
from cheguan.law.identifiers import resident_id_problem, uscc_problem
from cheguan.law.rule import REFUSE, SUPPLEMENT, rule
from cheguan.law.rules import kinds

MAY_2022 = date(2022, 5, 1)
RESIDENT, CREDIT_CODE = "A", "N"
# The first four digits of an administrative division name its prefecture.
PREFECTURE = 4


@predicate(
    "number_changed", declared=("number_changed",), zh="身份证明号码改变", en="the number of the document changed"
)
def number_changed(case: CaseFacts) -> bool:
    return case.says("number_changed") == "yes"


@predicate("fitting_removed", declared=("fitting_action",), zh="拆除加装的装置", en="the device was removed")
def fitting_removed(case: CaseFacts) -> bool:
    return case.says("fitting_action") == "remove"


@rule(
    "filing.address_in_district",
    REFUSE,
    "机动车登记规定#23(1)",
    since=MAY_2022,
    en="The new address is outside the district of this office",
    cure="住所迁出本辖区的，申请迁出或者直接向转入地申请转入",
    cure_en="Register the move to the other office",
    declared=("new_district",),
)
def address_in_district(case: CaseFacts) -> str | None:
    """备案的是辖区内的迁移；迁出辖区的另行办理变更登记。"""
    district = case.says("new_district")
    if district and district[:PREFECTURE] != case.office[:PREFECTURE]:
        return "新住所不在本车辆管理所辖区内"
    return None


@rule(
    "filing.identity_sound",
    SUPPLEMENT,
    "机动车登记规定#24(2)",
    since=MAY_2022,
    en="The number is not one that this kind of document bears",
    cure="按身份证明填写种类和号码",
    cure_en="State kind and number as the document has them",
    declared=("new_document", "new_number"),
)
def identity_sound(case: CaseFacts) -> str | None:
    """居民身份证号和统一社会信用代码应当通过校验。"""
    document, number = case.says("new_document"), case.says("new_number")
    problems = {RESIDENT: resident_id_problem, CREDIT_CODE: uscc_problem}
    if number and document in problems and problems[document](number):
        return "身份证明号码与种类不符，或者校验不符"
    return None


@rule(
    "filing.stamped_under_watch",
    REFUSE,
    "机动车登记规定#24(4)",
    since=MAY_2022,
    en="The number was not stamped under the office's supervision",
    cure="在车辆管理所监督下重新打刻原号码",
    cure_en="Have the same number stamped while the office watches",
    declared=("stamped_under_watch",),
)
def stamped_under_watch(case: CaseFacts) -> str | None:
    """车辆识别代号在车辆管理所监督下打刻，打刻的是原号码。"""
    if case.says("stamped_under_watch") == "no":
        return "未在车辆管理所监督下打刻原车辆识别代号"
    return None


@rule(
    "filing.aids_for_small_automatic",
    REFUSE,
    "机动车登记规定#23(5)",
    since=MAY_2022,
    en="Hand controls are filed for small automatic passenger cars only",
    cure="改变其他机动车操纵装置的，恢复原状",
    cure_en="Restore the controls of any other vehicle",
    declared=("automatic",),
)
def aids_for_small_automatic(case: CaseFacts) -> str | None:
    """操纵辅助装置加装于小型、微型自动挡载客汽车。"""
    if not kinds.is_small_passenger(case.the_vehicle) or case.says("automatic") == "no":
        return "不属于小型、微型自动挡载客汽车"
    return None


@rule(
    "filing.lift_on_truck",
    REFUSE,
    "机动车登记规定#23(6)",
    since=MAY_2022,
    en="A tail lift is filed for trucks and trailers only",
    cure="其他机动车恢复原状",
    cure_en="Restore any other vehicle",
)
def lift_on_truck(case: CaseFacts) -> str | None:
    """车用起重尾板加装于载货汽车、挂车。"""
    if not (kinds.is_truck(case.the_vehicle) or kinds.is_trailer(case.the_vehicle)):
        return "不属于载货汽车或者挂车"
    return None


@rule(
    "filing.exterior_of_small_car",
    REFUSE,
    "机动车登记规定#23(7)",
    since=MAY_2022,
    en="Roof rack, grille, bumper or wheels are filed for small and micro passenger cars only",
    cure="其他机动车恢复原状",
    cure_en="Restore any other vehicle",
)
def exterior_of_small_car(case: CaseFacts) -> str | None:
    """车顶行李架、散热器面罩、保险杠、轮毂的备案限于小型、微型载客汽车。"""
    if not kinds.is_small_passenger(case.the_vehicle):
        return "不属于小型、微型载客汽车"
    return None


@rule(
    "filing.tyres_kept",
    REFUSE,
    "机动车登记规定#23(7)",
    since=MAY_2022,
    en="The wheels take tyres of another size, or the body's structure was changed",
    cure="恢复原轮胎规格和车身结构",
    cure_en="Restore the size of the tyres and the body",
    declared=("tyres_kept",),
)
def tyres_kept(case: CaseFacts) -> str | None:
    """不改变车身主体结构，保证安全；换装轮毂不得改变轮胎规格。"""
    if case.says("tyres_kept") == "no":
        return "改变了轮胎规格或者车身主体结构"
    return None
