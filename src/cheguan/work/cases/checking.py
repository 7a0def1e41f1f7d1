"""What the law and the registers say of an application: who may apply and join, with which papers and statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from cheguan.base.people.actors import Actor
from cheguan.law import catalogue, reform
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import Finding, Severity
from cheguan.law.service import Service
from cheguan.law.statement import faults
from cheguan.registers.vehicles import queries as vehicles
from cheguan.registers.vehicles.commands import MOVED_OUT
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application
from cheguan.work.cases.facts import Asked
from cheguan.work.cases.refusals import AlreadyRegistered, BadStatement, NotKnown, NotOnRecord, NotTheHolder

NOT_SHOWN = ("waived", "fetched")
OWNERS = frozenset({"former_owner", "owner"})
NOBODY: frozenset[str] = frozenset()
SECURED = {"mortgagee": "mortgage", "pledgee": "pledge"}


@dataclass(frozen=True, slots=True)
class Examined:
    """What the law says of an application: the service as it is that day, the facts, everything that stands against it."""

    service: Service
    facts: CaseFacts
    findings: tuple[Finding, ...]

    @property
    def against(self) -> tuple[Finding, ...]:
        """Those that no further paper cures."""
        return tuple(finding for finding in self.findings if finding.severity == Severity.REFUSE)


def examine(application: Application, *, by: Actor, at: datetime, complete: bool = False) -> Examined:
    """Ask the law about an application; nothing is written. ``complete``: what must be stated has to be there."""
    on = localdate(at)
    service = reform.in_force(catalogue.get(application.service, on=on), on=on, place=by.office)
    asked = facts.of_application(application, on=on, office=by.office, channel=by.channel)
    check_holder(service, applicant_id=application.applicant_id, asked=asked)
    if application.new_vehicle is not None:
        check_not_here(application.new_vehicle.vin, service, office=by.office)
    check_known(application, service, asked.facts)
    if wrong := faults(service.declared, application.declared, on=on, stage="accept", complete=complete):
        raise BadStatement(wrong)
    unknown = OWNERS if service.arrives else NOBODY
    check_roles(application.roles, asked, entered=service.enters | unknown, leaving=service.leaves)
    return Examined(service, asked.facts, service.check(asked.facts))


def check_not_here(vin: str, service: Service, *, office: str) -> None:
    """A vehicle is registered once; one that comes from elsewhere may be known from before it left, or elsewhere."""
    known = vehicles.find_by_vin(vin)
    if known is None or (service.arrives and (MOVED_OUT in known.statuses or known.office != office)):
        return
    raise AlreadyRegistered(f"车辆识别代号 {vin} 已注册登记")


def check_roles(
    roles: Sequence[tuple[str, int]],
    asked: Asked,
    *,
    entered: frozenset[str] = NOBODY,
    leaving: frozenset[str] = NOBODY,
) -> None:
    """Whoever joins as owner, mortgagee or pledgee is on record as such; and all creditors of the kind join.

    ``entered`` are the roles that the service itself puts on record: their bearers need not be on it before.
    Of those ``leaving`` it one is enough.
    """
    joined = frozenset((role, party) for role, party in roles if role not in entered)
    if any(role in OWNERS and party != asked.holder_id for role, party in joined):
        raise NotOnRecord("所填的机动车所有人不是登记的机动车所有人")
    if any(role not in OWNERS and party == asked.holder_id for role, party in roles):
        raise NotOnRecord("机动车所有人不能兼作共同申请的另一方")
    creditors = frozenset((SECURED[role], party) for role, party in joined if role in SECURED)
    if creditors - asked.creditors:
        raise NotOnRecord("所填的抵押权人、质权人与登记的不一致")
    joining = {SECURED[role] for role, _ in joined if role in SECURED and role not in leaving}
    if any(kind in joining for kind, _ in asked.creditors - creditors):
        raise NotOnRecord("登记的抵押权人、质权人没有全部共同申请")


def check_holder(service: Service, *, applicant_id: int, asked: Asked) -> None:
    """Whether the applicant is on record as the subject's holder, as the service wants it (or wants it not)."""
    wanted = service.applicant.record
    if asked.holder_id is None or wanted == "anyone":
        return
    if wanted == "interested":
        concerned = {SECURED[need.role] for need in service.parties if need.role in SECURED}
        if applicant_id not in {asked.holder_id, *(party for kind, party in asked.creditors if kind in concerned)}:
            raise NotTheHolder
        return
    if (asked.holder_id == applicant_id) != (wanted == "holder"):
        raise NotTheHolder


def check_known(application: Application, service: Service, facts: CaseFacts) -> None:
    """Only papers and statements that the service knows; waived by nobody but the law; an agent who is somebody else."""
    papers = {material.code for material in service.materials}
    stated = {each.code for each in service.declared if each.stage == "accept"}
    strange = sorted({given.code for given in application.materials} - papers | set(application.declared) - stated)
    if strange:
        raise NotKnown(f"这项业务没有：{'、'.join(strange)}")
    waived = {material.code for material in service.materials if material.waived(facts)}
    if any(given.how in NOT_SHOWN and given.code not in waived for given in application.materials):
        raise NotKnown("只有已联网核查的材料可以免交")
    if application.agent_id is not None and application.agent_id == application.applicant_id:
        raise NotKnown("代理人不能是申请人本人")
