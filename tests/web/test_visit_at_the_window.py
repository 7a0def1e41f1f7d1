"""The visit that was called and the page of its person: who begins, which matters, what the page shows."""

import re
from collections import Counter

import pytest
from django.test import Client
from tests.db.conftest import enter_vehicle
from tests.db.halls import another_clerk
from tests.web.counters import BAR, MINUTE, called, pair, press, served, ticket, words
from tests.web.test_counter import REISSUE, apply, look_up

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.models import Party
from cheguan.work.cases.models import Case
from cheguan.work.visits.models import Matter, Visit

UNKNOWN, WRONG = "450502199003070026", "450502199003070021"


def test_reading_the_card_begins_and_names_the_visit(seated, clerk, owner_number, owner):
    called(seated, clerk)
    look_up(clerk, owner_number, read_by="card")

    visit = Visit.objects.get()
    assert (visit.state, visit.party_id, visit.identity) == ("serving", owner, "card")


def test_reading_the_card_of_the_cars_owner_says_that_it_is_they_who_came(seated, clerk, owner_number, owner):
    called(seated, clerk, party_id=owner, identity="plate")
    look_up(clerk, owner_number, read_by="card")

    visit = Visit.objects.get()
    assert (visit.state, visit.party_id, visit.identity) == ("serving", owner, "card")


def test_somebody_else_than_the_one_called_begins_nothing(seated, clerk, owner_number, person):
    called(seated, clerk, party_id=person().pk)
    look_up(clerk, owner_number)

    assert Visit.objects.get().state == "called"


def test_a_person_with_another_ticket_can_still_be_looked_up(seated, clerk, owner_number, owner):
    ticket(seated, minutes_ago=1, party_id=owner)
    called(seated, clerk)
    assert look_up(clerk, owner_number)["Location"].startswith("/window/visits/")


def test_whoever_is_known_is_opened_at_once_and_that_is_recorded(seated, clerk, owner):
    taken = called(seated, clerk, party_id=owner)
    answer = press(clerk, "begin", visit=taken.id)

    assert "陈*明" in clerk.get(answer["HX-Redirect"]).content.decode()
    assert Attempt.objects.get(kind="look_up").purpose == "申请人到窗口办理业务"


def test_the_one_on_the_page_is_the_one_who_was_called(seated, clerk, owner_number, owner):
    address = look_up(clerk, owner_number)["Location"]
    taken = called(seated, clerk)
    assert "就是此人" in clerk.get(address).content.decode()

    handle = address.split("/")[3]
    assert press(clerk, "begin", visit=taken.id, handle=handle)["HX-Redirect"] == address
    assert (Visit.objects.get().state, Visit.objects.get().party_id) == ("serving", owner)


def test_an_accepted_case_belongs_to_the_visit(seated, clerk, owner_number):
    taken = called(seated, clerk)
    address = look_up(clerk, owner_number)["Location"]
    apply(clerk, address)

    assert Matter.objects.get().case_no == Case.objects.get().no
    page = clerk.get(f"/window/cases/{Case.objects.get().no}/").content.decode()
    assert 'data-dialog="bar-finish"' not in page, "the case says how the matter ended"
    press(clerk, "finish", visit=taken.id)
    assert Matter.objects.get().outcome == "handled"


def test_a_case_without_a_visit_is_accepted_as_ever(seated, clerk, owner_number):
    apply(clerk, look_up(clerk, owner_number)["Location"])
    assert (Case.objects.count(), Matter.objects.count()) == (1, 0)


def test_a_matter_without_a_case_ends_as_the_clerk_says(seated, clerk):
    taken = served(seated, clerk)
    matter = Matter.objects.get()
    press(clerk, "finish", visit=taken.id, **{f"outcome_{matter.pk}": "not_done"})
    assert Matter.objects.get().outcome == "not_done"


