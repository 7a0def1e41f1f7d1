"""One line of a queue as its row shows it. A page has many, so they are worded here and not in the template."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cheguan.base.people.actors import Actor
from cheguan.channels.figures import moment, remaining
from cheguan.channels.markup import fill, fill_each
from cheguan.channels.words import applicant, named, plate, state_name, tone
from cheguan.law import catalogue
from cheguan.work.cases.queries import QueueLine

ROW = """
<tr tabindex="0" data-row{}>
  <td class="cg-nowrap">{}</td>
  <td>{}</td>
  <td class="cg-nowrap">{}</td>
  <td class="cg-nowrap">{}</td>
  <td>{}{}<br><small>{} · {}</small></td>
  <td><span class="cg-tag {}">{}</span></td>
  <td class="cg-mono cg-nowrap"><a href="{}"{}>{}</a>{}</td>
</tr>"""
# The digits that open a row.
KEYS = 9
# Stands in an address for the number of any case, so that the address is looked up once for a page.
ANY = "00000000-000000-00000"
BEGIN = mark_safe(" data-begin")


def drawn(lines: Iterable[QueueLine], *, by: Actor, begin: bool = False) -> SafeString:
    """The rows; ``begin`` puts the cursor on the first of them."""
    return fill_each(ROW, _cells(lines, by=by, begin=begin))


def _cells(lines: Iterable[QueueLine], *, by: Actor, begin: bool) -> Iterator[tuple[str, ...]]:
    due, service, state = cache(remaining), cache(_service), cache(state_name)
    now = timezone.localtime()
    address = reverse("window:case", args=[ANY])
    own = fill(' <span class="cg-tag">{}</span>', _("本人受理"))
    for n, line in enumerate(lines, start=1):
        yield (
            BEGIN if begin and n == 1 else "",
            due(None if line.stopped_at else line.due_on),
            service(line.service_code, line.edition),
            applicant(line),
            plate(line.plate or ""),
            line.accepted_by,
            own if line.accepted_by_id == by.officer_id else "",
            line.outlet_name,
            moment(line.accepted_at, now),
            tone(line.state),
            state(line.state),
            address.replace(ANY, line.no),
            fill(' data-key="{}"', str(n)) if n <= KEYS else "",
            line.no,
            fill(" <kbd>{}</kbd>", str(n)) if n <= KEYS else "",
        )


def _service(code: str, edition: date) -> str:
    return named(catalogue.get(code, on=edition))
