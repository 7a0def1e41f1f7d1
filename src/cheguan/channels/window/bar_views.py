"""The call bar's buttons: call, begin, pause, hand on, finish."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import bar, handles, linking
from cheguan.channels.window.bar_answers import HOME, answer, go, step_of_visit
from cheguan.channels.window.bar_forms import AddForm, BeginForm, PauseForm, TransferForm, VisitForm, outcomes
from cheguan.channels.window.forms import PURPOSES, KeyForm
from cheguan.channels.window.handles import Lapsed, Subject
from cheguan.law import catalogue, grouping
from cheguan.law.service import Service
from cheguan.registers.parties import masks
from cheguan.registers.parties import queries as parties
from cheguan.work.visits import commands as visits


@dataclass(frozen=True, slots=True)
class Listed:
    """A service on the list of what may be added."""

    service: Service


@requires()
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """The bar as it is now, or nothing when the page shows just that, or the shift is over. The page asks by itself."""
    if not actor_of(request).may("accept") or bar.of(request).stamp == request.GET.get("seen"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return answer(request)


@requires("accept")
@sent_from(HOME)
def call(request: HttpRequest) -> HttpResponse:
    """叫号: the next one, or the word that nobody waits."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return answer(request, form)
    try:
        called = visits.call_next(by=actor_of(request), at=timezone.now(), key=form.cleaned_data["key"])
    except Refusal as refused:
        return answer(request, refused=refused)
    return answer(request, said="" if called else _("没有人等候。"))


@requires("accept")
@sent_from(HOME)
def recall(request: HttpRequest) -> HttpResponse:
    return step_of_visit(request, visits.recall, VisitForm(request.POST))


@requires("accept")
@sent_from(HOME)
def no_show(request: HttpRequest) -> HttpResponse:
    return step_of_visit(request, visits.no_show, VisitForm(request.POST))


@requires("accept")
@sent_from(HOME)
def begin(request: HttpRequest) -> HttpResponse:
    """开始. Somebody whose ticket has a name is opened at once; for others the scan box waits for their card."""
    form, by, at = BeginForm(request.POST), actor_of(request), timezone.now()
    if not form.is_valid():
        return answer(request, form)
    given = form.cleaned_data
    try:
        if given["handle"]:
            return _begin_with(request, given["visit"], given["handle"], by=by)
        moved = visits.begin(visit_id=given["visit"], by=by, at=at, key=given["key"])
    except Refusal as refused:
        return answer(request, refused=refused)
    return go(request, opened(moved.party_id, by=by))


@requires("accept")
@sent_from(HOME)
def pause(request: HttpRequest) -> HttpResponse:
    form = PauseForm(request.POST)
    return step_of_visit(request, visits.pause, form, leaving=True, **_reason(form))


@requires("accept")
@sent_from(HOME)
def transfer(request: HttpRequest) -> HttpResponse:
    form = TransferForm(request.POST)
    where = {"queue": form.cleaned_data["queue"], "counter_no": form.cleaned_data["counter"]} if form.is_valid() else {}
    return step_of_visit(request, visits.transfer, form, leaving=True, **_reason(form), **where)


@requires("accept")
@sent_from(HOME)
def finish(request: HttpRequest) -> HttpResponse:
    """办完. The page of whoever was served is left; the second screen asks for their rating by itself."""
    form, drawn = VisitForm(request.POST), bar.of(request)
    matters = [matter for visit in drawn.bench.hand for matter in visit.matters]
    given = {"outcomes": outcomes(request.POST, matters)}
    return step_of_visit(request, visits.finish, form, leaving=True, **given)


@requires("accept")
@sent_from(HOME)
def add(request: HttpRequest) -> HttpResponse:
    """加办: one more service in the same visit, for the same person or another of the family."""
    form = AddForm(request.POST)
    if number := form.number_looked_up():
        by, at = actor_of(request), timezone.now()
        attempts.look_up(what="add relative", subject=masks.number(number), purpose=PURPOSES["apply"], by=by, at=at)
    given: dict[str, Any] = {}
    if form.is_valid():
        visit = next((each for each in bar.of(request).bench.hand if each.id == form.cleaned_data["visit"]), None)
        relative = form.cleaned_data["party"]
        party_id = relative.id if relative else visit.party_id if visit else None
        given = {"service": form.cleaned_data["service"], "party_id": party_id}
    return step_of_visit(request, visits.add, form, **given)


@requires("accept")
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """What may be added at the window, by matter; asked for when somebody wants to add something."""
    today = timezone.localdate()
    listed = [Listed(each) for each in catalogue.services(on=today, channel=actor_of(request).channel)]
    return render(request, "window/bar_services.html", {"groups": grouping.grouped(listed)})


def _reason(form: PauseForm | TransferForm) -> dict[str, str]:
    return {"reason": form.said()} if form.is_valid() else {}


def _begin_with(request: HttpRequest, visit_id: int, handle: str, *, by: Actor) -> HttpResponse:
    """就是此人: the person whose page is open is the one who was called."""
    visit = next((each for each in bar.of(request).bench.hand if each.id == visit_id), None)
    if visit is None:
        raise visits.NotYours
    try:
        subject = handles.unseal(handle, by=by)
    except Lapsed:
        return go(request, reverse(HOME))
    linking.receive(visit, subject.party_id, read_by=linking.TYPED, by=by, at=timezone.now())
    return go(request, reverse("window:visit", args=[handle]))


def opened(party_id: int | None, *, by: Actor) -> str:
    """The page of somebody whom the ticket names, else the scan box; looking is recorded as any look-up is."""
    if party_id is None:
        return reverse(HOME)
    number = parties.get(party_id).masked_number
    attempts.look_up(what="search ticket", subject=number, purpose=PURPOSES["apply"], by=by, at=timezone.now())
    return reverse("window:visit", args=[handles.seal(Subject(party_id), by=by)])
