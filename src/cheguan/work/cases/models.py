"""A case is one person's matter. Its state moves by acts; its history is the acts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheguan.base.acts.models import Issued

# No case is in the state ``gap`` any more; the indexes that name it are left as they stand.
UNDECIDED = models.Q(state__in=["accepted", "gap", "verified", "reviewed", "suspended"])
# A matter of the person alone: no licence yet, and no vehicle.
ABOUT_NO_THING = models.Q(vehicle__isnull=True, licence__isnull=True, new_vehicle__isnull=True)


class Case(models.Model):
    """业务。``edition`` is the first day of the service's edition that the case is held to, ``layers`` the reforms on it;
    ``declared`` what the window stated about papers and vehicle; ``due_on`` the statutory last day, empty while the
    clock stands still."""

    no = models.CharField(max_length=30, unique=True)
    service = models.CharField(max_length=40)
    edition = models.DateField()
    layers = ArrayField(models.CharField(max_length=60), db_default=[])
    route = models.CharField(max_length=2)
    state = models.CharField(max_length=12)
    state_before = models.CharField(max_length=12, db_default="")
    office = models.CharField(max_length=6)
    outlet = models.ForeignKey("people.Outlet", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    applicant = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    agent = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", null=True, db_index=False)
    vehicle = models.ForeignKey("vehicles.Vehicle", models.PROTECT, related_name="+", null=True, db_index=False)
    licence = models.ForeignKey("drivers.DrivingLicence", models.PROTECT, related_name="+", null=True, db_index=False)
    new_vehicle = models.JSONField(null=True)
    declared = models.JSONField(db_default={})
    joint = ArrayField(models.CharField(max_length=20), db_default=[])
    accepted_at = models.DateTimeField()
    accepted_on = models.DateField()
    due_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", db_index=False)
    reviewed_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    decided_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True, db_index=False)
    fee_fen = models.PositiveIntegerField(db_default=0)
    query_code = models.CharField(max_length=16)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vehicle", "service"],
                condition=UNDECIDED & models.Q(vehicle__isnull=False),
                name="one_undecided_case_for_a_vehicle",
            ),
            models.UniqueConstraint(
                fields=["licence", "service"],
                condition=UNDECIDED & models.Q(licence__isnull=False),
                name="one_undecided_case_for_a_licence",
            ),
            models.UniqueConstraint(
                fields=["applicant", "service"],
                condition=UNDECIDED & ABOUT_NO_THING,
                name="one_undecided_case_for_a_person",
            ),
            models.CheckConstraint(
                name="reviewed_by_another_person", condition=~models.Q(reviewed_by=models.F("accepted_by"))
            ),
            models.CheckConstraint(
                name="decided_by_another_person", condition=~models.Q(decided_by=models.F("accepted_by"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["applicant", "-id"], name="cases_of_applicant"),
            models.Index(fields=["vehicle", "-id"], condition=models.Q(vehicle__isnull=False), name="cases_of_vehicle"),
            models.Index(fields=["licence", "-id"], condition=models.Q(licence__isnull=False), name="cases_of_licence"),
        ]

    def __str__(self) -> str:
        return self.no


class Material(Issued):
    """申请材料：``how`` it came — paper seen, waived (免交), fetched from a register, or missing for now (容缺)."""

    HOW: ClassVar = [("presented", "已收"), ("waived", "免交"), ("fetched", "已核"), ("gap", "容缺")]

    case = models.ForeignKey(Case, models.PROTECT, related_name="materials", db_index=False)
    code = models.CharField(max_length=40)
    how = models.CharField(max_length=10, choices=HOW)
    source = models.CharField(max_length=60, db_default="")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=models.Q(voided_by=None), name="material_once_in_a_case"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["file"], condition=models.Q(file__isnull=False), name="material_with_a_file")
        ]


class Undertaking(Issued):
    """容缺受理承诺：who promised to bring what is missing, and by when. Signed, it is issued anew with the day.

    Voided by what ended it: everything was brought, the application was returned, withdrawn or refused.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="undertakings", db_index=False)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    stops = models.CharField(max_length=12)
    cure_by = models.DateField()
    signed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(voided_by=None), name="one_undertaking_of_a_case"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["cure_by"], condition=models.Q(voided_by=None), name="undertakings_open"),
            models.Index(fields=["party"], name="undertakings_of_party"),
        ]


class Role(Issued):
    """共同申请人：who else applies or is concerned (former owner, mortgagee, new owner …)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="roles", db_index=False)
    role = models.CharField(max_length=20)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "role"], condition=models.Q(voided_by=None), name="role_once_in_a_case"
            )
        ]


class Verification(Issued):
    """查验记录：the vehicle as it stood there. No recording, no verification (机动车登记规定#73)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="verifications", db_index=False)
    vin_read = models.CharField(max_length=17)
    engine_read = models.CharField(max_length=30, db_default="")
    items = models.JSONField(db_default={})
    passed = models.BooleanField()
    recording = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(voided_by=None), name="one_verification_in_force"
            ),
            models.CheckConstraint(name="no_recording_no_verification", condition=~models.Q(recording="")),
        ]
