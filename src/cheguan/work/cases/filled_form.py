"""The application form, filled in: nobody writes by hand what the registers know."""

from collections.abc import Iterable

from cheguan.law import codes
from cheguan.law.rules.licence_coverage import shown
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases import certificates
from cheguan.work.cases.paper_sources import Sources, received
from cheguan.work.cases.queries import CaseView
from cheguan.work.printing import papers as layouts
from cheguan.work.printing.forms import ApplicationForm, FormKind, FormLicence, FormVehicle


def fill(given: Sources) -> ApplicationForm:
    """申请表 of the case, for the applicant to confirm and sign."""
    case = given.case
    return ApplicationForm(
        issuer=given.issuer,
        number=case.no,
        at=case.accepted_at,
        kind=FormKind(case.service.forms[0].code),
        service=case.service.name,
        system_code=case.service.system_code,
        reasons=case.service.system_reasons,
        parties=tuple(_form_parties(given)),
        acquired_by=case.declared.get("way", ""),
        use=_use(case),
        vehicle=_form_vehicle(case),
        licence=_form_licence(case),
        materials=received(case),
    )


def _form_parties(given: Sources) -> Iterable[layouts.Party]:
    case = given.case
    names = {need.role: need.name for need in case.service.parties}
    people = [(case.service.applicant.name, given.applicant)]
    people += [(names.get(role, role), parties.get(party)) for role, party in case.roles]
    if case.agent_id:
        people.append(("代理人", parties.get(case.agent_id)))
    for role, person in people:
        yield layouts.Party(
            role=role,
            name=person.name,
            id_kind=codes.name("identity_document", person.document),
            id_number=person.number,
            telephone=person.phone,
            address=person.address,
        )


def _use(case: CaseView) -> str:
    if new_use := case.declared.get("new_use"):
        return new_use
    if case.new_vehicle:
        return str(case.new_vehicle["use"])
    return vehicles.get(case.vehicle_id).use if case.vehicle_id else ""


def _form_vehicle(case: CaseView) -> FormVehicle | None:
    if case.new_vehicle:
        new = case.new_vehicle
        kind = codes.name("vehicle_type", new["vehicle_type"])
        return FormVehicle(vehicle_type=kind, model=new["model"], vin=new["vin"], engine_no=new["engine_no"])
    if case.vehicle_id is None:
        return None
    card = vehicles.get(case.vehicle_id)
    return FormVehicle(
        plate=card.plate,
        plate_kind=codes.name("plate_kind", card.plate_kind) if card.plate_kind else "",
        vehicle_type=codes.name("vehicle_type", card.vehicle_type),
        model=card.model,
        vin=card.vin,
        engine_no=card.engine_no,
    )


def _form_licence(case: CaseView) -> FormLicence | None:
    if case.licence_id is None:
        return None
    licence = certificates.licence_of(case)
    holder = parties.get(licence.party_id)
    return FormLicence(
        number=holder.number,
        file_no=licence.file_no,
        classes="".join(shown(licence.classes)),
        sex={"1": "男", "2": "女"}.get(holder.sex, ""),
        nationality="中国",
        born_on=holder.born_on,
        valid_until=licence.valid_until,
    )
