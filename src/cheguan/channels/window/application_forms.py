"""The acceptance of one service on one screen: papers in hand, statements, agent, who applies jointly."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.base.files import commands as files
from cheguan.base.people.actors import Actor
from cheguan.channels.forms import CleanText, DayField, OfficeForm
from cheguan.channels.identifier_fields import PartyField
from cheguan.channels.uploads import ScanField
from cheguan.channels.window.counter import Served
from cheguan.channels.window.offers import IDENTITY
from cheguan.channels.words import either
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import Finding
from cheguan.law.service import Declaration, Material, PartyNeed, Service
from cheguan.work.cases import facts
from cheguan.work.cases.applications import Application, Given, NewVehicle

NEW_OWNER, FORMER_OWNER = "new_owner", "former_owner"
# Kept with the case, so in the language of the record, whatever language the screen is in.
READ, SHARED = "身份证件", "联网核查"


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
        if service.applicant.code == NEW_OWNER and not applicant_known:
            self.fields[NEW_OWNER] = PartyField(label=gettext_lazy("现机动车所有人证件号码"))
        self.questions = [each for each in service.declared if each.stage == "accept"]
        for question in self.questions:
            self.fields[f"declared_{question.code}"] = _answer(question)
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
        return [self[f"declared_{question.code}"] for question in self.questions]

    def roles(self) -> list[BoundField]:
        return [self[f"role_{need.role}"] for need in self.joint]

    def findings(self) -> tuple[Finding, ...]:
        """What would stand against it with what is ticked now."""
        ticked = frozenset(each.code for each in self.needed if self[f"paper_{each.code}"].value())
        joined = frozenset(need.role for need in self.joint if self[f"role_{need.role}"].value())
        return self.service.check(self._facts(materials=ticked, joint=joined))

    @property
    def route(self) -> str:
        return self.service.route_for(self.asked)

    @property
    def ready(self) -> bool:
        """Everything is in hand: the main button is where the eye and the key should be."""
        return not self.is_bound and not self.findings()

    @property
    def answered_wrong(self) -> bool:
        return any(field.errors for field in self.answers())

    def fee_fen(self) -> int:
        return sum(fee.fen for fee in self.service.fees(self.asked))

    def application(self, *, at: datetime) -> Application:
        """What is handed in; pictures are stored first."""
        given = self.cleaned_data
        new_owner, agent = given.get(NEW_OWNER), given.get("agent")
        return Application(
            service=self.service.code,
            applicant_id=new_owner.id if new_owner else self.served.person_id,
            agent_id=agent.id if agent else self.agent_id,
            materials=tuple(self._given(each, at) for each in self.needed if given[f"paper_{each.code}"]),
            declared={each.code: answer for each in self.questions if (answer := self._answered(each))},
            roles=tuple((need.role, party) for need in self.joint if (party := self._party(need))),
            new_vehicle=self.new,
            vehicle_id=self.served.vehicle_id,
            licence_id=self.served.licence_id,
        )

    def _facts(self, *, materials: frozenset[str] = frozenset(), joint: frozenset[str] = frozenset()) -> CaseFacts:
        """The law's facts as far as the answers go, before anything was checked."""
        so_far = self._so_far(materials, joint)
        return facts.of_application(so_far, on=self.on, office=self.by.office, channel=self.by.channel).facts

    def _so_far(self, materials: frozenset[str], joint: frozenset[str]) -> Application:
        typed = "agent" in self.fields and str(self["agent"].value() or "").strip()
        return Application(
            service=self.service.code,
            applicant_id=self.served.person_id,
            agent_id=self.served.person_id if typed else self.agent_id,
            materials=tuple(Given(code) for code in materials),
            declared={
                each.code: str(value) for each in self.questions if (value := self[f"declared_{each.code}"].value())
            },
            roles=tuple((role, 0) for role in joint),
            new_vehicle=self.new,
            vehicle_id=self.served.vehicle_id,
            licence_id=self.served.licence_id,
        )

    def _add_papers(self) -> None:
        for material in self.needed:
            seen = material.code in IDENTITY or material.waived(self.asked)
            label = either((material.name, material.name_en))
            self.fields[f"paper_{material.code}"] = forms.BooleanField(label=label, required=False, initial=seen)
            self.fields[f"scan_{material.code}"] = ScanField(label=_("%s的图像") % label)

    def _role(self, need: PartyNeed) -> forms.Field:
        name = either((need.name, need.name_en))
        if need.role == FORMER_OWNER:
            return forms.BooleanField(label=_("%s到场或已确认") % name, required=False)
        return PartyField(label=_("%s证件号码") % name, required=False, help_text=_("到场或已网上确认后填写"))

    def _party(self, need: PartyNeed) -> int | None:
        value = self.cleaned_data[f"role_{need.role}"]
        if not value:
            return None
        return self.served.owner_id if value is True else int(value.id)

    def _answered(self, question: Declaration) -> str:
        value = self.cleaned_data[f"declared_{question.code}"]
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def _given(self, material: Material, at: datetime) -> Given:
        scan: UploadedFile[Any] | None = self.cleaned_data[f"scan_{material.code}"]
        sha256 = files.store(chunks=scan.chunks(), at=at).sha256 if scan else None
        if material.waived(self.asked):
            return Given(material.code, "fetched", SHARED, sha256)
        return Given(material.code, "presented", _source(material), sha256)


def _source(material: Material) -> str:
    return READ if material.code in IDENTITY else ""


def _answer(question: Declaration) -> forms.Field:
    label = either((question.question_zh, question.question_en))
    if question.kind == "date":
        return DayField(label=label, past=True, required=False)
    if question.kind == "text":
        return CleanText(label=label, max_length=200, required=False, initial=question.default)
    choices = [(code, either((zh, en))) for code, zh, en in question.choices]
    empty = [] if question.default else [("", "—")]
    return forms.ChoiceField(label=label, choices=[*empty, *choices], initial=question.default, required=False)
