"""预约 for everybody: which matter, which hall, which day and hour, who; a look at the answers; the code."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels import appointing
from cheguan.channels.appointing import Choice
from cheguan.channels.public.appointment_forms import PersonForm, WaitingForm
from cheguan.channels.public.sealed import Lapsed, seal, unseal
from cheguan.channels.public.visitors import record_wrong, too_often, visitor
from cheguan.channels.sessions import public
from cheguan.registers.parties import masks
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments import queries, terms
from cheguan.work.appointments.availability import FreeSlot
from cheguan.work.appointments.commands import NotBooked, NotNamed, WaitingWish, Wish
from cheguan.work.appointments.terms import GRADE, LIMITS

BOOKING, WAITING = "booking", "waiting"
FOLDER = "public/appointments/"


@public
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """您来办什么。"""
    groups = appointing.grouped(timezone.localdate())
    context = {"groups": groups, "terms": terms.told(), "grade": GRADE}
    return render(request, FOLDER + "services.html", context)


@public
@require_safe
def halls(request: HttpRequest, service: str) -> HttpResponse:
    """到哪个大厅；the only one is taken as chosen."""
    now = timezone.now()
    chosen = _chosen(service, at=now)
    found = chosen.halls(at=now)
    if len(found) == 1:
        return redirect("public:appointment_times", service=service, outlet=found[0].code)
    return render(request, FOLDER + "halls.html", {"service": chosen.service, "halls": found})


@public
@require_safe
def times(request: HttpRequest, service: str, outlet: str) -> HttpResponse:
    """哪天、几点。"""
    now, by = timezone.now(), visitor(request, outlet=outlet)
    chosen = _chosen(service, at=now)
    days = chosen.days(by.outlet_id, at=now)
    wished = appointing.day_of(request.GET.get("day", ""))
    day = next((each.day for each in days if each.day == wished), None)
    context = {
        "service": chosen.service,
        "hall": by,
        "days": days,
        "day": day,
        "slots": chosen.slots(by.outlet_id, day, at=now) if day else (),
    }
    return render(request, FOLDER + "times.html", context)


@public
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, service: str, outlet: str, slot: str) -> HttpResponse:
    """谁来；then a look at the answers, then the booking."""
    now, by = timezone.now(), visitor(request, outlet=outlet)
    chosen = _chosen(service, at=now)
    if (stopped := too_often(request, by=by, at=now)) is not None:
        return stopped
    place = _slot(chosen, by, slot, at=now)
    if place is None:
        return redirect("public:appointment_times", service=service, outlet=outlet)
    form = PersonForm(request.POST or None)
    context = {"service": chosen.service, "hall": by, "place": place, "form": form}
    if not form.is_valid() or request.POST.get("step") == "edit":
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, FOLDER + "person.html", context, status=status)
    if request.POST.get("step") != "book":
        return render(request, FOLDER + "check.html", {**context, "limits": LIMITS})
    try:
        wish = Wish(service, by.outlet_id, place.starts_at, form.person())
        code = appointments.book(wish=wish, by=by, at=now, key=form.cleaned_data["key"])
    except Refusal as refused:
        return _refused(request, FOLDER + "person.html", context, form, refused, by=by, at=now)
    return redirect("public:appointment_done", token=seal(BOOKING, code))


@public
@require_safe
def done(request: HttpRequest, token: str) -> HttpResponse:
    """约好了：the code, as letters and as a picture, and what to bring."""
    try:
        card = queries.find(unseal(token, BOOKING))
    except Lapsed:
        return redirect("public:appointment_find")
    if card is None:
        raise Http404(token)
    context = {
        "card": card,
        "service": appointing.service_of(card),
        "name": masks.name(card.name),
        "qr": appointing.qr(card.code),
        "token": token,
        "limits": LIMITS,
    }
    return render(request, FOLDER + "done.html", context)


@public
@require_http_methods(["GET", "POST"])
def wait(request: HttpRequest, service: str, outlet: str) -> HttpResponse:
    """登记候补：for some days, when all is taken."""
    now, by = timezone.now(), visitor(request, outlet=outlet)
    chosen = _chosen(service, at=now)
    if (stopped := too_often(request, by=by, at=now)) is not None:
        return stopped
    days = chosen.days(by.outlet_id, at=now)
    start = {"first_day": days[0].day, "last_day": days[-1].day} if days else {}
    form = WaitingForm(request.POST or None, initial=start)
    context = {"service": chosen.service, "hall": by, "form": form, "limits": LIMITS}
    if not form.is_valid():
        return render(request, FOLDER + "wait.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    wish = WaitingWish(service, by.outlet_id, given["first_day"], given["last_day"], form.person())
    try:
        code = appointments.join_waiting_list(wish=wish, by=by, at=now, key=given["key"])
    except Refusal as refused:
        return _refused(request, FOLDER + "wait.html", context, form, refused, by=by, at=now)
    return redirect("public:appointment_waiting", token=seal(WAITING, code))


def _chosen(code: str, *, at: datetime) -> Choice:
    try:
        return appointing.choice(code, at=at)
    except NotBooked as unknown:
        raise Http404(code) from unknown


def _slot(chosen: Choice, by: Actor, text: str, *, at: datetime) -> FreeSlot | None:
    """The slot that the address names, however full it is by now."""
    moment = appointing.moment_of(text)
    if moment is None:
        return None
    slots = chosen.slots(by.outlet_id, moment.date(), at=at)
    return next((each for each in slots if each.starts_at == moment), None)


def _refused(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    form: PersonForm,
    refused: Refusal,
    *,
    by: Actor,
    at: datetime,
) -> HttpResponse:
    """The form again, with every reason above it."""
    if isinstance(refused, NotNamed):
        number = masks.number(form.cleaned_data["number"])
        record_wrong(subject=number, reason=_("姓名与证件号码不相符"), by=by, at=at)
    form.add_error(None, appointing.said(refused))
    return render(request, template, context, status=422)
