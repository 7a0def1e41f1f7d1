"""导办台：papers are looked through before a number is taken, so that nobody comes a second time; and whoever missed
their call, or asks how long, is helped.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels.hall import board, guide_handles, matters, precheck, tickets
from cheguan.channels.hall.guide_forms import AskForm, BackForm, LeaveForm, TakeForm
from cheguan.channels.hall.guide_handles import Helped, Lapsed
from cheguan.channels.hall.outlets import at_own_outlet
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.law import identifiers
from cheguan.registers.parties import masks
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.ratings.signals import LOOK_AT_TICKET
from cheguan.work.visits import arriving, queries
from cheguan.work.visits import commands as visits
from cheguan.work.visits.arriving import Arrival
from cheguan.work.visits.line import TICKET_NO
from cheguan.work.visits.queries import VisitLine
from cheguan.work.visits.telling import PLATE

DESK, HELPED = "hall:guide", "hall:guide_helped"
PURPOSE, TICKET_PURPOSE = "导办预审", "导办调出号票"
MOST = 5
# Whoever was called knows their ticket; nobody else needs its address any more.
WAITS = ("waiting", "no_show")


@requires("look_up", "accept")
@at_own_outlet
@require_safe
def desk(request: HttpRequest, outlet: str) -> HttpResponse:
    """The search box; below it the ticket that was asked for."""
    return _desk(request, AskForm(), no=request.GET.get("ticket", ""))


@requires("look_up")
@sent_from(DESK, "outlet")
def ask(request: HttpRequest, outlet: str) -> HttpResponse:
    """A ticket, a person or a plate; every look at a person's data is recorded."""
    form, by, now = AskForm(request.POST), actor_of(request), timezone.now()
    if not form.is_valid():
        return _desk(request, form, status=422)
    text = identifiers.normalise(form.cleaned_data["q"])
    if TICKET_NO.fullmatch(text):
        return redirect(_desk_address(outlet, text))
    helped = _helped(text, read=form.cleaned_data["read_by"] == "card", by=by, at=now)
    if helped is None:
        form.add_error("q", _("请输入身份证号、号牌，或者 A012 这样的票号"))
        return _desk(request, form, status=422)
    return redirect(HELPED, outlet=outlet, handle=guide_handles.seal(helped, by=by))


def _helped(text: str, *, read: bool, by: Actor, at: datetime) -> Helped | None:
    if identifiers.plate_problem(text) is None:
        attempts.look_up(what="guide plate", subject=masks.number(text), purpose=PURPOSE, by=by, at=at)
        card = next(iter(vehicles.find_by_plate(text)), None)
        return Helped(card.owner_id if card else None, card.id if card else None, PLATE, masks.number(text))
    if sum(sign.isdigit() for sign in text) < 5:
        return None
    attempts.look_up(what="guide identity", subject=masks.number(text), purpose=PURPOSE, by=by, at=at)
    person = parties.find_by_number(text)
    return Helped(person.id if person else None, None, "card" if read else "typed", masks.number(text))


def helping(view: Callable[[HttpRequest, str, str, Helped], HttpResponse]) -> Callable[..., HttpResponse]:
    """With whoever the handle names; without one that holds, back to the desk."""

    @wraps(view)
    def door(request: HttpRequest, outlet: str, handle: str) -> HttpResponse:
        try:
            helped = guide_handles.unseal(handle, by=actor_of(request))
        except Lapsed:
            return redirect(DESK, outlet=outlet)
        return view(request, outlet, handle, helped)

    return door


@requires("look_up")
@at_own_outlet
@require_safe
@helping
def show(request: HttpRequest, outlet: str, handle: str, helped: Helped) -> HttpResponse:
    return _page(request, handle, helped, request.GET.getlist("s"), TakeForm())


@requires("look_up")
@sent_from(HELPED, "outlet", "handle")
@helping
def check(request: HttpRequest, outlet: str, handle: str, helped: Helped) -> HttpResponse:
    """The same page after a paper was ticked."""
    form = TakeForm(request.POST)
    form.errors.clear()
    return _page(request, handle, helped, request.POST.getlist("s"), form)


@requires("look_up")
@sent_from(HELPED, "outlet", "handle")
@helping
def take(request: HttpRequest, outlet: str, handle: str, helped: Helped) -> HttpResponse:
    by, now, form = actor_of(request), timezone.now(), TakeForm(request.POST)
    chosen = matters.chosen(request.POST.getlist("s")[:MOST], on=localdate(now))
    if not form.is_valid() or not chosen:
        return _page(request, handle, helped, request.POST.getlist("s"), form, status=422)
    person = _person(helped)
    arrival = Arrival(
        services=[each.code for each in chosen],
        party_id=helped.party_id,
        born_on=person.born_on if person and helped.identity != PLATE else None,
        told=form.cleaned_data["told"],
        people=form.cleaned_data["people"],
        identity=helped.identity,
    )
    try:
        arrived = arriving.arrive(arrival, source="guide", by=by, at=now, key=form.cleaned_data["key"])
    except Refusal as refused:
        form.add_error(None, [_(reason) for reason in refused.reasons])
        return _page(request, handle, helped, request.POST.getlist("s"), form, status=422)
    return redirect(_desk_address(outlet, arrived.ticket.no))


