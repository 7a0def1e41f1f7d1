"""我的号：the ticket's page on a phone. Whoever has the ticket has the address; it shows no name and no number of a person."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people import queries as people
from cheguan.channels import errors
from cheguan.channels.forms import OfficeForm
from cheguan.channels.hall import matters, tickets
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import public
from cheguan.work.messages import queries as messages
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries, telling
from cheguan.work.visits.matters import IN_HAND
from cheguan.work.visits.queries import VisitLine
from cheguan.work.visits.refusals import NotYours

TICKET = "hall:ticket"
REASON = "本人在手机上取消"


@public
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, _visit(token))


def _page(request: HttpRequest, visit: VisitLine, *, too_late: bool = False) -> HttpResponse:
    now = timezone.now()
    context = {
        "hall_name": people.outlet_name(visit.outlet_id),
        "ticket": tickets.of_visit(visit, at=now),
        "lines": messages.about(telling.about(visit.no, outlet_id=visit.outlet_id, on=visit.day)),
        "to_rate": _to_rate(visit) if visit.state == "finished" else [],
        "over": visit.day != localdate(now),
        "form": OfficeForm(),
        "now": now,
        "too_late": too_late,
    }
    return render(request, "hall/ticket.html", context, status=422 if too_late else 200)


@public
@sent_from(TICKET, "token")
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """不等了：the ticket is given back; only while nobody has called it."""
    visit, form = _visit(token), OfficeForm(request.POST)
    if not form.is_valid():
        return redirect(TICKET, token=token)
    hall = people.get_system_of(visit.outlet_id)
    try:
        visits.leave(
            visit_id=visit.id,
            reason=REASON,
            by=replace(hall, channel="phone"),
            at=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except NotYours:
        if (visit := _visit(token)).state in IN_HAND:
            return _page(request, visit, too_late=True)
    except Refusal as refused:
        return errors.refused(request, refused)
    return redirect(TICKET, token=token)


def _visit(token: str) -> VisitLine:
    visit = queries.find_by_token(token)
    if visit is None:
        raise Http404
    return visit


def _to_rate(visit: VisitLine) -> list[tuple[str, str]]:
    """Each matter by the name of its day, with the token of its rating."""
    known = matters.every(visit.day)
    return [(known[each.service].name, each.token) for each in queries.matters(visit.id) if each.service in known]
