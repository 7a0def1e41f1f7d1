"""办事指南: a service told to applicants, made from its definition alone: who, when, with what, how long, how much.

The page for the public, the docs and the kiosk all show this; nobody writes a guide by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cheguan.law import dictionary
from cheguan.law.citation import Citation, UnknownArticle
from cheguan.law.conditions import Condition, Words
from cheguan.law.lifecycle import STEP_NAMES, Step
from cheguan.law.service import Material, PartyNeed, Service
from cheguan.law.tariff import fee

FLOW = {
    "R0": (Step.ACCEPT, Step.REVIEW, Step.GRANT, Step.ARCHIVE),
    "R1": (Step.ACCEPT, Step.REVIEW, Step.GRANT, Step.MAKE, Step.HAND_OVER),
    "R2": (Step.ACCEPT, Step.VERIFY, Step.REVIEW, Step.GRANT, Step.MAKE, Step.HAND_OVER),
}
UNITS: dict[str, Words] = {"working": ("个工作日", "working days"), "calendar": ("日", "days")}
ALWAYS: Words = ("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a guide: what, when it applies (empty: always), and the articles it rests on."""

    what: Words
    when: Words = ALWAYS
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide."""

    code: str
    title: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A service as an applicant reads it. ``grade`` tells how well the law behind it is known."""

    code: str
    name: Words
    since: date
    grade: str
    sections: tuple[Section, ...]


def guide(service: Service, *, on: date) -> Guide:
    """The guide to one edition of a service, with the fees of the day."""
    sections = (
        Section("who", ("谁来申请", "Who applies"), tuple(_who(service))),
        Section("conditions", ("申请条件", "Conditions"), tuple(_conditions(service))),
        Section("materials", ("申请材料", "What to bring"), tuple(_material(each) for each in service.materials)),
        Section("flow", ("办理流程", "How it goes"), (_flow(service.route), *_quick(service))),
        Section("time", ("办理时限", "How long it takes"), tuple(_time(service))),
        Section("fees", ("收费", "Fees"), tuple(_fees(service, on)) or (Line(("不收费", "Free of charge")),)),
        Section(
            "results", ("领取什么", "What you get"), tuple(Line((each.name, each.name_en)) for each in service.results)
        ),
        Section("where", ("在哪里办", "Where"), tuple(_where(service))),
        Section("basis", ("依据", "Legal basis"), tuple(_basis(each, on) for each in service.basis)),
    )
    told = tuple(each for each in sections if each.lines)
    return Guide(service.code, (service.name, service.name_en), service.edition, service.grade, told)


def _who(service: Service) -> Iterator[Line]:
    yield Line((service.applicant.name, service.applicant.name_en))
    for need in service.parties:
        yield _joint(need)
    articles = service.agent_refusal.articles
    if service.agent_allowed:
        yield Line(("可以委托代理人办理", "An agent may apply"), articles=articles)
    else:
        yield Line(("应当由本人办理", "In person, not by an agent"), articles=articles)


def _joint(need: PartyNeed) -> Line:
    what = (f"{need.name}共同申请", f"together with the {need.name_en}")
    return Line(what, _when(need.when), (str(need.basis),))


def _conditions(service: Service) -> Iterator[Line]:
    for rule in service.rules:
        yield Line((rule.gist, f"Not when: {rule.en}"), articles=rule.articles)


def _material(material: Material) -> Line:
    zh, en = material.name, material.name_en
    if material.waived_if:
        zh, en = f"{zh}（已联网核查的免交）", f"{en} (not when it is checked by network)"
    return Line((zh, en), _when(material.needed_if), (str(material.basis),))


def _flow(route: str) -> Line:
    steps = [STEP_NAMES[step] for step in FLOW[route]]
    return Line(("→".join(zh for zh, _ in steps), " → ".join(en for _, en in steps)))


def _quick(service: Service) -> Iterator[Line]:
    if service.quick_route_if is not None:
        yield Line(_flow(service.quick_route).what, _when(service.quick_route_if))


def _time(service: Service) -> Iterator[Line]:
    limit, (zh, en) = service.limit, UNITS[service.limit.unit]
    en = en.removesuffix("s") if limit.days == 1 else en
    yield Line(
        (f"受理之日起{limit.days}{zh}内", f"within {limit.days} {en} of acceptance"), articles=(str(limit.basis),)
    )
    minutes = service.promise_minutes
    yield Line((f"窗口承诺约{minutes}分钟", f"about {minutes} minutes at the window (a promise, not a rule)"))


def _fees(service: Service, on: date) -> Iterator[Line]:
    for due in service.fees_due:
        found = fee(due.item, on=on)
        yuan = f"{found.fen / 100:g}"
        yield Line(
            (f"{found.name}{yuan}元/{found.unit}", f"{found.name_en}: {yuan} yuan"), _when(due.when), (found.basis,)
        )


def _where(service: Service) -> Iterator[Line]:
    known = dictionary.channels()
    for code in known:
        if code in service.channels:
            yield Line((known[code].name, known[code].name_en))


def _basis(citation: Citation, on: date) -> Line:
    try:
        gist = citation.gist(on)
    except UnknownArticle:
        gist = ""
    return Line((f"{citation}：{gist}" if gist else str(citation), str(citation)))


def _when(condition: Condition) -> Words:
    return condition.words if condition.text else ALWAYS
