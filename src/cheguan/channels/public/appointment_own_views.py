"""查询、取消、候补答复：what somebody who has a code may see and do."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels import appointing, errors
from cheguan.channels.forms import OfficeForm, dress
from cheguan.channels.public.appointment_forms import FindForm
from cheguan.channels.public.sealed import Lapsed, seal, unseal
from cheguan.channels.public.visitors import record_wrong, too_often, visitor
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import public
from cheguan.registers.parties import masks
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments import queries
from cheguan.work.appointments.queries import BookingCard
from cheguan.work.appointments.terms import LIMITS

BOOKING, WAITING = "booking", "waiting"
FOLDER = "public/appointments/"


class KeyForm(OfficeForm):
    """A step that needs nothing but the press of its button."""


@public
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By the code and the end of the identity number, which only the person and the office know together."""
    now, by = timezone.now(), visitor(request)
    if (stopped := too_often(request, by=by, at=now)) is not None:
        return stopped
    form = FindForm(request.POST or None, label_suffix="")
    for field in form.fields.values():
        dress(field)
    if form.is_valid():
        found = _own(form.cleaned_data["code"], form.cleaned_data["tail"], at=now)
        if found is not None:
            return found
        reason = _("预约码和身份证号码不相符，或者已经取消")
        record_wrong(subject=masks.number(form.cleaned_data["code"]), reason=reason, by=by, at=now)
        form.add_error(None, reason)
    return render(request, FOLDER + "find.html", {"form": form}, status=422 if form.is_bound else 200)


def _own(code: str, tail: str, *, at: datetime) -> HttpResponse | None:
    card = queries.find(code)
    if card is not None and not card.ended and card.number.endswith(tail):
        return redirect("public:appointment_mine", token=seal(BOOKING, code))
    waiting = queries.find_waiting(code, at=at)
    if waiting is not None and waiting.number.endswith(tail):
        return redirect("public:appointment_waiting", token=seal(WAITING, code))
    return None


@public
@require_http_methods(["GET"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """One's own appointment."""
    card = _card(token)
    return _show(request, card, token) if card else redirect("public:appointment_find")


@public
@sent_from("public:appointment_mine", "token")
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """取消预约。"""
    card, form = _card(token), KeyForm(request.POST)
    if card is None or not form.is_valid():
        return redirect("public:appointment_find")
    by = visitor(request)
    try:
        appointments.cancel(code=card.code, by=by, at=timezone.now(), key=form.cleaned_data["key"])
    except Refusal as refused:
        return _show(request, card, token, reasons=appointing.said(refused), status=422)
    return render(request, FOLDER + "gone.html", {"card": card, "service": appointing.service_of(card)})


def _card(token: str) -> BookingCard | None:
    try:
        return queries.find(unseal(token, BOOKING))
    except Lapsed:
        return None


def _show(request: HttpRequest, card: BookingCard, token: str, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "card": card,
        "service": appointing.service_of(card),
        "name": masks.name(card.name),
        "qr": appointing.qr(card.code),
        "form": KeyForm(),
        "token": token,
        "limits": LIMITS,
        **more,
    }
    return render(request, FOLDER + "mine.html", context, status=status)


@public
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest, token: str) -> HttpResponse:
    """One's own entry in the waiting list: how many are before, an offer if there is one; and to stop waiting."""
    now = timezone.now()
    try:
        card = queries.find_waiting(unseal(token, WAITING), at=now)
    except Lapsed:
        card = None
    if card is None:
        return redirect("public:appointment_find")
    if request.method == "POST":
        form = KeyForm(request.POST)
        if form.is_valid():
            key = form.cleaned_data["key"]
            try:
                appointments.leave_waiting_list(code=card.code, by=visitor(request), at=now, key=key)
            except Refusal as refused:
                return errors.refused(request, refused)
            return redirect("public:appointments")
    context = {
        "card": card,
        "service": appointing.service_of(card),
        "name": masks.name(card.name),
        "offer": queries.find(card.offer) if card.offer else None,
        "form": KeyForm(),
        "limits": LIMITS,
    }
    return render(request, FOLDER + "waiting.html", context)


@public
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """A place offered from the waiting list: to take it or to let it go."""
    now, card = timezone.now(), queries.find(token)
    if card is None or card.waiting_code is None:
        raise Http404(token)
    context = {"card": card, "service": appointing.service_of(card), "name": masks.name(card.name), "form": KeyForm()}
    open_now = not card.ended and card.held_until is not None and card.held_until > now
    form = KeyForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return render(request, FOLDER + "offer.html", {**context, "open": open_now})
    try:
        return _answer(request, token, form, by=visitor(request), at=now)
    except Refusal as refused:
        reasons = appointing.said(refused)
        return render(request, FOLDER + "offer.html", {**context, "open": False, "reasons": reasons}, status=422)


def _answer(request: HttpRequest, token: str, form: KeyForm, *, by: Actor, at: datetime) -> HttpResponse:
    key = form.cleaned_data["key"]
    if request.POST.get("answer") == "accept":
        code = appointments.accept_offer(token=token, by=by, at=at, key=key)
        return redirect("public:appointment_done", token=seal(BOOKING, code))
    appointments.reject_offer(token=token, by=by, at=at, key=key)
    return render(request, FOLDER + "let_go.html")
