"""The counter: search, one visit, acceptance."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import bar, counter, handles, linking, listing, shown
from cheguan.channels.window.application_forms import LATER, ApplicationForm
from cheguan.channels.window.counter import Counter
from cheguan.channels.window.forms import PURPOSES, PurposeForm, SearchForm
from cheguan.channels.window.handles import Lapsed, Subject
from cheguan.channels.window.search import Found, find
from cheguan.channels.window.vehicle_forms import NewVehicleForm
from cheguan.law.service import Service
from cheguan.registers.parties import masks
from cheguan.work.cases import commands as cases
from cheguan.work.cases.refusals import ByLaw
from cheguan.work.confirmations import commands as confirmations

VISIT = "window:visit"
# What the applicant confirmed is what must be accepted; a notice of what is missing is another matter.
BINDING = (cases.accept, cases.accept_with_gap)
COMMANDS = {"accept": cases.accept, LATER: cases.accept_with_gap, "notify": cases.notify, "decline": cases.decline}


@requires("look_up")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "window/home.html", {"search": SearchForm()})


@requires("look_up")
@sent_from("window:home")
def search(request: HttpRequest) -> HttpResponse:
    """Find whoever or whatever was scanned; every look at a person's data is recorded with its purpose."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "window/home.html", {"search": form}, status=422)
    found, by = find(form.cleaned_data["q"]), actor_of(request)
    if found.case_no:
        return redirect("window:case", no=found.case_no)
    purpose = form.cleaned_data["purpose"]
    if found.kind == "name" and not purpose:
        form.add_error("purpose", _("按姓名查询会看到别人的信息，请先选择用途"))
        return render(request, "window/home.html", {"search": form}, status=422)
    _record(found, form.cleaned_data["q"], PURPOSES[purpose or "apply"], by=by, at=timezone.now())
    return _go_on(request, form, found, by=by)


def _record(found: Found, text: str, purpose: str, *, by: Actor, at: datetime) -> None:
    masked = masks.name(text) if found.kind == "name" else masks.number(text)
    attempts.look_up(what=f"search {found.kind}", subject=masked, purpose=purpose, by=by, at=at)


def _go_on(request: HttpRequest, form: SearchForm, found: Found, *, by: Actor) -> HttpResponse:
    choices = [Subject(person.id) for person in found.people]
    choices += [Subject(card.owner_id, card.id) for card in found.vehicles if card.owner_id is not None]
    if len(choices) == 1:
        linking.arrive(choices[0].party_id, read_by=form.cleaned_data["read_by"], by=by, at=timezone.now())
        return redirect(VISIT, handle=handles.seal(choices[0], by=by))
    sealed = [handles.seal(each, by=by) for each in choices]
    context = {
        "search": form,
        "found": found,
        "people": list(zip(sealed, found.people, strict=False)),
        "vehicles": list(zip(sealed, found.vehicles, strict=False)),
    }
    return render(request, "window/home.html", context)


@requires("look_up")
@require_GET
def visit(request: HttpRequest, handle: str) -> HttpResponse:
    """One person at the counter: what can be done now, and the chosen service ready to be accepted."""
    by, now = actor_of(request), timezone.now()
    try:
        drawn = drawn_of(request, handle, by=by, at=now)
    except Lapsed:
        return redirect("window:home")
    chosen = drawn.service(request.GET.get("service", ""))
    form = vehicle = None
    if chosen is not None:
        vehicle = NewVehicleForm(auto_id="new_%s") if chosen.subject == "new_vehicle" else None
        form = _application_form(chosen, drawn, vehicle, by=by, at=now)
    return _page(request, handle, drawn, form, vehicle)


@requires("accept")
@sent_from(VISIT, "handle")
def check(request: HttpRequest, handle: str, service: str) -> HttpResponse:
    """The same screen after an answer changed: other papers may be needed, other reasons may stand against it."""
    by, now = actor_of(request), timezone.now()
    try:
        drawn = drawn_of(request, handle, by=by, at=now)
    except Lapsed:
        return redirect("window:home")
    chosen = drawn.service(service)
    if chosen is None:
        return redirect(VISIT, handle=handle)
    form, vehicle = filled(request, chosen, drawn, by=by, at=now)
    for half_filled in (form, vehicle):
        if half_filled is not None:
            half_filled.errors.clear()
    return _page(request, handle, drawn, form, vehicle)


