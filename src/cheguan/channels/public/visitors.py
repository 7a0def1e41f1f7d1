"""Whoever is not signed in: the system acts for them, at the hall they choose; wrong entries are counted."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts import queries as attempted
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.work.appointments.terms import LIMITS

FIRST_HALL = "01"
WRONG = "wrong entry at appointments"
HOUR = timedelta(hours=1)


def visitor(request: HttpRequest, *, outlet: str = FIRST_HALL) -> Actor:
    """The system at a hall, on behalf of a visitor of the public pages; 404 when there is no such hall."""
    device = request.META.get("REMOTE_ADDR", "")
    found = people.find_system_at(office=settings.ENV.office, outlet=outlet, channel="public", device=device)
    if found is None:
        raise Http404(outlet)
    return found


def record_wrong(*, subject: str, reason: str, by: Actor, at: datetime) -> None:
    """Somebody entered what does not fit together: by mistake, or to find out about somebody."""
    attempts.record(kind="step", action=WRONG, at=at, by=by, subject=subject, reasons=[reason])


def too_often(request: HttpRequest, *, by: Actor, at: datetime) -> HttpResponse | None:
    """The page for whoever entered too much that was wrong within the last hour."""
    if attempted.failed_steps(WRONG, by=by, since=at - HOUR) < LIMITS.tries_an_hour:
        return None
    return render(request, "public/appointments/too_often.html", status=429)
