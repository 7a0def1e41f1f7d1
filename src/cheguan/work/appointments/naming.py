"""实名：whoever books is somebody in the register of parties, by name and number alike; newcomers are entered."""

import unicodedata
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.law.identifiers import birth_of
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties import queries
from cheguan.registers.parties.commands import RESIDENT, Details
from cheguan.work.appointments.refusals import NotNamed
from cheguan.work.appointments.wishes import Named

LOCK = "SELECT 1 FROM parties_party WHERE id = %s FOR NO KEY UPDATE"


def party_of(who: int | Named, *, by: Actor, at: datetime, key: UUID) -> int:
    """The party, locked: two bookings of one person come one after the other. ``NotNamed`` when the names differ."""
    party_id = who if isinstance(who, int) else _found_or_entered(who, by=by, at=at, key=key)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [party_id])
    return party_id


def _found_or_entered(who: Named, *, by: Actor, at: datetime, key: UUID) -> int:
    known = queries.find_by_number(who.number)
    if known is None:
        return _enter(who, by=by, at=at, key=key)
    if known.kind != "person" or _plain(known.name) != _plain(who.name):
        raise NotNamed
    return known.id


def _enter(who: Named, *, by: Actor, at: datetime, key: UUID) -> int:
    """Nobody has seen a document yet: the act says so, and that it came through this door."""
    act = acts.record(
        kind="enter_party", by=by, at=at, basis=[], key=uuid5(key, who.number), detail={"by_own_statement": True}
    )
    details = Details(
        kind="person",
        document=RESIDENT,
        number=who.number,
        name=who.name,
        sex="1" if int(who.number[16]) % 2 else "2",
        born_on=birth_of(who.number),
        district=who.number[:6],
        phone=who.phone,
    )
    return int(parties.enter(details, act=act).pk)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
