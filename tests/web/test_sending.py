"""An address that takes a form, opened without one: the page that holds the form, and the rest of the address with it."""

import pytest


@pytest.fixture
def visit(clerk, owner_number):
    return clerk.post("/window/search", {"q": owner_number})["Location"]


def test_a_search_opened_by_address_leads_to_the_scan_box(clerk):
    assert clerk.get("/window/search?lang=en")["Location"] == "/window/?lang=en"


def test_an_application_opened_by_address_leads_to_its_form(clerk, visit):
    address = f"{visit}vehicle_licence_reissue/apply"

    assert clerk.get(f"{address}?vehicle=7")["Location"] == f"{visit}?vehicle=7&service=vehicle_licence_reissue"


@pytest.mark.parametrize("step", ["withdraw", "pay", "choose"])
def test_a_step_opened_by_address_leads_to_the_case(clerk, step):
    assert clerk.get(f"/window/cases/45050001-260302-00001/{step}")["Location"] == (
        "/window/cases/45050001-260302-00001/"
    )


def test_other_methods_are_refused(clerk):
    assert clerk.put("/window/search").status_code == 405
