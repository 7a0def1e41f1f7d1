"""The end of a registration: papers void, number kept, what was not handed in announced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.db.conftest import MORNING, City, enter_vehicle
from tests.db.steps import text_of
from tests.db.taking import Errand, accept, take
from tests.db.units import enter_unit

from cheguan.base.acts.models import Act
from cheguan.law.lifecycle import State
from cheguan.registers.announcements import queries as announcements
from cheguan.registers.announcements.models import Announcement
from cheguan.registers.holds import commands as holds
from cheguan.registers.parties.models import Party
from cheguan.registers.plates.models import Assignment, Retention
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.cases import commands as cases
from cheguan.work.cases.queries import CaseView

NOTHING_BACK = {"title_back": "no", "plates_back": "no", "licence_back": "no"}


def of_owner(service: str, vehicle: Vehicle, **declared: str) -> Errand:
    return Errand(service, vehicle.ownerships.get().party_id, vehicle=vehicle.pk, declared=declared)


def letters(vehicle: Vehicle) -> set[str]:
    return set(vehicle.statuses.filter(voided_by=None).values_list("letter", flat=True))


def assert_cancelled(ended: CaseView, vehicle: Vehicle, *, letter: str = "E") -> None:
    """The registration is over by the act of this case."""
    act = Act.objects.get(case_no=ended.no, kind="grant")
    assert ended.state is State.ARCHIVED
    assert letters(vehicle) == {letter}
    for papers in (vehicle.titles, vehicle.licences, vehicle.marks):
        assert papers.filter(voided_by=None).count() == 0
        assert papers.get().voided_by == act
    assert Assignment.objects.get(vehicle=vehicle).voided_by == act


@pytest.mark.service("cancellation_scrapped")
def test_a_scrapped_car_leaves_its_number_to_its_owner_for_two_years(city: City, vehicle: Vehicle) -> None:
    owner, number = vehicle.ownerships.get().party, vehicle.plates.get().number
    ended = take(of_owner("cancellation_scrapped", vehicle), city)
    assert_cancelled(ended, vehicle)
    kept = Retention.objects.get(number=number, voided_by=None)
    assert (kept.party, kept.until) == (owner, date(2028, 3, 2))
    assert announcements.of_vehicle(vehicle.pk) == ()
    assert vehicle.vin in text_of("cancellation", ended.no, city)
    with pytest.raises(cases.NotAccepted, match="已注销"):
        accept(of_owner("vehicle_licence_reissue", vehicle), city)


def test_papers_not_handed_in_are_announced_at_once(city: City, vehicle: Vehicle) -> None:
    number = vehicle.plates.get().number
    ended = take(of_owner("cancellation_scrapped", vehicle, title_back="no", licence_back="no"), city)
    (announced,) = announcements.of_vehicle(vehicle.pk)
    assert (announced.ground, announced.papers) == ("not_handed_in", ("title", "licence"))
    assert (announced.plate, announced.announced_on) == (number, MORNING.date())
    printed = text_of("cancellation", ended.no, city).replace("\n", "")
    assert "登记证书、行驶证已公告作废" in printed
    assert number in printed


@pytest.mark.parametrize("kind", ["mortgage", "pledge"])
def test_an_encumbered_vehicle_is_not_cancelled(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int, kind: str
) -> None:
    holds.place(
        kind=kind,
        authority="车辆管理所",
        since=date(2025, 1, 1),
        vehicle_id=vehicle.pk,
        creditor_id=person(name="北海银行").pk,
        act=founding_act,
    )
    with pytest.raises(cases.NotAccepted) as refused:
        accept(of_owner("cancellation_scrapped", vehicle), city)
    assert [each.rule for each in refused.value.findings] == ["cancellation.unencumbered"]


@pytest.mark.service("cancellation_scrapped_elsewhere")
def test_scrapped_at_another_place_while_violations_are_open(city: City, vehicle: Vehicle, founding_act: int) -> None:
    holds.place(kind="open_violation", authority="交警", since=MORNING.date(), vehicle_id=vehicle.pk, act=founding_act)
    assert_cancelled(take(of_owner("cancellation_scrapped_elsewhere", vehicle), city), vehicle)


@pytest.mark.service("cancellation_destroyed")
def test_a_burnt_car_with_everything_in_it(city: City, vehicle: Vehicle) -> None:
    ended = take(of_owner("cancellation_destroyed", vehicle, **NOTHING_BACK), city)
    assert_cancelled(ended, vehicle)
    assert Announcement.objects.get(vehicle=vehicle).papers == ["title", "plates", "licence"]


def test_only_an_owner_who_cannot_come_sends_an_agent(
    city: City, vehicle: Vehicle, person: Callable[..., Party]
) -> None:
    alone = replace(of_owner("cancellation_destroyed", vehicle), agent=person(name="代办人").pk)
    with pytest.raises(cases.NotAccepted, match="不得委托代理"):
        accept(alone, city)
    hindered = replace(alone, declared={"owner_hindered": "yes"})
    with pytest.raises(cases.NotAccepted, match="缺少所有人不能到场的相关证明"):
        accept(replace(hindered, without=("hindrance_proof",)), city)
    assert_cancelled(take(hindered, city), vehicle)


@pytest.mark.service("cancellation_abroad")
def test_a_car_that_left_the_country_settles_its_violations_first(
    city: City, vehicle: Vehicle, founding_act: int
) -> None:
    holds.place(kind="open_violation", authority="交警", since=MORNING.date(), vehicle_id=vehicle.pk, act=founding_act)
    with pytest.raises(cases.NotAccepted, match="交通违法行为尚未处理完毕"):
        accept(of_owner("cancellation_abroad", vehicle), city)
    holds.lift(kind="open_violation", vehicle_id=vehicle.pk, act=founding_act)
    assert_cancelled(take(of_owner("cancellation_abroad", vehicle), city), vehicle)


@pytest.mark.service("cancellation_returned")
def test_a_car_returned_to_its_maker(city: City, vehicle: Vehicle) -> None:
    assert_cancelled(take(of_owner("cancellation_returned", vehicle), city), vehicle)


@pytest.mark.service("cancellation_exported")
def test_a_used_car_exported_by_the_firm_that_bought_it(city: City, founding_act: int) -> None:
    firm = enter_unit(founding_act, name="北海二手车出口有限公司")
    vehicle = enter_vehicle(founding_act, owner=firm, city=city)
    ended = take(of_owner("cancellation_exported", vehicle, plates_back="no", licence_back="no"), city)
    assert_cancelled(ended, vehicle)


@pytest.mark.service("cancellation_by_office")
def test_a_revoked_registration_is_cancelled_by_the_office_even_when_mortgaged(
    city: City, vehicle: Vehicle, person: Callable[..., Party], founding_act: int
) -> None:
    holds.place(
        kind="mortgage",
        authority="车辆管理所",
        since=date(2025, 1, 1),
        vehicle_id=vehicle.pk,
        creditor_id=person().pk,
        act=founding_act,
    )
    police = enter_unit(founding_act, name="北海市公安局交通警察支队")
    declared = {"office_ground": "revoked", "order_document": "北公交撤〔2026〕1号", "plates_back": "no"}
    errand = Errand("cancellation_by_office", police.pk, vehicle=vehicle.pk, declared=declared)
    assert_cancelled(take(errand, city), vehicle, letter="M")
    assert Announcement.objects.get(vehicle=vehicle).ground == "revoked"


def test_a_private_person_does_not_start_what_an_authority_does(city: City, vehicle: Vehicle) -> None:
    declared = {"office_ground": "revoked", "order_document": "无"}
    owner = vehicle.ownerships.get().party_id
    with pytest.raises(cases.NotAccepted, match="个人不能申请"):
        accept(Errand("cancellation_by_office", owner, vehicle=vehicle.pk, declared=declared), city)


@pytest.mark.service("papers_void_announcement")
def test_overdue_scrapping_is_announced_and_the_vehicle_still_registered(
    city: City, vehicle: Vehicle, founding_act: int
) -> None:
    police = enter_unit(founding_act, name="北海市公安局交通警察支队")
    overdue = {"announcement_ground": "overdue_scrapping"}
    errand = Errand("papers_void_announcement", police.pk, vehicle=vehicle.pk, declared=overdue)
    with pytest.raises(cases.NotAccepted, match="没有达到报废标准"):
        accept(errand, city)

    vehicles.amend(vehicle.pk, act=founding_act, scrap_on=date(2026, 1, 31))
    ended = take(errand, city)
    assert letters(vehicle) == {"P"}
    assert vehicle.titles.get().voided_by == Act.objects.get(case_no=ended.no, kind="grant")
    assert vehicle.plates.get(voided_by=None).number == Announcement.objects.get(vehicle=vehicle).plate
    assert "逾期不办理注销登记" in text_of("announcement", ended.no, city)
