"""Whom the guide desk is helping: sealed, so that numbers of people stay out of addresses.

Made by a recorded look-up, for the officer who looked; lapses after half an hour (DESIGN).
"""

from dataclasses import dataclass

from django.core import signing

from cheguan.base.people.actors import Actor

SALT = "cheguan.hall.guide"
LASTS_SECONDS = 1800


class Lapsed(Exception):
    """Too old, another officer's, or none of ours: look up again."""


@dataclass(frozen=True, slots=True)
class Helped:
    """``party_id`` is empty for somebody whom the register does not know; ``shown`` is the masked number."""

    party_id: int | None
    vehicle_id: int | None
    identity: str
    shown: str


def seal(helped: Helped, *, by: Actor) -> str:
    parts = [by.officer_id, helped.party_id, helped.vehicle_id, helped.identity, helped.shown]
    return signing.dumps(parts, salt=SALT)


def unseal(handle: str, *, by: Actor) -> Helped:
    try:
        officer_id, *parts = signing.loads(handle, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Lapsed from error
    if officer_id != by.officer_id:
        raise Lapsed
    return Helped(*parts)
