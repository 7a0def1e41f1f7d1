"""到场取号：somebody stands in the hall; what they are given a head start for, and the appointment that they keep by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from cheguan.base.acts import queries as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.work.appointments import attending
from cheguan.work.appointments import queries as appointments
from cheguan.work.visits.line import PRIORITIES, priority_of_age
from cheguan.work.visits.refusals import UnknownQueue
from cheguan.work.visits.taking import TAKE, Ticket, give_ticket, sent_twice
from cheguan.work.visits.telling import PLATE

BOOKED = "appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who stands there and what for. ``told`` is the reason for a head start that they gave themselves; ``identity`` how
    we know them: ``card`` read, number ``typed``, or by their ``plate``."""

    services: Sequence[str] = ()
    queue: str = ""
    party_id: int | None = None
    born_on: date | None = None
    told: str = ""
    people: int = 1
    identity: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Arrived:
    """The ticket, why it stands where it does, and the appointment that was kept by taking it."""

    ticket: Ticket
    priority: str
    booked_at: datetime | None


@kept(TAKE)
@sent_twice
@transaction.atomic
def arrive(arrival: Arrival, *, source: str, by: Actor, at: datetime, key: UUID) -> Arrived:
    """The best of the reasons for a head start counts: age, what was told, or an appointment of about this time."""
    due = None
    # What anybody can read off a car neither tells of its owner's appointment nor keeps it.
    if arrival.party_id is not None and arrival.identity != PLATE:
        due = appointments.find_for_ticket(party_id=arrival.party_id, outlet_id=by.outlet_id, at=at)
    priority = best_reason(
        arrival.told, priority_of_age(arrival.born_on, on=localdate(at)), BOOKED if due is not None else ""
    )
    ticket = give_ticket(
        services=arrival.services or ((due.service,) if due else ()),
        queue=arrival.queue,
        source=BOOKED if due else source,
        party_id=arrival.party_id,
        people=arrival.people,
        priority=priority,
        booking=due.code if due else "",
        identity=arrival.identity,
        language=arrival.language,
        by=by,
        at=at,
        key=key,
    )
    if due is not None:
        attending.mark_kept(booking_id=due.id, act=acts.id_of(key))
    return Arrived(ticket, priority, due.starts_at if due else None)


def best_reason(*reasons: str) -> str:
    """The one with the longest head start; the earlier one of equals."""
    given = [reason for reason in reasons if reason]
    if not PRIORITIES.keys() >= set(given):
        raise UnknownQueue(f"没有这种优先：{'、'.join(sorted(set(given) - PRIORITIES.keys()))}")
    return max(given, key=lambda reason: PRIORITIES[reason].minutes, default="")