@requires("accept")
@sent_from(VISIT, "handle")
def apply(request: HttpRequest, handle: str, service: str) -> HttpResponse:
    """受理、一次性告知或不予受理, as the button says."""
    by, now = actor_of(request), timezone.now()
    try:
        drawn = drawn_of(request, handle, by=by, at=now)
    except Lapsed:
        return redirect("window:home")
    chosen = drawn.service(service)
    if chosen is None:
        return redirect(VISIT, handle=handle)
    form, vehicle = filled(request, chosen, drawn, by=by, at=now)
    command = COMMANDS.get(request.POST.get("action", "accept"), cases.accept)
    if form.is_valid() and (vehicle is None or vehicle.is_valid()):
        try:
            return redirect("window:case", no=_opened(command, form, by=by, at=now))
        except ByLaw:
            pass  # The page says which articles: the form asks the law again when it is drawn.
        except cases.BadStatement as wrong:
            form.take_faults(wrong.faults)
        except Refusal as refused:
            form.add_error(None, [_(reason) for reason in refused.reasons])
    return _page(request, handle, drawn, form, vehicle, status=422)


def _opened(command: Callable[..., str], form: ApplicationForm, *, by: Actor, at: datetime) -> str:
    """The case, part of the visit that is served; only what the applicant confirmed, if they did."""
    application, key = form.application(at=at), form.cleaned_data["key"]
    told: dict[str, Any] = {"service": application.service, "application_sha256": shown.digest(application)}
    if command in BINDING:
        confirmations.hold_to_confirmed(**told, by=by, at=at)
    no = command(application=application, by=by, at=at, key=key)
    linking.join(no, **told, party_id=application.applicant_id, by=by, at=at, key=key)
    return no


@requires("look_up")
@sent_from(VISIT, "handle")
def unmask(request: HttpRequest, handle: str) -> HttpResponse:
    """显示全部：with a purpose, unless a case of this person is under way; recorded either way."""
    by, now = actor_of(request), timezone.now()
    try:
        drawn = drawn_of(request, handle, by=by, at=now)
    except Lapsed:
        return redirect("window:home")
    form = PurposeForm(request.POST)
    if drawn.open_case is None and not form.is_valid():
        return _page(request, handle, drawn, None, None, purpose=form, status=422)
    purpose = "" if drawn.open_case else PURPOSES[form.cleaned_data["purpose"]]
    attempts.look_up(
        what="person", subject=drawn.person.masked_number, purpose=purpose, by=by, at=now, case_no=drawn.open_case
    )
    return _page(request, handle, drawn, None, None, whole=True)


def filled(
    request: HttpRequest, service: Service, drawn: Counter, *, by: Actor, at: datetime
) -> tuple[ApplicationForm, NewVehicleForm | None]:
    """The forms as sent."""
    vehicle = NewVehicleForm(request.POST, auto_id="new_%s") if service.subject == "new_vehicle" else None
    return _application_form(service, drawn, vehicle, by=by, at=at, request=request), vehicle


def drawn_of(request: HttpRequest, handle: str, *, by: Actor, at: datetime) -> Counter:
    subject = handles.unseal(handle, by=by)
    return counter.draw(subject, vehicle_id=_wanted_vehicle(request), by=by, at=at)


def _wanted_vehicle(request: HttpRequest) -> int | None:
    wanted = request.GET.get("vehicle", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else None


def _application_form(
    service: Service,
    drawn: Counter,
    vehicle: NewVehicleForm | None,
    *,
    by: Actor,
    at: datetime,
    request: HttpRequest | None = None,
) -> ApplicationForm:
    new = None
    if vehicle is not None:
        new = vehicle.vehicle() if vehicle.is_valid() else vehicle.supposed()
    given = (request.POST, request.FILES) if request else (None, None)
    return ApplicationForm(
        *given, service=service, served=drawn.served(service), on=timezone.localdate(at), by=by, new=new
    )


def _page(
    request: HttpRequest,
    handle: str,
    drawn: Counter,
    form: ApplicationForm | None,
    vehicle: NewVehicleForm | None,
    *,
    purpose: PurposeForm | None = None,
    whole: bool = False,
    status: int = 200,
) -> HttpResponse:
    chosen = form.service.code if form else ""
    context = {
        "handle": handle,
        "counter": drawn,
        "listing": listing.arrange(
            drawn.offers, chosen=chosen, whole="all" in request.GET, waited_for=bar.waited_for(request, drawn.person.id)
        ),
        "form": form,
        "draft": _draft(request, form, drawn) if form else "",
        "vehicle_form": vehicle,
        "purpose": purpose,
        "purposes": PURPOSES,
        "whole": whole,
        "here": f"{reverse(VISIT, args=[handle])}?vehicle={drawn.vehicle.id if drawn.vehicle else ''}",
    }
    return render(request, "window/visit.html", context, status=status)


def _draft(request: HttpRequest, form: ApplicationForm, drawn: Counter) -> str:
    served = drawn.served(form.service)
    return handles.draft_of(Subject(served.person_id, served.vehicle_id), by=actor_of(request))
