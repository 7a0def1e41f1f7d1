"""Papers of 容缺受理: what the applicant promises, the reminder, and the return when the promise was not kept."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cheguan.work.printing.papers import Paper, SupplementNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking(Paper):
    """容缺受理承诺书: what is missing, until when it is promised, in which words."""

    layout: ClassVar[str] = "undertaking"
    title: ClassVar[str] = "容缺受理承诺书"

    service: str
    applicant: str
    missing: tuple[str, ...]
    cure_by: date
    promise: str
    identity: str = ""
    subject: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReminder(SupplementNotice):
    """容缺补正提醒: the same list, before the day on which the application would be returned."""

    title: ClassVar[str] = "容缺补正提醒"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNotice(SupplementNotice):
    """退办通知书: the application is returned, with what is missing and why."""

    title: ClassVar[str] = "退办通知书"
