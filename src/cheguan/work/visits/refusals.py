"""Why something in the hall cannot be done; every sentence says what to do instead."""

from cheguan.base.attempts.refusals import Refusal


class NoCounter(Refusal):
    """您还没有坐到窗口，请先选择窗口号。"""


class CounterTaken(Refusal):
    """这个窗口已有人，或者您已在另一个窗口；请先离开原窗口。"""


class UnknownCounter(Refusal):
    """没有这个窗口。"""


class UnknownVisit(Refusal):
    """没有这个号，或者不是今天、本大厅的号。"""


class UnknownQueue(Refusal):
    """没有这个队列。"""


class CounterBusy(Refusal):
    """本窗口正在服务一个号，请先办完、暂停或者转出。"""


class Away(Refusal):
    """窗口已暂停叫号，请先恢复。"""


class NotYours(Refusal):
    """这个号现在不在您的窗口，或者它的状态不能这样做；请刷新页面。"""


class CallAgainFirst(Refusal):
    """叫号未满三次，不能作过号处理；请再叫一次。"""


class NeedsReason(Refusal):
    """请填写原因。"""


class AlreadyInLine(Refusal):
    """此人今天在这个队列已经有号。"""


class NobodyThere(Refusal):
    """这个窗口没有人，也没有留下的号，不用释放。"""


class SomebodyIsHere(Refusal):
    """窗口还有正在办理或者暂停的号，请先办完或者转出，再离开窗口。"""


class UnknownMatter(Refusal):
    """这个号没有这一事项，或者事项已经办结。"""
