"""取号机：which devices an outlet trusts to give out tickets. An officer pairs one; pairing its name anew, or ending it,
makes the former one worthless.

A pairing is an act whose key follows from outlet, name and number, so that no table of machines is needed to know which
one holds.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor

PAIR, UNPAIR = "pair_machine", "unpair_machine"
NAMESPACE = UUID("5b3f1f52-6f0c-4f4e-9a0e-6f3b0c7f4f11")
# Pairings that one name may have had before it must be given another: each is looked for in one statement.
MOST = 50
KNOWN = "SELECT key FROM acts_act WHERE key = ANY(%s::uuid[])"


class WornOutName(Refusal):
    """这个名称配对次数过多，请换一个名称。"""


class PairedMeanwhile(Refusal):
    """刚才有人用同一名称配对，请重新配对。"""


class NotPaired(Refusal):
    """这个名称现在没有配对的取号机。"""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The ``number``-th machine of that name at an outlet."""

    outlet_id: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a name has been paired, and whether the last pairing holds."""

    number: int
    holds: bool


@kept(PAIR)
def pair(*, name: str, by: Actor, at: datetime) -> Pairing:
    """配对: this device may give out tickets from now on, and no other of that name."""
    by = by.at("roster")
    number = _standing(by.outlet_id, name).number + 1
    if number > MOST:
        raise WornOutName
    pairing = Pairing(by.outlet_id, name, number)
    try:
        acts.record(kind=PAIR, by=by, at=at, basis=[], key=_key(PAIR, pairing), detail={"machine": name})
    except acts.AlreadyRecorded as error:
        raise PairedMeanwhile from error
    return pairing


@kept(UNPAIR)
def unpair(*, name: str, by: Actor, at: datetime) -> None:
    """取消配对: lost, stolen or no longer in use."""
    by = by.at("roster")
    standing = _standing(by.outlet_id, name)
    if not standing.holds:
        raise NotPaired
    key = _key(UNPAIR, Pairing(by.outlet_id, name, standing.number))
    acts.record(kind=UNPAIR, by=by, at=at, basis=[], key=key, detail={"machine": name})


def holds(pairing: Pairing) -> bool:
    """Whether this is the last pairing of its name, and not ended."""
    standing = _standing(pairing.outlet_id, pairing.name)
    return standing.holds and standing.number == pairing.number


def _standing(outlet_id: int, name: str) -> Standing:
    pairings = [Pairing(outlet_id, name, number) for number in range(1, MOST + 1)]
    paired = {_key(PAIR, each): each.number for each in pairings}
    ended = {_key(UNPAIR, each): each.number for each in pairings}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [[*paired, *ended]])
        known = {key for (key,) in cursor.fetchall()}
    number = max((paired[key] for key in known & paired.keys()), default=0)
    return Standing(number, number > 0 and number not in {ended[key] for key in known & ended.keys()})


def _key(kind: str, pairing: Pairing) -> UUID:
    return uuid5(NAMESPACE, f"{kind}/{pairing.outlet_id}/{pairing.number}/{pairing.name}")
