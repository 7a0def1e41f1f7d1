"""What of the queue is wanted: which step, which service, which outlet; and the lists to choose from."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cheguan.base.people.actors import Actor
from cheguan.channels.markup import fill, fill_each
from cheguan.channels.words import either
from cheguan.law import catalogue
from cheguan.law.lifecycle import Step
from cheguan.work.cases.steps import RIGHTS

# What waits for whom: the step that is next, and the words for it.
WAITING: Mapping[str, tuple[Step, tuple[str, str]]] = {
    "review": (Step.REVIEW, ("待审核", "To review")),
    "decide": (Step.GRANT, ("待决定", "To decide")),
    "verify": (Step.VERIFY, ("待查验", "To verify")),
    "make": (Step.MAKE, ("待制证", "To make")),
    "hand_over": (Step.HAND_OVER, ("待发证", "To hand over")),
    "archive": (Step.ARCHIVE, ("待归档", "To archive")),
    "resume": (Step.RESUME, ("暂停中", "Suspended")),
    "accept": (Step.ACCEPT, ("待补正", "To complete")),
}
MINE = "mine"
SELECTED = mark_safe(" selected")
Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wish:
    """``service`` and ``outlet`` are empty for all."""

    waiting: str
    service: str = ""
    outlet: str = ""

    @property
    def step(self) -> Step:
        return WAITING[self.waiting][0]

    @property
    def query(self) -> dict[str, str]:
        """As an address says it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Filter:
    """One list to choose from, drawn."""

    name: str
    label: str
    select: SafeString


def read(given: QueryDict, *, by: Actor) -> Wish:
    """What the address asks for; without a word, what waits for this officer. What is not understood is not asked."""
    wish = Wish(given.get("waiting", ""), given.get("service", ""), given.get("outlet", ""))
    first = next((name for name, (step, _) in WAITING.items() if by.may(RIGHTS[step])), "review")
    known = {code for code, _ in _services(timezone.localdate())}
    return replace(
        wish,
        waiting=wish.waiting if wish.waiting in WAITING else first,
        service=wish.service if wish.service in known else "",
        outlet=MINE if wish.outlet == MINE else "",
    )


def drawn(wish: Wish, *, by: Actor) -> tuple[Filter, ...]:
    waiting = [(name, either(words)) for name, (_, words) in WAITING.items()]
    services = [(code, either(names)) for code, names in _services(timezone.localdate())]
    return (
        Filter("waiting", _("待办"), _select("waiting", wish.waiting, waiting)),
        Filter("service", _("业务"), _select("service", wish.service, [("", _("全部")), *services])),
        Filter("outlet", _("网点"), _select("outlet", wish.outlet, [("", _("全所")), (MINE, by.outlet_name)])),
    )


@lru_cache(maxsize=4)
def _services(on: date) -> tuple[tuple[str, tuple[str, str]], ...]:
    return tuple((each.code, (each.name, each.name_en)) for each in catalogue.services(on=on))


def _select(name: str, chosen: str, choices: Choices) -> SafeString:
    cells = ((value, SELECTED if value == chosen else "", label) for value, label in choices)
    options = fill_each('<option value="{}"{}>{}</option>', cells)
    return fill('<select name="{0}" id="id_{0}" class="form-select">{1}</select>', name, options)
