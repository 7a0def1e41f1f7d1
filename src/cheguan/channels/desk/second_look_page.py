"""One second look as its page shows it: the case as it was decided, and what was done by whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from cheguan.base.acts import queries as acts
from cheguan.base.acts.queries import ActLine
from cheguan.base.people.actors import Actor
from cheguan.channels.words import either, named
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.queries import Person
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases import queries as cases
from cheguan.work.cases.queries import CaseView
from cheguan.work.second_looks import queries as second_looks
from cheguan.work.second_looks.queries import LookLine, Remedied
from cheguan.work.second_looks.rates import WHOLE, rates

OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    "in_order": ("无误", "In order", "ok"),
    "minor": ("轻微差错", "Minor fault", "soon"),
    "serious": ("严重差错", "Serious fault", "stop"),
}


@dataclass(frozen=True, slots=True)
class LookPage:
    """``mine`` when the reader has it; ``in_charge`` when they may say what was done about it."""

    look: LookLine
    case: CaseView
    people: Mapping[int, Person]
    vehicle: Vehicle | None
    timeline: tuple[ActLine, ...]
    remedies: tuple[Remedied, ...]
    mine: bool
    in_charge: bool

    @property
    def applicant(self) -> Person:
        return self.people[self.case.applicant_id]

    @property
    def agent(self) -> Person | None:
        return self.people.get(self.case.agent_id or 0)

    @property
    def materials(self) -> list[tuple[str, str, str, str]]:
        """Name, source, how it came, and its code when there is a picture of it."""
        names = {each.code: named(each) for each in self.case.service.materials}
        return [
            (names.get(line.code, line.code), line.source, line.how, line.code if line.sha256 else "")
            for line in self.case.materials
        ]

    @property
    def why(self) -> list[str]:
        return grounds(self.look)

    @property
    def rate(self) -> str:
        return percent(self.look.rate / WHOLE)

    @property
    def outcome(self) -> tuple[str, str]:
        """In words, and the colour that goes with it."""
        return outcome(self.look)


def draw(look: LookLine, *, by: Actor) -> LookPage:
    case = cases.get(look.case_no, office=by.office)
    ids = {case.applicant_id} | ({case.agent_id} if case.agent_id else set())
    remedies = second_looks.remedies(look.number) if look.outcome else ()
    return LookPage(
        look=look,
        case=case,
        people=parties.get_many(sorted(ids)),
        vehicle=vehicles.get(case.vehicle_id) if case.vehicle_id else None,
        timeline=acts.of_case(look.case_no),
        remedies=remedies,
        mine=look.officer_id == by.officer_id and not look.outcome,
        in_charge=by.may("supervise") and look.outcome == "serious",
    )


def grounds(look: LookLine) -> list[str]:
    """Why the rate was what it was; that it is some case says nothing where something else holds."""
    names = {each.code: either((each.name, each.name_en)) for each in rates().grounds}
    special = [each for each in look.grounds if each != "any"] or list(look.grounds)
    return [names.get(each, each) for each in special]


def outcome(look: LookLine) -> tuple[str, str]:
    if not look.outcome:
        return ("", "")
    *words, tone = OUTCOMES[look.outcome]
    return (either(words), tone)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".0 %", " %")
