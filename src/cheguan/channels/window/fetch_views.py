"""接手与找回: a ticket that is not in this clerk's hand, from the list or by its number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import bar
from cheguan.channels.window.bar_answers import HOME, Command, answer, attempt, go
from cheguan.channels.window.bar_forms import TakeOverForm, VisitForm
from cheguan.channels.window.bar_views import opened
from cheguan.law import identifiers
from cheguan.work.visits import commands as visits
from cheguan.work.visits import elsewhere, queries
from cheguan.work.visits.line import TICKET_NO


@requires("accept")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What may be fetched, or the ticket that was asked for; asked for when a clerk wants to fetch something."""
    by, on = actor_of(request), localdate()
    no = identifiers.normalise(request.GET.get("no", "")[:10])
    found = elsewhere.find_by_no(no, outlet_id=by.outlet_id, on=on) if TICKET_NO.fullmatch(no) else None
    tickets = (found,) if found else elsewhere.of_others(by.officer_id, outlet_id=by.outlet_id, on=on)
    mine = bar.of(request)
    context = {
        "tickets": tickets,
        "asked_no": no if no and found is None else "",
        "busy": any(each.to_be_had for each in tickets) and (mine.current is not None or mine.away),
        "mine": frozenset(each.id for each in mine.bench.hand),
    }
    return render(request, "window/bar_elsewhere_list.html", context)


@requires("accept")
@sent_from(HOME)
def take_up(request: HttpRequest) -> HttpResponse:
    """继续办理: back to the page of the one who is back."""
    return _fetched(request, visits.take_up, VisitForm(request.POST))


@requires("accept")
@sent_from(HOME)
def take_over(request: HttpRequest) -> HttpResponse:
    """接手 a colleague's paused or deserted visit with the reason; or one's own that stands at a counter that was left."""
    form = TakeOverForm(request.POST)
    return _fetched(request, visits.take_over, form, **({"reason": form.said()} if form.is_valid() else {}))


@requires("accept")
@sent_from(HOME)
def come_back(request: HttpRequest) -> HttpResponse:
    """过号重排."""
    form, no = VisitForm(request.POST), ""
    if form.is_valid():
        visit = queries.get(form.cleaned_data["visit"], outlet_id=actor_of(request).outlet_id)
        no = visit.no if visit is not None else ""
    refused = attempt(visits.come_back, form, request, visit_id="visit")
    return answer(request, form, refused, said="" if refused else _("%(no)s 号已重新排队。") % {"no": no})


def _fetched(request: HttpRequest, command: Command, form: VisitForm, **more: Any) -> HttpResponse:
    """To the page of whoever is fetched, if their ticket has a name."""
    if not form.is_valid():
        return answer(request, form)
    by, given = actor_of(request), form.cleaned_data
    try:
        moved = command(visit_id=given["visit"], by=by, at=timezone.now(), key=given["key"], **more)
    except Refusal as refused:
        return answer(request, refused=refused)
    return go(request, opened(moved.party_id, by=by))
