"""Openings of the hall, the places in them, who has booked which, and who waits for one."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Pattern(Issued):
    """每周号源：how many places a queue of an outlet has in each slot, Monday to Friday and on make-up workdays."""

    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    queue = models.CharField(max_length=12)
    service_group = models.CharField(max_length=20, db_default="")
    minutes = models.PositiveSmallIntegerField()
    places = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outlet", "queue", "service_group"], condition=CURRENT, name="one_pattern_of_a_queue"
            )
        ]


class Opening(Issued):
    """放号：one queue of one outlet on one day. ``service_group`` keeps it for one group of services, empty for all."""

    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    queue = models.CharField(max_length=12)
    service_group = models.CharField(max_length=20, db_default="")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outlet", "day", "queue", "service_group"], condition=CURRENT, name="one_opening_of_a_day"
            )
        ]


class Place(Issued):
    """名额：the ``number``-th place of one slot. One person at most sits in it; the migration keeps its number single."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="places", db_index=False)
    during = DateTimeRangeField()
    number = models.PositiveSmallIntegerField()


class Waiting(Issued):
    """候补：somebody who wants a place between two days. ``standing`` runs from joining to the end of the last day."""

    code = models.CharField(max_length=8, unique=True)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    queue = models.CharField(max_length=12)
    service_group = models.CharField(max_length=20)
    service = models.CharField(max_length=40)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    since = models.DateTimeField()
    standing = DateTimeRangeField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="waits_once_for_a_service",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("standing", RangeOperators.OVERLAPS),
                ],
                condition=CURRENT,
            ),
            models.CheckConstraint(
                name="waits_from_first_to_last", condition=models.Q(first_day__lte=models.F("last_day"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["outlet", "queue", "since", "id"], condition=CURRENT, name="waiting_list"),
            models.Index(fields=["party"], condition=CURRENT, name="waiting_of_party"),
        ]


class Booking(Issued):
    """预约：one party in one place. With ``held_until`` it is an offer to somebody from the waiting list, not yet taken.

    ``standing`` runs from booking to the end of the slot: within it the party has no other for the service, and each
    of its bookings another ``nth``. There is no way to pass it on: a row is voided, never changed.
    """

    code = models.CharField(max_length=22, unique=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="bookings", db_index=False)
    during = DateTimeRangeField()
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    service = models.CharField(max_length=40)
    nth = models.PositiveSmallIntegerField()
    standing = DateTimeRangeField()
    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="offers", null=True, db_index=False)
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_party_in_a_place",
                expressions=[("place", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=CURRENT,
            ),
            ExclusionConstraint(
                name="one_place_at_a_time",
                expressions=[("party", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=CURRENT,
            ),
            ExclusionConstraint(
                name="one_booking_for_a_service",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("standing", RangeOperators.OVERLAPS),
                ],
                condition=CURRENT,
            ),
            ExclusionConstraint(
                name="so_many_bookings_at_once",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("nth", RangeOperators.EQUAL),
                    ("standing", RangeOperators.OVERLAPS),
                ],
                condition=CURRENT,
            ),
            models.CheckConstraint(
                name="offer_comes_from_the_list",
                condition=models.Q(held_until__isnull=True) | models.Q(waiting__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place"], condition=CURRENT, name="booking_of_place"),
            models.Index(fields=["party"], condition=CURRENT, name="bookings_of_party"),
            models.Index(fields=["waiting"], condition=models.Q(waiting__isnull=False), name="offers_of_waiting"),
            models.Index(
                fields=["held_until"], condition=CURRENT & models.Q(held_until__isnull=False), name="offers_open"
            ),
        ]


class Attendance(Issued):
    """到场：whether the person came. A miss that was not the person's fault is voided by the officer in charge."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendances", db_index=False)
    kept = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["booking"], condition=CURRENT, name="came_once"),
        ]