@requires("accept")
@sent_from(DESK, "outlet")
def come_back(request: HttpRequest, outlet: str, no: str) -> HttpResponse:
    """过号重排."""
    form, by, now = BackForm(request.POST), actor_of(request), timezone.now()
    visit = queries.find_by_no(no, outlet_id=by.outlet_id, on=localdate(now))
    if visit is None or not form.is_valid():
        return _desk(request, AskForm(), no=no, status=422)
    told = form.cleaned_data["told"]
    visits.come_back(visit_id=visit.id, told=told, by=by, at=now, key=form.cleaned_data["key"])
    return redirect(_desk_address(outlet, no))


@requires("accept")
@sent_from(DESK, "outlet")
def leave(request: HttpRequest, outlet: str, no: str) -> HttpResponse:
    """The person goes: the number is given back."""
    form, by, now = LeaveForm(request.POST), actor_of(request), timezone.now()
    visit = queries.find_by_no(no, outlet_id=by.outlet_id, on=localdate(now))
    if visit is None or not form.is_valid():
        return _desk(request, AskForm(), no=no, leaving=form, status=422)
    reason = form.cleaned_data["reason"]
    visits.leave(visit_id=visit.id, reason=reason, by=by, at=now, key=form.cleaned_data["key"])
    return redirect(_desk_address(outlet, no))


def _desk_address(outlet: str, no: str) -> str:
    return f"{reverse(DESK, args=[outlet])}?{urlencode({'ticket': no})}"


def _desk(
    request: HttpRequest, form: AskForm, *, no: str = "", leaving: LeaveForm | None = None, status: int = 200
) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    visit = queries.find_by_no(no, outlet_id=by.outlet_id, on=localdate(now)) if TICKET_NO.fullmatch(no) else None
    ticket = tickets.of_visit(visit, at=now) if visit else None
    link = _link(request, visit, by=by, at=now) if visit and visit.state in WAITS else ""
    context = {
        "form": form,
        "hall": by,
        "asked_no": no,
        "ticket": ticket,
        "qr": tickets.qr(link) if link else "",
        "back": BackForm(auto_id="back_%s"),
        "leaving": leaving or LeaveForm(auto_id="leave_%s"),
        "board": board.read(by.outlet_id, at=now),
        "now": now,
    }
    return render(request, "hall/guide.html", context, status=status)


def _link(request: HttpRequest, visit: VisitLine, *, by: Actor, at: datetime) -> str:
    """Whoever sees it can rate and cancel for the holder: who has looked is known, as it is of who gave the ticket out."""
    if queries.taken_by(visit.id) != by.officer_id:
        attempts.look_up(what=LOOK_AT_TICKET, subject=visit.no, purpose=TICKET_PURPOSE, by=by, at=at)
    return tickets.address(request, visit.token)


def _page(
    request: HttpRequest, handle: str, helped: Helped, codes: list[str], form: TakeForm, *, status: int = 200
) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    on = localdate(now)
    chosen = matters.chosen(codes[:MOST], on=on)
    cards, card = precheck.vehicle_of(helped.party_id, _vehicle(request, helped)) if helped.party_id else ([], None)
    facts = precheck.subjects(helped.party_id, card, by=by, at=now) if helped.party_id and chosen else {}
    held = frozenset(request.POST.getlist("held"))
    context = {
        "hall": by,
        "handle": handle,
        "helped": helped,
        "person": _person(helped),
        "vehicles": cards,
        "vehicle": card,
        "common": matters.common(on),
        "groups": matters.grouped(on),
        "codes": [each.code for each in chosen],
        "checked": precheck.check(chosen, facts, held=held, asked=request.method == "POST"),
        "full": len(chosen) >= MOST,
        "form": form,
        "opening": board.opening(on),
        "now": now,
    }
    return render(request, "hall/guide_person.html", context, status=status)


def _person(helped: Helped) -> Person | None:
    return parties.get(helped.party_id) if helped.party_id is not None else None


def _vehicle(request: HttpRequest, helped: Helped) -> int | None:
    wanted = request.POST.get("vehicle") or request.GET.get("vehicle", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else helped.vehicle_id
