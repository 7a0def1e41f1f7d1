"""From a service's file to ``Service``: every word in it must be known, every rule in force, every statement asked.

One edition in a file becomes several services in time when a rule it names has changed in between.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from cheguan.law import dictionary, practice, rule, tariff
from cheguan.law.citation import GRADES, Citation, UnknownArticle, cited
from cheguan.law.conditions import ALWAYS, BadCondition, Condition, compile_condition
from cheguan.law.duty import Duty
from cheguan.law.lawfile import LAW, Table, read
from cheguan.law.lifecycle import ROUTES
from cheguan.law.rule import Rule
from cheguan.law.service import (
    SUBJECTS,
    FeeDue,
    Material,
    Paper,
    PartyNeed,
    Service,
    TimeLimit,
    agent_refused,
    missing_material,
    missing_party,
)
from cheguan.law.statement import Declaration

EFFECTS = frozenset(dictionary.effects())
PROMISES = ("ordinary", "general", "registration")
UNITS = ("working", "calendar")
WAIVERS = ("networked",)
DAY = timedelta(days=1)

for _module in iter_modules([str(LAW / "rules")]):
    import_module(f"cheguan.law.rules.{_module.name}")


def load(path: Path) -> tuple[Service, ...]:
    """The service of a file, once for each stretch of time between changes of its rules."""
    file = read(path)
    named = tuple(_named_rules(file))
    service = _service(file)
    file.done()
    _once_each(file, "rules", [code for code, _ in named])
    _no_gap(file, service, named)
    _every_statement_is_asked(file, service, [each for _, editions in named for each in editions])
    stretches = tuple(_stretches(service, named))
    _cited_law_is_in_force(file, stretches)
    return stretches


def _service(file: Table) -> Service:
    quick, agent, promise = file.table("quick_route"), file.table("agent"), file.table("promise")
    grade = file.one_of("grade", GRADES)
    since = file.day("in_force_from")
    effect = dictionary.effects()[file.one_of("effect", EFFECTS)]
    found = Service(
        code=file.text("code"),
        name=file.text("name"),
        name_en=file.text("name_en"),
        subject=file.one_of("subject", SUBJECTS),
        edition=since,
        valid_from=since,
        valid_until=file.optional_day("in_force_until"),
        basis=cited(file, "basis"),
        channels=frozenset(file.some_of("channels", dictionary.channels())),
        order=file.number("order"),
        route=file.one_of("route", ROUTES),
        quick_route=quick.one_of("route", ROUTES) if "quick_route" in file else "",
        quick_route_if=_condition(quick, "when") if "quick_route" in file else None,
        effect=effect.code,
        carried=frozenset(effect.reads),
        gives_number=effect.number,
        number_if=_condition(file, "number_if"),
        enters=frozenset(effect.enters),
        leaves=frozenset(effect.leaves),
        arrives=effect.arrives,
        duty=_duty(file.table("duty")) if "duty" in file else None,
        promise_class=promise.one_of("class", PROMISES),
        promise_minutes=promise.number("minutes"),
        system_code=file.text("system_code", ""),
        system_reasons=frozenset(file.texts("system_reasons")),
        applicant=dictionary.parties()[file.one_of("applicant", dictionary.parties())],
        parties=tuple(_party(row, grade, since) for row in file.tables("parties")),
        agent_allowed=agent.flag("allowed", default=True),
        agent_refusal=agent_refused(cited(agent, "basis")[0], since=since),
        rules=(),
        materials=tuple(_material(row, grade, since) for row in file.tables("materials")),
        declared=_declared(file),
        limit=_limit(file.table("time_limit")),
        fees_due=tuple(_fee(row) for row in file.tables("fees")),
        results=_papers(file, "results"),
        collects=_papers(file, "collects"),
        forms=tuple(dictionary.forms()[code] for code in file.some_of("forms", dictionary.forms())),
        grade=grade,
    )
    for inner in (quick, agent, promise):
        inner.done()
    _once_each(file, "materials", [each.code for each in found.materials])
    return found


def _material(row: Table, grade: str, since: date) -> Material:
    paper = dictionary.materials()[row.one_of("code", dictionary.materials())]
    basis = _one_citation(row)
    name, name_en = row.text("name", paper.name), row.text("name_en", paper.name_en)
    found = Material(
        code=paper.code,
        name=name,
        name_en=name_en,
        needed_if=_condition(row, "needed_if"),
        waived_if=row.one_of("waived_if", WAIVERS) if "waived_if" in row else "",
        basis=basis,
        finding=missing_material(paper.code, name, name_en, basis, grade=grade, since=since),
    )
    row.done()
    return found


def _party(row: Table, grade: str, since: date) -> PartyNeed:
    party = dictionary.parties()[row.one_of("role", dictionary.parties())]
    basis = _one_citation(row)
    finding = missing_party(party.code, party.name, party.name_en, basis, grade=grade, since=since)
    found = PartyNeed(party.code, party.name, party.name_en, _condition(row, "when"), basis, finding)
    row.done()
    return found


def _limit(row: Table) -> TimeLimit:
    found = TimeLimit(row.number("days"), row.one_of("unit", UNITS), _one_citation(row))
    if found.days < 1:
        raise row.error("time_limit.days is below one", near="days")
    row.done()
    return found


def _duty(row: Table) -> Duty:
    since = row.one_of("since", dictionary.declarations())
    basis, penalty = _one_citation(row), cited(row, "penalty")[0]
    found = Duty(row.number("days"), row.one_of("unit", UNITS), since, basis, penalty)
    row.done()
    return found


def _fee(row: Table) -> FeeDue:
    found = FeeDue(row.one_of("item", tariff.items()), _condition(row, "when"), row.number("times", 1))
    row.done()
    return found


def _declared(file: Table) -> tuple[Declaration, ...]:
    known = dictionary.declarations()
    return tuple(known[code] for code in file.some_of("declared", known))


def _papers(file: Table, key: str) -> tuple[Paper, ...]:
    return tuple(dictionary.papers()[code] for code in file.some_of(key, dictionary.papers()))


def _one_citation(row: Table) -> Citation:
    found = cited(row, "basis")
    if len(found) != 1:
        raise row.error(f"{row.name}.basis must be one article", near="basis")
    return found[0]


def _condition(row: Table, key: str) -> Condition:
    if key not in row:
        return ALWAYS
    try:
        return compile_condition(row.text(key))
    except BadCondition as bad:
        raise row.error(str(bad), near=row.text(key)) from bad


def _named_rules(file: Table) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Each rule that the file names, with all its editions, under the article by which the file refers to it."""
    for entry in file.entries("rules"):
        if isinstance(entry, str):
            yield entry, rule.editions(file.known("rules", entry, rule.codes()))
            continue
        code = entry.one_of("code", rule.codes())
        articles = cited(entry, "basis")
        entry.done()
        yield code, tuple(each.cited_as(articles) for each in rule.editions(code))


