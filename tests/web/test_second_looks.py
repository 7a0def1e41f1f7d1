"""随机复核 on its pages: mine, one whole, what the officer in charge sees; and who may not."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.db.conftest import MORNING, City, found_city
from tests.db.looking_again import chance_says, drawn

from cheguan.base.attempts.models import Attempt
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.second_looks import commands as second_looks
from cheguan.work.second_looks.models import Assignment, Look, Outcome

LIST = "/desk/second-looks/"


@pytest.fixture
def city(db: None) -> City:
    return found_city("450511")


@pytest.fixture
def look(city: City, vehicle: Vehicle) -> Look:
    """Given to the leader, who alone had no hand in it."""
    found = Look.objects.get(pk=drawn(city, vehicle))
    second_looks.give_out(by=city.system, at=MORNING)
    return found


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def conclusion(**changes: str) -> dict[str, str]:
    return {"key": str(uuid4()), "outcome": "in_order", "words": "", "article": "", **changes}


def test_whoever_has_it_finds_it_and_closes_it(look: Look, leader: Client) -> None:
    assert look.case.no in text_of(leader, LIST)
    page = text_of(leader, f"{LIST}{look.pk}")
    assert "3 %" in page
    assert "陈大明" not in page

    response = leader.post(f"{LIST}{look.pk}/close", conclusion(outcome="minor", words="复印件没有核对章"))
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert Outcome.objects.get(look=look).words == "复印件没有核对章"
    assert "复印件没有核对章" in text_of(leader, f"{LIST}{look.pk}")


def test_the_makers_learn_of_it_when_it_is_closed(look: Look, leader: Client, reviewer: Client) -> None:
    case = f"/window/cases/{look.case.no}/"
    assert "复核" not in text_of(reviewer, case).replace("随机复核</a>", "")
    assert look.case.no not in text_of(reviewer, LIST)

    leader.post(f"{LIST}{look.pk}/close", conclusion())
    assert "随机复核，作出结论" in text_of(reviewer, case)


def test_somebody_elses_is_refused_and_recorded(look: Look, reviewer: Client) -> None:
    assert reviewer.get(f"{LIST}{look.pk}").status_code == 422
    assert reviewer.post(f"{LIST}{look.pk}/close", conclusion()).status_code == 422
    assert not Outcome.objects.exists()
    assert Attempt.objects.filter(subject=str(look.pk), kind="step").count() == 2
    assert "由系统分给了别人" not in text_of(reviewer, f"/window/cases/{look.case.no}/")


@pytest.mark.parametrize("address", [LIST, f"{LIST}1"])
def test_a_clerk_has_no_second_looks(clerk: Client, address: str) -> None:
    assert clerk.get(address).status_code == 403


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"outcome": "minor"}, "请写明差错在哪里"),
        ({"outcome": "serious", "words": "未核对原件"}, "请写明违反的条文"),
        ({"outcome": "serious", "words": "未核对原件", "article": "随便"}, "没有收录这一条"),
        ({"outcome": "perhaps"}, "有效的选项"),
        ({"outcome": "minor", "words": "\0"}, "控制字符"),
    ],
)
def test_what_is_missing_is_said_at_its_field(look: Look, leader: Client, given: dict[str, str], said: str) -> None:
    response = leader.post(f"{LIST}{look.pk}/close", conclusion(**given))

    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert not Outcome.objects.exists()


def test_a_serious_fault_stands_first_until_it_is_dealt_with(look: Look, leader: Client) -> None:
    stated = {"outcome": "serious", "words": "未核对原件", "article": "《机动车登记规定》第15条"}
    leader.post(f"{LIST}{look.pk}/close", conclusion(**stated))
    assert "未处置" in text_of(leader, LIST)

    empty = leader.post(f"{LIST}{look.pk}/remedy", {"key": str(uuid4()), "words": ""})
    assert empty.status_code == 422
    leader.post(f"{LIST}{look.pk}/remedy", {"key": str(uuid4()), "words": "约谈并补正"})
    assert "约谈并补正" in text_of(leader, f"{LIST}{look.pk}")
    assert "未处置" not in text_of(leader, LIST)


def test_the_officer_in_charge_sees_rates_figures_and_the_check(look: Look, leader: Client) -> None:
    leader.post(f"{LIST}{look.pk}/close", conclusion())
    with chance_says(falls=False):
        page = text_of(leader, LIST)

    assert "0 % – 79.3 %" in page
    assert "自拟" in page
    assert "容缺受理" in page
    # The case was drawn though chance says that it was not: the check finds it out.
    assert ("不相符" in page, look.case.no in page) == (True, True)
    assert "那一天没有作出决定" in text_of(leader, f"{LIST}?day=2026-03-01")
    assert text_of(leader, f"{LIST}?day=nonsense")


def test_a_reviewer_sees_no_figures(reviewer: Client) -> None:
    assert "抽查比例" not in text_of(reviewer, LIST)


def test_what_is_handed_back_is_not_given_to_a_colleague_of_choice(look: Look, leader: Client) -> None:
    response = leader.post(f"{LIST}{look.pk}/hand-back", {"key": str(uuid4()), "to": "1"})

    assert response["Location"] == LIST
    assert not Assignment.objects.filter(look=look, voided_by=None).exists()
    assert "待分派" in text_of(leader, LIST)


def test_it_can_be_read_in_english(look: Look, leader: Client) -> None:
    page = text_of(leader, f"{LIST}{look.pk}?lang=en")
    assert "Conclusion of the second look" in page
    assert "Rate of second looks" in text_of(leader, f"{LIST}?lang=en")
