"""小票：what a ticket says, on the screen, on the printer's roll and for a phone's camera."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cheguan.base.people.actors import Actor
from cheguan.channels.hall import matters
from cheguan.channels.hall.matters import Matter
from cheguan.channels.words import either
from cheguan.law.guide import Line
from cheguan.law.one_id import by_identity_alone
from cheguan.work.visits import forecast
from cheguan.work.visits import queries as visits
from cheguan.work.visits.forecast import Range
from cheguan.work.visits.line import PRIORITIES, QUEUES, Priority, Queue
from cheguan.work.visits.queries import VisitLine

VISIT_STATES = {
    "waiting": "等候",
    "called": "已叫号",
    "serving": "办理中",
    "paused": "暂停",
    "finished": "办完",
    "no_show": "过号",
    "left": "已取消",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A service with the papers it needs; ``identity_alone`` when the identity card is all."""

    matter: Matter
    papers: tuple[Line, ...]
    identity_alone: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """A visit as its holder sees it. ``ahead`` and ``range`` are for those who wait."""

    visit: VisitLine
    queue: Queue
    ahead: int
    range: Range | None
    matters: tuple[Brought, ...]

    @property
    def state_words(self) -> str:
        return _(VISIT_STATES[self.visit.state])

    @property
    def priority(self) -> Priority | None:
        return PRIORITIES.get(self.visit.priority)


def of_visit(visit: VisitLine, *, at: datetime) -> Ticket:
    """Three or four statements, whatever the length of the line."""
    ahead, told = 0, None
    if visit.state == "waiting":
        ahead = visits.ahead_of(visit.id)
        told = forecast.range_of(visit.rank_at, queue=visit.queue, outlet_id=visit.outlet_id, at=at)
    services = [each.service for each in visits.matters(visit.id)]
    return Ticket(visit, QUEUES[visit.queue], ahead, told, brought(services, on=visit.day))


def brought(codes: Sequence[str], *, on: date) -> tuple[Brought, ...]:
    return tuple(
        Brought(each, matters.to_bring(each.service, on=on), by_identity_alone(each.service))
        for each in matters.chosen(codes, on=on)
    )


def address(request: HttpRequest, token: str) -> str:
    """The ticket's page, in the language of the one who took it."""
    language = "" if get_language() == "zh-hans" else "?lang=en"
    return request.build_absolute_uri(reverse("hall:ticket", args=[token])) + language


def qr(text: str) -> str:
    """As a picture that may stand in a page; medium correction survives a scratched screen."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=6, border=2))


def roll(ticket: Ticket, *, hall: Actor, link: str) -> str:
    """For the ticket printer (docs/howto/devices.md), as JSON."""
    now = timezone.localtime(ticket.visit.taken_at)
    lines: list[dict[str, object]] = [
        {"text": hall.outlet_name, "align": "centre"},
        {"text": ticket.visit.no, "size": 4, "align": "centre", "bold": True},
        {"text": either((ticket.queue.name, ticket.queue.name_en)), "align": "centre"},
        {"text": _("前面 %d 人") % ticket.ahead, "align": "centre"},
    ]
    if ticket.range:
        low, high = ticket.range
        told = _("约 %d 至 %d 分钟") % (low, high) if low else _("%d 分钟以内") % high
        lines.append({"text": told, "align": "centre"})
    for each in ticket.matters:
        lines.append({"text": each.matter.name, "bold": True})
        lines += [{"text": f"□ {_paper(paper)}"} for paper in each.papers]
    lines.append({"text": f"{now:%Y-%m-%d %H:%M}", "align": "centre"})
    return json.dumps({"lines": lines, "qr": link}, ensure_ascii=False)


def _paper(paper: Line) -> str:
    when = either(paper.when)
    return either(paper.what) + (_("（%s）") % when if when else "")
