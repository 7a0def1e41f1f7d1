"""号源：the weekly pattern of the hall, published by the officer in charge, and how full the next days are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.channels import appointing
from cheguan.channels.forms import OfficeForm
from cheguan.channels.sessions import actor_of, requires
from cheguan.work.appointments import availability, terms
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.availability import Fullness
from cheguan.work.appointments.terms import GRADE, LIMITS, MINUTES, PATTERN, WEEK, Weekly
from cheguan.work.visits.line import QUEUES, Queue

DAYS = dict(
    zip(
        WEEK,
        map(gettext_lazy, ("周一", "周二", "周三", "周四", "周五", "调休上班日")),
        strict=True,
    )
)
MOST_PLACES = 60


class PatternForm(OfficeForm):
    """A row for each queue: minutes of a slot, places in each slot by the day of the week."""

    def __init__(self, *args: object, patterns: Sequence[Weekly], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = {each.queue: each for each in patterns if not each.service_group}
        for code, queue in QUEUES.items():
            given = known.get(code, Weekly(code, 15, (0,) * len(WEEK)))
            self._add_row(queue, given)
        self._dress()

    def _add_row(self, queue: Queue, given: Weekly) -> None:
        self.fields[f"{queue.code}_minutes"] = forms.TypedChoiceField(
            label=gettext_lazy("每个时段多少分钟"),
            choices=[(each, each) for each in MINUTES],
            coerce=int,
            initial=given.minutes,
        )
        for place, day in enumerate(WEEK):
            self.fields[f"{queue.code}_{day}"] = forms.IntegerField(
                label=DAYS[day], min_value=0, max_value=MOST_PLACES, initial=given.places[place]
            )

    def rows(self) -> Iterator[tuple[Queue, forms.BoundField, list[forms.BoundField]]]:
        for code, queue in QUEUES.items():
            yield queue, self[f"{code}_minutes"], [self[f"{code}_{day}"] for day in WEEK]

    def patterns(self) -> list[Weekly]:
        """A queue without any places has no pattern."""
        given = self.cleaned_data
        rows = [
            Weekly(code, given[f"{code}_minutes"], tuple(given[f"{code}_{day}"] for day in WEEK)) for code in QUEUES
        ]
        return [row for row in rows if any(row.places)]


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its queues, for the picture."""

    day: date
    queues: tuple[tuple[Queue, Fullness | None], ...]


@requires("roster")
@require_http_methods(["GET", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    kept = availability.patterns(by.outlet_id)
    form = PatternForm(request.POST or None, patterns=kept or PATTERN)
    if form.is_valid():
        try:
            given = [*form.patterns(), *(each for each in kept if each.service_group)]
            appointments.publish(outlet_id=by.outlet_id, patterns=given, by=by, at=now, key=form.cleaned_data["key"])
            return redirect("desk:appointments")
        except Refusal as refused:
            form.add_error(None, appointing.said(refused))
    return _page(request, form, published=bool(kept), by=by, at=now)


def _page(request: HttpRequest, form: PatternForm, *, published: bool, by: Actor, at: datetime) -> HttpResponse:
    waiting = availability.waiting_counts(by.outlet_id, at=at)
    context = {
        "form": form,
        "weekdays": DAYS.values(),
        "published": published,
        "queues": [(queue, waiting.get(code, 0)) for code, queue in QUEUES.items()],
        "days": _days(availability.occupancy(by.outlet_id, since=timezone.localdate(at))),
        "terms": terms.told(),
        "grade": GRADE,
        "limits": LIMITS,
    }
    return render(request, "desk/appointments.html", context, status=422 if form.is_bound else 200)


def _days(lines: Sequence[Fullness]) -> list[Day]:
    found: dict[date, dict[str, Fullness]] = {}
    for line in lines:
        found.setdefault(line.day, {})[line.queue] = line
    return [Day(day, tuple((queue, of.get(code)) for code, queue in QUEUES.items())) for day, of in found.items()]
