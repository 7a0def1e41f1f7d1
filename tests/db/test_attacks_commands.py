"""What a client with a borrowed key, false papers or old standing tries, and what the commands must say to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from tests.db.conftest import MORNING, City, enter_vehicle, found_city, new_vehicle
from tests.db.steps import REGISTRATION_PAPERS, TRANSFER_PAPERS, given, transfer, verify
from tests.db.test_cases import reissue_of

from cheguan.base.acts import commands as acts
from cheguan.base.acts.models import Act
from cheguan.base.attempts.refusals import Refusal
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Choice
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application, Given
from cheguan.work.payments import commands as payments
from cheguan.work.payments.models import Receipt

# How a command may answer to a key that belongs to another act: it must not pretend, and it must not break.
BORROWED_KEY = (Refusal, acts.AlreadyRecorded)


@pytest.fixture
def cars(city: City, founding_act: int, person: Callable[..., Party]) -> tuple[Vehicle, Vehicle]:
    first, second = (enter_vehicle(founding_act, owner=person(), city=city) for _ in range(2))
    return first, second


@pytest.fixture
def bought(city: City, pool: None, vehicle: Vehicle, person: Callable[..., Party]) -> str:
    """An accepted transfer."""
    return cases.accept(application=transfer(vehicle, person(), city), by=city.clerk, at=MORNING, key=uuid4())


def test_a_used_key_does_not_pass_another_matter_off_as_accepted(city: City, cars: tuple[Vehicle, Vehicle]) -> None:
    key = uuid4()
    cases.accept(application=reissue_of(cars[0]), by=city.clerk, at=MORNING, key=key)

    with pytest.raises(BORROWED_KEY):
        cases.accept(application=reissue_of(cars[1]), by=city.clerk, at=MORNING, key=key)


def test_a_colleagues_key_does_not_tell_the_colleagues_case(city: City, cars: tuple[Vehicle, Vehicle]) -> None:
    key = uuid4()
    cases.accept(application=reissue_of(cars[0]), by=city.clerk, at=MORNING, key=key)
    colleague = replace(city.clerk, officer_id=city.maker.officer_id)

    with pytest.raises(BORROWED_KEY):
        cases.accept(application=reissue_of(cars[1]), by=colleague, at=MORNING, key=key)


def test_a_colleagues_key_does_not_count_as_the_own_review(city: City, cars: tuple[Vehicle, Vehicle]) -> None:
    case_no, key = cases.accept(application=reissue_of(cars[0]), by=city.clerk, at=MORNING, key=uuid4()), uuid4()
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=key)

    with pytest.raises(BORROWED_KEY):
        cases.review(case_no=case_no, by=city.leader, at=MORNING, key=key)


def used_key(case_no: str) -> UUID:
    return Act.objects.get(case_no=case_no, kind="accept").key


def test_a_used_key_chooses_no_number(city: City, bought: str) -> None:
    drawn = cases.draw_numbers(case_no=bought, by=city.clerk, at=MORNING, key=uuid4())

    with pytest.raises(BORROWED_KEY):
        cases.choose_number(case_no=bought, number=drawn[0], by=city.clerk, at=MORNING, key=used_key(bought))
    assert not Choice.objects.filter(case_no=bought).exists()


def test_a_used_key_takes_no_money(city: City, bought: str) -> None:
    with pytest.raises(BORROWED_KEY):
        payments.collect(case_no=bought, method="cash", by=city.clerk, at=MORNING, key=used_key(bought))


def test_another_office_takes_no_money_for_our_case(city: City, bought: str) -> None:
    with pytest.raises(Refusal):
        payments.collect(case_no=bought, method="cash", by=found_city("450600").clerk, at=MORNING, key=uuid4())
    assert not Receipt.objects.filter(case_no=bought).exists()


@pytest.mark.parametrize("false", ["mortgagee", "former_owner"])
def test_somebody_else_cannot_consent_for_the_creditor_or_the_owner(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int, false: str
) -> None:
    seller, bank, stranger = vehicle.ownerships.get().party, person(name="北海银行"), person(name="别家银行")
    holds.place(
        kind="mortgage", authority="车辆管理所", since=date(2025, 1, 1), vehicle_id=vehicle.pk, creditor_id=bank.pk,
        act=founding_act,
    )  # fmt: skip
    roles = {"mortgagee": bank.pk, "former_owner": seller.pk, false: stranger.pk}
    papers = given(*TRANSFER_PAPERS, "mortgagee_identity", "mortgage_contract")

    with pytest.raises(Refusal):
        cases.accept(
            application=transfer(vehicle, person(), city, materials=papers, roles=tuple(roles.items())),
            by=city.clerk, at=MORNING, key=uuid4(),
        )  # fmt: skip


def test_one_of_two_mortgagees_does_not_speak_for_both(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    seller, banks = vehicle.ownerships.get().party, [person(name="北海银行"), person(name="合浦银行")]
    for bank in banks:
        holds.place(
            kind="mortgage", authority="车辆管理所", since=date(2025, 1, 1), vehicle_id=vehicle.pk,
            creditor_id=bank.pk, act=founding_act,
        )  # fmt: skip
    roles = (("former_owner", seller.pk), ("mortgagee", banks[0].pk))
    papers = given(*TRANSFER_PAPERS, "mortgagee_identity", "mortgage_contract")

    with pytest.raises(Refusal):
        cases.accept(
            application=transfer(vehicle, person(), city, materials=papers, roles=roles),
            by=city.clerk, at=MORNING, key=uuid4(),
        )  # fmt: skip


def test_who_has_sold_the_vehicle_meanwhile_is_granted_nothing(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    case_no = cases.accept(application=reissue_of(vehicle), by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())
    vehicles.transfer(vehicle.pk, owner_id=person().pk, way="A", since=date(2026, 3, 1), act=founding_act)

    with pytest.raises(Refusal):
        cases.grant(case_no=case_no, by=city.reviewer, at=MORNING, key=uuid4())


def test_nobody_is_the_own_agent(city: City, vehicle: Vehicle) -> None:
    owner = vehicle.ownerships.get().party_id
    papers = given("owner_identity", "agent_identity", "power_of_attorney")

    with pytest.raises(Refusal):
        cases.accept(
            application=reissue_of(vehicle, agent_id=owner, materials=papers), by=city.clerk, at=MORNING, key=uuid4()
        )


def test_what_the_law_does_not_ask_is_not_kept_as_stated(city: City, vehicle: Vehicle) -> None:
    stated = reissue_of(vehicle, declared={"matches_file": "yes"})
    with pytest.raises(cases.NotKnown, match="matches_file"):
        cases.accept(application=stated, by=city.clerk, at=MORNING, key=uuid4())


def test_a_paper_is_not_waived_because_the_door_says_so(city: City, vehicle: Vehicle) -> None:
    with pytest.raises(Refusal):
        cases.accept(
            application=reissue_of(vehicle, materials=(Given("owner_identity", how="waived"),)),
            by=city.clerk, at=MORNING, key=uuid4(),
        )  # fmt: skip


def test_a_vehicle_is_registered_once_also_on_the_way(city: City, person: Callable[..., Party]) -> None:
    car = new_vehicle()

    def apply() -> str:
        application = Application(
            service="vehicle_registration", applicant_id=person().pk, new_vehicle=car,
            materials=given(*REGISTRATION_PAPERS),
        )  # fmt: skip
        return cases.accept(application=application, by=city.clerk, at=MORNING, key=uuid4())

    apply()
    with pytest.raises(Refusal):
        apply()


def test_a_withdrawn_case_gives_its_number_back(city: City, bought: str) -> None:
    drawn = cases.draw_numbers(case_no=bought, by=city.clerk, at=MORNING, key=uuid4())
    cases.choose_number(case_no=bought, number=drawn[0], by=city.clerk, at=MORNING, key=uuid4())
    cases.withdraw(case_no=bought, reason="不买了", by=city.clerk, at=MORNING, key=uuid4())

    assert not Choice.objects.filter(case_no=bought, voided_by=None).exists()


def test_a_number_lost_on_the_way_is_a_refusal(
    city: City, vehicle: Vehicle, bought: str, person: Callable[..., Party], founding_act: int
) -> None:
    number = cases.draw_numbers(case_no=bought, by=city.clerk, at=MORNING, key=uuid4())[0]
    cases.choose_number(case_no=bought, number=number, by=city.clerk, at=MORNING, key=uuid4())
    verify(bought, vehicle.vin, city)
    cases.review(case_no=bought, by=city.reviewer, at=MORNING, key=uuid4())
    enter_vehicle(founding_act, owner=person(), city=city, number=number)

    with pytest.raises(Refusal):
        cases.grant(case_no=bought, by=city.reviewer, at=MORNING, key=uuid4())


def test_who_reviewed_cannot_become_who_accepted(city: City, cars: tuple[Vehicle, Vehicle]) -> None:
    both = replace(city.reviewer, rights={**city.reviewer.rights, "accept": "acceptance"})
    case_no = cases.accept(application=reissue_of(cars[0]), by=city.clerk, at=MORNING, key=uuid4())
    cases.review(case_no=case_no, by=both, at=MORNING, key=uuid4())
    for _ in range(2):
        cases.send_back(case_no=case_no, reason="再核", by=city.leader, at=MORNING, key=uuid4())

    cases.complete(case_no=case_no, materials=(Given("owner_identity"),), by=both, at=MORNING, key=uuid4())
    with pytest.raises(cases.OwnCase):
        cases.review(case_no=case_no, by=both, at=MORNING, key=uuid4())
