"""The cases and everything that goes with them, written in the order in which people came."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from cheguan.demo import scripts
from cheguan.demo.city import City
from cheguan.demo.copying import TOLD, Rows
from cheguan.demo.days import CLOCK
from cheguan.demo.desks import Team
from cheguan.demo.draw import stream
from cheguan.demo.licences import examined_on
from cheguan.demo.matters import DAY, LOST_LICENCE, REGISTER, RENEW, TRANSFER, Matter
from cheguan.demo.newcomers import as_json
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import UNSET, Recorder, array, day
from cheguan.demo.scripts import Script, Stage
from cheguan.demo.vehicles import Vehicle
from cheguan.work.cases.steps import BASIS

WITH_AGENT = 0.06
ON_LICENCES = frozenset({RENEW, LOST_LICENCE})
METHODS = ("code", "code", "code", "code", "card", "cash", "code", "card")
REASONS = {
    "refuse": "经核查，申请材料与登记档案不一致",
    "withdraw": "申请人自愿撤回",
    "suspend": "等待申请人补充说明",
}
TELLING = frozenset({"collect", "notify", "decline", *REASONS})
BY_SERVICE = frozenset({"accept", "grant", "refuse", "notify", "decline"})
WITHOUT_BASIS = frozenset({"collect"})
PLAIN_BASIS = {subject: array(articles) for subject, articles in BASIS.items()}


class Event(NamedTuple):
    """What a granted case did to its vehicle or licence. ``party`` is the new owner of a transfer."""

    act: int
    service: str
    day: int
    party: int


class Case(NamedTuple):
    """One case on its way into the tables."""

    id: int
    no: str
    matter: Matter
    ordinal: int
    second: int
    team: Team
    script: Script
    stages: tuple[Stage, ...]
    pace: tuple[int, ...]
    machine: Vehicle | None
    applicant: int
    seller: int
    agent: int


class Casework:
    """Writes cases; keeps what they did, for the registers."""

    def __init__(self, city: City, rows: Rows, recorder: Recorder, teams: Sequence[Team]) -> None:
        self.vehicles: dict[int, list[Event]] = defaultdict(list)
        self.licences: dict[int, list[Event]] = defaultdict(list)
        self.counters: Counter[str] = Counter()
        self._city, self._rows, self._recorder, self._teams = city, rows, recorder, teams
        self._owners = list(city.owners)
        self._rng = stream(city.seed, "casework")
        self._cases = 0

    def write(self, matter: Matter) -> None:
        """All rows of one case."""
        case = self._open(matter)
        acts = self._acts(case)
        self._case(case, acts)
        self._papers(case, acts)
        self._money(case, acts)
        if "grant" in acts:
            self._took_effect(case, acts["grant"])

    def _open(self, matter: Matter) -> Case:
        self._cases += 1
        rng, city = self._rng, self._city
        ordinal, second = divmod(matter.at, DAY)
        team = self._teams[int(rng.random() * len(self._teams))]
        machine = None if matter.service in ON_LICENCES else city.machine(matter.subject)
        by_agent = machine is not None and rng.random() < WITH_AGENT
        script = scripts.script(matter.service, machine and machine.kind, by_agent=by_agent, month=_month(ordinal))
        stages = scripts.way(script.route, matter.ending, paid=bool(script.fees))
        paces = scripts.paces(city.seed, stages)
        holder = matter.subject if machine is None else self._owner(matter.subject, ordinal)
        buying = matter.service == TRANSFER
        return Case(
            id=self._cases,
            no=self._number(team, ordinal),
            matter=matter,
            ordinal=ordinal,
            second=second,
            team=team,
            script=script,
            stages=stages,
            pace=paces[int(rng.random() * len(paces))],
            machine=machine,
            applicant=self._buyer(machine, holder, ordinal) if buying and machine else holder,
            seller=holder if buying else -1,
            agent=city.adult(rng, on=ordinal) if by_agent else -1,
        )

    def _owner(self, subject: int, ordinal: int) -> int:
        if subject < len(self._owners):
            return self._owners[subject]
        return self._city.adult(self._rng, on=ordinal)

    def _buyer(self, machine: Vehicle, seller: int, ordinal: int) -> int:
        firm = self._rng.random() < machine.kind.firms
        buyer = self._city.firm(self._rng) if firm else self._city.adult(self._rng, on=ordinal)
        return buyer if buyer != seller else self._city.first_firm

    def _number(self, team: Team, ordinal: int) -> str:
        series = f"{OFFICE}{team.outlet}-{_compact(ordinal)}"
        self.counters[series] += 1
        return f"{series}-{self.counters[series]:05}"

    def _acts(self, case: Case) -> dict[str, int]:
        """One act for each stage; their numbers by step."""
        recorder, rows = self._recorder, self._rows.of["acts_act"]
        subject = "licence" if case.machine is None else "vehicle"
        today = day(case.ordinal)
        found = {}
        for (step, role, _, _), offset in zip(case.stages, case.pace, strict=True):
            number = recorder.next
            recorder.next = number + 1
            at = f"{today} {CLOCK[case.second + offset]}+08"
            detail, basis = case.script.told.get(step) or ("{}", case.script.basis)
            if step not in BY_SERVICE:
                basis = "{}" if step in WITHOUT_BASIS else PLAIN_BASIS[subject]
            line = (
                f"{number}\t{recorder.prefix}{number:012x}\t{step}\t{at}\t{case.team.desks[role]}\t{basis}\t{case.no}"
            )
            if step in TELLING:
                detail = f'{{"fen": {case.script.fen}}}' if step == "collect" else detail
                self._rows.of[TOLD].append(f"{line}\t{REASONS.get(step, '')}\t{detail}\n")
            else:
                rows.append(line + "\n")
            found[step] = number
        return found

    def _at(self, case: Case, *steps: str) -> str:
        """The moment of the first of these steps that was taken."""
        for (step, *_), offset in zip(case.stages, case.pace, strict=True):
            if step in steps:
                return f"{day(case.ordinal)} {CLOCK[case.second + offset]}+08"
        return UNSET

    def _case(self, case: Case, acts: dict[str, int]) -> None:
        matter, script, team = case.matter, case.script, case.team
        about, today = case.matter.subject + 1, day(case.ordinal)
        runs = "accept" in acts
        new = as_json(case.machine) if matter.service == REGISTER and case.machine else UNSET
        registered = case.machine is not None and (new is UNSET or "grant" in acts)
        self._rows.of["cases_case"].append(
            f"{case.id}\t{case.no}\t{matter.service}\t{script.edition}\t{script.route}\t{matter.ending}"
            f"\t{'accepted' if matter.ending == 'suspended' else ''}\t{OFFICE}\t{team.outlet_id}\twindow"
            f"\t{case.applicant + 1}\t{case.agent + 1 or UNSET}"
            f"\t{about if registered else UNSET}"
            f"\t{UNSET if case.machine else about}\t{new}\t{_declared(case)}\t{script.joint}"
            f"\t{today} {CLOCK[case.second]}+08\t{today}"
            f"\t{scripts.due(script, case.ordinal) if runs and matter.ending != 'withdrawn' else UNSET}"
            f"\t{self._at(case, 'suspend', 'notify', 'decline')}\t{team.clerk}"
            f"\t{team.reviewer if 'review' in acts else UNSET}"
            f"\t{team.reviewer if 'grant' in acts or 'refuse' in acts else UNSET}"
            f"\t{script.fen if runs else 0}\t{self._rng.getrandbits(64):016x}"
            f"\t{self._at(case, 'grant', 'refuse', 'withdraw', 'decline')}\n"
        )

    def _papers(self, case: Case, acts: dict[str, int]) -> None:
        first = next(iter(acts.values()))
        rows = self._rows.of
        if "notify" not in acts:
            rows["cases_material"] += [f"{case.id}\t{code}\tpresented\t\t{first}\n" for code in case.script.materials]
        rows["cases_role"] += [f"{case.id}\t{role}\t{case.seller + 1}\t{first}\n" for role in case.script.roles]
        if "verify" in acts and case.machine:
            rows["cases_verification"].append(
                f"{case.id}\t{case.machine.vin}\t{case.machine.engine_no}\t{scripts.CHECKED}\tt"
                f"\tAV{case.no}\t{acts['verify']}\n"
            )

    def _money(self, case: Case, acts: dict[str, int]) -> None:
        if "accept" not in acts or not case.script.fees:
            return
        cancelled = acts.get("refuse") or acts.get("withdraw") or UNSET
        self._rows.of["payments_charge"] += [
            f"{case.no}\t{item}\t{fen}\t{acts['accept']}\t{cancelled}\n" for item, fen in case.script.fees
        ]
        if "collect" in acts:
            series = f"receipt {OFFICE}{case.team.outlet} {day(case.ordinal)[:4]}"
            self.counters[series] += 1
            no = f"{OFFICE}{case.team.outlet}-{day(case.ordinal)[2:4]}-{self.counters[series]:06}"
            method = METHODS[case.id % len(METHODS)]
            self._rows.of["payments_receipt"].append(
                f"{no}\t{case.no}\t{case.script.fen}\t{method}\t{acts['collect']}\n"
            )

    def _took_effect(self, case: Case, act: int) -> None:
        event = Event(act, case.matter.service, case.ordinal, case.applicant)
        (self.licences if case.machine is None else self.vehicles)[case.matter.subject].append(event)
        if case.seller >= 0:
            self._owners[case.matter.subject] = case.applicant


def _declared(case: Case) -> str:
    """What the window stated: without it the law would not allow what was then granted."""
    if case.matter.ending in {"declined", "refused"}:
        return json.dumps(scripts.AGAINST)
    if case.matter.service != RENEW or case.matter.ending == "notified":
        return "{}"
    examined = day(examined_on(case.matter.subject, case.ordinal))
    return f'{{"medical_issued_on": "{examined}", "medical_result": "fit"}}'


@cache
def _month(ordinal: int) -> date:
    return date.fromordinal(ordinal).replace(day=1)


@cache
def _compact(ordinal: int) -> str:
    return date.fromordinal(ordinal).strftime("%y%m%d")
