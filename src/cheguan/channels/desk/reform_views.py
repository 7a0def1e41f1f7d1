"""改革措施：what holds here, what could be tried on last year's cases, and what the trials found."""

import csv
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from cheguan.base.people.actors import Actor
from cheguan.channels.forms import DayField, OfficeForm
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import either
from cheguan.law import reform
from cheguan.law.measure import Group, Measure
from cheguan.law.reform_words import words
from cheguan.oversight.planning import assumed, commands, figures, queries
from cheguan.oversight.planning.measured import Span
from cheguan.oversight.planning.trial import Result, Tally

A_YEAR = timedelta(days=365)
MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One measure as the page shows it. ``state`` is ``here``, ``elsewhere``, ``off``, ``over`` or ``title``."""

    measure: Measure
    state: str

    @property
    def changes(self) -> list[str]:
        return [either(words(each)) for each in self.measure.changes]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What one service would gain."""

    name: str
    cases: int
    papers: float
    trips: float
    minutes: float
    risk: int


class TrialForm(OfficeForm):
    measure = forms.ChoiceField(label=gettext_lazy("措施"))
    first = DayField(label=gettext_lazy("受理日起"), past=True)
    last = DayField(label=gettext_lazy("受理日止"), past=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (each.code, either((each.name, each.name_en)))
            for group in _newest_first()
            for each in group.measures
            if each.changes
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("止日早于起日，请核对"))
        return given


@requires("supervise")
@require_http_methods(["GET", "POST"])
def reforms(request: HttpRequest) -> HttpResponse:
    """Every measure on record; a leader chooses one and a span, and the trial is done in the background."""
    by, today = actor_of(request), timezone.localdate()
    form = TrialForm(request.POST or None, initial={"first": today - A_YEAR, "last": today})
    if form.is_valid():
        given = form.cleaned_data
        span = Span(given["first"], given["last"], by.office)
        asked = commands.ask(
            measure=reform.get(given["measure"]), span=span, by=by, at=timezone.now(), key=given["key"]
        )
        return redirect("desk:trial", number=asked)
    groups = [(group, _lines(group, by)) for group in _newest_first()]
    context = {"form": form, "groups": groups, "trials": queries.latest(office=by.office)}
    return render(request, "desk/reforms.html", context, status=422 if form.is_bound else 200)


@requires("supervise")
@require_GET
def trial(request: HttpRequest, number: int) -> HttpResponse:
    """Both sides in a table and as charts; what was measured and what was assumed."""
    found = _find(request, number)
    context: dict[str, Any] = {"trial": found.line, "result": found.result}
    if found.result is not None:
        services = _services(found.result)
        context |= {
            "figures": figures.figures(found.result.total),
            "risks": figures.risks(found.result.total),
            "services": services,
            "charts": _charts(found.result, services),
            "measured": [either(each) for each in assumed.MEASURED],
            "assumed": [either(each) for each in assumed.ASSUMED],
        }
    return render(request, "desk/trial.html", context)


@requires("supervise")
@require_GET
def table(request: HttpRequest, number: int) -> HttpResponse:
    """The figures as a file of comma-separated values."""
    found = _find(request, number)
    if found.result is None:
        raise Http404
    text = StringIO()
    csv.writer(text).writerows(figures.table(found.result))
    headers = {"Content-Disposition": f'attachment; filename="trial-{number}.csv"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _newest_first() -> list[Group]:
    return sorted(reform.groups(), key=lambda each: each.since, reverse=True)


def _find(request: HttpRequest, number: int) -> queries.TrialView:
    try:
        return queries.get(number, office=actor_of(request).office)
    except queries.UnknownTrial as unknown:
        raise Http404 from unknown


def _lines(group: Group, by: Actor) -> list[Line]:
    return [Line(each, _state(each, by)) for each in group.measures]


def _state(measure: Measure, by: Actor) -> str:
    today = timezone.localdate()
    if not measure.changes:
        return "title"
    if measure.over(today):
        return "over"
    if not measure.on:
        return "off"
    return "here" if measure.reaches(by.office) and measure.since <= today else "elsewhere"


def _services(result: Result) -> list[ServiceLine]:
    """The touched ones, those with most cases first."""
    return [_service(code, tally) for code, tally in result.services.items() if tally.touched]


def _service(code: str, tally: Tally) -> ServiceLine:
    change = {each.code: each.change for each in figures.figures(tally)}
    return ServiceLine(
        name=either(figures.service_names(code)),
        cases=tally.without.cases,
        papers=change["papers"],
        trips=change["trips"],
        minutes=change["minutes"],
        risk=sum(tally.risk.values()),
    )


def _charts(result: Result, services: list[ServiceLine]) -> dict[str, Any]:
    """What the script draws; every number stands in a table as well."""
    moved = [each for each in figures.figures(result.total) if each.percent is not None and round(each.change, 2)]
    shown = services[:MOST_SERVICES]
    return {
        "figures": {
            "names": [either((each.name, each.name_en)) for each in moved],
            "values": [round(each.percent or 0.0, 1) for each in moved],
            "better": [bool(each.better) for each in moved],
            "unit": "%",
        },
        "papers": {"names": [each.name for each in shown], "values": [round(each.papers) for each in shown]},
        "minutes": {"names": [each.name for each in shown], "values": [round(each.minutes) for each in shown]},
    }
