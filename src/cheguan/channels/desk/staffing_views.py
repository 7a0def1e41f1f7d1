"""排班试算：ask what a day in the hall would be like with these counters, with more of them, or with more done online."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from cheguan.channels.forms import OfficeForm
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import either
from cheguan.oversight.staffing import assumed, commands, figures, queries
from cheguan.oversight.staffing.asking import Question
from cheguan.oversight.staffing.intervals import Estimate
from cheguan.oversight.staffing.trial import Answer, Hour, Side
from cheguan.work.visits import line

MOST = {"counters": 60, "more": 20, "online": 80}
COUNTERS = "counters_"
DAYS = 30
Both = list[float | None]


@dataclass(frozen=True, slots=True)
class HourLine:
    """One hour, each figure of both sides; ``waiting`` is how many wait when it is over."""

    hour: str
    visits: Both
    p50: Both
    p90: Both
    p95: Both
    busy: Both
    waiting: Both

    @property
    def pairs(self) -> list[Both]:
        return [self.visits, self.p50, self.p90, self.p95, self.busy, self.waiting]


class PlanForm(OfficeForm):
    peak = forms.FloatField(
        label=gettext_lazy("来人是平均日的几倍"),
        min_value=0.1,
        max_value=3,
        initial=1.4,
        help_text=gettext_lazy("1.4 是通常的周一、周二，3 是节后高峰"),
    )
    more = forms.IntegerField(label=gettext_lazy("试：多开几个窗口"), min_value=0, max_value=MOST["more"], initial=2)
    online = forms.FloatField(
        label=gettext_lazy("试：网上多办百分之几"), min_value=0, max_value=MOST["online"], initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for queue, number in assumed.counter_numbers().items():
            words = line.QUEUES[queue]
            self.fields[COUNTERS + queue] = forms.IntegerField(
                label=_("%s的窗口") % either((words.name, words.name_en)),
                min_value=1,
                max_value=MOST["counters"],
                initial=number,
            )
        self.order_fields(["peak", *(each for each in self.fields if each.startswith(COUNTERS)), "more", "online"])
        self._dress()

    def question(self) -> Question:
        given = self.cleaned_data
        counters = {queue: given[COUNTERS + queue] for queue in assumed.counter_numbers()}
        return Question(given["peak"], counters, given["more"], given["online"], replications=DAYS)


@requires("supervise")
@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """The form and the last runs; the simulation itself is done in the background."""
    by = actor_of(request)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        run = commands.ask(asked=form.question(), by=by, at=timezone.now(), key=form.cleaned_data["key"])
        return redirect("desk:staffing_run", number=run)
    context = {"form": form, "runs": queries.latest(office=by.office), "said": assumed.said()}
    return render(request, "desk/staffing.html", context, status=422 if form.is_bound else 200)


@requires("supervise")
@require_GET
def run(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is; then the figures of both sides, the curves and the tables."""
    found, answer = _find(request, number)
    context: dict[str, Any] = {"run": found, "answer": answer}
    if answer is not None:
        hours = _hours(answer)
        context |= {
            "figures": figures.whole(answer),
            "queues": figures.queues(answer),
            "hours": hours,
            "charts": _charts(answer, hours),
            "said": assumed.said(),
        }
    return render(request, "desk/staffing_run.html", context)


@requires("supervise")
@require_GET
def table(request: HttpRequest, number: int) -> HttpResponse:
    """The figures as a file of comma-separated values."""
    _found, answer = _find(request, number)
    if answer is None:
        raise Http404
    text = StringIO()
    csv.writer(text).writerows(figures.table(answer))
    headers = {"Content-Disposition": f'attachment; filename="staffing-{number}.csv"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _find(request: HttpRequest, number: int) -> tuple[queries.RunLine, Answer | None]:
    try:
        return queries.get(number, office=actor_of(request).office)
    except queries.UnknownRun as unknown:
        raise Http404 from unknown


def _sides(answer: Answer) -> list[Side]:
    return [answer.without] + ([answer.within] if answer.within else [])


def _hours(answer: Answer) -> list[HourLine]:
    sides = _sides(answer)
    known = [{each.hour: each for each in side.hours} for side in sides]
    return [_hour(hour, [each.get(hour) for each in known], sides) for hour in sorted({*known[0], *known[-1]})]


def _hour(hour: int, both: list[Hour | None], sides: list[Side]) -> HourLine:
    def of(code: str) -> Both:
        return [_mean(getattr(each, code)) if each else None for each in both]

    end = (hour + 1) * 60
    waiting = [dict(zip(each.minutes, _total(each), strict=True)).get(end) for each in sides]
    return HourLine(
        hour=f"{hour:02}:00",
        visits=of("visits"),
        p50=of("wait_p50"),
        p90=of("wait_p90"),
        p95=of("wait_p95"),
        busy=of("utilisation"),
        waiting=waiting,
    )


def _mean(each: Estimate | None) -> float | None:
    return round(each.mean, 1) if each else None


def _total(side: Side) -> list[float]:
    """How many wait in all queues together, at each point."""
    return [round(sum(each), 1) for each in zip(*side.waiting.values(), strict=True)]


def _charts(answer: Answer, hours: list[HourLine]) -> Mapping[str, Any]:
    """What the script draws; every hour's numbers stand in a table as well."""
    sides = list(enumerate(_sides(answer)))
    totals = [_total(side) for _place, side in sides]
    end = _quiet_from(totals)
    minutes = [f"{each // 60:02}:{each % 60:02}" for each in answer.without.minutes[:end]]
    labels = [each.hour for each in hours]
    waits = [
        _curve(place, [getattr(each, rank.lower())[place] for each in hours], rank=rank)
        for place, _side in sides
        for rank in ("P90", "P50")
    ]
    busy = [_curve(place, [each.busy[place] for each in hours]) for place, _side in sides]
    return {
        "waiting": {"names": minutes, "lines": [_curve(place, totals[place][:end]) for place, _side in sides]},
        "waits": {"names": labels, "lines": waits},
        "busy": {"names": labels, "lines": busy, "unit": "%"},
    }


def _quiet_from(totals: list[list[float]]) -> int:
    """The point after which nobody waits any more, whatever is tried."""
    return 2 + max((place for each in totals for place, number in enumerate(each) if number), default=0)


def _curve(place: int, values: list[Any], *, rank: str = "") -> Mapping[str, Any]:
    """One line, named after its side and rank; ``tried`` has the colour of what is proposed, P50 is dashed."""
    name = [_("现有"), _("试")][place]
    return {"name": f"{name} {rank}".strip(), "values": values, "tried": place > 0, "dashed": rank == "P50"}
