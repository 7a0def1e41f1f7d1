"""From the outbox to the gateway: claimed before it is sent, settled after, and never sent twice.

Whoever dies in between leaves a message that is ``sending``. Nobody sends it again before the provider has said that
it does not have its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from cheguan.base.rows import decoded
from cheguan.work.messages import words
from cheguan.work.messages.gateway import Gateway, Letter, NotTaken, Receipt, Standing, Unanswered

# After so many tries it has failed; the waits between them.
TRIES = 5
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
# Longer than the slowest gateway takes: whoever claimed it then is gone.
LOST_AFTER = timedelta(minutes=5)
# A provider that answered nothing is asked after a while, and again, for a day.
ASK_AFTER, ASK_AGAIN, ASK_FOR = timedelta(minutes=1), timedelta(minutes=10), timedelta(days=1)
# The claim was lost before anybody wrote down who had it.
NOBODY_SAID = "?"

FIELDS = """
m.id, m.attempts, m.key, m.channel, m.address, m.language, m.template, m.params,
CASE m.language WHEN 'en' THEN m.en ELSE m.zh END, a.at, m.provider
"""
CLAIM = f"""
UPDATE messaging_message m SET state = 'sending', attempts = attempts + 1, tried_at = %(at)s, provider = '', why = ''
  FROM acts_act a
 WHERE a.id = m.issued_by_id
   AND m.id = (SELECT id FROM messaging_message
                WHERE state = 'queued' AND (not_before IS NULL OR not_before <= %(at)s)
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING {FIELDS}
"""
# Whoever comes late with an answer finds the attempt gone, unless the answer is that it was sent.
SETTLE = """
UPDATE messaging_message
   SET state = %(state)s, provider = %(provider)s, receipt = %(receipt)s, why = %(why)s, not_before = %(not_before)s
 WHERE id = %(id)s AND attempts = %(attempts)s
   AND (state IN ('sending', 'uncertain') OR state = 'queued' AND %(state)s = 'sent')
"""
LOST = """
UPDATE messaging_message SET state = 'uncertain', not_before = %(at)s
 WHERE state = 'sending' AND tried_at < %(before)s
"""
UNCERTAIN = f"""
SELECT {FIELDS} FROM messaging_message m JOIN acts_act a ON a.id = m.issued_by_id
 WHERE m.state = 'uncertain' AND m.not_before <= %(at)s AND m.tried_at > %(since)s ORDER BY m.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter and the attempt at it."""

    id: int
    attempts: int
    letter: Letter
    said_at: datetime


def deliver_next(gateways: Mapping[str, Gateway], *, at: datetime) -> bool:
    """Send the oldest message that waits; ``False`` when none does. Any number of workers at once."""
    claimed = _claim(at)
    if claimed is None:
        return False
    if _stale(claimed, at):
        _settle(claimed, "failed", why="已过时效，不再发送")
        return True
    try:
        receipt = gateways[claimed.letter.channel].deliver(claimed.letter)
    except NotTaken as refused:
        _not_taken(claimed, refused, at=at)
    except Unanswered as silent:
        _settle(claimed, "uncertain", provider=silent.provider, why=silent.why, not_before=at + ASK_AFTER)
    else:
        _sent(claimed, receipt)
    return True


def find_out(gateways: Mapping[str, Gateway], *, at: datetime, most: int = 100) -> None:
    """核实：whatever was left half done, and whatever a provider did not answer, is asked about by its key."""
    with connection.cursor() as cursor:
        cursor.execute(LOST, {"at": at, "before": at - LOST_AFTER})
        cursor.execute(UNCERTAIN, {"at": at, "since": at - ASK_FOR, "most": most})
        rows = cursor.fetchall()
    for claimed in map(_claimed, rows):
        letter = claimed.letter
        match gateways[letter.channel].status(letter):
            case Standing.TAKEN:
                _sent(claimed, Receipt(letter.provider or NOBODY_SAID))
            case Standing.NOT_TAKEN:
                _not_taken(claimed, NotTaken("服务商没有收到", provider=letter.provider, again=True), at=at)
            case Standing.SILENT:
                _settle(claimed, "uncertain", provider=letter.provider, why="服务商没有答复", not_before=at + ASK_AGAIN)


def _claim(at: datetime) -> Claimed | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"at": at})
        row = cursor.fetchone()
    return _claimed(row) if row else None


def _claimed(row: tuple[Any, ...]) -> Claimed:
    number, attempts, key, channel, address, language, template, params, text, said_at, provider = row
    letter = Letter(key, channel, address, language, template, decoded(params), text, localdate(said_at), provider)
    return Claimed(number, attempts, letter, said_at)


def _stale(claimed: Claimed, at: datetime) -> bool:
    template = words.templates().get(claimed.letter.template)
    return template is not None and template.valid is not None and claimed.said_at + template.valid < at


def _not_taken(claimed: Claimed, refused: NotTaken, *, at: datetime) -> None:
    """Queued again after a while, or failed for good."""
    again = refused.again and claimed.attempts < TRIES
    _settle(
        claimed,
        "queued" if again else "failed",
        provider=refused.provider,
        why=refused.why,
        not_before=at + WAITS[claimed.attempts - 1] if again else None,
    )


def _sent(claimed: Claimed, receipt: Receipt) -> None:
    _settle(claimed, "sent", provider=receipt.provider, receipt=receipt.number)


def _settle(
    claimed: Claimed,
    state: str,
    *,
    provider: str = "",
    receipt: str = "",
    why: str = "",
    not_before: datetime | None = None,
) -> None:
    given = {"state": state, "provider": provider, "receipt": receipt, "why": why[:200], "not_before": not_before}
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {**given, "id": claimed.id, "attempts": claimed.attempts})
