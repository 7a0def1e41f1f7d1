"""待办队列：open cases by their last day, soonest first; one page leads to the next by key."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from cheguan.base.people.actors import Actor
from cheguan.channels.desk import filters, rows
from cheguan.channels.desk.filters import Wish
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.work.cases import queries as cases
from cheguan.work.cases.queries import BadKey, QueuePage

PAGE = 25
# A case number has twenty signs; whatever is longer finds nothing.
LONGEST = 30


@requires("look_up")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    wish, after = filters.read(request.GET, by=by), request.GET.get("after", "")
    try:
        page = _page(wish, after=after, by=by)
    except BadKey:
        page = _page(wish, by=by)
    more = urlencode({**wish.query, "after": page.after}) if page.after else ""
    return _show(request, wish, page, by=by, more=more, started=bool(after))


@requires("look_up")
@sent_from("desk:queue")
def find(request: HttpRequest) -> HttpResponse:
    """Narrowed by what is typed: the lines alone while typing; with Enter the case itself, when it is the only one."""
    by = actor_of(request)
    wish, text = filters.read(request.POST, by=by), "".join(request.POST.get("find", "").split())
    page = _page(wish, find=text, by=by) if len(text) <= LONGEST and text.isprintable() else QueuePage((), "")
    if request.headers.get("HX-Request"):
        lines = {"rows": rows.drawn(page.lines, by=by), "find": text, "further": page.after}
        return render(request, "desk/lines.html", lines)
    if text and len(page.lines) == 1:
        return redirect("window:case", no=page.lines[0].no)
    return _show(request, wish, page, by=by, find=text, further=page.after)


def _show(request: HttpRequest, wish: Wish, page: QueuePage, *, by: Actor, **more: object) -> HttpResponse:
    drawn = {"rows": rows.drawn(page.lines, by=by, begin=True), "filters": filters.drawn(wish, by=by), "wish": wish}
    return render(request, "desk/queue.html", {**drawn, **more})


def _page(wish: Wish, *, by: Actor, find: str = "", after: str = "") -> QueuePage:
    return cases.queue(
        office=by.office,
        steps=[wish.step],
        service=wish.service,
        outlet_id=by.outlet_id if wish.outlet else None,
        find=find,
        after=after,
        limit=PAGE,
    )
