"""The acceptance of one service on one screen: papers in hand, statements, agent, who applies jointly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.base.files import commands as files
from cheguan.base.people.actors import Actor
from cheguan.channels.forms import OfficeForm
from cheguan.channels.identifier_fields import PartyField
from cheguan.channels.uploads import ScanField
from cheguan.channels.window.counter import Served
from cheguan.channels.window.stated import field, kept
from cheguan.channels.words import either, named
from cheguan.law.facts import CaseFacts
from cheguan.law.one_id import IDENTITY, by_identity_alone
from cheguan.law.relief import Gap
from cheguan.law.rule import Finding
from cheguan.law.service import Material, PartyNeed, Service
from cheguan.law.statement import Fault
from cheguan.registers.parties.queries import Person
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application, Given, NewVehicle
from cheguan.work.cases.gaps import offered

HOLDER = "holder"
# Roles whose bearer is whom the register names: nobody types their number, they only have to be there.
ON_RECORD = frozenset({"former_owner", "owner", "holder"})
# Kept with the case, so in the language of the record, whatever language the screen is in.
READ, SHARED = "身份证件", "联网核查"
LATER = "accept_with_gap"
MEDICAL = "medical_certificate"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What nobody has to bring: ``what`` it is, from which ``source``, and of which day, if not of this moment."""

    what: str
    source: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One material on the screen: its tick, the place for its picture, and how it came if nobody has to bring it."""

    material: Material
    tick: BoundField
    scan: BoundField
    shared: bool


class ApplicationForm(OfficeForm):
    """Which papers are asked for follows from what is answered, so the form is built anew from every answer.

    With ``applicant_known`` it completes a case, whose applicant and agent stand already.
    """

    agent = PartyField(
        label=gettext_lazy("代理人证件号码"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("本人办理的留空")}),
    )

    def __init__(
        self,
        *args: Any,
        service: Service,
        served: Served,
        on: date,
        by: Actor,
        new: NewVehicle | None = None,
        applicant_known: bool = False,
        agent_id: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.service, self.served, self.on, self.by, self.new = service, served, on, by, new
        self.agent_id = agent_id
        if applicant_known:
            del self.fields["agent"]
        self.asks_applicant = not applicant_known and _may_be_another(service)
        if self.asks_applicant:
            self.fields[service.applicant.code] = self._applicant_field()
        self.questions = [each for each in service.declared if each.stage == "accept"]
        accepting = self.data.get("action", "accept") == "accept"
        for question in self.questions:
            self.fields[f"declared_{question.code}"] = field(question, required=question.required and accepting)
        self.asked = self._facts()
        self.needed = service.needed(self.asked)
        self.joint = service.joint(self.asked)
        self._add_papers()
        for need in self.joint:
            self.fields[f"role_{need.role}"] = self._role(need)
        self._dress()

    def rows(self) -> list[PaperRow]:
        return [
            PaperRow(each, self[f"paper_{each.code}"], self[f"scan_{each.code}"], each.waived(self.asked))
            for each in self.needed
        ]

    def answers(self) -> list[BoundField]:
        """What is presumed to be in order unless somebody says otherwise."""
        return [self[f"declared_{each.code}"] for each in self.questions if each not in self.service.wanted]

    def wanted(self) -> list[BoundField]:
        """What the matter itself is about: the new colour, the day of delivery."""
        return [self[f"declared_{each.code}"] for each in self.questions if each in self.service.wanted]

    @property
    def applicant(self) -> BoundField | None:
        """Who applies, where that is not (or need not be) whoever is on record."""
        return self[self.service.applicant.code] if self.asks_applicant else None

    @property
    def sometimes(self) -> list[Material | PartyNeed]:
        """Papers and people that are needed only in a case that this one is not, as far as is known."""
        papers = [each for each in self.service.materials if each not in self.needed]
        return [*papers, *(each for each in self.service.parties if each not in self.joint)]

    @property
    def gap(self) -> Gap | None:
        """The terms on which what is missing may come later; none when something else is in the way."""
        return offered(self.service, self.findings)

    @property
    def identity_alone(self) -> bool:
        """一证即办：the identity document is all that has to be brought, and it is there."""
        return by_identity_alone(self.service) and not self.findings

    @property
    def fetched(self) -> list[Fetched]:
        """Everything that is known already, with its source and age."""
        registers = {"vehicle": (_("机动车信息"), _("机动车登记簿")), "licence": (_("驾驶证信息"), _("驾驶证登记簿"))}
        found = [Fetched(*registers[self.service.subject])] if self.service.subject in registers else []
        medical_on = self.asked.licence.medical_on if self.asked.licence else None
        for row in self.rows():
            if row.shared:
                day = medical_on if row.material.code == MEDICAL else None
                found.append(Fetched(named(row.material), _("联网核查"), day))
        return found

    def roles(self) -> list[BoundField]:
        return [self[f"role_{need.role}"] for need in self.joint]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What would stand against it with what is ticked now."""
        ticked = frozenset(each.code for each in self.needed if self[f"paper_{each.code}"].value())
        joined = frozenset(need.role for need in self.joint if self[f"role_{need.role}"].value())
        return self.service.check(replace(self.asked, materials=ticked, joint=joined))

    @property
    def route(self) -> str:
        return self.service.route_for(self.asked)

    @property
    def ready(self) -> bool:
        """Everything is in hand: the main button is where the eye and the key should be."""
        empty = any(each.field.required and not each.value() for each in self.wanted())
        return not self.is_bound and not self.findings and not empty

    @property
    def answered_wrong(self) -> bool:
        return any(field.errors for field in self.answers())

    def take_faults(self, faults: Iterable[Fault]) -> None:
        """What is wrong with the statements, each at its field."""
        for fault in faults:
            self.add_error(f"declared_{fault.code}", either((fault.reason, fault.reason_en)))

    @property
    def late(self) -> date | None:
        """The last day in time, when the applicant is late: told, never held against the application."""
        return self.service.duty.missed(self.asked) if self.service.duty else None

    def fee_fen(self) -> int:
        return sum(fee.fen for fee in self.service.fees(self.asked))

    def application(self, *, at: datetime) -> Application:
        """What is handed in; pictures are stored first."""
        given = self.cleaned_data
        applicant, agent = given.get(self.service.applicant.code), given.get("agent")
        return Application(
            service=self.service.code,
            applicant_id=applicant.id if applicant else self.served.person_id,
            agent_id=agent.id if agent else self.agent_id,
            materials=tuple(self._materials(at)),
            declared={each.code: answer for each in self.questions if (answer := kept(given[f"declared_{each.code}"]))},
            roles=tuple((need.role, party) for need in self.joint if (party := self._party(need))),
            new_vehicle=self.new,
            vehicle_id=self.served.vehicle_id,
            licence_id=self.served.licence_id,
        )

    def _facts(self) -> CaseFacts:
        """The law's facts as far as the answers go, before anything was checked."""
        so_far = self._so_far()
        return facts.of_application(so_far, on=self.on, office=self.by.office, channel=self.by.channel).facts

    def _so_far(self) -> Application:
        typed = "agent" in self.fields and str(self["agent"].value() or "").strip()
        applicant = self._applicant_so_far()
        return Application(
            service=self.service.code,
            applicant_id=applicant.id if applicant else self.served.person_id,
            agent_id=self.served.person_id if typed else self.agent_id,
            declared={
                each.code: str(value) for each in self.questions if (value := self[f"declared_{each.code}"].value())
            },
            new_vehicle=self.new,
            vehicle_id=self.served.vehicle_id,
            licence_id=self.served.licence_id,
        )

    def _applicant_field(self) -> PartyField:
        party = self.service.applicant
        needed = party.record == "not_holder"
        label, hint = _("%s证件号码") % either((party.name, party.name_en)), "" if needed else _("就是上面这位的，留空")
        return PartyField(label=label, required=needed, help_text=hint)

    def _applicant_so_far(self) -> Person | None:
        """Whoever is named as applicant, if the register knows them; what is wrong is told when the form is sent."""
        if not self.asks_applicant:
            return None
        try:
            found: Person | None = self.fields[self.service.applicant.code].clean(
                self[self.service.applicant.code].value()
            )
        except forms.ValidationError:
            return None
        return found

    def _add_papers(self) -> None:
        for material in self.needed:
            seen = material.code in IDENTITY or material.waived(self.asked)
            label = either((material.name, material.name_en))
            self.fields[f"paper_{material.code}"] = forms.BooleanField(label=label, required=False, initial=seen)
            self.fields[f"scan_{material.code}"] = ScanField(label=_("%s的图像") % label)

    def _role(self, need: PartyNeed) -> forms.Field:
        name = either((need.name, need.name_en))
        if need.role in ON_RECORD and self.served.owner_id is not None:
            return forms.BooleanField(label=_("%s到场或已确认") % name, required=False)
        return PartyField(label=_("%s证件号码") % name, required=False, help_text=_("到场或已网上确认后填写"))

    def _party(self, need: PartyNeed) -> int | None:
        value = self.cleaned_data[f"role_{need.role}"]
        if not value:
            return None
        return self.served.owner_id if value is True else int(value.id)

    def _materials(self, at: datetime) -> Iterator[Given]:
        """What is in hand; with 容缺受理 also what may come later."""
        later = self.gap.materials if self.data.get("action") == LATER and self.gap else frozenset()
        for material in self.needed:
            if self.cleaned_data[f"paper_{material.code}"]:
                yield self._given(material, at)
            elif material.code in later:
                yield Given(material.code, "gap")

    def _given(self, material: Material, at: datetime) -> Given:
        scan: UploadedFile[Any] | None = self.cleaned_data[f"scan_{material.code}"]
        sha256 = files.store(chunks=scan.chunks(), at=at).sha256 if scan else None
        if material.waived(self.asked):
            return Given(material.code, "fetched", SHARED, sha256)
        return Given(material.code, "presented", _source(material), sha256)


def _may_be_another(service: Service) -> bool:
    """Whether somebody else than the person on record may apply about their vehicle or licence."""
    return service.subject in ("vehicle", "licence") and service.applicant.record != HOLDER


def _source(material: Material) -> str:
    return READ if material.code in IDENTITY else ""
