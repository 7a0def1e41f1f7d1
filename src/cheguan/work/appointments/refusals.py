"""Why something about an appointment cannot be done: every reason at once, each with what to do instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cheguan.base.attempts.refusals import Refusal

NOT_BOOKABLE = "这项业务不接受预约，请到大厅咨询。"
NOT_OPEN = "没有公布这个时段，请另选。"
TOO_LATE = "距离开始不足 %(minutes)d 分钟，不能再约；请另选时段，或者直接到大厅取号。"
FULL = "这个时段已经约满，请另选时段，或者登记候补。"
BUSY = "这个时段正有很多人在约，请再试一次。"
CLASH = "此人在这个时间已有预约，请另选时段，或者先取消原来的预约。"
TWICE = "此人已有这项业务的预约，请先取消原来的预约再约。"
TOO_MANY = "一人同时最多 %(count)d 个预约，请先取消一个，或者直接到大厅取号。"
WALK_IN_ONLY = "此人 %(days)d 天内有 %(count)d 次没有按时到，%(until)s 以前请直接到大厅取号。"
WAITING_ALREADY = "此人已在候补这项业务，轮到时会通知，不必重复登记。"
NOT_NEEDED = "这几天还有空的时段，可以直接预约，不必候补。"
PAST_DAYS = "候补的日期已过，或者前后颠倒，请重新填写。"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, its figures apart so that it can be said in another language."""

    words: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % self.values


class Against(Refusal):
    """A refusal for one or more reasons; ``against`` has them all."""

    def __init__(self, *against: Reason) -> None:
        super().__init__(*map(str, against))
        self.against = against


class NotBooked(Against):
    """不能预约。"""


class NotOnList(Against):
    """不能候补。"""


class NotNamed(Refusal):
    """姓名与证件号码不相符，请按身份证填写；仍不相符的，请带身份证到大厅办理。"""


class UnknownBooking(Refusal):
    """没有这个预约，或者它已经取消；请核对预约码。"""


class TooLateToCancel(Refusal):
    """现在已来不及取消。不能来的，请下次提前取消；按时到的仍然有效。"""


class Kept(Refusal):
    """这个预约已经取号，不能再取消；不办的请在大厅退号。"""


class OfferOver(Refusal):
    """这个候补名额已经过了答复时间，或者已经答复；还在候补的，轮到时会再通知。"""


class NotWaiting(Refusal):
    """没有这条候补登记，或者它已经结束。"""


class NotMissed(Refusal):
    """这个预约没有爽约记录。"""


class NeedsReason(Refusal):
    """请写明理由。"""


class BadPattern(Refusal):
    """号源表有误：时段须为 10、15、20、30 或 60 分钟，每个时段 0 到 60 个名额，队列须是大厅的队列。"""


class CalendarNotEntered(Refusal):
    """工作日历尚未录入，排不出今后的号源。请系统管理员按国务院通知补充。"""
