"""核验抽取：the draws of a day made again from its key, against what was drawn. Whoever has the key can do the same."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils.timezone import make_aware

from cheguan.work.second_looks import chance

# The day's decisions lie between the act that sealed its key and the one that sealed the key after the next.
KEY = """
SELECT k.id, k.secret, s.detail ->> 'sha256', k.issued_by_id,
       coalesce((SELECT later.issued_by_id FROM second_looks_daykey later
                  WHERE later.office = k.office AND later.day > k.day ORDER BY later.day OFFSET 1 LIMIT 1),
                9223372036854775807)
  FROM second_looks_daykey k JOIN acts_act s ON s.id = k.issued_by_id
 WHERE k.office = %s AND k.day = %s AND k.voided_by_id IS NULL
"""
DECIDED = """
SELECT case_no, (detail #>> '{second_look,rate}')::int FROM acts_act
 WHERE id > %s AND id < %s AND office = %s AND kind IN ('grant', 'refuse') AND at >= %s AND at < %s
"""
DRAWN = "SELECT c.no, l.rate FROM second_looks_look l JOIN cases_case c ON c.id = l.case_id WHERE l.day_key_id = %s"


@dataclass(frozen=True, slots=True)
class Checked:
    """One day: ``sealed`` when the key is the one made known beforehand; ``wrong`` are the cases where row and draw differ."""

    day: date
    sealed: bool
    decided: int
    drawn: int
    wrong: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return self.sealed and not self.wrong


def check(*, office: str, day: date) -> Checked | None:
    """The day's draws, made again; ``None`` when the office had no key that day."""
    starts = make_aware(datetime.combine(day, time.min))
    with connection.cursor() as cursor:
        cursor.execute(KEY, [office, day])
        row = cursor.fetchone()
        if row is None:
            return None
        key, secret, known, first, last = row
        cursor.execute(DECIDED, [first, last, office, starts, starts + timedelta(days=1)])
        decided: dict[str, int | None] = dict(cursor.fetchall())
        cursor.execute(DRAWN, [key])
        drawn: dict[str, int] = dict(cursor.fetchall())
    expected = {no: rate for no, rate in decided.items() if rate and chance.falls(secret, no, rate=rate)}
    wrong = {no for no, rate in decided.items() if rate is None} | {
        no for no in expected.keys() | drawn.keys() if expected.get(no) != drawn.get(no)
    }
    return Checked(day, chance.commitment(secret) == known, len(decided), len(drawn), tuple(sorted(wrong)))
