"""The call bar: who may press what, when, and what the next page shows."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, City
from tests.db.halls import another_clerk, sit_at
from tests.db.test_statements import counted
from tests.web.counters import BAR, HTMX, MINUTE, called, pair, press, seat, served, ticket, words
from tests.web.test_counter import REISSUE, apply, look_up

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.registers.parties import queries as parties
from cheguan.work.cases.models import Case
from cheguan.work.visits import commands as visits
from cheguan.work.visits.models import Matter, Sitting, Span, Visit

STEPS = ("sit", "stand", "away", "back", "call", "recall", "no-show", "begin", "pause", "take-up", "take-over",
         "come-back", "transfer", "finish", "add", "screen", "screen/part", "screen/large")  # fmt: skip


@pytest.fixture
def hall(city: City) -> City:
    seat(city)
    return city


@pytest.fixture
def owner(vehicle) -> int:
    return int(vehicle.ownerships.get(voided_by=None).party_id)


def test_a_hall_without_counters_has_no_bar(city, clerk):
    assert 'id="callbar"' not in clerk.get("/window/").content.decode()


def test_a_reviewer_has_no_bar(hall, reviewer):
    assert 'id="callbar"' not in reviewer.get("/window/").content.decode()


@pytest.mark.parametrize("step", STEPS)
def test_nobody_but_those_who_serve_may_press(hall, reviewer, step):
    assert reviewer.post(f"{BAR}/{step}", {"key": str(uuid4())}).status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_a_button_opened_without_its_form_leads_to_the_counter(hall, clerk, step):
    assert clerk.get(f"{BAR}/{step}")["Location"].startswith("/window/")


@pytest.mark.parametrize("step", STEPS)
def test_nonsense_is_refused_and_changes_nothing(hall, clerk, step):
    acts = Act.objects.count()
    assert clerk.post(f"{BAR}/{step}", {"key": "nonsense", "visit": "x"}, headers=HTMX).status_code == 422
    assert Act.objects.count() == acts


def test_a_clerk_sits_down_and_stands_up(city, clerk):
    visits.set_up(no="03", queues=["vehicle"], by=city.leader, at=MORNING, key=uuid4())
    assert "坐到窗口" in clerk.get("/window/").content.decode()

    assert "03 号窗口" in words(press(clerk, "sit", counter="03"))
    press(clerk, "stand")
    assert not Sitting.objects.filter(voided_by=None).exists()


def test_two_clerks_do_not_sit_at_one_counter(hall, sign_in):
    colleague = sign_in(another_clerk(hall))
    answer = press(colleague, "sit", counter="01")
    assert (answer.status_code, "这个窗口已有人" in words(answer)) == (422, True)


def test_the_next_one_is_called_and_the_bar_says_why(hall, clerk):
    taken = ticket(hall)
    shown = words(press(clerk, "call"))

    assert all(each in shown for each in (taken.no, "等候 14 分钟，最早", "已叫 1 次"))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"priority": "elderly"}, "老年人优先，视同早到 20 分钟"),
        ({"priority": "appointment"}, "预约到场优先，视同早到 25 分钟"),
    ],
)
def test_a_head_start_is_named(hall, clerk, given, why):
    ticket(hall, **given)
    assert why in words(press(clerk, "call"))


def test_a_ticket_handed_on_says_so(hall, clerk):
    taken = called(hall, clerk)
    press(clerk, "transfer", visit=taken.id, queue="vehicle", counter="01", reason="申请人要求")

    assert "转来本窗口" in words(press(clerk, "call"))


def test_nobody_waits(hall, clerk):
    assert "没有人等候" in words(press(clerk, "call"))


def test_a_double_click_calls_one(hall, clerk):
    ticket(hall), ticket(hall)
    key = str(uuid4())
    first, second = (clerk.post(f"{BAR}/call", {"key": key}, headers=HTMX) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert Visit.objects.filter(state="called").count() == 1


@pytest.mark.parametrize(
    ("step", "given"), [("begin", {}), ("recall", {}), ("finish", {}), ("add", {"service": REISSUE})]
)
def test_a_double_click_does_one_step(hall, clerk, step, given):
    taken = called(hall, clerk) if step in ("begin", "recall") else served(hall, clerk)
    data = {"key": str(uuid4()), "visit": taken.id, **given}
    acts = Act.objects.count()
    answers = [clerk.post(f"{BAR}/{step}", data, headers=HTMX).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert Act.objects.count() == acts + 1


@pytest.mark.parametrize("step", ["recall", "no-show", "begin", "pause", "take-up", "finish"])
def test_a_step_that_the_visit_does_not_allow_is_told_in_the_bar(hall, clerk, step):
    taken = ticket(hall)
    answer = press(clerk, step, visit=taken.id, reason="等待缴费")

    assert (answer.status_code, "这个号现在不在您的窗口" in words(answer)) == (422, True)
    assert Attempt.objects.filter(kind="step").exists()


def test_without_scripts_a_refusal_is_a_page(hall, clerk):
    taken = ticket(hall)
    answer = clerk.post(f"{BAR}/begin", {"key": str(uuid4()), "visit": taken.id})
    assert (answer.status_code, "<html" in answer.content.decode()) == (422, True)


def test_somebody_elses_visit_is_not_finished(hall, clerk, sign_in):
    taken = served(hall, clerk)
    colleague = another_clerk(hall)
    sit_at(hall, colleague, "02")

    assert press(sign_in(colleague), "finish", visit=taken.id).status_code == 422
    assert Visit.objects.get().state == "serving"


def test_nobody_is_given_up_before_the_third_call(hall, clerk):
    taken = called(hall, clerk)
    assert 'data-key="Alt+g"' not in clerk.get("/window/").content.decode()
    press(clerk, "recall", visit=taken.id)
    shown = press(clerk, "recall", visit=taken.id)
    assert 'data-key="Alt+g"' in shown.content.decode()

    press(clerk, "no-show", visit=taken.id)
    assert Visit.objects.get().state == "no_show"


def test_away_with_a_reason_and_back(hall, clerk):
    assert press(clerk, "away", reason="随便").status_code == 422
    press(clerk, "away", reason="其他", note="领证芯")
    assert Span.objects.get(kind="away").reason == "领证芯"
    assert press(clerk, "call").status_code == 422

    press(clerk, "back")
    assert Span.objects.get(kind="away").until is not None


def test_a_pause_is_listed_and_another_is_called(hall, clerk):
    first, second = ticket(hall), ticket(hall, minutes_ago=3)
    press(clerk, "call")
    press(clerk, "begin", visit=first.id)
    assert press(clerk, "pause", visit=first.id, reason="等待缴费")["HX-Redirect"] == "/window/"

    shown = words(press(clerk, "call"))
    assert (second.no in shown, f"{first.no} 暂停 0 分钟 · 等待缴费" in shown) == (True, True)
    press(clerk, "transfer", visit=second.id, queue="licence", reason="排错了队列")
    press(clerk, "take-up", visit=first.id)
    assert Visit.objects.get(pk=first.id).state == "serving"


@pytest.fixture
def colleague(hall, sign_in):
    """A second clerk, at the window 02."""
    officer = another_clerk(hall)
    sit_at(hall, officer, "02", queues=("vehicle", "licence"))
    return sign_in(officer)


def listed(client: Client, **asked: str) -> str:
    return words(client.get(f"{BAR}/elsewhere", asked, headers=HTMX))


def test_a_colleagues_paused_visit_is_found_and_taken_over(hall, clerk, colleague, owner):
    taken = served(hall, clerk, party_id=owner)
    press(clerk, "pause", visit=taken.id, reason="等待缴费")
    shown = listed(colleague)
    assert all(each in shown for each in (taken.no, "暂停", "01 号窗口", "等待缴费", "接手"))

    refused = press(colleague, "take-over", visit=taken.id)
    assert (refused.status_code, "请填写原因" in words(refused)) == (422, True)
    opened = press(colleague, "take-over", visit=taken.id, reason="申请人回来，同事在办其他号")["HX-Redirect"]
    assert "陈*明" in colleague.get(opened).content.decode()
    visit = Visit.objects.get()
    assert visit.counter is not None
    assert (visit.state, visit.counter.no) == ("serving", "02")
    assert "没有暂停" in listed(clerk)


def test_whoever_serves_somebody_takes_over_nobody(hall, clerk, colleague):
    paused = served(hall, clerk)
    press(clerk, "pause", visit=paused.id, reason="等待缴费")
    served(hall, colleague)
    shown = listed(colleague)
    assert ("先办完、暂停或者恢复" in shown, "接手 A" in shown) == (True, False)
    refused = press(colleague, "take-over", visit=paused.id, reason="申请人要求")
    assert (refused.status_code, "本窗口正在服务一个号" in words(refused)) == (422, True)


def test_a_missed_number_comes_back_from_the_window(hall, clerk, colleague):
    taken = called(hall, clerk, priority="elderly")
    for _ in range(2):
        press(clerk, "recall", visit=taken.id)
    press(clerk, "no-show", visit=taken.id)
    assert "重新排队" in listed(colleague, no=f" {taken.no.lower()} ")

    assert f"{taken.no} 号已重新排队" in words(press(colleague, "come-back", visit=taken.id))
    visit = Visit.objects.get()
    assert (visit.state, visit.rank_at) == ("waiting", MORNING - 20 * MINUTE)
    assert press(colleague, "come-back", visit=taken.id).status_code == 422


def test_a_ticket_that_is_with_a_colleague_is_found_and_left_to_them(hall, clerk, colleague):
    taken = served(hall, clerk)
    shown = listed(colleague, no=taken.no)
    assert ("办理中" in shown, "接手" in shown) == (True, False)
    assert "今天没有 A099 号" in listed(colleague, no="A099")
    assert press(colleague, "take-over", visit=taken.id, reason="申请人要求").status_code == 422


def test_the_list_can_be_read_in_english(hall, clerk, colleague):
    taken = served(hall, clerk)
    press(clerk, "pause", visit=taken.id, reason="等待缴费")
    shown = words(colleague.get(f"{BAR}/elsewhere?lang=en", headers=HTMX)).replace(hall.clerk.name, "")
    assert "Take over" in shown
    assert not re.search(r"[\u4e00-\u9fff]", shown)


def test_a_freed_window_sends_its_visit_back_and_says_so(hall, clerk, colleague, sign_in):
    taken = served(hall, clerk)
    leader = sign_in(hall.leader)
    page = words(leader.get("/hall/01/counters/"))
    assert all(each in page for each in (taken.no, "办理中", "释放窗口", "今天 09:30 起"))
    free = "/hall/01/counters/free"
    given = {"no": "01", "reason": "", "key": str(uuid4())}
    assert "释放 01 号窗口" in words(leader.get("/hall/01/counters/?free=01"))
    assert leader.post(free, given).status_code == 422
    assert clerk.post(free, {**given, "reason": "下班"}).status_code == 403
    assert leader.post(free, {**given, "reason": "下班"})["Location"] == "/hall/01/counters/"

    assert "坐到窗口" in words(clerk.get(BAR, headers=HTMX))
    shown = words(press(colleague, "call"))
    assert all(each in shown for each in (taken.no, "原窗口已释放，按原来的位置"))
    nobody = leader.post(free, {"no": "01", "reason": "下班", "key": str(uuid4())})
    assert (nobody.status_code, "不用释放" in words(nobody)) == (422, True)


def test_what_is_served_follows_the_clerk_to_another_counter(hall, clerk):
    taken = served(hall, clerk)
    visits.set_up(no="02", queues=["vehicle"], by=hall.leader, at=MORNING, key=uuid4())
    shown = words(press(clerk, "sit", counter="02"))

    assert all(each in shown for each in (taken.no, "办理中", "02 号窗口"))
    visit = Visit.objects.get()
    assert visit.counter is not None
    assert (visit.counter.no, visit.state) == ("02", "serving")


def test_reading_the_card_begins_and_names_the_visit(hall, clerk, owner_number, owner):
    called(hall, clerk)
    look_up(clerk, owner_number, read_by="card")

    visit = Visit.objects.get()
    assert (visit.state, visit.party_id, visit.identity) == ("serving", owner, "card")


def test_somebody_else_than_the_one_called_begins_nothing(hall, clerk, owner_number, person):
    called(hall, clerk, party_id=person().pk)
    look_up(clerk, owner_number)

    assert Visit.objects.get().state == "called"


def test_a_person_with_another_ticket_can_still_be_looked_up(hall, clerk, owner_number, owner):
    ticket(hall, minutes_ago=1, party_id=owner)
    called(hall, clerk)
    assert look_up(clerk, owner_number)["Location"].startswith("/window/visits/")


def test_whoever_is_known_is_opened_at_once_and_that_is_recorded(hall, clerk, owner):
    taken = called(hall, clerk, party_id=owner)
    answer = press(clerk, "begin", visit=taken.id)

    assert "陈*明" in clerk.get(answer["HX-Redirect"]).content.decode()
    assert Attempt.objects.get(kind="look_up").purpose == "申请人到窗口办理业务"


def test_the_one_on_the_page_is_the_one_who_was_called(hall, clerk, owner_number, owner):
    address = look_up(clerk, owner_number)["Location"]
    taken = called(hall, clerk)
    assert "就是此人" in clerk.get(address).content.decode()

    handle = address.split("/")[3]
    assert press(clerk, "begin", visit=taken.id, handle=handle)["HX-Redirect"] == address
    assert (Visit.objects.get().state, Visit.objects.get().party_id) == ("serving", owner)


def test_an_accepted_case_belongs_to_the_visit(hall, clerk, owner_number):
    taken = called(hall, clerk)
    address = look_up(clerk, owner_number)["Location"]
    apply(clerk, address)

    assert Matter.objects.get().case_no == Case.objects.get().no
    page = clerk.get(f"/window/cases/{Case.objects.get().no}/").content.decode()
    assert 'data-dialog="bar-finish"' not in page, "the case says how the matter ended"
    press(clerk, "finish", visit=taken.id)
    assert Matter.objects.get().outcome == "handled"


def test_a_case_without_a_visit_is_accepted_as_ever(hall, clerk, owner_number):
    apply(clerk, look_up(clerk, owner_number)["Location"])
    assert (Case.objects.count(), Matter.objects.count()) == (1, 0)


def test_a_matter_without_a_case_ends_as_the_clerk_says(hall, clerk):
    taken = served(hall, clerk)
    matter = Matter.objects.get()
    press(clerk, "finish", visit=taken.id, **{f"outcome_{matter.pk}": "not_done"})
    assert Matter.objects.get().outcome == "not_done"


def test_one_more_service_for_the_family(hall, clerk, owner, person):
    taken = served(hall, clerk, party_id=owner)
    relative = person(name="陈小明")
    assert press(clerk, "add", visit=taken.id, service=REISSUE, party="450502199003070014").status_code == 422
    press(clerk, "add", visit=taken.id, service=REISSUE, party=parties.get(relative.pk).number)
    press(clerk, "add", visit=taken.id, service="licence_renewal")

    assert list(Matter.objects.order_by("id").values_list("party_id", flat=True)) == [owner, relative.pk, owner]
    assert "期满换" in clerk.get(f"{BAR}/services").content.decode()


def test_the_bar_costs_two_statements(hall, clerk):
    served(hall, clerk)
    ticket(hall)
    clerk.get("/window/")
    with CaptureQueriesContext(connection) as with_bar:
        clerk.get("/window/")
    assert counted(with_bar) == 2


def test_an_unchanged_bar_is_not_sent_again(hall, clerk, monday):
    ticket(hall)
    seen = re.search(r"seen=(\w+)", clerk.get("/window/").content.decode())
    assert seen is not None
    assert clerk.get(f"{BAR}?seen={seen[1]}", headers=HTMX).status_code == 204

    ticket(hall, minutes_ago=0)
    assert "等候 2 人" in words(clerk.get(f"{BAR}?seen={seen[1]}", headers=HTMX))


def test_a_bar_whose_clerk_has_gone_home_is_left_as_it_is(hall, clerk, reviewer):
    assert reviewer.get(BAR, headers=HTMX).status_code == 204
    signed_out = Client().get(BAR, headers=HTMX)
    assert (signed_out.status_code, signed_out["HX-Reswap"], "HX-Redirect" in signed_out) == (401, "none", False)


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(hall, clerk, monday):
    clerk.get("/window/")
    for _ in range(3):
        monday.shift(5 * MINUTE)
        clerk.get(BAR, headers=HTMX)
    assert clerk.get("/window/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("paired", [True, False])
def test_no_key_is_given_twice(hall, clerk, owner, paired):
    if paired:
        pair(hall)
    taken = called(hall, clerk, party_id=owner)
    address = press(clerk, "begin", visit=taken.id)["HX-Redirect"]
    no = apply(clerk, address)["Location"]
    for page in ("/window/", address, f"{address}?service={REISSUE}", no):
        text = re.sub(r"<dialog.*?</dialog>", "", clerk.get(page).content.decode(), flags=re.DOTALL)
        keys = Counter(re.findall(r'data-key="([^"]+)"', text))
        assert not {key for key, times in keys.items() if times > 1}, page


def test_everything_for_one_person_is_on_one_page(hall, clerk, owner, monday):
    taken = called(hall, clerk, party_id=owner, priority="elderly")
    address = press(clerk, "begin", visit=taken.id)["HX-Redirect"]
    apply(clerk, address)
    shown = words(clerk.get(address))

    assert all(each in shown for each in (taken.no, "本次来访", "可以全程引导", "工本费 ¥15.00 未收", "检验有效期至"))
