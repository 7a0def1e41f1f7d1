"""窗口设置：which windows a hall has, which lines each serves and helps out with; and freeing one that was deserted."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.hall.outlets import at_own_outlet
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import either
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries
from cheguan.work.visits.line import QUEUES

COUNTERS = "hall:counters"


def _queues() -> list[tuple[str, str]]:
    return [(each.code, f"{each.letter} {either((each.name, each.name_en))}") for each in QUEUES.values()]


class CounterForm(OfficeForm):
    no = forms.RegexField(
        r"^[0-9A-Z]{1,4}$",
        label=gettext_lazy("窗口号"),
        error_messages={"invalid": gettext_lazy("窗口号是一至四位数字或大写字母")},
    )
    queues = forms.MultipleChoiceField(
        label=gettext_lazy("办理的队列"), choices=_queues, widget=forms.CheckboxSelectMultiple
    )
    overflow = forms.MultipleChoiceField(
        label=gettext_lazy("有空时兼办"), choices=_queues, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, list[str]]:
        given = super().clean() or {}
        given["overflow"] = [each for each in given.get("overflow", []) if each not in given.get("queues", [])]
        return given


class FreeForm(OfficeForm):
    no = forms.CharField(max_length=4, widget=forms.HiddenInput)
    reason = CleanText(label=gettext_lazy("原因"), max_length=40, widget=forms.TextInput(attrs={"data-begin": True}))


@requires("roster")
@at_own_outlet
@require_http_methods(["GET", "POST"])
def counters(request: HttpRequest, outlet: str) -> HttpResponse:
    by = actor_of(request)
    form = CounterForm(request.POST or None, initial=_initial(request, by.outlet_id))
    status, wanted = 200, request.GET.get("free", "")
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                visits.set_up(
                    no=given["no"], queues=given["queues"], overflow=given["overflow"],
                    by=by, at=timezone.now(), key=given["key"],
                )  # fmt: skip
                return redirect(COUNTERS, outlet=outlet)
            except Refusal as refused:
                form.add_error(None, [_(reason) for reason in refused.reasons])
    return _page(request, form, FreeForm(initial={"no": wanted[:4]}) if wanted else None, status=status)


@requires("roster")
@at_own_outlet
@sent_from(COUNTERS, "outlet")
def free(request: HttpRequest, outlet: str) -> HttpResponse:
    """释放窗口 of a clerk who has gone without standing up."""
    form, by = FreeForm(request.POST), actor_of(request)
    if form.is_valid():
        given = form.cleaned_data
        try:
            visits.free(counter_no=given["no"], reason=given["reason"], by=by, at=timezone.now(), key=given["key"])
            return redirect(COUNTERS, outlet=outlet)
        except Refusal as refused:
            form.add_error(None, [_(reason) for reason in refused.reasons])
    return _page(request, CounterForm(), form, status=422)


def _page(request: HttpRequest, form: CounterForm, freeing: FreeForm | None, *, status: int) -> HttpResponse:
    by = actor_of(request)
    context: dict[str, Any] = {
        "form": form,
        "freeing": freeing,
        "choices": [form["queues"], form["overflow"]],
        "counters": sorted(queries.counters(by.outlet_id), key=lambda each: (len(each.no), each.no)),
        "queues": QUEUES,
        "hall": by,
    }
    return render(request, "hall/counters.html", context, status=status)


def _initial(request: HttpRequest, outlet_id: int) -> dict[str, object]:
    """The counter that was picked from the list, to be changed."""
    wanted = request.GET.get("no", "")
    found = next((each for each in queries.counters(outlet_id) if each.no == wanted), None) if wanted else None
    return {"no": found.no, "queues": found.queues, "overflow": found.overflow} if found else {}
