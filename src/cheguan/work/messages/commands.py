"""The only writer of messages: left with an act, sent after the commit, sent again when it certainly was not."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.work.messages.delivering import deliver_next, find_out
from cheguan.work.messages.sending import BESIDE, NOTHING, beside, send, statement, wake
from cheguan.work.messages.words import Words

__all__ = [
    "BESIDE",
    "NOTHING",
    "NotFailed",
    "Words",
    "beside",
    "deliver_next",
    "find_out",
    "send",
    "send_again",
    "statement",
    "wake",
]

SEND_AGAIN = "send_again"
FAILED = """
SELECT m.key, a.case_no FROM messaging_message m JOIN acts_act a ON a.id = m.issued_by_id
 WHERE m.id = %s AND a.office = %s AND m.state = 'failed' FOR UPDATE OF m
"""
QUEUE = "UPDATE messaging_message SET state = 'queued', not_before = NULL WHERE id = %s"


class NotFailed(Refusal):
    """这条消息不是“未能发送”，不能重新发送。"""


@kept(SEND_AGAIN)
@transaction.atomic(durable=True)
def send_again(*, message_id: int, by: Actor, at: datetime, key: UUID) -> None:
    """重新发送：only what certainly was not sent. The text, its key and the address stay as they were."""
    by = by.at("supervise")
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [message_id, by.office])
        row = cursor.fetchone()
        if row is None:
            raise NotFailed
        detail = {"message": row[0]}
        acts.record(kind=SEND_AGAIN, by=by, at=at, basis=[], key=key, case_no=row[1], detail=detail)
        cursor.execute(QUEUE, [message_id])
    wake()
