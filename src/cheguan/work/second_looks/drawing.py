"""The draw, made within the decision: what it needs is read with the case's lock, the look is written with the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cheguan.base.acts.commands import JSON
from cheguan.base.people.actors import Actor
from cheguan.work.second_looks import chance, keys
from cheguan.work.second_looks.keys import Key
from cheguan.work.second_looks.rates import rates

# Columns beside a case ``c``: what was done to it, whether a newcomer accepted it, the office's latest key.
STAKES = """,
       ARRAY(SELECT a.kind FROM acts_act a WHERE a.case_no = c.no),
       EXISTS (SELECT FROM people_officer o
                WHERE o.id = c.accepted_by_id AND o.kind = 'auxiliary'
                  AND NOT EXISTS (SELECT FROM people_duty d WHERE d.officer_id = o.id AND d.voided_by_id IS NULL
                                     AND lower(d.period) < c.accepted_at - %s * interval '1 day')),
       (SELECT ARRAY[k.day::text, k.id::text, k.secret] FROM second_looks_daykey k
         WHERE k.office = c.office AND k.voided_by_id IS NULL ORDER BY k.day DESC LIMIT 1)
"""
INSERT = """
INSERT INTO second_looks_look (case_id, office, day_key_id, rate, grounds, issued_by_id)
SELECT %(case)s, %(office)s, %(look_key)s, %(look_rate)s, %(look_grounds)s::text[], a.id FROM a
"""
SEEN_AS = {"accept_with_gap": "gap", "send_back": "sent_back"}


@dataclass(frozen=True, slots=True)
class Stakes:
    """What is known of a case when it is decided; ``key`` is the office's latest, with its day."""

    steps: frozenset[str]
    newcomer: bool
    key: tuple[date, Key] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance said. ``rate`` and ``grounds`` go into the act; whether the case fell does not."""

    rate: int
    grounds: tuple[str, ...]
    key: int
    fell: bool

    @property
    def told(self) -> dict[str, JSON]:
        return {"second_look": {"rate": self.rate, "grounds": list(self.grounds)}}

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of ``INSERT``."""
        return {"look_key": self.key, "look_rate": self.rate, "look_grounds": list(self.grounds)}


def stakes(columns: Sequence[Any]) -> Stakes:
    """From the columns of ``STAKES``."""
    steps, newcomer, key = columns
    found = (date.fromisoformat(key[0]), Key(int(key[1]), key[2])) if key else None
    return Stakes(frozenset(steps), newcomer, found)


def draw(known: Stakes, *, case_no: str, service: str, agent: bool, refused: bool, by: Actor, at: datetime) -> Drawn:
    """抽取：the highest rate that holds for the case, and whether its number falls under it."""
    seen = {"any"} | {SEEN_AS[step] for step in known.steps if step in SEEN_AS}
    seen |= {name for name, holds in (("newcomer", known.newcomer), ("agent", agent), ("refused", refused)) if holds}
    rate, grounds = rates().of(service, seen)
    key = _key_of(localdate(at), known) or keys.seal(by=by, at=at)
    return Drawn(rate, grounds, key.id, chance.falls(key.secret, case_no, rate=rate))


def _key_of(day: date, known: Stakes) -> Key | None:
    return known.key[1] if known.key and known.key[0] == day else None
