"""Why a step on a hand-over is refused. Each docstring is what the officer is told."""

from cheguan.base.attempts.refusals import Refusal


class UnknownHandover(Refusal):
    """没有这份交班记录。"""


class NotForYou(Refusal):
    """这份交班记录不是交给您的：须由指定的人，或者当班时在同一网点、同一岗位的人接班。"""


class AlreadyAnswered(Refusal):
    """这份交班记录已经有人接班或者提出异议。"""


class WrittenAnew(Refusal):
    """交班人已经重写这份交班记录，请看新的一份。"""


class NotNext(Refusal):
    """这个人近期没有排在同一网点的同一岗位，请另选接班人或者交给岗位。"""


class NeedsReason(Refusal):
    """提出异议请写明理由。"""
