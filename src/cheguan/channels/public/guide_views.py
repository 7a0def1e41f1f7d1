"""办事指南 for everybody: what there is, by matter, and one service told in full. Nothing here is about a person."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cheguan.channels.finding import search_words
from cheguan.channels.sessions import public
from cheguan.law import catalogue, grouping, reform
from cheguan.law.guide import guide as written
from cheguan.law.one_id import by_identity_alone
from cheguan.law.service import Service
from cheguan.work.appointments.terms import bookable


@dataclass(frozen=True, slots=True)
class Entry:
    """One service on the list."""

    service: Service
    find: str
    identity_alone: bool


@public
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    on = timezone.localdate()
    services = (_today(each, on) for each in catalogue.services(on=on))
    entries = [Entry(each, search_words(each), by_identity_alone(each)) for each in services]
    return render(request, "public/guides.html", {"groups": grouping.grouped(entries), "total": len(entries)})


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    on = timezone.localdate()
    try:
        service = _today(catalogue.get(code, on=on), on)
    except (catalogue.UnknownService, catalogue.NotInForce) as unknown:
        raise Http404 from unknown
    context = {
        "guide": written(service, on=on),
        "service": service,
        "group": grouping.group_of(code),
        "on": on,
        "identity_alone": by_identity_alone(service),
        "bookable": bookable(service),
    }
    return render(request, "public/guide.html", context)


def _today(service: Service, on: date) -> Service:
    """The service under the reforms of that day at this office."""
    return reform.in_force(service, on=on, place=settings.ENV.office)
