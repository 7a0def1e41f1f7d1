"""评价 and 差评整改: the three rates, kept apart; signs of farming and pressure; bad ratings until they are told."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.channels.desk.hall_views import SpanForm
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import named
from cheguan.law import catalogue
from cheguan.work.ratings import commands, queries, signals
from cheguan.work.ratings.queries import Rates, RepairLine
from cheguan.work.ratings.terms import LEVELS, MEND_WORKDAYS, SIGNALS
from cheguan.work.second_looks.figures import wilson

REPAIR = "desk:repair"
STEPS = {
    "verified": gettext_lazy("核实属实"),
    "unfounded": gettext_lazy("核实不属实"),
    "mended": gettext_lazy("已整改"),
    "called_back": gettext_lazy("已回访"),
    "told": gettext_lazy("已告知，办结"),
}
SIGNALS_SAID = {
    "same_device": gettext_lazy("同一设备一天内多次评价"),
    "too_soon": gettext_lazy("办完几秒内用手机评价"),
    "burst": gettext_lazy("短时间内集中评价"),
    "hurried": gettext_lazy("评价屏上来不及看就已评价（占比）"),
    "own_ticket": gettext_lazy("号票由办理人员自己取出或者调出过，又用手机评价"),
}
DIFFICULTIES = {
    "simple": gettext_lazy("简单"),
    "normal": gettext_lazy("一般"),
    "complex": gettext_lazy("复杂"),
}


class StepForm(OfficeForm):
    """整改的一步。"""

    kind = forms.ChoiceField(choices=())
    text = CleanText(label=gettext_lazy("情况"), max_length=500, lines=True)
    difficulty = forms.ChoiceField(
        label=gettext_lazy("整改难度"), choices=[*DIFFICULTIES.items()], initial="normal", required=False
    )

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(each, STEPS[each]) for each in commands.AFTER.get(stage, ())]
        if stage:
            del self.fields["difficulty"]


@requires("supervise")
@require_GET
def ratings(request: HttpRequest) -> HttpResponse:
    by, form = actor_of(request), SpanForm(request.GET)
    span = form.cleaned_data if form.is_valid() else {"first": localdate(), "last": localdate()}
    lines = queries.rates(by.outlet_id, first=span["first"], last=span["last"])
    whole = Rates(
        None, "", *(sum(getattr(each, name) for each in lines) for name in ("finished", "rated", "good", "bad"))
    )
    found = signals.signals(by.outlet_id, first=span["first"], last=span["last"])
    names = people.names_of({each.officer_id for each in found})
    context = {
        "form": form,
        **span,
        "whole": whole,
        "few": whole.active_rate is not None and whole.active_rate < SIGNALS.low_active_share,
        "lines": [(each, wilson(each.good, each.rated)) for each in lines],
        "signals": [(names[each.officer_id], SIGNALS_SAID[each.kind], each) for each in found],
        "open": _said(queries.open_repairs(by.office)),
    }
    return render(request, "desk/ratings.html", context)


@requires("supervise")
@require_GET
def repairs(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    context = {"open": _said(queries.open_repairs(by.office)), "closed": _said(queries.closed_repairs(by.office))}
    return render(request, "desk/repairs.html", context)


@requires("supervise")
@require_GET
def repair(request: HttpRequest, number: int) -> HttpResponse:
    return _show(request, _repair(number, by=actor_of(request)))


@requires("supervise")
@sent_from(REPAIR, "number")
def step(request: HttpRequest, number: int) -> HttpResponse:
    by = actor_of(request)
    found = _repair(number, by=by)
    form = StepForm(request.POST, stage=found.stage)
    if form.is_valid():
        given = form.cleaned_data
        try:
            commands.step(
                repair_id=number, kind=given["kind"], text=given["text"],
                difficulty=given.get("difficulty") or "normal", by=by, at=timezone.now(), key=given["key"],
            )  # fmt: skip
            return redirect(REPAIR, number=number)
        except Refusal as refused:
            form.add_error(None, [_(reason) for reason in refused.reasons])
    return _show(request, found, form=form, status=422)


def _repair(number: int, *, by: Actor) -> RepairLine:
    found = queries.find_repair(number, office=by.office)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, line: RepairLine, *, form: StepForm | None = None, status: int = 200) -> HttpResponse:
    (said,) = _said((line,))
    context = {
        "said": said,
        "line": line,
        "steps": [(STEPS[each.kind], each) for each in queries.steps(line.id)],
        "form": form or StepForm(stage=line.stage),
        "workdays": [(DIFFICULTIES[name], days) for name, days in MEND_WORKDAYS.items()],
    }
    return render(request, "desk/repair.html", context, status=status)


def _said(lines: tuple[RepairLine, ...]) -> list[tuple[RepairLine, str, str, str, bool]]:
    """Each with its service, its level and how far it is in words, and whether it is overdue."""
    today = localdate()
    return [
        (
            each,
            named(catalogue.get(each.service, on=each.served_on)),
            named(LEVELS[each.level]),
            str(STEPS[each.stage]) if each.stage else _("待核实"),
            not each.closed and each.overdue(today),
        )
        for each in lines
    ]
