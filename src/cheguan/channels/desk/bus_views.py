"""校车标牌月报：what the month has issued, changed and recovered, to read, to print and as a table for the government."""

import csv
from datetime import date
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cheguan.channels.sessions import actor_of, requires
from cheguan.law.dates import add_months
from cheguan.registers.buses import queries as buses
from cheguan.registers.buses.queries import Change

HEAD = ("日期", "事项", "号牌号码", "学校或者校车服务提供者", "驾驶人", "行驶线路", "标牌有效期止")
WHAT = {"issued": "发放", "changed": "变更", "recovered": "收回"}
# A spreadsheet would take these for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@requires("supervise")
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    month = _month(request)
    lines = buses.changes_of_month(office=actor_of(request).office, month=month)
    earlier, later = add_months(month, -1), add_months(month, 1)
    context = {"lines": lines, "month": month, "earlier": earlier, "later": later}
    return render(request, "desk/buses.html", context)


@requires("supervise")
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """The same as a file of comma-separated values, in Chinese as it goes to the authorities."""
    month = _month(request)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for line in buses.changes_of_month(office=actor_of(request).office, month=month):
        writer.writerow(_cells(line))
    name = f"school-bus-tags-{month:%Y-%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(line: Change) -> list[str]:
    cells = [f"{line.day}", WHAT[line.what], line.plate, line.provider, line.driver, line.route, f"{line.valid_until}"]
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def _month(request: HttpRequest) -> date:
    """``?month=2026-03``; without it the running month."""
    asked = request.GET.get("month", "")
    if not asked:
        return timezone.localdate().replace(day=1)
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError as wrong:
        raise Http404 from wrong
    if not date.min.year < month.year < date.max.year:
        raise Http404
    return month
