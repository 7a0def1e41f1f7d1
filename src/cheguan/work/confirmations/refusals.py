"""Why a second screen cannot be used; every sentence says what to do instead."""

from cheguan.base.attempts.refusals import Refusal


class NoScreen(Refusal):
    """本窗口还没有连接副屏，请先连接。"""


class WrongCode(Refusal):
    """配对码不对或者已经过期，请窗口重新显示一个。"""


class TooManyCodes(Refusal):
    """输错次数太多，请过十分钟再试。"""


class NobodyServed(Refusal):
    """窗口没有正在办理的号，不能请申请人核对。"""


class NoQuestion(Refusal):
    """这份内容已经核对过或者已经更换，请看屏幕上的最新内容。"""


class ChangedSince(Refusal):
    """申请人在副屏核对以后，申请内容又改过。请再请申请人核对一次，确认后受理。"""


class SaidWrong(Refusal):
    """申请人在副屏上说内容有误。请改正，或者再请申请人核对一次，然后受理。"""


class NeedsSignature(Refusal):
    """请签名，或者选择不签名。"""


class BadSignature(Refusal):
    """签名没有读出来，请重签。"""
