"""大厅实况 and 分钟账: the hall as it is now, and where its minutes went."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cheguan.base.people import queries as people
from cheguan.channels.desk import hall_page
from cheguan.channels.forms import DayField, dress
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import named
from cheguan.oversight.minutes import gaming, queries
from cheguan.oversight.minutes.queries import Figures
from cheguan.work.visits import forecast
from cheguan.work.visits.line import CLASSES

SPAN = timedelta(days=27)
LONGEST = timedelta(days=366)
SIGNS = {
    "heaping": gettext_lazy("办理时间集中在承诺时限之前"),
    "reopened": gettext_lazy("办完后短时间内为同一人重开"),
    "parked": gettext_lazy("暂停时间占办理时间过多"),
    "empty": gettext_lazy("几秒钟办完的号"),
    "split": gettext_lazy("同一人一天内多个号"),
    "rushed": gettext_lazy("过号太快"),
    "away_long": gettext_lazy("一次离开窗口过久（分钟）"),
    "away_day": gettext_lazy("一天离开窗口合计过久（分钟）"),
}


class SpanForm(forms.Form):
    """From which day to which; four weeks if nothing is said."""

    first = DayField(label=gettext_lazy("从"), past=True, required=False)
    last = DayField(label=gettext_lazy("到"), past=True, required=False)

    def __init__(self, asked: QueryDict) -> None:
        today = localdate()
        usual = {"first": f"{today - SPAN}", "last": f"{today}"}
        super().__init__(asked if usual.keys() & asked.keys() else usual, label_suffix="")
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last = given.get("last") or localdate()
        first = given.get("first") or last - SPAN
        if first > last:
            self.add_error("first", _("开始日期晚于结束日期"))
        elif last - first > LONGEST:
            self.add_error("first", _("一次最多看一年"))
        return {"first": first, "last": last}


@requires("look_up", "supervise")
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The picture draws itself anew when something changed."""
    by, now = actor_of(request), timezone.now()
    return render(request, "desk/hall.html", {"hall": hall_page.draw(by.outlet_id, at=now), "outlet": by, "now": now})


@requires("supervise")
@require_GET
def minutes(request: HttpRequest) -> HttpResponse:
    by, form = actor_of(request), SpanForm(request.GET)
    first, last = _span(form)
    outlets = [by.outlet_id]
    found = queries.figures(outlets, first=first, last=last)
    held = forecast.held(by.outlet_id, first=first, last=last)
    hours = _hours(found["hour"])
    context = {
        "form": form,
        "first": first,
        "last": last,
        "classes": [(named(CLASSES[each.matter_class]), each, CLASSES[each.matter_class]) for each in found["class"]],
        "counters": _counters(found["counter"]),
        "trips": [(named(CLASSES[each.matter_class]), each) for each in queries.trips(outlets, first=first, last=last)],
        "held": held,
        "held_share": sum(each.held for each in held) / sum(each.told for each in held) if held else None,
        "signs": _signs(gaming.signs(outlets, first=first, last=last)),
        "grade": gaming.LINE["grade"],
        "hours": hours,
        "charts": _charts(hours),
    }
    return render(request, "desk/minutes.html", context)


@requires("supervise")
@require_GET
def minutes_table(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    by = actor_of(request)
    first, last = _span(SpanForm(request.GET))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="minutes-{first}-{last}.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response)
    sheet.writerow(
        [_("按"), _("类别"), _("名称"), _("来访"), _("办完"), _("过号或离开"), *(f"{kind} {share}" for kind in (_("等候"), _("办理"))
         for share in ("P50", "P90", "P95")), _("暂停"), _("等候达标"), _("办理达标")]
    )  # fmt: skip
    for group in queries.figures([by.outlet_id], first=first, last=last).values():
        sheet.writerows(_row(each) for each in group)
    return response


def _span(form: SpanForm) -> tuple[date, date]:
    if form.is_valid():
        return form.cleaned_data["first"], form.cleaned_data["last"]
    return localdate() - SPAN, localdate()


def _row(line: Figures) -> list[object]:
    waited, served = line.waited or ("", "", ""), line.served or ("", "", "")
    shares = ["" if each is None else round(each, 3) for each in (line.wait_kept, line.serve_kept)]
    minutes = [round(each, 1) if isinstance(each, float) else each for each in (*waited, *served, line.paused)]
    return [line.by, line.matter_class, line.name, line.visits, line.finished, line.missed, *minutes, *shares]


def _counters(lines: Sequence[Figures]) -> list[tuple[str, str, Figures]]:
    """By counter, 2 before 10."""
    ordered = sorted(lines, key=lambda each: (len(each.name), each.name, each.matter_class))
    return [(each.name, named(CLASSES[each.matter_class]), each) for each in ordered]


def _signs(found: Sequence[gaming.Sign]) -> list[tuple[str, str, gaming.Sign]]:
    names = people.names_of({sign.officer_id for sign in found})
    return [(names.get(sign.officer_id, ""), str(SIGNS[sign.kind]), sign) for sign in found]


def _hours(lines: Sequence[Figures]) -> list[tuple[str, Figures]]:
    """Ordinary matters by the hour of the ticket."""
    ordinary = [each for each in lines if each.matter_class == "ordinary" and each.waited]
    return [(f"{int(each.name):02d}:00", each) for each in sorted(ordinary, key=lambda each: int(each.name))]


def _charts(hours: Sequence[tuple[str, Figures]]) -> dict[str, Any]:
    """Waiting: half of the people waited less than the one line, nine in ten than the other."""
    names = [hour for hour, _line in hours]
    curves = [("P50", 0, False), ("P90", 1, True)]
    return {
        "waits": {
            "names": names,
            "lines": [
                {
                    "name": name,
                    "values": [round((each.waited or ())[place], 1) for _hour, each in hours],
                    "dashed": dashed,
                }
                for name, place, dashed in curves
            ],
            "unit": "",
        },
        "visits": {
            "names": names,
            "lines": [{"name": _("来访"), "values": [each.visits for _hour, each in hours], "dashed": False}],
            "unit": "",
        },
    }
