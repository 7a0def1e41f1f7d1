"""A look with its row locked: who has it, whether it is closed, and who had a hand in its case."""

from dataclasses import dataclass

from django.db import connection

from cheguan.work.second_looks.refusals import UnknownLook

LOCK = "SELECT id FROM second_looks_look WHERE id = %s AND office = %s FOR UPDATE"
# Read after the lock is held, so that what another step has just changed is seen.
STANDING = """
SELECT c.no, (SELECT s.officer_id FROM second_looks_assignment s WHERE s.look_id = l.id AND s.voided_by_id IS NULL),
       (SELECT o.outcome FROM second_looks_outcome o WHERE o.look_id = l.id),
       ARRAY(SELECT unnest(ARRAY[a.officer_id, a.partner_id]) FROM acts_act a
              WHERE a.case_no = c.no AND a.kind NOT LIKE '%%second_look')
  FROM second_looks_look l JOIN cases_case c ON c.id = l.case_id WHERE l.id = %s
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """``officer_id`` is nobody while it waits or when it is closed; ``outcome`` is empty while it is open."""

    case_no: str
    officer_id: int | None
    outcome: str
    hands: frozenset[int]


def lock(number: int, *, office: str) -> Standing:
    """The look of this office, locked; ``UnknownLook`` when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [number, office])
        if cursor.fetchone() is None:
            raise UnknownLook
    return standing(number)


def standing(number: int) -> Standing:
    """As it stands now, without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [number])
        case_no, officer_id, outcome, hands = cursor.fetchone()
    return Standing(case_no, officer_id, outcome or "", frozenset(hands) - {None})
