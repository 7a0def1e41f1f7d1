"""注册登记: a new car of somebody whom the register knows, from its papers to 登记证书, 行驶证 and 选号记录."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.journeys import registers, steps

from cheguan.law import identifiers

pytestmark = [pytest.mark.journey, pytest.mark.service("vehicle_registration")]


def new_vin(tail: str) -> str:
    head = "LBE6042A"
    return head + identifiers.vin_check_digit(f"{head}0{tail}") + tail


def test_a_new_car_gets_its_number_and_its_papers(signed_in, owner):
    party, number = registers.somebody_else(owner, than=0)
    vin = new_vin("TB000771")
    made_on = localdate() - timedelta(days=30)
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, number)
    form = steps.open_service(counter, "注册登记")
    steps.enter_new_car(form, vin=vin, brand="海风牌", model="HF7001EV", made_on=made_on)
    steps.take_all_papers(counter)
    no = steps.accept(counter)
    plate = steps.choose_number(counter, no)
    draw = steps.print_paper(counter, "选号记录")
    steps.verify(signed_in(steps.INSPECTOR), no, vin=vin)
    steps.review_and_grant(signed_in(steps.REVIEWER), no)
    steps.collect_fee(counter, no, method="银行卡")
    workshop = signed_in(steps.MAKER)
    steps.make(workshop, no)
    title = steps.print_paper(workshop, "登记证书")
    licence = steps.print_paper(workshop, "行驶证")
    steps.hand_over(counter, no)
    steps.archive(signed_in(steps.ARCHIVIST), no)

    grant = registers.granted_by(owner, no)
    vehicle, model, act = registers.one(
        owner, "SELECT id, model, issued_by_id FROM vehicles_vehicle WHERE vin = %s", vin
    )
    assert (model, act) == ("HF7001EV", grant)
    for table, fields, row in (
        ("vehicles_ownership", "party_id", (party,)),
        ("plates_assignment", "kind, number", ("02", plate)),
        ("vehicles_vehiclelicence", "serial", (1,)),
        ("vehicles_title", "serial", (1,)),
    ):
        sql = f"SELECT issued_by_id, voided_by_id, {fields} FROM {table} WHERE vehicle_id = %s"
        assert registers.one(owner, sql, vehicle) == (grant, None, *row)
    basis = registers.one(owner, "SELECT basis FROM acts_act WHERE id = %s", grant)
    assert basis == ["《机动车登记规定》第10条", "《机动车登记规定》第12条"]
    assert registers.one(owner, "SELECT fen, method FROM payments_receipt WHERE case_no = %s", no) == (12500, "card")
    assert registers.column(
        owner, "SELECT kind FROM printing_blankuse WHERE case_no = %s AND voided_by_id IS NULL ORDER BY kind", no
    ) == ["registration_certificate", "vehicle_licence"]
    candidates, seed = registers.one(owner, "SELECT candidates, seed FROM plates_draw WHERE case_no = %s", no)
    assert (plate in candidates, len(set(candidates))) == (True, len(candidates))
    assert [words for words in ("选取记录", seed, vin, plate) if words not in draw] == []
    assert all(words in title for words in ("登记证书", vin, plate, "海风牌"))
    assert all(words in licence for words in ("行驶证", vin, plate, "HF7001EV"))
