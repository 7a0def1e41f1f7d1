"""取号机：who stands there, what for, and a number. Every page after the first is an answer to a form, so that nothing
about a person is in an address or can be gone back to.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from string import ascii_lowercase, ascii_uppercase
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels.hall import board, matters, outlets, standing, tickets
from cheguan.channels.hall.machine_forms import NumberForm, PlateForm, WishForm
from cheguan.channels.hall.standing import NOBODY, Gone, Somebody
from cheguan.channels.hall.tickets import Ticket
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import public
from cheguan.law import identifiers
from cheguan.work.appointments import queries as appointments
from cheguan.work.visits import arriving
from cheguan.work.visits import queries as visits
from cheguan.work.visits.arriving import BOOKED
from cheguan.work.visits.line import CLASSES, PRIORITIES, priority_of_age, queue_of
from cheguan.work.visits.queries import VisitLine
from cheguan.work.visits.refusals import AlreadyInLine
from cheguan.work.visits.telling import PLATE

HOME = "hall:machine"
CHANNEL = "hall"
# So many matters fit on one visit; more is a second one.
MOST = 5
FORMS = {"id": NumberForm, "plate": PlateForm}
# What the keys on the screen type. Plates have no I and no O.
KEYS = {
    "id": {"keys": "123456789X0"},
    "plate": {
        "first_keys": identifiers.PROVINCES,
        "keys": f"1234567890{''.join(sign for sign in ascii_uppercase if sign not in 'IO')}",
        "last_keys": "挂学警港澳",
    },
}

Step = Callable[[HttpRequest, Actor, datetime], HttpResponse]


def step(view: Step) -> Callable[..., HttpResponse]:
    """A step at a paired machine, in time; nothing of it stays in the browser. What is refused begins again."""

    @public
    @sent_from(HOME, "outlet")
    @wraps(view)
    def door(request: HttpRequest, outlet: str) -> HttpResponse:
        hall = outlets.system_at(outlet, channel=CHANNEL)
        machine = outlets.machine_at(request, hall)
        if machine is None:
            return _home(request, hall, status=403)
        try:
            response = view(request, machine, timezone.now())
        except Gone:
            response = _home(request, machine, paired=True)
        except Refusal:
            response = _home(request, machine, paired=True, status=422)
        response.headers["Cache-Control"] = "no-store"
        return response

    return door


@public
@require_safe
def home(request: HttpRequest, outlet: str) -> HttpResponse:
    hall = outlets.system_at(outlet, channel=CHANNEL)
    return _home(request, hall, paired=outlets.machine_at(request, hall) is not None)


@public
@require_safe
def enter(request: HttpRequest, outlet: str, what: str) -> HttpResponse:
    """The keys for a number or a plate."""
    if what not in FORMS:
        raise Http404(what)
    hall = outlets.system_at(outlet, channel=CHANNEL)
    if outlets.machine_at(request, hall) is None:
        return _home(request, hall, status=403)
    return _enter(request, hall, what, FORMS[what]())


@step
def identify(request: HttpRequest, machine: Actor, now: datetime) -> HttpResponse:
    what = request.POST.get("what", "")
    if what not in FORMS:
        return _choose(request, machine, NOBODY, now)
    form = FORMS[what](request.POST)
    if not form.is_valid():
        return _enter(request, machine, what, form, status=422)
    number = form.cleaned_data["number"]
    if what == "plate":
        return _choose(request, machine, standing.of_plate(number, by=machine, at=now), now)
    read = form.cleaned_data["read_by"] == "card"
    return _choose(request, machine, standing.of_number(number, read=read, by=machine, at=now), now)


@step
def choose(request: HttpRequest, machine: Actor, now: datetime) -> HttpResponse:
    """Back to the list, with what was chosen."""
    return _choose(request, machine, standing.of_form(request.POST, hall=machine), now)


@step
def confirm(request: HttpRequest, machine: Actor, now: datetime) -> HttpResponse:
    somebody = standing.of_form(request.POST, hall=machine)
    chosen = _chosen(request, now)
    if not chosen:
        return _choose(request, machine, somebody, now, problem=_("请至少选一件要办的事"))
    due = _due(somebody, machine, now)
    by_age = priority_of_age(somebody.born_on, on=localdate(now))
    context = {
        "hall": machine,
        "standing": standing.seal(somebody, hall=machine),
        "somebody": somebody,
        "chosen": chosen,
        "promise": CLASSES[chosen[0].service.promise_class],
        "due": due,
        "by_age": PRIORITIES.get(by_age),
        "priorities": [each for each in PRIORITIES.values() if each.from_age is None and each.code != BOOKED],
        "form": WishForm(),
        "step": 3,
    }
    return render(request, "hall/machine_confirm.html", context)


@step
def take(request: HttpRequest, machine: Actor, now: datetime) -> HttpResponse:
    somebody = standing.of_form(request.POST, hall=machine)
    chosen, form = _chosen(request, now), WishForm(request.POST)
    if not chosen or not form.is_valid():
        return _choose(request, machine, somebody, now)
    arrival = somebody.arrival(
        services=[each.code for each in chosen],
        told=form.cleaned_data["told"],
        people=form.cleaned_data["people"],
        language="en" if get_language() == "en" else "zh",
    )
    key: UUID = form.cleaned_data["key"]
    try:
        arrived = arriving.arrive(arrival, source="machine", by=machine, at=now, key=key)
    except AlreadyInLine:
        return _before(request, machine, somebody, queue_of(chosen[0].service), now)
    visit = visits.get(arrived.ticket.id, outlet_id=machine.outlet_id)
    assert visit is not None
    return _ticket(request, machine, visit, now)


def _before(request: HttpRequest, machine: Actor, somebody: Somebody, queue: str, now: datetime) -> HttpResponse:
    """The number they have already. What it is for, why it is called earlier, and its page on the phone, only for whoever
    lays down the card: numbers can be typed."""
    assert somebody.party_id is not None
    today = visits.of_party(somebody.party_id, on=localdate(now))
    standing_there = [each for each in today if each.queue == queue and each.outlet_id == machine.outlet_id]
    going_on = [each for each in standing_there if each.state in {"waiting", "called", "serving", "paused"}]
    if not going_on:
        return _home(request, machine, paired=True)
    return _ticket(request, machine, going_on[-1], now, before=True, known=somebody.identity == "card")


def _ticket(
    request: HttpRequest, machine: Actor, visit: VisitLine, now: datetime, *, before: bool = False, known: bool = True
) -> HttpResponse:
    ticket: Ticket = tickets.of_visit(visit, at=now)
    ticket = ticket if known else replace(ticket, matters=(), visit=replace(visit, priority=""))
    link = tickets.address(request, visit.token) if known else ""
    context = {
        "hall": machine,
        "ticket": ticket,
        "before": before,
        "qr": tickets.qr(link) if link else "",
        "roll": tickets.roll(ticket, hall=machine, link=link),
        "step": 4,
    }
    return render(request, "hall/machine_ticket.html", context)


def _home(request: HttpRequest, hall: Actor, *, paired: bool = False, status: int = 200) -> HttpResponse:
    context = {
        "hall": hall,
        "paired": paired,
        "board": board.read(hall.outlet_id, at=timezone.now()),
        "form": NumberForm(),
    }
    return render(request, "hall/machine.html", context, status=status)


def _enter(request: HttpRequest, hall: Actor, what: str, form: Any, *, status: int = 200) -> HttpResponse:
    context = {"hall": hall, "form": form, "what": what, **KEYS[what], "step": 1}
    return render(request, "hall/machine_number.html", context, status=status)


def _choose(
    request: HttpRequest, machine: Actor, somebody: Somebody, now: datetime, *, problem: str = ""
) -> HttpResponse:
    on = localdate(now)
    due = _due(somebody, machine, now)
    chosen = [each.code for each in _chosen(request, now)] or ([due.service] if due else [])
    context = {
        "hall": machine,
        "standing": standing.seal(somebody, hall=machine),
        "somebody": somebody,
        "common": matters.common(on),
        "groups": matters.grouped(on),
        "chosen": chosen,
        "due": due,
        "most": MOST,
        "letters": ascii_lowercase,
        "problem": problem,
        "step": 2,
    }
    return render(request, "hall/machine_matters.html", context, status=422 if problem else 200)


def _chosen(request: HttpRequest, now: datetime) -> list[matters.Matter]:
    return matters.chosen(request.POST.getlist("service")[:MOST], on=localdate(now))


def _due(somebody: Somebody, machine: Actor, now: datetime) -> appointments.Due | None:
    if somebody.party_id is None or somebody.identity == PLATE:
        return None
    return appointments.find_for_ticket(party_id=somebody.party_id, outlet_id=machine.outlet_id, at=now)
