"""Every vehicle service can be opened at the counter; a temporary plate and an authority's order are accepted there."""

from uuid import uuid4

import pytest
from tests.db.conftest import MORNING, new_vehicle
from tests.db.units import enter_unit

from cheguan.base.acts import commands as acts
from cheguan.law import catalogue
from cheguan.registers.parties import queries as parties
from cheguan.work.cases.models import Case

SERVICES = [
    each.code
    for each in catalogue.services(on=MORNING.date(), channel="window")
    if each.subject in ("vehicle", "new_vehicle")
]


@pytest.fixture
def visit(clerk, owner_number):
    return clerk.post("/window/search", {"q": owner_number})["Location"]


@pytest.mark.parametrize("service", SERVICES)
def test_its_screen_is_drawn_with_its_name(clerk, visit, service):
    page = clerk.get(visit, {"service": service})
    assert page.status_code == 200
    assert catalogue.get(service, on=MORNING.date()).name in page.content.decode()


def test_a_temporary_plate_is_accepted(clerk, visit):
    car = new_vehicle()
    data = {name: getattr(car, name) for name in ("vin", "engine_no", "brand", "model", "vehicle_type", "energy")}
    data |= {"use": "A", "origin": "A", "colour": "A", "seats": 5, "factory_on": "2025-12-01"}
    data |= {"declared_insurance_until": "2027-01-31", "declared_temporary_ground": "bought"}
    papers = ("owner_identity", "insurance", "conformity_certificate", "origin_proof")
    data |= {f"paper_{code}": "on" for code in papers}
    response = clerk.post(f"{visit}temporary_plate/apply", {**data, "key": str(uuid4()), "action": "accept"})
    assert response.status_code == 302, response.content.decode()
    assert Case.objects.get().service == "temporary_plate"


def test_a_court_orders_a_seizure(clerk, visit, city, vehicle):
    act = acts.record(kind="enter_party", by=city.system, at=MORNING, basis=[], key=uuid4())
    court = enter_unit(act, name="北海市海城区人民法院")
    data = {
        "key": str(uuid4()),
        "action": "accept",
        "competent_organ": parties.get(court.pk).number,
        "declared_hold_kind": "seizure",
        "declared_order_document": "（2026）桂0502执12号",
        "paper_official_order": "on",
    }
    response = clerk.post(f"{visit}vehicle_lock/apply", data)
    assert response.status_code == 302, response.content.decode()
    assert (Case.objects.get().applicant, Case.objects.get().vehicle) == (court, vehicle)
