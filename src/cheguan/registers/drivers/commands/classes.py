"""准驾车型：classes added, given up, ended by age or by points."""

from collections.abc import Iterable, Mapping
from datetime import date

from cheguan.registers.drivers.models import DrivingClass, Probation


def add_class(licence_id: int, *, code: str, on: date, probations: Mapping[str, date], act: int) -> None:
    """增加准驾车型；``probations`` are the last days of those that begin, by family."""
    DrivingClass.objects.create(licence_id=licence_id, code=code, granted_on=on, issued_by_id=act)
    for family, until in probations.items():
        begin_probation(licence_id, family=family, since=on, until=until, act=act)


def replace_classes(licence_id: int, *, gone: Iterable[str], instead: Mapping[str, date], act: int) -> None:
    """降低准驾车型：some classes end; in their place come others, each with the day since which it counts."""
    _give_up(licence_id, gone, act=act)
    for code, since in instead.items():
        DrivingClass.objects.create(licence_id=licence_id, code=code, granted_on=since, issued_by_id=act)


def end_probation(licence_id: int, *, family: str, act: int) -> None:
    """The probation ends with its class."""
    Probation.objects.filter(licence_id=licence_id, family=family, voided_by=None).update(voided_by=act)


def begin_probation(licence_id: int, *, family: str, since: date, until: date, act: int) -> None:
    """实习期开始。"""
    end_probation(licence_id, family=family, act=act)
    Probation.objects.create(licence_id=licence_id, family=family, since=since, until=until, issued_by_id=act)


def _give_up(licence_id: int, codes: Iterable[str], *, act: int) -> None:
    DrivingClass.objects.filter(licence_id=licence_id, code__in=list(codes), voided_by=None).update(voided_by=act)
