"""What changed in the law between two days: by service, then the rules that no service of today names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cheguan.law import asking, catalogue, question, rule, tariff
from cheguan.law.question import Question
from cheguan.law.rule import Rule
from cheguan.law.service import Service

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different. ``part`` is what of the service; empty before or after means it was not there."""

    part: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """What changed for one service; ``before`` or ``after`` is missing where the service came or went."""

    code: str
    before: Service | None
    after: Service | None
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        known = self.after or self.before
        assert known is not None
        return known.name


def services(earlier: date, later: date) -> tuple[ServiceChange, ...]:
    """Every service that came, went or changed, in the order of use."""
    before = {each.code: each for each in catalogue.services(on=earlier)}
    after = {each.code: each for each in catalogue.services(on=later)}
    found = []
    for code in dict.fromkeys((*before, *after)):
        old, new = before.get(code), after.get(code)
        changes = tuple(_changes(old, new, earlier, later)) if old and new else ()
        if changes or old is None or new is None:
            found.append(ServiceChange(code, old, new, changes))
    return tuple(found)


def rules(earlier: date, later: date) -> tuple[Change, ...]:
    """Every rule and question whose edition on the one day is not that of the other."""
    found = []
    for code in sorted({*catalogue.rules(), *asking.codes()}):
        before, after = _edition(code, earlier), _edition(code, later)
        if before is not after:
            found.append(Change("rule", code, _said(before), _said(after)))
    return tuple(found)


def _edition(code: str, on: date) -> Rule | Question | None:
    known: tuple[Rule | Question, ...]
    known = rule.editions(code) if code in rule.codes() else question.editions(code)
    return next((each for each in known if each.since <= on and (each.until is None or on <= each.until)), None)


def _said(edition: Rule | Question | None) -> str:
    return f"{edition.gist}（{'、'.join(edition.articles)}，{edition.since} 起）" if edition else ""


def _changes(old: Service, new: Service, earlier: date, later: date) -> Iterator[Change]:
    for part, of in PARTS.items():
        before, after = of(old, earlier), of(new, later)
        for name in dict.fromkeys((*before, *after)):
            was, is_now = before.get(name, ""), after.get(name, "")
            if was != is_now:
                yield Change(part, name, was, is_now)


def _fees(service: Service, on: date) -> Parts:
    due = {each.item: tariff.fee(each.item, on=on) for each in service.fees_due}
    return {fee.name: f"{fee.fen / 100:g} 元" for fee in due.values()}


def _plain(service: Service, on: date) -> Parts:
    return {
        "名称": service.name,
        "依据": "、".join(str(each) for each in service.basis),
        "时限": f"{service.limit.days} {service.limit.unit}",
        "流程": service.route,
        "渠道": "、".join(sorted(service.channels)),
        "代理": "可以" if service.agent_allowed else "不得",
        "结果": "、".join(each.name for each in service.results),
    }


PARTS: Mapping[str, Callable[[Service, date], Parts]] = {
    "service": _plain,
    "material": lambda service, _: {each.name: each.needed_if.words[0] or "应当提交" for each in service.materials},
    "party": lambda service, _: {each.name: each.when.words[0] or "应当共同申请" for each in service.parties},
    "rule": lambda service, _: {each.code: _said(each) for each in service.rules},
    "fee": _fees,
}
