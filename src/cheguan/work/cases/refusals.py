"""Why a step on a case is refused. Each docstring is what the person at the counter is told."""

from cheguan.base.attempts.refusals import Refusal
from cheguan.law.rule import Finding
from cheguan.law.statement import Fault
from cheguan.law.workdays import CalendarMissing


class UnknownCase(Refusal):
    """没有这件业务，或者它不属于本所。"""


class WrongState(Refusal):
    """这件业务现在的状态不能办理这一步。"""


class OwnCase(Refusal):
    """受理人不得审核、决定自己受理的业务。"""


class AlreadyUnderWay(Refusal):
    """同一事项已有一件在办业务。"""


class NotTheHolder(Refusal):
    """申请人不是机动车所有人或者驾驶证持有人。"""


class AlreadyRegistered(Refusal):
    """该车辆识别代号已注册登记。"""


class NotKnown(Refusal):
    """材料或者陈述不属于这项业务。"""


class BadStatement(Refusal):
    """陈述缺漏或者写法不对；``faults`` says which, and what is wrong with each."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(*(fault.reason for fault in faults))
        self.faults = faults


class NotOnRecord(Refusal):
    """共同申请人与登记簿记载的人不一致。"""


class NotPaid(Refusal):
    """工本费尚未收讫，不能制证。"""


class GapOpen(Refusal):
    """容缺受理的承诺书尚未签署，或者所缺材料须先补齐，不能办理这一步。"""


class NoGap(Refusal):
    """这件业务没有待补的容缺材料。"""


class PromiseBroken(Refusal):
    """申请人曾未按承诺补齐材料，限制期内不适用容缺受理。"""


class NoNumberChosen(Refusal):
    """尚未选定号牌号码。"""


class NeedsReason(Refusal):
    """请写明理由。"""


class VinDiffers(Refusal):
    """查验读取的车辆识别代号与申请不一致。"""


class ByLaw(Refusal):
    """法律不允许；``findings`` says by which articles and why, all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(*(finding.reason for finding in findings))
        self.findings = findings


class NotAccepted(ByLaw):
    """不能受理。"""


class NotGranted(ByLaw):
    """不能办结。"""


class NothingMissing(Refusal):
    """材料齐全，没有需要一次性告知的内容，请直接受理。"""


class NothingAgainst(Refusal):
    """没有不予受理的情形，请受理或者一次性告知。"""


class CalendarNotEntered(Refusal):
    """工作日历尚未录入，算不出最迟办结日。"""

    def __init__(self, missing: CalendarMissing) -> None:
        super().__init__(
            f"{missing.year}年工作日历尚未录入，算不出最迟办结日。请系统管理员按国务院通知补充 {missing.file}"
        )
