"""A message is left with the act that causes it: with it or not at all, once, to the number that is known."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.db.conftest import MORNING, City, enter_person, found_city
from tests.db.letters import Fake, empty_outbox, row, send
from tests.db.taking import Errand, finish, grant
from tests.db.test_cases import reissue_of

from cheguan.base.acts import commands as acts
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties.models import Party, Profile
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Given
from cheguan.work.cases.models import Case
from cheguan.work.messages import commands as messages
from cheguan.work.messages import queries
from cheguan.work.messages.models import Message


def said_of(case_no: str) -> list[str]:
    return list(Message.objects.filter(about=case_no).order_by("id").values_list("template", flat=True))


@pytest.fixture
def accepted(city: City, vehicle: Vehicle) -> str:
    return cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())


def test_acceptance_tells_the_applicant_number_day_and_code(accepted: str) -> None:
    message, case = Message.objects.get(about=accepted), Case.objects.get(no=accepted)

    assert (message.state, message.address, message.language) == ("queued", "19000001234", "zh")
    assert message.zh == f"您申请的补领行驶证已受理，流水号{accepted}，最迟2026-03-03办结，查询码{case.query_code}。"
    assert accepted in message.en
    assert message.params == {
        "service": "补领行驶证", "case_no": accepted, "due_on": "2026-03-03", "query_code": case.query_code,
    }  # fmt: skip
    assert message.issued_by.kind == "accept"
    assert message.key == f"case_accepted:{accepted}:{message.issued_by_id}"


def test_a_case_leaves_a_message_for_every_step_that_concerns_the_applicant(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get(voided_by=None).party_id
    errand = Errand("vehicle_licence_reissue", applicant=owner, vehicle=vehicle.pk)
    case_no = cases.accept(application=errand.application(city), by=city.clerk, at=MORNING, key=uuid4())
    grant(case_no, errand, city)
    finish(case_no, city)

    assert said_of(case_no) == ["case_accepted", "case_granted", "paper_ready", "paper_handed_over"]
    assert row(f"case_granted:{case_no}").zh == f"您申请的补领行驶证（流水号{case_no}）已准予办理。"


def test_what_is_missing_is_told_item_by_item_and_completion_as_acceptance(city: City, vehicle: Vehicle) -> None:
    bare = reissue_of(vehicle, materials=())
    case_no = cases.notify(application=bare, by=city.clerk, at=MORNING, key=uuid4())
    assert "需要补正：缺少机动车所有人身份证明" in Message.objects.get(about=case_no).zh

    cases.complete(case_no=case_no, materials=(Given("owner_identity"),), by=city.clerk, at=MORNING, key=uuid4())
    assert said_of(case_no) == ["case_missing", "case_accepted"]


def test_a_refusal_and_a_return_are_told(city: City, vehicle: Vehicle, accepted: str) -> None:
    cases.send_back(case_no=accepted, reason="身份证明复印不清", by=city.reviewer, at=MORNING, key=uuid4())
    cases.complete(case_no=accepted, materials=(Given("owner_identity"),), by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=accepted, by=city.reviewer, at=MORNING, key=uuid4())
    cases.refuse(case_no=accepted, reason="申请材料虚假", by=city.reviewer, at=MORNING, key=uuid4())

    assert said_of(accepted) == ["case_accepted", "case_sent_back", "case_accepted", "case_refused"]
    assert "身份证明复印不清" in Message.objects.get(template="case_sent_back").zh
    assert "申请材料虚假" not in Message.objects.get(template="case_refused").zh


def test_a_case_that_goes_back_to_a_colleague_is_nobodys_news(city: City, accepted: str) -> None:
    cases.review(case_no=accepted, by=city.reviewer, at=MORNING, key=uuid4())
    other = city.leader
    cases.send_back(case_no=accepted, reason="意见不全", by=other, at=MORNING, key=uuid4())

    assert Case.objects.get(no=accepted).state == "accepted"
    assert said_of(accepted) == ["case_accepted"]


def test_a_double_click_leaves_one_message(city: City, vehicle: Vehicle) -> None:
    key = uuid4()
    for _ in range(2):
        case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=key)
    assert said_of(case_no) == ["case_accepted"]


def test_whoever_left_no_number_gets_none_and_it_is_kept(city: City, vehicle: Vehicle, founding_act: int) -> None:
    owner = vehicle.ownerships.get(voided_by=None).party_id
    parties.rename(owner, act=founding_act, phone="")
    case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())

    gateway = Fake()
    empty_outbox(gateway)

    message = Message.objects.get(about=case_no)
    assert (message.state, message.address) == ("no_address", "")
    assert message.key not in gateway.got


def test_the_number_is_the_one_in_force(city: City, person: Callable[..., Party], founding_act: int) -> None:
    party = person()
    parties.rename(party.pk, act=founding_act, phone="19011112222")
    key = send(city.clerk, party_id=party.pk, address="")

    assert Profile.objects.filter(party=party).count() == 2
    assert row(key).address == "19011112222"


def test_a_channel_that_is_no_telephone_needs_an_address_of_its_own(city: City, person: Callable[..., Party]) -> None:
    party = person()
    lasting: dict[str, Any] = {"template": "case_sent_back", "params": {"reason": "不清"}}
    without = send(city.clerk, party_id=party.pk, address="", channel="wechat", **lasting)
    given = send(city.clerk, party_id=party.pk, address="oX7-openid", channel="wechat", language="en")

    assert row(without).state == "no_address"
    assert (row(given).address, row(given).params) == ("oX7-openid", {"ticket": "A012", "counter": "3"})


def test_what_passes_in_minutes_is_not_kept_for_somebody_who_cannot_be_reached(
    city: City, person: Callable[..., Party], founding_act: int
) -> None:
    party = person()
    parties.rename(party.pk, act=founding_act, phone="")
    key = send(city.clerk, party_id=party.pk, address="")
    assert not Message.objects.filter(key=key).exists()


def test_the_same_key_again_is_no_second_message(city: City) -> None:
    key = send(city.clerk)
    send(city.clerk, key, params={"ticket": "B999", "counter": "9"})
    assert "A012" in row(key).zh


def test_what_is_rolled_back_was_never_said(city: City) -> None:
    key = f"test:{uuid4()}"

    def call_and_stumble() -> None:
        with transaction.atomic():
            send(city.clerk, key)
            assert Message.objects.filter(key=key).exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call_and_stumble()
    assert not Message.objects.filter(key=key).exists()


def test_a_message_costs_one_statement(city: City) -> None:
    act = acts.record(kind="call", by=city.clerk, at=MORNING, basis=[], key=uuid4())
    with CaptureQueriesContext(connection) as captured:
        messages.send(template="called", params={"ticket": "A1", "counter": "3"}, key="k", act=act, address="1")
    assert len(captured) == 1


def test_a_message_needs_an_act_of_its_own_transaction(committed: None) -> None:
    clerk = found_city().clerk
    with transaction.atomic():
        earlier = acts.record(kind="call", by=clerk, at=MORNING, basis=[], key=uuid4())
    with pytest.raises(DatabaseError, match="act of the same transaction"), transaction.atomic():
        messages.send(
            template="called", params={"ticket": "A1", "counter": "3"}, key=f"{uuid4()}", act=earlier, address="1"
        )


@pytest.mark.parametrize(
    "change",
    ["zh = '别的'", "address = '13900000000'", "key = 'other'", "params = '{}'", "state = 'sent', provider = 'x'"],
)
def test_what_was_said_cannot_be_changed(city: City, change: str) -> None:
    key = send(city.clerk)
    empty_outbox(Fake())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE messaging_message SET {change} WHERE key = %s", [key])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM messaging_message WHERE key = %s", [key])


def test_the_outbox_pages_by_key_newest_first(city: City) -> None:
    keys = [send(city.clerk) for _ in range(5)]
    first = queries.outbox(office=city.clerk.office, state="queued", limit=3)
    rest = queries.outbox(office=city.clerk.office, state="queued", before=first.before, limit=100)

    ids = [line.id for line in (*first.lines, *rest.lines)]
    assert ids == sorted(ids, reverse=True)
    assert {row(key).pk for key in keys} <= set(ids)
    assert queries.outbox(office="999999").lines == ()


def test_a_page_shows_the_number_masked(city: City) -> None:
    key = send(city.clerk, about="A012-260302")
    (line,) = queries.about("A012-260302")

    assert (line.masked_address, line.state, line.name, line.name_en) == ("138****5678", "queued", "叫号", "Called")
    assert line.said_at == MORNING
    assert row(key).about == "A012-260302"


def test_only_whoever_has_the_receipt_sees_the_messages(accepted: str) -> None:
    code = Case.objects.get(no=accepted).query_code
    lines = queries.of_case(accepted, query_code=code)

    assert lines is not None
    assert [line.template for line in lines] == ["case_accepted"]
    assert queries.of_case(accepted, query_code="0" * 16) is None
    assert queries.of_case("45050001-260302-99999", query_code=code) is None


def test_nothing_waits_for_a_clock_that_jumped(city: City) -> None:
    key = send(city.clerk)
    gateway = Fake()
    empty_outbox(gateway, at=MORNING - timedelta(days=1))
    assert key in gateway.got


def test_a_gap_is_told_with_its_day(committed: None) -> None:
    """The reminder, too, is one message for one act."""
    city = found_city()
    with transaction.atomic():
        act = acts.record(kind="found_registers", by=city.system, at=MORNING, basis=[], key=uuid4())
        party = enter_person(act)
    with transaction.atomic():
        chase = acts.record(kind="chase", by=city.system, at=MORNING, basis=[], key=uuid4(), case_no="X-1")
        for _ in range(2):
            messages.send(
                template="gap_due", params={"items": "委托书", "cure_by": "2026-03-09"}, party_id=party.pk,
                key="gap_due:{case_no}:{act}", act=chase,
            )  # fmt: skip
    message = Message.objects.get(key=f"gap_due:X-1:{chase}")
    assert message.zh == "流水号X-1：按您的承诺，请在2026-03-09前补交：委托书。逾期将退回申请。"
