"""The call bar on every page of the window, for those who serve people."""

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cheguan.base.people.actors import Actor
from cheguan.channels.window import bar, bar_forms
from cheguan.channels.window.bar import Bar
from cheguan.channels.words import named
from cheguan.law import catalogue
from cheguan.work.visits.bench import InHand, Matter
from cheguan.work.visits.line import CLASSES, PRIORITIES, QUEUES, priority_of_age

register = template.Library()
HELPED = ("elderly", "disabled")


@register.simple_tag(takes_context=True)
def find_bar(context: Context) -> Bar | None:
    """The bar of this page; none for those who serve nobody, nor in a hall without counters."""
    actor: Actor | None = context.get("actor")
    if not actor or not actor.may("accept"):
        return None
    found = context.get("bar") or bar.of(context["request"])
    return found if found.wanted else None


@register.simple_tag
def reasons(kind: str) -> list[str]:
    """The list of reasons for ``away``, ``paused``, ``handed_on`` or ``taken_over``."""
    return [*getattr(bar_forms, kind.upper()), bar_forms.OTHER]


@register.simple_tag
def queues() -> list[Any]:
    return list(QUEUES.values())


@register.filter
def queue_names(codes: tuple[str, ...]) -> str:
    return _("、").join(named(QUEUES[code]) for code in codes)


@register.filter
def priority_name(code: str) -> str:
    return named(PRIORITIES[code]) if code else ""


@register.filter
def class_name(code: str) -> str:
    return named(CLASSES[code])


@register.filter
def matter_name(matter: Matter, on: Any) -> str:
    """The service of a matter, as it is called on that day."""
    return named(catalogue.get(matter.service, on=on.date()))


@register.filter
def minutes_in(visit: InHand, shown: Bar) -> int:
    """Since its last step."""
    return shown.minutes_of(visit)


@register.filter
def wants_help(visit: InHand) -> bool:
    return visit.priority in HELPED


@register.filter
def unanswered(visit: InHand) -> list[Matter]:
    """The matters of which the clerk says how they ended: no case says it."""
    return [each for each in visit.matters if each.case_no is None and not each.outcome]


@register.filter
def is_elderly(born_on: date | None) -> bool:
    """Old enough for the head start, whether or not they took it."""
    return priority_of_age(born_on, on=localdate()) == "elderly"