def _stretches(service: Service, named: Iterable[tuple[str, tuple[Rule, ...]]]) -> Iterator[Service]:
    starts = {service.valid_from}
    for _, editions in named:
        starts |= {each.since for each in editions if _within(service, each.since)}
        starts |= {each.until + DAY for each in editions if each.until and _within(service, each.until + DAY)}
    ordered = sorted(starts)
    ends = [*(start - DAY for start in ordered[1:]), service.valid_until]
    for start, end in zip(ordered, ends, strict=True):
        rules = (each for _, editions in named for each in editions if each.in_force(start))
        yield replace(service, valid_from=start, valid_until=end, rules=tuple(filter(practice.applies, rules)))


def _within(service: Service, day: date) -> bool:
    return service.valid_from < day and (service.valid_until is None or day <= service.valid_until)


def _no_gap(file: Table, service: Service, named: Iterable[tuple[str, tuple[Rule, ...]]]) -> None:
    """Every rule must hold on every day of the edition, by one of its own editions."""
    for code, editions in named:
        day: date | None = service.valid_from
        while day is not None and (service.valid_until is None or day <= service.valid_until):
            holding = next((each for each in editions if each.in_force(day)), None)
            if holding is None:
                raise file.error(f"the rule {code} is not in force on {day}", near=code)
            day = holding.until + DAY if holding.until else None


def _cited_law_is_in_force(file: Table, stretches: Iterable[Service]) -> None:
    for service in stretches:
        bases = [*service.basis, service.limit.basis]
        bases += [each.basis for each in service.materials] + [each.basis for each in service.parties]
        bases += [citation for each in service.rules for citation in each.citations]
        for citation in bases:
            try:
                citation.wording(service.valid_from)
            except UnknownArticle as unknown:
                raise file.error(str(unknown), near="basis") from unknown


def _every_statement_is_asked(file: Table, service: Service, rules: Iterable[Rule]) -> None:
    """What a rule or a condition reads must be asked by the service, and nothing else need be."""
    read_here = {key for each in rules for key in each.declared}
    conditions = [each.needed_if for each in service.materials] + [each.when for each in service.parties]
    conditions += [each.when for each in service.fees_due]
    conditions += [service.number_if, *([service.quick_route_if] if service.quick_route_if else [])]
    read_here |= {key for each in conditions for key in each.declared}
    read_here |= service.carried | ({service.duty.since} if service.duty else set())
    asked = {each.code for each in service.declared}
    if missing := sorted(read_here - asked):
        raise file.error(f"declared lacks {', '.join(missing)}, which its rules or its effect read", near="declared")
    if idle := sorted(asked - read_here):
        raise file.error(f"declared has {', '.join(idle)}, which nothing reads", near=idle[0])


def _once_each(file: Table, key: str, codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise file.error(f"{key} has {code} twice", near=code)
