"""The clerk's own place: which counter, away or back, and the second screen that stands on it."""

from datetime import datetime
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cheguan.base.people.actors import Actor
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import bar
from cheguan.channels.window.bar_answers import HOME, answer, attempt, step
from cheguan.channels.window.bar_forms import AwayForm, SeatForm
from cheguan.channels.window.forms import KeyForm
from cheguan.work.confirmations import commands as confirmations
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries

COMES_ALONG = UUID("8f3a0f7e-53a4-4e55-9a35-6f2a4d0c9b17")


@requires("accept")
@sent_from(HOME)
def sit(request: HttpRequest) -> HttpResponse:
    """坐窗口. Whoever was being served at the former counter comes along."""
    form = SeatForm(request.POST)
    return answer(request, form, attempt(_move, form, request, counter_no="counter"))


@requires("accept")
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The counters to move to; asked for when a clerk opens the settings of their own."""
    free = bar.free(queries.counters(actor_of(request).outlet_id))
    return render(request, "window/bar_places.html", {"free": free, "handle": request.GET.get("handle", "")})


@requires("accept")
@sent_from(HOME)
def stand(request: HttpRequest) -> HttpResponse:
    return step(request, visits.stand_up, KeyForm(request.POST))


@requires("accept")
@sent_from(HOME)
def away(request: HttpRequest) -> HttpResponse:
    form = AwayForm(request.POST)
    return step(request, visits.step_away, form, **({"reason": form.said()} if form.is_valid() else {}))


@requires("accept")
@sent_from(HOME)
def back(request: HttpRequest) -> HttpResponse:
    return step(request, visits.step_back, KeyForm(request.POST))


@requires("accept")
@sent_from(HOME)
def code(request: HttpRequest) -> HttpResponse:
    """显示配对码 for the second screen."""
    return step(request, confirmations.offer_code, KeyForm(request.POST))


@requires("accept")
@sent_from(HOME)
def part(request: HttpRequest) -> HttpResponse:
    return step(request, confirmations.part, KeyForm(request.POST))


@requires("accept")
@sent_from(HOME)
def enlarge(request: HttpRequest) -> HttpResponse:
    return step(request, confirmations.enlarge, KeyForm(request.POST))


def _move(*, counter_no: str, by: Actor, at: datetime, key: UUID) -> None:
    """A counter that died is left with whoever was being served there: they are served on here."""
    visits.sit_down(counter_no=counter_no, by=by, at=at, key=key)
    drawn = bar.draw(by, at=at)
    if drawn.left_behind and drawn.current is not None and drawn.current.state == "serving":
        visits.take_over(visit_id=drawn.current.id, by=by, at=at, key=uuid5(COMES_ALONG, str(key)))
