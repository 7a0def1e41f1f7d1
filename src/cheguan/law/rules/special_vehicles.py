"""Fire engines, ambulances and rescue vehicles (消防车、救护车、工程救险车)."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule

MAY_2022 = date(2022, 5, 1)
SPECIAL = frozenset("IJK")


@rule(
    "registration.special_marks",
    REFUSE,
    "机动车登记规定#13",
    since=MAY_2022,
    en="Use, markings, lamps or siren are not as prescribed for a fire engine, ambulance or rescue vehicle",
    cure="按规定改正标志图案、标志灯具和警报器，或者按实际用途登记",
    cure_en="Put markings, lamps and siren right, or register the actual use",
    declared=("special_marks",),
)
def special_marks(case: CaseFacts) -> str | None:
    """消防车、救护车、工程救险车另审使用性质、标志图案、标志灯具和警报器。"""
    if case.the_vehicle.use in SPECIAL and case.says("special_marks") == "no":
        return "使用性质、标志图案、标志灯具或者警报器不符合规定"
    return None
