"""The guide desk: what is missing is known before the number is taken; missed numbers stand in line again."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.db.conftest import MORNING, City
from tests.db.halls import count_up
from tests.web.conftest import SignIn
from tests.web.halls import REISSUE, call, take, text

from cheguan.base.attempts.models import Attempt
from cheguan.base.people.models import Outlet
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Counter, Visit

DESK = "/hall/01/guide/"
CODE = "手机扫一扫"


def helped(clerk: Client, text_: str, *, read_by: str = "typed") -> str:
    answer = clerk.post(f"{DESK}ask", {"q": text_, "read_by": read_by})
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


def test_the_papers_that_are_missing_are_told_before_the_number(
    hall: City, clerk: Client, vehicle: Vehicle, owner_number: str
) -> None:
    address = helped(clerk, owner_number)
    missing = re.compile(r'name="held" value="vehicle_transfer:(\w+)">')
    page = text(clerk.get(f"{address}?s=plates_reissue&s=vehicle_transfer"))
    assert "补领机动车号牌" in page
    assert {"transfer_proof", "registration_certificate"} <= set(missing.findall(page))
    assert owner_number not in page

    held = ["vehicle_transfer:registration_certificate", "vehicle_transfer:new_owner_identity"]
    checked = missing.findall(text(clerk.post(f"{address}check", {"s": "vehicle_transfer", "held": held})))
    assert "transfer_proof" in checked
    assert "registration_certificate" not in checked


def test_what_the_law_forbids_is_told_with_its_article(
    hall: City, clerk: Client, vehicle: Vehicle, owner_number: str, founding_act: int
) -> None:
    holds.place(
        kind="stolen", vehicle_id=vehicle.pk, authority="刑侦支队", document="", since=MORNING.date(), act=founding_act
    )
    page = text(clerk.get(f"{helped(clerk, owner_number)}?s={REISSUE}"))
    assert "不可办" in page
    assert "第76条" in page


def test_a_number_is_taken_at_the_desk(hall: City, clerk: Client, vehicle: Vehicle, owner_number: str) -> None:
    address = helped(clerk, owner_number, read_by="card")
    answer = clerk.post(f"{address}take", {"s": [REISSUE], "told": "pregnant", "people": "2", "key": uuid4()})
    assert answer.headers["Location"] == f"{DESK}?ticket=A001"
    visit = Visit.objects.get()
    assert (visit.source, visit.priority, visit.people, visit.identity) == ("guide", "pregnant", 2, "card")
    assert visit.moved_by.officer_id == hall.clerk.officer_id
    assert "A001" in text(clerk.get(answer.headers["Location"]))

    again = clerk.post(f"{address}take", {"s": [REISSUE], "told": "", "people": "1", "key": uuid4()})
    assert again.status_code == 422
    assert "已经有号" in text(again)


def test_every_look_is_recorded_with_its_purpose(
    hall: City, clerk: Client, vehicle: Vehicle, owner_number: str
) -> None:
    helped(clerk, owner_number)
    helped(clerk, vehicle.plates.get(voided_by=None).number)
    looked = Attempt.objects.filter(kind="look_up").order_by("id").values_list("action", "purpose", "staff_no")
    assert list(looked) == [(f"guide {what}", "导办预审", hall.clerk.staff_no) for what in ("identity", "plate")]


def test_somebody_unknown_gets_the_whole_list_and_a_number(hall: City, clerk: Client) -> None:
    address = helped(clerk, "45050219900307002X")
    page = text(clerk.get(f"{address}?s={REISSUE}"))
    assert "登记库里没有" in page
    assert "机动车所有人身份证明" in page
    clerk.post(f"{address}take", {"s": [REISSUE], "told": "", "people": "1", "key": uuid4()})
    assert Visit.objects.get().party_id is None


@pytest.mark.parametrize("typed", ["张三", "1", "", "<script>"])
def test_what_is_no_number_is_asked_again(hall: City, clerk: Client, typed: str) -> None:
    assert clerk.post(f"{DESK}ask", {"q": typed}).status_code == 422


def test_another_officers_handle_leads_back_to_the_desk(
    hall: City, clerk: Client, sign_in: SignIn, vehicle: Vehicle, owner_number: str
) -> None:
    address = helped(clerk, owner_number)
    answer = sign_in(hall.maker).get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, DESK)


def test_a_missed_number_stands_in_line_again(hall: City, clerk: Client, monday: time_machine.Traveller) -> None:
    taken = take(hall)
    call(hall)
    for _ in range(2):
        visits.recall(visit_id=taken.id, by=hall.clerk, at=MORNING, key=uuid4())
    visits.no_show(visit_id=taken.id, by=hall.clerk, at=MORNING, key=uuid4())
    asked = clerk.post(f"{DESK}ask", {"q": "a001"})
    assert "重新排队" in text(clerk.get(asked.headers["Location"]))

    monday.shift(timedelta(minutes=9))
    clerk.post(f"{DESK}tickets/A001/back", {"told": "", "key": uuid4()})
    visit = Visit.objects.get()
    assert (visit.state, visit.rank_at) == ("waiting", MORNING + timedelta(minutes=9))


def test_whoever_goes_gives_the_number_back_with_a_reason(hall: City, clerk: Client) -> None:
    take(hall)
    assert clerk.post(f"{DESK}tickets/A001/leave", {"reason": "", "key": uuid4()}).status_code == 422
    clerk.post(f"{DESK}tickets/A001/leave", {"reason": "材料没带", "key": uuid4()})
    assert Visit.objects.get().state == "left"
    assert "已取消" in text(clerk.get(f"{DESK}?ticket=A001"))


def looks() -> list[tuple[str, str]]:
    return list(Attempt.objects.filter(action="guide ticket").values_list("subject", "staff_no"))


def test_the_code_of_a_ticket_is_there_while_it_waits_and_every_look_is_recorded(hall: City, clerk: Client) -> None:
    take(hall)
    assert CODE in text(clerk.get(f"{DESK}?ticket=A001"))
    assert looks() == [("A001", hall.clerk.staff_no)]

    called = call(hall).visit.id
    assert CODE not in text(clerk.get(f"{DESK}?ticket=A001"))
    visits.begin(visit_id=called, by=hall.clerk, at=MORNING, key=uuid4())
    visits.finish(visit_id=called, by=hall.clerk, at=MORNING, key=uuid4())
    page = text(clerk.get(f"{DESK}?ticket=A001"))
    assert ("办完" in page, CODE in page, len(looks())) == (True, False, 1)


def test_a_missed_number_has_its_code_again(hall: City, clerk: Client) -> None:
    visit = take(hall).id
    call(hall)
    for _ in range(2):
        visits.recall(visit_id=visit, by=hall.clerk, at=MORNING, key=uuid4())
    visits.no_show(visit_id=visit, by=hall.clerk, at=MORNING, key=uuid4())
    assert CODE in text(clerk.get(f"{DESK}?ticket=A001"))


def test_whoever_gave_the_ticket_out_has_not_looked_it_up(
    hall: City, clerk: Client, vehicle: Vehicle, owner_number: str
) -> None:
    address = helped(clerk, owner_number)
    answer = clerk.post(f"{address}take", {"s": [REISSUE], "told": "", "people": "1", "key": uuid4()})
    assert CODE in text(clerk.get(answer.headers["Location"]))
    assert looks() == []


def test_a_number_of_four_digits_is_found(hall: City, clerk: Client) -> None:
    take(hall)
    count_up(hall, 998)
    assert take(hall).no == "A1000"
    asked = clerk.post(f"{DESK}ask", {"q": "a1000"})
    assert "A1000" in text(clerk.get(asked.headers["Location"]))


def test_a_number_that_is_not_there_is_said_to_be_none(hall: City, clerk: Client) -> None:
    assert "今天没有 A099 号" in text(clerk.get(f"{DESK}?ticket=A099"))


def test_another_halls_address_leads_to_ones_own(hall: City, clerk: Client) -> None:
    Outlet.objects.create(office_id="450500", code="02", name="分所")
    answer = clerk.get("/hall/02/guide/")
    assert (answer.status_code, answer.headers["Location"]) == (302, DESK)


def test_windows_are_set_up_and_changed_by_the_officer_in_charge(hall: City, sign_in: SignIn) -> None:
    leader = sign_in(hall.leader)
    given = {"no": "2", "queues": ["licence", "hard"], "overflow": ["licence", "vehicle"], "key": uuid4()}
    assert leader.post("/hall/01/counters/", given).status_code == 302
    counter = Counter.objects.get(no="2", voided_by=None)
    assert (counter.queues, counter.overflow) == (["licence", "hard"], ["vehicle"])
    shown = text(leader.get("/hall/01/counters/?no=2"))
    assert "B 驾驶证业务" in shown
    assert 'value="2"' in shown

    busy = leader.post("/hall/01/counters/", {"no": "1", "queues": ["vehicle"], "key": uuid4()})
    assert busy.status_code == 422
    assert "窗口有人" in text(busy)
    assert leader.post("/hall/01/counters/", {"no": "窗", "queues": [], "key": uuid4()}).status_code == 422


def test_a_person_without_the_right_is_told_so(city: City, client: Client, person: Callable[..., Party]) -> None:
    assert client.get(DESK).status_code == 302
    assert client.get("/hall/01/counters/").headers["Location"].startswith("/accounts/login/")
