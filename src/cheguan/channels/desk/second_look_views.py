"""随机复核：what the system gave this officer to look at again; for the officer in charge, all of it and its figures."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cheguan.base.people.actors import Actor
from cheguan.channels.desk import second_look_figures, second_look_page
from cheguan.channels.desk.second_look_forms import DayForm, KeyForm, OutcomeForm, RemedyForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.work.second_looks import commands, queries, reading
from cheguan.work.second_looks.queries import LookLine
from cheguan.work.second_looks.refusals import UnknownArticle

LOOK = "desk:second_look"


@requires("review", "supervise")
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """Mine by their last day; whoever supervises sees the office's, its rates and figures, and checks a day's draws."""
    by = actor_of(request)
    context: dict[str, Any] = {"mine": _told(queries.mine(officer_id=by.officer_id, office=by.office))}
    if by.may("supervise"):
        asked = DayForm(request.GET or None, initial={"day": timezone.localdate()})
        day = (asked.is_valid() and asked.cleaned_data["day"]) or timezone.localdate()
        context |= {
            "day": asked,
            "open": _told(queries.open_in(by.office, but_of=by.officer_id)),
            "found": _told(queries.found_in(by.office)),
            "overview": second_look_figures.overview(by=by, at=timezone.now(), day=day),
        }
    return render(request, "desk/second_looks.html", context)


@requires("review", "supervise")
@require_GET
def look(request: HttpRequest, number: int) -> HttpResponse:
    return _show(request, number, by=actor_of(request))


@requires("review")
@sent_from(LOOK, "number")
def close(request: HttpRequest, number: int) -> HttpResponse:
    by, form = actor_of(request), OutcomeForm(request.POST)
    if form.is_valid():
        try:
            commands.close(number=number, by=by, at=timezone.now(), **form.cleaned_data)
            return redirect("desk:second_looks")
        except UnknownArticle as unknown:
            form.add_error("article", [_(reason) for reason in unknown.reasons])
    return _show(request, number, by=by, form=form, status=422)


@requires("review", "supervise")
@sent_from(LOOK, "number")
def hand_back(request: HttpRequest, number: int) -> HttpResponse:
    form = KeyForm(request.POST)
    if form.is_valid():
        commands.hand_back(number=number, by=actor_of(request), at=timezone.now(), key=form.cleaned_data["key"])
    return redirect("desk:second_looks")


@requires("supervise")
@sent_from(LOOK, "number")
def remedy(request: HttpRequest, number: int) -> HttpResponse:
    by, form = actor_of(request), RemedyForm(request.POST)
    if form.is_valid():
        commands.remedy(number=number, by=by, at=timezone.now(), **form.cleaned_data)
        return redirect(LOOK, number=number)
    return _show(request, number, by=by, remedy=form, status=422)


def _show(
    request: HttpRequest,
    number: int,
    *,
    by: Actor,
    form: Form | None = None,
    remedy: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    page = second_look_page.draw(reading.look_into(number=number, by=by, at=timezone.now()), by=by)
    context = {"page": page, "form": form or OutcomeForm(), "remedy": remedy or RemedyForm()}
    return render(request, "desk/second_look.html", context, status=status)


def _told(lines: tuple[LookLine, ...]) -> list[tuple[LookLine, str, list[str], tuple[str, str]]]:
    """Each with the name of its service, why it was drawn, and its outcome in words."""
    return [
        (
            each,
            second_look_figures.service_name(each.service_code),
            second_look_page.grounds(each),
            second_look_page.outcome(each),
        )
        for each in lines
    ]
