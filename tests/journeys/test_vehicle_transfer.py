"""转让登记 in the district, of a mortgaged car jointly with the mortgagee: new owner, new number, the mortgage goes on."""

import pytest
from tests.journeys import registers, steps

pytestmark = [pytest.mark.journey, pytest.mark.service("vehicle_transfer")]
HOLDS = """
SELECT creditor_id, document, issued_by_id, voided_by_id FROM holds_hold
 WHERE vehicle_id = %s AND kind = 'mortgage' ORDER BY id
"""


def test_a_mortgaged_car_changes_hands_with_the_mortgagees_consent(signed_in, owner):
    car = registers.a_vehicle(owner, held="mortgage")
    buyer, buyer_number = registers.somebody_else(owner, than=car.owner)
    bank, bank_number = registers.one(
        owner,
        "SELECT i.party_id, i.number FROM holds_hold h JOIN parties_identity i ON i.party_id = h.creditor_id"
        " AND i.voided_by_id IS NULL WHERE h.vehicle_id = %s AND h.voided_by_id IS NULL",
        car.id,
    )
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, "转让登记")
    steps.fill(form, "现机动车所有人证件号码", buyer_number)
    steps.take_all_papers(counter)
    with steps.asking_the_law(form):
        form.get_by_label("原机动车所有人到场或已确认").check()
    steps.fill(form, "抵押权人证件号码", bank_number)
    no = steps.accept(counter)
    number = steps.choose_number(counter, no)
    steps.verify(signed_in(steps.INSPECTOR), no, vin=car.vin)
    steps.review_and_grant(signed_in(steps.REVIEWER), no)
    steps.collect_fee(counter, no)
    workshop = signed_in(steps.MAKER)
    steps.make(workshop, no)
    licence = steps.print_paper(workshop, "行驶证")
    steps.hand_over(counter, no)
    steps.archive(signed_in(steps.ARCHIVIST), no)

    grant = registers.granted_by(owner, no)
    void, valid = "voided_by_id = %s", "issued_by_id = %s AND voided_by_id IS NULL"
    for table, column, old, new in (
        ("vehicles_ownership", "party_id", car.owner, buyer),
        ("plates_assignment", "number", car.plate, number),
    ):
        sql = f"SELECT {column} FROM {table} WHERE vehicle_id = %s AND "
        assert registers.one(owner, sql + void, car.id, grant) == old
        assert registers.one(owner, sql + valid, car.id, grant) == new
    serial = "SELECT serial FROM vehicles_vehiclelicence WHERE vehicle_id = %s AND "
    assert registers.one(owner, serial + valid, car.id, grant) == registers.one(owner, serial + void, car.id, grant) + 1
    before, after = owner.execute(HOLDS, [car.id]).fetchall()
    assert (before[0], before[3]) == (bank, grant)
    assert after == (bank, no, grant, None)
    kept = "SELECT party_id FROM plates_retention WHERE number = %s AND issued_by_id = %s"
    assert registers.one(owner, kept, car.plate, grant) == car.owner
    roles = owner.execute(
        "SELECT role, party_id FROM cases_role r JOIN cases_case c ON c.id = r.case_id WHERE c.no = %s ORDER BY 1", [no]
    )
    assert dict(roles.fetchall()) == {"former_owner": car.owner, "mortgagee": bank}
    assert all(words in licence for words in ("行驶证", number, car.vin))
    assert car.plate not in licence


def test_without_the_mortgagee_the_counter_says_who_must_come(signed_in, owner):
    car = registers.a_vehicle(owner, held="mortgage")
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, car.plate)
    form = steps.open_service(counter, "转让登记")
    steps.fill(form, "现机动车所有人证件号码", registers.somebody_else(owner, than=car.owner)[1])
    steps.take_all_papers(counter)
    steps.button(counter, "受理").click()

    told = form.get_by_role("status").filter(has_text="抵押权人")
    assert "第26条" in told.inner_text()
    assert (
        registers.column(owner, "SELECT 1 FROM cases_case WHERE vehicle_id = %s AND state = 'accepted'", car.id) == []
    )
