"""Why a rating is not taken, or a repair not moved on."""

from cheguan.base.attempts.refusals import Refusal


class UnknownToken(Refusal):
    """评价链接无效，请扫描回执上的二维码。"""


class NotFinished(Refusal):
    """事项还没有办完，办完后再评价。"""


class TooLate(Refusal):
    """评价期已过；有意见可以拨打12345，或者到服务台提出。"""


class AlreadyRated(Refusal):
    """这件事项已经评价过了，谢谢；每件事项评价一次。"""


class NoSuchLevel(Refusal):
    """请选择五个等级中的一个。"""


class UnknownRepair(Refusal):
    """没有这件差评，或者已经办结。"""


class NotInThisOrder(Refusal):
    """差评按“核实、整改、回访、告知”的顺序办理。"""


class OwnRating(Refusal):
    """评价的是您自己办的事项，由其他人核实。"""


class NeedsText(Refusal):
    """请写明情况。"""
