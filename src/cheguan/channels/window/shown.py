"""What an applicant is asked to check, line by line, in their language: the draft before acceptance, the case after."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from cheguan.channels.figures import day, yuan
from cheguan.channels.window.application_forms import ApplicationForm
from cheguan.channels.window.case_page import CasePage
from cheguan.channels.window.stated import field
from cheguan.channels.window.vehicle_forms import NewVehicleForm
from cheguan.channels.words import named, plate, role_name
from cheguan.law.service import Service
from cheguan.registers.drivers.queries import Card as Licence
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases.applications import Application, as_json

Line = tuple[str, str]


def of_draft(
    form: ApplicationForm,
    *,
    applicant: Person,
    known: bool,
    vehicle: Vehicle | None,
    licence: Licence | None,
    new_vehicle: NewVehicleForm | None,
) -> list[Line]:
    """``known``: the applicant is the one whose card was read, so that their name may be shown whole."""
    service = form.service
    agent = form.cleaned_data.get("agent")
    return [
        *_heading(service, applicant, agent, known=known),
        *_subject(service, vehicle, licence),
        *(_filled(new_vehicle.visible_fields()) if new_vehicle else ()),
        *_filled(form.wanted()),
        *_papers(str(row.tick.label) for row in form.rows() if form.cleaned_data[row.tick.name]),
        (_("工本费"), yuan(form.fee_fen())),
    ]


def of_case(page: CasePage, *, known: bool) -> list[Line]:
    case = page.case
    stated = [
        (str(asked.label), _said(asked, case.declared[question.code]))
        for question in case.service.wanted
        if question.code in case.declared and (asked := field(question))
    ]
    new = case.new_vehicle or {}
    made = [(_("车辆识别代号"), new["vin"]), (_("车辆"), f"{new['brand']} {new['model']}")] if new else []
    people = [(role_name(role), person.masked_name) for role, person in page.roles]
    return [
        *_heading(case.service, page.applicant, page.agent, known=known),
        *_subject(case.service, page.vehicle, page.licence),
        *made,
        *stated,
        *people,
        *_papers(each.name for each in page.materials),
        (_("工本费"), yuan(page.account.fen)),
        (_("流水号"), case.no),
    ]


def digest(application: Application) -> str:
    """Of a draft: the same application gives the same, whichever pictures come with its papers."""
    told = {
        "service": application.service,
        "people": [application.applicant_id, application.agent_id, *sorted(application.roles)],
        "about": [application.vehicle_id, application.licence_id],
        "new": as_json(application.new_vehicle) if application.new_vehicle else None,
        "papers": sorted(application.in_hand),
        "declared": sorted(application.declared.items()),
    }
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _heading(service: Service, applicant: Person, agent: Person | None, *, known: bool) -> Iterator[Line]:
    yield _("业务"), named(service)
    yield _("申请人"), applicant.name if known else applicant.masked_name
    yield _("证件号码"), applicant.masked_number
    if applicant.phone:
        yield _("电话"), applicant.masked_phone
    if agent is not None:
        yield _("代理人"), agent.masked_name


def _subject(service: Service, vehicle: Vehicle | None, licence: Licence | None) -> Iterator[Line]:
    """The vehicle or the licence that it is about."""
    if service.subject == "vehicle" and vehicle is not None:
        yield _("号牌"), plate(vehicle.plate) or "—"
        yield _("车辆"), f"{vehicle.brand} {vehicle.model}"
    if service.subject == "licence" and licence is not None:
        yield _("准驾车型"), " ".join(licence.classes)
        yield _("有效期至"), day(licence.valid_until) if licence.valid_until else _("长期")


def _filled(fields: Iterable[BoundField]) -> Iterator[Line]:
    for bound in fields:
        if (said := _said(bound.field, bound.value())) != "":
            yield str(bound.label), said


def _said(asked: forms.Field, value: Any) -> str:
    """An answer in the words of its choices, without the code that clerks see."""
    if isinstance(asked, forms.ChoiceField):
        words: dict[str, Any] = dict(asked.choices)  # type: ignore[arg-type]
        return str(words.get(str(value), value)).removeprefix(f"{value} ") if value else ""
    return "" if value is None else str(value)


def _papers(names: Iterable[str]) -> Iterator[Line]:
    if listed := _("、").join(names):
        yield _("材料"), listed
