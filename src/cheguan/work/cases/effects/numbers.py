"""Number plates in a grant: the chosen number becomes the vehicle's."""

from cheguan.registers.plates import commands as plates
from cheguan.work.cases.locked import Locked
from cheguan.work.cases.refusals import NoNumberChosen

# 原号在两年内可由原所有人申请使用（第44条）。
RETENTION_YEARS = 2


def assign(case: Locked, vehicle_id: int, *, act: int) -> str:
    """核发号牌：the number that the case has chosen; ``NoNumberChosen`` when it has none."""
    assignment = plates.assign(case_no=case.no, vehicle_id=vehicle_id, act=act)
    if assignment is None:
        raise NoNumberChosen
    return assignment.number
