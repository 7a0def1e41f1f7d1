"""Why a step on a second look is refused. Each docstring is what the officer is told."""

from cheguan.base.attempts.refusals import Refusal


class UnknownLook(Refusal):
    """没有这件复核。"""


class NotYours(Refusal):
    """这件复核由系统分给了别人，您不能查看或者办理。"""


class OwnHand(Refusal):
    """您经手过这件业务，不能处置对它的复核。"""


class AlreadyClosed(Refusal):
    """这件复核已有结论，结论不能改。"""


class NotGivenOut(Refusal):
    """这件复核正等待系统重新分派。"""


class NeedsWords(Refusal):
    """有差错的，请写明差错在哪里。"""


class NeedsArticle(Refusal):
    """严重差错请写明违反的条文，例如《机动车登记规定》第15条。"""


class UnknownArticle(Refusal):
    """没有收录这一条，请核对名称和条号，例如《机动车登记规定》第15条。"""


class NothingSerious(Refusal):
    """只有严重差错需要处置。"""