def test_one_more_service_for_the_family(seated, clerk, owner, person):
    taken = served(seated, clerk, party_id=owner)
    relative = person(name="陈小明")
    assert press(clerk, "add", visit=taken.id, service=REISSUE, party="450502199003070014").status_code == 422
    press(clerk, "add", visit=taken.id, service=REISSUE, party=parties.get(relative.pk).number)
    press(clerk, "add", visit=taken.id, service="licence_renewal")

    assert list(Matter.objects.order_by("id").values_list("party_id", flat=True)) == [owner, relative.pk, owner]
    assert "期满换" in clerk.get(f"{BAR}/services").content.decode()


@pytest.mark.parametrize("paired", [True, False])
def test_no_key_is_given_twice(seated, clerk, owner, paired):
    if paired:
        pair(seated)
    taken = called(seated, clerk, party_id=owner)
    address = press(clerk, "begin", visit=taken.id)["HX-Redirect"]
    no = apply(clerk, address)["Location"]
    for page in ("/window/", address, f"{address}?service={REISSUE}", no):
        text = re.sub(r"<dialog.*?</dialog>", "", clerk.get(page).content.decode(), flags=re.DOTALL)
        keys = Counter(re.findall(r'data-key="([^"]+)"', text))
        assert not {key for key, times in keys.items() if times > 1}, page


def test_everything_for_one_person_is_on_one_page(seated, clerk, owner, monday):
    taken = called(seated, clerk, party_id=owner, priority="elderly")
    address = press(clerk, "begin", visit=taken.id)["HX-Redirect"]
    apply(clerk, address)
    shown = words(clerk.get(address))

    assert all(each in shown for each in (taken.no, "本次来访", "可以全程引导", "工本费 ¥15.00 未收", "检验有效期至"))


def draft(client: Client, address: str, vehicle: int | str = "") -> str:
    """Under what the half-filled application on this page is kept."""
    page = client.get(address, {"service": REISSUE, "vehicle": vehicle}).content.decode()
    found = re.search(r'data-draft="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_what_is_half_filled_is_found_again_after_a_pause(seated, clerk, owner, owner_number, sign_in, monday):
    taken = served(seated, clerk, party_id=owner)
    looked_up = look_up(clerk, owner_number)["Location"]
    before = draft(clerk, looked_up)
    press(clerk, "pause", visit=taken.id, reason="申请人去补材料")
    monday.shift(MINUTE)
    again = press(clerk, "take-up", visit=taken.id)["HX-Redirect"]

    assert (looked_up != again, draft(clerk, again)) == (True, before)
    colleague = sign_in(another_clerk(seated))
    assert draft(colleague, look_up(colleague, owner_number)["Location"]) != before


def test_what_is_half_filled_for_one_car_is_not_offered_for_another(
    clerk, city, owner, owner_number, vehicle, founding_act
):
    other = enter_vehicle(founding_act, owner=Party.objects.get(pk=owner), city=city)
    address = look_up(clerk, owner_number)["Location"]

    assert draft(clerk, address, vehicle.pk) != draft(clerk, address, other.pk)


def test_whoever_asks_for_a_relative_by_number_is_recorded_known_or_not(seated, clerk, owner, person):
    """A wrong number is told at the field and asks the register nothing."""
    taken, number = served(seated, clerk, party_id=owner), parties.get(person(name="陈小明").pk).number
    press(clerk, "add", visit=taken.id, service=REISSUE)
    press(clerk, "add", visit=taken.id, service=REISSUE, party=WRONG)
    assert not Attempt.objects.filter(action="add relative").exists()

    press(clerk, "add", visit=taken.id, service="", party=UNKNOWN)
    press(clerk, "add", visit=taken.id, service=REISSUE, party=number.lower())
    looked = Attempt.objects.filter(kind="look_up", action="add relative").order_by("id")
    assert [each.subject for each in looked] == [f"{each[:4]}{'*' * 10}{each[-4:]}" for each in (UNKNOWN, number)]


def test_the_act_names_for_whom_a_matter_was_added(seated, clerk, owner, person):
    taken, relative = served(seated, clerk, party_id=owner), person(name="陈小明").pk
    press(clerk, "add", visit=taken.id, service=REISSUE, party=parties.get(relative).number)
    assert Act.objects.get(kind="add_matter").detail["party"] == relative
