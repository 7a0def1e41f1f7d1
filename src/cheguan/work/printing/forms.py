"""申请表：printed with everything already filled in, so that the applicant only confirms and signs."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from cheguan.work.printing.papers import Paper, Party, Received


class FormKind(StrEnum):
    """Which of the application forms, by the code that a service names it with."""

    REGISTRATION = "registration_form"
    TRANSFER = "transfer_form"
    CHANGE = "change_form"
    MORTGAGE = "mortgage_form"
    PAPERS = "paper_form"
    LICENCE = "licence_form"
    SCHOOL_BUS = "school_bus_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVehicle:
    """The vehicle as the form names it."""

    plate: str = ""
    plate_kind: str = ""
    vehicle_type: str = ""
    model: str = ""
    vin: str = ""
    engine_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLicence:
    """The licence as the form names it; ``wanted`` is the class applied for."""

    number: str = ""
    file_no: str = ""
    classes: str = ""
    wanted: str = ""
    sex: str = ""
    nationality: str = ""
    born_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm(Paper):
    """申请表。``parties`` in order of signing; the codes are national ones and tick the boxes."""

    layout: ClassVar[str] = "application_form"
    title: ClassVar[str] = "申请表"

    kind: FormKind
    service: str
    system_code: str
    reasons: frozenset[str]
    parties: tuple[Party, ...]
    acquired_by: str = ""
    use: str = ""
    cause: str = ""
    vehicle: FormVehicle | None = None
    licence: FormLicence | None = None
    materials: tuple[Received, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick."""

    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A row of boxes under one label."""

    label: str
    boxes: tuple[Box, ...]


@cache
def _forms() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))


def _form(kind: FormKind) -> dict[str, Any]:
    form: dict[str, Any] = _forms()[kind]
    return _forms()[form["same_as"]] if "same_as" in form else form


def title_of(form: ApplicationForm) -> str:
    return str(_form(form.kind)["title"])


def boxes_of(form: ApplicationForm) -> tuple[Group, ...]:
    """Every group of the form with its boxes; a matter that has no box gets one of its own, ticked."""
    matter, *others = _form(form.kind)["group"]
    return (_matter(form, matter), *(_by_code(group, getattr(form, group["subject"])) for group in others))


def _matter(form: ApplicationForm, group: dict[str, Any]) -> Group:
    boxes = tuple(Box(option["name"], _asked(form, option)) for option in group["options"])
    if not any(box.ticked for box in boxes):
        boxes = (*boxes, Box(f"其他：{form.service}", ticked=True))
    return Group(group["label"], boxes)


def _asked(form: ApplicationForm, option: dict[str, Any]) -> bool:
    named = frozenset(option.get("reasons", ()))
    return bool(option["code"] == form.system_code and (not named or named & form.reasons))


def _by_code(group: dict[str, Any], code: str) -> Group:
    return Group(group["label"], tuple(Box(option["name"], option["code"] == code) for option in group["options"]))
