"""The case page and every step that can be taken on it: one form, one command, one answer."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import OfficeForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import case_page, linking
from cheguan.channels.window.application_forms import ApplicationForm
from cheguan.channels.window.case_page import CasePage
from cheguan.channels.window.counter import Served
from cheguan.channels.window.forms import (
    KeyForm,
    NumberForm,
    OpinionForm,
    PaymentForm,
    ReasonForm,
    ReceiverForm,
    SpoilForm,
)
from cheguan.channels.window.gap_forms import CureForm
from cheguan.channels.window.vehicle_forms import VerificationForm
from cheguan.law.lifecycle import State
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import from_json
from cheguan.work.payments import commands as payments
from cheguan.work.printing import commands as printing

Command = Callable[..., Any]
CASE = "window:case"


@requires("look_up")
@require_GET
def case(request: HttpRequest, no: str) -> HttpResponse:
    return show(request, no)


@requires("review")
@sent_from(CASE, "no")
def review(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.review, OpinionForm(request.POST), opinion="reason")


@requires("decide")
@sent_from(CASE, "no")
def grant(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.grant, KeyForm(request.POST))


@requires("decide")
@sent_from(CASE, "no")
def refuse(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.refuse, ReasonForm(request.POST), reason="reason")


@requires("review")
@sent_from(CASE, "no")
def send_back(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.send_back, ReasonForm(request.POST), reason="reason")


@requires("review")
@sent_from(CASE, "no")
def suspend(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.suspend, ReasonForm(request.POST), reason="reason")


@requires("review")
@sent_from(CASE, "no")
def resume(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.resume, OpinionForm(request.POST), reason="reason")


@requires("accept")
@sent_from(CASE, "no")
def withdraw(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.withdraw, ReasonForm(request.POST), reason="reason")


@requires("make")
@sent_from(CASE, "no")
def make(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.make, KeyForm(request.POST))


@requires("hand_over")
@sent_from(CASE, "no")
def hand_over(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.hand_over, ReceiverForm(request.POST), received_by="reason")


@requires("archive")
@sent_from(CASE, "no")
def archive(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.archive, KeyForm(request.POST))


@requires("accept")
@sent_from(CASE, "no")
def draw_numbers(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.draw_numbers, KeyForm(request.POST))


@requires("accept")
@sent_from(CASE, "no")
def choose_number(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, cases.choose_number, NumberForm(request.POST), number="number")


@requires("collect")
@sent_from(CASE, "no")
def pay(request: HttpRequest, no: str) -> HttpResponse:
    return take(request, no, payments.collect, PaymentForm(request.POST), method="method")


@requires("make")
@sent_from(CASE, "no")
def spoil(request: HttpRequest, no: str) -> HttpResponse:
    """作废一份证件；the next blank takes its place."""
    form = SpoilForm(request.POST)
    if not form.is_valid():
        return show(request, no, failed=form, status=422)
    given = {name: form.cleaned_data[name] for name in ("kind", "number", "reason", "key")}
    try:
        printing.spoil(by=actor_of(request), at=timezone.now(), **given)
    except Refusal as refused:
        return show(request, no, refused=refused, status=422)
    return redirect("window:case", no=no)


@requires("verify")
@sent_from(CASE, "no")
def verify(request: HttpRequest, no: str) -> HttpResponse:
    page = case_page.draw(no, by=actor_of(request))
    form = VerificationForm(request.POST, questions=page.questions)
    if form.is_valid():
        given = form.cleaned_data
        values = {name: given[name] for name in ("vin_read", "engine_read", "recording")}
        return run(request, no, cases.verify, form, items=form.items(), declared=form.declared(), **values)
    return show(request, no, page=page, verification=form, status=422)


@requires("accept")
@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, no: str) -> HttpResponse:
    """补正后受理：the notified case again, with what was missing."""
    by, now = actor_of(request), timezone.now()
    page = case_page.draw(no, by=by)
    if page.case.state != State.NOTIFIED:
        return redirect("window:case", no=no)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = _completion(page, data, by=by, on=timezone.localdate(now))
    if form.is_valid():
        given, key = form.application(at=now), form.cleaned_data["key"]
        papers, declared, roles = given.materials, given.declared, given.roles
        try:
            cases.complete(case_no=no, materials=papers, declared=declared, roles=roles, by=by, at=now, key=key)
            linking.join(no, service=page.case.service_code, party_id=page.case.applicant_id, by=by, at=now, key=key)
            return redirect("window:case", no=no)
        except cases.BadStatement as wrong:
            form.take_faults(wrong.faults)
        except Refusal as refused:
            shown = {finding.reason for finding in form.findings}
            if others := [_(reason) for reason in refused.reasons if reason not in shown]:
                form.add_error(None, others)
    status = 422 if form.is_bound else 200
    return render(request, "window/complete.html", {"page": page, "form": form}, status=status)


@requires("accept")
@sent_from("window:complete", "no")
def check_completion(request: HttpRequest, no: str) -> HttpResponse:
    """The same screen after an answer changed: other papers may be needed, other reasons may stand against it."""
    by, now = actor_of(request), timezone.now()
    page = case_page.draw(no, by=by)
    form = _completion(page, (request.POST, request.FILES), by=by, on=timezone.localdate(now))
    form.errors.clear()
    return render(request, "window/complete.html", {"page": page, "form": form})


def _completion(page: CasePage, data: tuple[Any, Any], **where: Any) -> ApplicationForm:
    case = page.case
    owner_id = page.vehicle.owner_id if page.vehicle else None
    served = Served(case.applicant_id, owner_id=owner_id, vehicle_id=case.vehicle_id, licence_id=case.licence_id)
    new = from_json(case.new_vehicle) if case.new_vehicle else None
    stated = {f"declared_{code}": value for code, value in case.declared.items()}
    known: dict[str, Any] = {"new": new, "applicant_known": True, "agent_id": case.agent_id, "initial": stated}
    return ApplicationForm(*data, service=case.service, served=served, **known, **where)


def take(request: HttpRequest, no: str, command: Command, form: OfficeForm, **fields: str) -> HttpResponse:
    """Run ``command`` with the named fields of the form, or show the case again with the form's errors."""
    if not form.is_valid():
        return show(request, no, failed=form, status=422)
    return run(request, no, command, form, **{name: form.cleaned_data[field] for name, field in fields.items()})


def run(request: HttpRequest, no: str, command: Command, form: OfficeForm, **values: Any) -> HttpResponse:
    """A refusal is shown on the case's own page, above everything."""
    key, by = form.cleaned_data["key"], actor_of(request)
    try:
        command(case_no=no, by=by, at=timezone.now(), key=key, **values)
    except cases.UnknownCase:
        raise
    except Refusal as refused:
        return show(request, no, refused=refused, status=422)
    return redirect("window:case", no=no)


def show(
    request: HttpRequest,
    no: str,
    *,
    page: CasePage | None = None,
    failed: Form | None = None,
    refused: Refusal | None = None,
    verification: VerificationForm | None = None,
    cure: OfficeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = page or case_page.draw(no, by=actor_of(request))
    context = {
        "page": page,
        "case": page.case,
        "failed": failed,
        "refused": refused,
        "payment": None if page.account.settled else PaymentForm(auto_id="pay_%s", initial={"method": "cash"}),
        "cure": cure or CureForm(missing=page.missing),
        "verification": verification or (VerificationForm(questions=page.questions) if page.may_verify else None),
    }
    return render(request, "window/case.html", context, status=status)
