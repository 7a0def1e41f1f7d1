"""The ticket machine: only a paired one gives numbers; who stands there is known to nobody afterwards."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.web.conftest import SignIn
from tests.web.halls import REISSUE, RENEWAL, machine, take, text

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.channels.hall import matters, outlets
from cheguan.law import catalogue, identifiers
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.visits import machines
from cheguan.work.visits.models import Visit

HOME = "/hall/01/machine/"
BODY = "45050219900307002"
UNKNOWN = BODY + identifiers.resident_id_check(BODY)
ROLL = re.compile(r'data-roll="([^"]+)"')
STANDING = re.compile(r'name="standing" value="([^"]+)"')


def number_of(party: Party) -> str:
    return str(party.identities.get(voided_by=None).number)


def identify(kiosk: Client, number: str = "", *, what: str = "id", read_by: str = "typed") -> Any:
    given = {"what": what, "number": number, "read_by": read_by} if number else {}
    return kiosk.post(f"{HOME}identify", given)


def standing(page: Any) -> str:
    found = STANDING.search(text(page))
    assert found is not None, text(page)
    return found[1]


def ticket(kiosk: Client, sealed: str, *services: str, **more: object) -> Any:
    given = {"standing": sealed, "service": services, "people": "1", "told": "", "key": uuid4(), **more}
    return kiosk.post(f"{HOME}take", given)


def test_from_the_card_to_the_number(kiosk: Client, hall: City, person: Callable[..., Party]) -> None:
    party = person(name="欧阳明月")
    chosen = kiosk.post(
        f"{HOME}confirm",
        {"standing": standing(identify(kiosk, number_of(party), read_by="card")), "service": [REISSUE, RENEWAL]},
    )
    page = ticket(kiosk, standing(chosen), REISSUE, RENEWAL, people="2")

    visit = Visit.objects.get(party=party)
    assert (visit.no, visit.queue, visit.source, visit.people, visit.identity) == (
        "A001",
        "vehicle",
        "machine",
        2,
        "card",
    )
    assert [each.service for each in visit.matters.order_by("id")] == [REISSUE, RENEWAL]
    assert all(words in text(page) for words in ("A001", "补领行驶证", "机动车所有人身份证明", "data:image/svg"))
    act = Act.objects.get(pk=visit.moved_by_id)
    assert (act.kind, act.channel, act.device, act.officer.kind) == ("take_ticket", "hall", "1号机", "system")
    for each in (chosen, page):
        assert "欧阳" not in text(each)
        assert number_of(party) not in text(each)
        assert each.headers["Cache-Control"] == "no-store"


def test_looking_somebody_up_is_recorded(kiosk: Client, person: Callable[..., Party]) -> None:
    number = number_of(person())
    identify(kiosk, number)
    attempt = Attempt.objects.get(kind="look_up")
    assert (attempt.action, attempt.purpose, attempt.device) == ("ticket identity", "大厅取号", "1号机")
    assert number not in attempt.subject


@pytest.mark.parametrize("step", ["identify", "choose", "confirm", "take"])
def test_a_browser_that_nobody_paired_takes_no_number(hall: City, client: Client, step: str) -> None:
    page = client.post(f"{HOME}{step}", {"service": REISSUE})
    assert page.status_code == 403
    assert "还没有配对" in text(page)
    assert not Visit.objects.exists()


def test_a_forged_or_foreign_pairing_is_worth_nothing(kiosk: Client, hall: City, client: Client) -> None:
    client.cookies[outlets.COOKIE] = "WzEsICIxIiwgMV0:1uQ:forged"
    assert client.post(f"{HOME}identify").status_code == 403
    elsewhere = HttpResponse()
    outlets.keep(elsewhere, machines.Pairing(hall.hall.pk + 1, "1号机", 1))
    client.cookies[outlets.COOKIE] = elsewhere.cookies[outlets.COOKIE].value
    assert client.post(f"{HOME}identify").status_code == 403


def test_pairing_a_name_anew_ends_the_former_machine(kiosk: Client, hall: City) -> None:
    successor = machine(hall)
    outlets._paired.clear()
    assert kiosk.post(f"{HOME}identify").status_code == 403
    assert successor.post(f"{HOME}identify").status_code == 200


def test_an_ended_pairing_gives_no_number(kiosk: Client, hall: City) -> None:
    machines.unpair(name="1号机", by=hall.leader, at=MORNING)
    outlets._paired.clear()
    assert kiosk.post(f"{HOME}identify").status_code == 403


def test_somebody_of_sixty_is_called_earlier_by_the_card_itself(kiosk: Client, person: Callable[..., Party]) -> None:
    elder = person(born_on=date(1960, 5, 1))
    sealed = standing(identify(kiosk, number_of(elder)))
    assert "按证件上的年龄优先叫号" in text(kiosk.post(f"{HOME}confirm", {"standing": sealed, "service": REISSUE}))
    ticket(kiosk, sealed, REISSUE)
    visit = Visit.objects.get(party=elder)
    assert (visit.priority, visit.taken_at - visit.rank_at) == ("elderly", timedelta(minutes=20))


def test_the_better_of_two_reasons_counts(kiosk: Client, person: Callable[..., Party]) -> None:
    elder = person(born_on=date(1960, 5, 1))
    ticket(kiosk, standing(identify(kiosk, number_of(elder))), REISSUE, told="disabled")
    assert Visit.objects.get(party=elder).priority == "disabled"


def test_who_has_a_number_is_shown_it_and_gets_no_second(
    kiosk: Client, hall: City, person: Callable[..., Party]
) -> None:
    party = person()
    take(hall, party_id=party.pk)
    page = ticket(kiosk, standing(identify(kiosk, number_of(party), read_by="card")), REISSUE)
    assert "您今天已经有号" in text(page)
    assert "A001" in text(page)
    assert "data:image/svg" in text(page)
    assert Visit.objects.count() == 1


def test_a_typed_number_does_not_open_somebodys_page(kiosk: Client, hall: City, person: Callable[..., Party]) -> None:
    """Whoever knows the number of another could otherwise give their place away."""
    party = person()
    taken = take(hall, party_id=party.pk)
    page = text(ticket(kiosk, standing(identify(kiosk, number_of(party))), REISSUE))
    assert "A001" in page
    assert "data:image/svg" not in page
    assert taken.token not in page


def test_the_same_press_twice_is_one_number(kiosk: Client) -> None:
    sealed, key = standing(identify(kiosk)), uuid4()
    pages = [text(ticket(kiosk, sealed, REISSUE, key=key)) for _ in range(2)]
    assert all("A001" in page for page in pages)
    assert Visit.objects.count() == 1


def test_without_a_document_by_plate_and_of_somebody_unknown(kiosk: Client, vehicle: Vehicle) -> None:
    plate = vehicle.plates.get(voided_by=None).number
    for answer in (identify(kiosk), identify(kiosk, plate, what="plate"), identify(kiosk, UNKNOWN)):
        ticket(kiosk, standing(answer), REISSUE)
    found = {visit.identity: visit.party_id for visit in Visit.objects.all()}
    assert found == {"": None, "plate": vehicle.ownerships.get(voided_by=None).party_id, "typed": None}


@pytest.mark.parametrize(
    ("what", "number", "said"),
    [("id", "450502199003070021", "末位校验不符"), ("plate", "桂E1", "不符合任何号牌种类"), ("id", "   ", "必填")],
)
def test_a_wrong_number_is_refused_where_it_was_typed(kiosk: Client, what: str, number: str, said: str) -> None:
    page = identify(kiosk, number, what=what)
    assert page.status_code == 422
    assert said in text(page)


def test_nothing_chosen_is_asked_again(kiosk: Client) -> None:
    page = kiosk.post(f"{HOME}confirm", {"standing": standing(identify(kiosk))})
    assert page.status_code == 422
    assert "请至少选一件要办的事" in text(page)


def test_who_has_an_appointment_is_told_by_what_to_take_the_number(kiosk: Client) -> None:
    assert "有预约的，请用身份证或者身份证号取号" in text(kiosk.get(HOME))


def test_where_a_window_is_free_the_ticket_says_within_how_many_minutes(kiosk: Client) -> None:
    page = text(ticket(kiosk, standing(identify(kiosk)), REISSUE))
    assert "<b>2</b> 分钟以内" in page
    assert "2 分钟以内" in json.loads(unescape(ROLL.findall(page)[0]))["lines"][4]["text"]
    assert "0–2" not in page


def test_a_page_left_too_long_begins_again(kiosk: Client, monday: time_machine.Traveller) -> None:
    sealed = standing(identify(kiosk))
    monday.shift(timedelta(minutes=16))
    page = ticket(kiosk, sealed, REISSUE)
    assert "请选一种方式取号" in text(page)
    assert not Visit.objects.exists()


def test_a_step_opened_without_a_form_leads_to_the_first_page(kiosk: Client) -> None:
    answer = kiosk.get(f"{HOME}take")
    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)


def test_every_service_of_the_window_can_be_chosen(kiosk: Client) -> None:
    page = text(identify(kiosk))
    today = MORNING.date()
    window = {each.code for each in catalogue.services(on=today) if "window" in each.channels}
    assert window
    assert {code for code in window if f'value="{code}"' not in page} == set()


def test_every_phrase_means_a_service_of_the_window() -> None:
    today = MORNING.date()
    window = {each.code for each in catalogue.services(on=today) if "window" in each.channels}
    assert set(matters.phrases()) <= window
    assert len({each.say for each in matters.phrases().values()}) == len(matters.phrases())


@pytest.mark.parametrize(
    ("typed", "code"), [("xszdl", REISSUE), ("xingshizheng", REISSUE), ("jzdq", RENEWAL), ("过户", "vehicle_transfer")]
)
def test_pinyin_and_initials_find_what_people_say(typed: str, code: str) -> None:
    assert typed in matters.every(MORNING.date())[code].find


def test_the_officer_in_charge_pairs_this_browser(city: City, sign_in: SignIn) -> None:
    leader = sign_in(city.leader)
    answer = leader.post("/hall/01/pair/", {"name": "大门右侧", "key": uuid4(), "action": "pair"})
    assert answer.headers["Location"] == "/hall/01/pair/done"
    cookie = answer.cookies[outlets.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/hall/")
    assert leader.post(f"{HOME}identify").status_code == 200
    assert Act.objects.get(kind="pair_machine").officer_id == city.leader.officer_id

    leader.post("/hall/01/pair/", {"name": "大门右侧", "key": uuid4(), "action": "end"})
    assert leader.post(f"{HOME}identify").status_code == 403
    again = leader.post("/hall/01/pair/", {"name": "大门右侧", "key": uuid4(), "action": "end"})
    assert again.status_code == 422
    assert "没有配对" in text(again)


@pytest.mark.parametrize("page", ["pair/", "counters/"])
def test_a_clerk_pairs_nothing_and_sets_nothing_up(clerk: Client, page: str) -> None:
    assert clerk.get(f"/hall/01/{page}").status_code == 403
    assert (
        clerk.post(f"/hall/01/{page}", {"name": "x", "no": "1", "queues": "vehicle", "key": uuid4()}).status_code == 403
    )
