"""Whom the counter is serving: named in the address by a sealed handle, so that numbers of people stay out of it.

A handle is made by a recorded look-up, holds for the officer who looked, and lapses after half an hour (DESIGN).
"""

from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac

from cheguan.base.people.actors import Actor

SALT = "cheguan.window.visit"
DRAFT_SALT = "cheguan.window.draft"
LASTS_SECONDS = 1800


class Lapsed(Exception):
    """The handle is too old, another officer's, or none of ours: look up again."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One person at the counter, and the vehicle that the search led to."""

    party_id: int
    vehicle_id: int | None = None


def seal(subject: Subject, *, by: Actor) -> str:
    return signing.dumps([by.officer_id, subject.party_id, subject.vehicle_id], salt=SALT)


def unseal(handle: str, *, by: Actor) -> Subject:
    try:
        officer_id, party_id, vehicle_id = signing.loads(handle, salt=SALT, max_age=LASTS_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Lapsed from error
    if officer_id != by.officer_id:
        raise Lapsed
    return Subject(party_id, vehicle_id)


def draft_of(subject: Subject, *, by: Actor) -> str:
    """What this officer has half filled for somebody is found again by it, whichever handle leads there."""
    value = f"{by.officer_id} {subject.party_id} {subject.vehicle_id}"
    return salted_hmac(DRAFT_SALT, value, algorithm="sha256").hexdigest()[:32]
