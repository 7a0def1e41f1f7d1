"""预约 for the person at the counter: what they have booked, a new one, or one less."""

from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels import appointing
from cheguan.channels.appointing import Choice
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import handles
from cheguan.channels.window.handles import Lapsed
from cheguan.registers.parties import queries as parties
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments import queries
from cheguan.work.appointments.commands import NotBooked, Wish

PAGE = "window:appointments"


class SlotForm(OfficeForm):
    """One slot of one service, as the button says."""

    service = forms.SlugField()
    starts = forms.CharField(max_length=12)

    def clean_starts(self) -> datetime:
        moment = appointing.moment_of(self.cleaned_data["starts"])
        if moment is None:
            raise forms.ValidationError("starts")
        return moment


class CodeForm(OfficeForm):
    code = CleanText(label=gettext_lazy("预约码"), max_length=22)


@requires("accept")
@require_GET
def appointments_of(request: HttpRequest, handle: str) -> HttpResponse:
    return _page(request, handle)


@requires("accept")
@sent_from(PAGE, "handle")
def book(request: HttpRequest, handle: str) -> HttpResponse:
    """替申请人预约。"""
    form = SlotForm(request.POST)
    if not form.is_valid():
        return redirect(PAGE, handle=handle)
    given, by = form.cleaned_data, actor_of(request)
    try:
        wish = Wish(given["service"], by.outlet_id, given["starts"], handles.unseal(handle, by=by).party_id)
        appointments.book(wish=wish, by=by, at=timezone.now(), key=given["key"])
    except Lapsed:
        return redirect("window:home")
    except Refusal as refused:
        return _page(request, handle, reasons=appointing.said(refused), status=422)
    return redirect(PAGE, handle=handle)


@requires("accept")
@sent_from(PAGE, "handle")
def cancel(request: HttpRequest, handle: str) -> HttpResponse:
    """替申请人取消：one of this person's own."""
    form, by, now = CodeForm(request.POST), actor_of(request), timezone.now()
    try:
        party_id = handles.unseal(handle, by=by).party_id
    except Lapsed:
        return redirect("window:home")
    if not form.is_valid():
        return redirect(PAGE, handle=handle)
    code = form.cleaned_data["code"]
    try:
        if code not in {each.code for each in queries.of_party(party_id, since=now)}:
            raise appointments.UnknownBooking
        appointments.cancel(code=code, by=by, at=now, key=form.cleaned_data["key"])
    except Refusal as refused:
        return _page(request, handle, reasons=appointing.said(refused), status=422)
    return redirect(PAGE, handle=handle)


def _page(request: HttpRequest, handle: str, *, status: int = 200, **more: object) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    try:
        party_id = handles.unseal(handle, by=by).party_id
    except Lapsed:
        return redirect("window:home")
    wished = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(wished.get("service", ""), at=now)
    day = appointing.day_of(wished.get("day", ""))
    context = {
        "handle": handle,
        "person": parties.get(party_id),
        "booked": appointing.with_services(queries.of_party(party_id, since=now)),
        "waiting": appointing.with_services(queries.waiting_of(party_id, at=now)),
        "groups": appointing.grouped(timezone.localdate(now)),
        "chosen": chosen,
        **(_free(chosen, by, day, at=now) if chosen else {}),
        **more,
    }
    return render(request, "window/appointments.html", context, status=status)


def _free(chosen: Choice, by: Actor, day: date | None, *, at: datetime) -> dict[str, object]:
    """The days at this outlet, and the slots of the wished one, or of the first that has any."""
    days = chosen.days(by.outlet_id, at=at)
    known = [each.day for each in days]
    day = day if day in known else next((each.day for each in days if each.free), None)
    return {"days": days, "day": day, "slots": chosen.slots(by.outlet_id, day, at=at) if day else ()}


def _chosen(code: str, *, at: datetime) -> Choice | None:
    try:
        return appointing.choice(code, at=at) if code else None
    except NotBooked:
        return None
