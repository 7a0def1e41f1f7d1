"""放号：the officer in charge sets the weekly pattern; the places of the next working days follow from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.law.workdays import CalendarMissing
from cheguan.work.appointments import availability, refilling, telling, terms
from cheguan.work.appointments.refusals import BadPattern, CalendarNotEntered
from cheguan.work.appointments.terms import MINUTES, WEEK, Weekly
from cheguan.work.visits import line

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST_PLACES = 60
VOID = "UPDATE appointments_pattern SET voided_by_id = %(act)s WHERE outlet_id = %(hall)s AND voided_by_id IS NULL"
SET = """
INSERT INTO appointments_pattern (outlet_id, queue, service_group, minutes, places, issued_by_id)
SELECT %(hall)s, g.queue, g.service_group, g.minutes, string_to_array(g.places, ',')::smallint[], %(act)s
  FROM unnest(%(queues)s::text[], %(groups)s::text[], %(minutes)s::int[], %(places)s::text[])
       AS g(queue, service_group, minutes, places)
"""
OPEN = """
INSERT INTO appointments_opening (outlet_id, day, queue, service_group, minutes, issued_by_id)
SELECT DISTINCT %(hall)s::bigint, g.day, g.queue, g.service_group, g.minutes, %(act)s::bigint
  FROM unnest(%(days)s::date[], %(queues)s::text[], %(groups)s::text[], %(minutes)s::int[])
       AS g(day, queue, service_group, minutes)
ON CONFLICT (outlet_id, day, queue, service_group) WHERE voided_by_id IS NULL DO NOTHING
"""
# A day that was published with other slots stays as it is; one with the same gets what is missing.
PLACES = """
INSERT INTO appointments_place (opening_id, during, number, issued_by_id)
SELECT o.id, tstzrange(g.starts, g.ends), n, %(act)s
  FROM unnest(%(days)s::date[], %(queues)s::text[], %(groups)s::text[], %(minutes)s::int[], %(starts)s::timestamptz[],
              %(ends)s::timestamptz[], %(places)s::int[])
       AS g(day, queue, service_group, minutes, starts, ends, places)
  JOIN appointments_opening o ON o.outlet_id = %(hall)s AND o.day = g.day AND o.queue = g.queue
       AND o.service_group = g.service_group AND o.minutes = g.minutes AND o.voided_by_id IS NULL
 CROSS JOIN LATERAL generate_series(1, g.places) n
ON CONFLICT (opening_id, lower(during), number) WHERE voided_by_id IS NULL DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Slot:
    """So many places of a queue from one moment to another."""

    day: date
    pattern: Weekly
    starts_at: datetime
    ends_at: datetime
    places: int


@kept("publish_appointments")
@transaction.atomic(durable=True)
def publish(*, outlet_id: int, patterns: Sequence[Weekly], by: Actor, at: datetime, key: UUID) -> int:
    """公布号源：the weekly pattern of an outlet, and the places of the next working days; how many are new.

    What has been published stays; more places are added to it. The same key again adds nothing.
    """
    by = by.at("roster")
    _check(patterns)
    slots = list(_slots(patterns, at=at))
    try:
        with transaction.atomic():
            act = acts.record(
                kind="publish_appointments", by=by, at=at, basis=[], key=key, detail={"outlet": outlet_id}
            )
    except acts.AlreadyRecorded as error:
        if availability.patterns(outlet_id) == tuple(patterns):
            return 0
        raise KeyUsed from error
    _keep(patterns, hall=outlet_id, act=act)
    return _open(slots, hall=outlet_id, at=at, act=act)


def publish_ahead(*, by: Actor, at: datetime) -> int:
    """Every morning, by each outlet's pattern: the day that has come within reach. How many places are new."""
    return sum(_publish_ahead(outlet, by=by, at=at) for outlet in availability.published_outlets(by.office))


@transaction.atomic(durable=True)
def _publish_ahead(outlet_id: int, *, by: Actor, at: datetime) -> int:
    slots = list(_slots(availability.patterns(outlet_id), at=at))
    key = uuid5(NAMESPACE_OID, f"publish_ahead {outlet_id} {localdate(at)}")
    try:
        with transaction.atomic():
            act = acts.record(
                kind="publish_appointments", by=by, at=at, basis=[], key=key, detail={"outlet": outlet_id}
            )
    except acts.AlreadyRecorded:
        return 0
    return _open(slots, hall=outlet_id, at=at, act=act)


def _check(patterns: Sequence[Weekly]) -> None:
    lines = {(each.queue, each.service_group) for each in patterns}
    if len(lines) != len(patterns) or not all(map(_sound, patterns)):
        raise BadPattern


def _sound(pattern: Weekly) -> bool:
    return (
        pattern.queue in line.QUEUES
        and pattern.minutes in MINUTES
        and len(pattern.places) == len(WEEK)
        and all(0 <= each <= MOST_PLACES for each in pattern.places)
    )


def _slots(patterns: Sequence[Weekly], *, at: datetime) -> Iterator[Slot]:
    """What is still to come of the next working days."""
    try:
        days = terms.days_ahead(localdate(at))
    except CalendarMissing as missing:
        raise CalendarNotEntered from missing
    for day in days:
        for pattern in patterns:
            for start, end in terms.slots(day, pattern.minutes):
                starts_at, ends_at = start.replace(tzinfo=SHANGHAI), end.replace(tzinfo=SHANGHAI)
                if starts_at > at and (places := pattern.places[terms.weekday(day)]):
                    yield Slot(day, pattern, starts_at, ends_at, places)


def _keep(patterns: Sequence[Weekly], *, hall: int, act: int) -> None:
    given: dict[str, Any] = {
        "act": act,
        "hall": hall,
        "queues": [each.queue for each in patterns],
        "groups": [each.service_group for each in patterns],
        "minutes": [each.minutes for each in patterns],
        "places": [",".join(map(str, each.places)) for each in patterns],
    }
    with connection.cursor() as cursor:
        cursor.execute(VOID, given)
        cursor.execute(SET, given)


def _open(slots: Sequence[Slot], *, hall: int, at: datetime, act: int) -> int:
    """The places, and offers of them to those who have been waiting."""
    given: dict[str, Any] = {
        "act": act,
        "hall": hall,
        "days": [each.day for each in slots],
        "queues": [each.pattern.queue for each in slots],
        "groups": [each.pattern.service_group for each in slots],
        "minutes": [each.pattern.minutes for each in slots],
        "starts": [each.starts_at for each in slots],
        "ends": [each.ends_at for each in slots],
        "places": [each.places for each in slots],
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, given)
        cursor.execute(PLACES, given)
        new = int(cursor.rowcount)
    if new:
        for told in refilling.refill_all(at=at, act=act):
            telling.tell(telling.OFFERED, told, act=act)
    return new
