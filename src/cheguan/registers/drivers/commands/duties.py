"""审验、延期、延长驾驶资格、校车驾驶资格、从业单位。"""

from datetime import date

from cheguan.registers.drivers.commands.statuses import remove_statuses, set_status
from cheguan.registers.drivers.models import AgeExtension, Deferral, Employment, Review, SchoolBusQualification

# 逾期 and 延期, by what is owed.
OVERDUE = {"renewal": "M", "review": "S"}
DEFERRED = {"renewal": "N", "review": "T", "medical": "P"}


def pass_review(licence_id: int, *, on: date, act: int) -> None:
    """审验合格。"""
    Review.objects.create(licence_id=licence_id, on=on, issued_by_id=act)


def defer(licence_id: int, *, kind: str, cause: str, until: date, act: int) -> None:
    """延期：of the ``renewal``, the ``review`` or the ``medical`` certificate; an earlier deferral is replaced."""
    made_good(licence_id, kind, act=act)
    Deferral.objects.create(licence_id=licence_id, kind=kind, cause=cause, until=until, issued_by_id=act)
    set_status(licence_id, DEFERRED[kind], act=act)


def made_good(licence_id: int, *kinds: str, act: int) -> None:
    """What was owed is there: deferrals and letters end."""
    Deferral.objects.filter(licence_id=licence_id, kind__in=kinds, voided_by=None).update(voided_by=act)
    letters = {DEFERRED[kind] for kind in kinds} | {OVERDUE[kind] for kind in kinds if kind in OVERDUE}
    remove_statuses(licence_id, letters, act=act)


def extend_age(licence_id: int, *, until: date, act: int) -> None:
    """延长驾驶资格期限。"""
    AgeExtension.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    AgeExtension.objects.create(licence_id=licence_id, until=until, issued_by_id=act)


def qualify_for_school_bus(licence_id: int, *, on: date, act: int) -> None:
    """取得校车驾驶资格，在驾驶证上签注；an earlier endorsement gives way."""
    SchoolBusQualification.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    SchoolBusQualification.objects.create(licence_id=licence_id, since=on, issued_by_id=act)


def employ(licence_id: int, *, employer: str, act: int) -> None:
    """从业单位备案。"""
    Employment.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    Employment.objects.create(licence_id=licence_id, employer=employer, issued_by_id=act)
