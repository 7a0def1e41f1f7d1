"""Counters and who sits at them; visits, their matters, and the stretches of time that they are made of."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.constraints import Deferrable

from cheguan.base.acts.models import CURRENT, Issued

ACTIVE = Q(state__in=["waiting", "called", "serving", "paused"])
AT_COUNTER = Q(state__in=["called", "serving"])
STRETCH = Func("since", "until", Value("[)"), function="tstzrange")


class Counter(Issued):
    """窗口. ``queues`` it serves; ``overflow`` it helps out with when its own are empty, or when somebody waits long."""

    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+")
    no = models.CharField(max_length=4)
    queues = ArrayField(models.CharField(max_length=12))
    overflow = ArrayField(models.CharField(max_length=12), db_default=[])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "no"], condition=CURRENT, name="one_counter_of_a_number")
        ]


class Sitting(Issued):
    """An officer at a counter, from one act to another."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="sittings", db_index=False)
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter"], condition=CURRENT, name="one_officer_at_a_counter"),
            models.UniqueConstraint(fields=["officer"], condition=CURRENT, name="one_counter_of_an_officer"),
        ]


class Visit(models.Model):
    """来访：one ticket. It stands in line by ``rank_at``: when it was taken, less the head start of its reason."""

    STATES: ClassVar = [
        ("waiting", "等候"),
        ("called", "已叫号"),
        ("serving", "办理中"),
        ("paused", "暂停"),
        ("finished", "办完"),
        ("no_show", "过号"),
        ("left", "离开"),
    ]
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    no = models.CharField(max_length=6)
    queue = models.CharField(max_length=12)
    source = models.CharField(max_length=12)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", null=True, db_index=False)
    people = models.PositiveSmallIntegerField(db_default=1)
    priority = models.CharField(max_length=12, db_default="")
    taken_at = models.DateTimeField()
    rank_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES)
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+", null=True, db_index=False)
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    wanted_counter = models.ForeignKey(Counter, models.PROTECT, related_name="+", null=True, db_index=False)
    calls = models.PositiveSmallIntegerField(db_default=0)
    token = models.CharField(max_length=22, unique=True)
    booking = models.CharField(max_length=30, db_default="")
    identity = models.CharField(max_length=8, db_default="")
    language = models.CharField(max_length=2, db_default="zh")
    # What was told of the wait with the ticket, in seconds; nothing while no counter served the line.
    expected_s = models.PositiveIntegerField(null=True)
    low_s = models.PositiveIntegerField(null=True)
    high_s = models.PositiveIntegerField(null=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "day", "no"], name="one_visit_of_a_number"),
            models.UniqueConstraint(fields=["counter"], condition=AT_COUNTER, name="one_visit_at_a_counter"),
            models.UniqueConstraint(
                fields=["outlet", "day", "queue", "party"],
                condition=ACTIVE & Q(party__isnull=False),
                name="one_ticket_of_a_person",
            ),
            models.CheckConstraint(
                name="at_a_counter_while_served",
                condition=~AT_COUNTER | Q(counter__isnull=False, officer__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["outlet", "day", "rank_at", "id"], name="line", condition=Q(state="waiting")),
            models.Index(fields=["outlet", "day"], name="visits_going_on", condition=ACTIVE),
            models.Index(fields=["party", "-taken_at"], name="visits_of_party", condition=Q(party__isnull=False)),
            models.Index(fields=["officer", "day"], name="visits_of_officer", condition=Q(officer__isnull=False)),
        ]


class Matter(models.Model):
    """事项：one service within a visit, for its holder or somebody of the family. ``token`` lets it be rated, once."""

    OUTCOMES: ClassVar = [("", "未办"), ("handled", "办理"), ("answered", "咨询"), ("not_done", "没有办成")]
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="matters")
    service = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", null=True, db_index=False)
    case_no = models.CharField(max_length=30, null=True, unique=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, db_default="")
    token = models.CharField(max_length=22, unique=True)
    moved_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)


class Span(models.Model):
    """A stretch of a visit, or of a clerk away from the counter. Ended once; no two of a visit, or of a counter, overlap."""

    KINDS: ClassVar = [
        ("waiting", "等候"),
        ("called", "叫号"),
        ("serving", "办理"),
        ("paused", "暂停"),
        ("away", "离开窗口"),
    ]
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="spans", null=True, db_index=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    reason = models.CharField(max_length=40, db_default="")
    queue = models.CharField(max_length=12, db_default="")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+", null=True, db_index=False)
    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="ended_by_an_act",
                condition=Q(until__isnull=True, ended_by__isnull=True) | Q(until__isnull=False, ended_by__isnull=False),
            ),
            ExclusionConstraint(
                name="no_minute_of_a_visit_twice",
                expressions=[("visit", RangeOperators.EQUAL), (STRETCH, RangeOperators.OVERLAPS)],
                condition=Q(visit__isnull=False),
                deferrable=Deferrable.DEFERRED,
            ),
            ExclusionConstraint(
                name="no_minute_of_a_counter_twice",
                expressions=[("counter", RangeOperators.EQUAL), (STRETCH, RangeOperators.OVERLAPS)],
                condition=Q(kind__in=["called", "serving", "away"]),
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["visit", "since"], name="spans_of_visit", condition=Q(visit__isnull=False)),
            models.Index(fields=["counter", "-since"], name="spans_of_counter", condition=Q(counter__isnull=False)),
            models.Index(fields=["counter"], name="absent_now", condition=Q(kind="away", until__isnull=True)),
        ]
